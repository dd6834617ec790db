"""The JSON turn: one shape of answer for every event, one shape of refusal for everything else."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill import labels
from skill.channels import Runtime
from skill.channels.turn import CHANNELS, CLIENT_EVENTS, label_json, read_event, turn
from skill.dialogue import KEYS
from skill.errors import BadRequest
from skill.leaflet import Leaflet, alarm_lines, script
from skill.manifest import Manifest
from skill.understanding import Understanding

MakeRuntime = Callable[..., Runtime]
Json = dict[str, Any]

TODAY = datetime.date(2027, 1, 31)
TYPES: dict[str, type | tuple[type, ...]] = {
    "outcome": str,
    "label": str,
    "passage": (str, type(None)),
    "level": (str, type(None)),
    "alarm": (str, type(None)),
    "subject": (str, type(None)),
    "control": (str, type(None)),
    "text": str,
    "clips": list,
    "asks": (str, type(None)),
    "reprompt": (str, type(None)),
    "score": (float, int, type(None)),
    "why": (str, type(None)),
    "heard": (dict, type(None)),
    "stands": (str, type(None)),
    "ends": bool,
    "grave": bool,
    "slow": bool,
    "state": dict,
}

many = settings(deadline=None, max_examples=150)


@pytest.fixture(scope="session")
def runtime(make_runtime: MakeRuntime) -> Runtime:
    """The real leaflet with a fake ear."""
    return make_runtime()


def assert_contract(answer: Json) -> None:
    """Holds for every answer, whatever came in."""
    assert {name: type(value) for name, value in answer.items() if name not in TYPES} == {}
    for name, kind in TYPES.items():
        assert isinstance(answer[name], kind), name
    assert answer["outcome"] in labels.OUTCOMES
    assert answer["level"] in (None, *labels.LEVELS)
    # Between the digits of a code nothing is said; one of four digits is said back.
    assert (0 if answer["asks"] in ("code", "moment") else 1) <= len(answer["clips"]) <= 6
    for clip in answer["clips"]:
        assert set(clip) == {"id", "url", "text", "seconds"}
        assert clip["text"]
        assert (clip["url"] is None) == (clip["seconds"] is None)
    assert answer["text"] == " ".join(clip["text"] for clip in answer["clips"])
    assert answer["ends"] == (answer["asks"] is None)
    # A conversation ends with a goodbye, or in silence on an alarm that was said once more.
    assert not answer["ends"] or answer["outcome"] in ("goodbye", "alarm")
    assert answer["ends"] or answer["outcome"] != "goodbye"
    # What is about a sign stands out on a screen; a question of ours about it is no answer yet.
    assert answer["grave"] or (answer["outcome"] != "alarm" and answer["level"] is None)
    assert answer["grave"] or answer["asks"] not in ("check", "herhalen")
    assert answer["stands"] in (None, *labels.LEVELS)
    assert (answer["heard"] is None) == (answer["why"] is None)
    assert len(json.dumps(answer["state"]).encode()) < 2000
    assert json.loads(json.dumps(answer)) == answer


def say(runtime: Runtime, *texts: str, channel: str = "web") -> Json:
    """The answer to the last of several sentences."""
    answer: Json = {"state": None}
    for text in texts:
        answer = turn(runtime, {"state": answer["state"], "channel": channel, "text": text}, TODAY)
        assert_contract(answer)
    return answer


@pytest.mark.parametrize(
    ("text", "outcome", "label"),
    [
        ("Hoe til ik goed?", "answer", "passage:goed-tillen"),
        ("mijn kruis voelt doof", "alarm", "alarm:nu"),
        ("ik heb een hernia", "not_covered", "not_covered"),
        ("wat voor weer wordt het", "not_covered", "out_of_scope"),
        ("stoel of zitten", "clarify", "clarify:draaistoel|zithouding-en-stoel"),
        ("brabbel", "fallback", "unclear"),
        ("iets met plassen", "fallback", "unclear"),
        ("onderwerpen", "menu", "control:menu"),
        ("langzamer", "control", "control:slower"),
        ("stop", "goodbye", "control:stop"),
        ("   ", "fallback", "unclear"),
    ],
)
@pytest.mark.parametrize("channel", CHANNELS)
def test_a_sentence(runtime: Runtime, channel: str, text: str, outcome: str, label: str) -> None:
    answer = say(runtime, text, channel=channel)

    assert (answer["outcome"], answer["label"]) == (outcome, label)


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("event", [name for name in CLIENT_EVENTS if name != "key"])
def test_an_event(runtime: Runtime, channel: str, event: str) -> None:
    answer = turn(runtime, {"channel": channel, "event": event}, TODAY)

    assert_contract(answer)
    if event == "launch":
        assert answer["outcome"] == "welcome"
    if event == "hangup":
        assert answer["ends"]


@pytest.mark.parametrize("key", KEYS)
def test_a_key(runtime: Runtime, key: str) -> None:
    assert_contract(turn(runtime, {"channel": "phone", "event": "key", "key": key}, TODAY))


def test_a_code_is_three_keys(runtime: Runtime) -> None:
    state = None
    for key in "8109":
        answer = turn(
            runtime, {"channel": "phone", "event": "key", "key": key, "state": state}, TODAY
        )
        state = answer["state"]
    assert (answer["asks"], answer["clips"]) == ("moment", [])
    silent = turn(runtime, {"channel": "phone", "event": "silence", "state": state}, TODAY)

    assert silent["label"] == "passage:goed-tillen"


def test_what_is_named_is_named_apart(runtime: Runtime) -> None:
    answered = say(runtime, "hoe til ik goed")
    refused = say(runtime, "ik heb een hernia")
    alarmed = say(runtime, "mijn kruis voelt doof")
    steered = say(runtime, "hoe til ik goed", "herhaal")

    assert answered["passage"] == "goed-tillen"
    assert refused["subject"] == "hernia"
    assert (alarmed["alarm"], alarmed["level"]) == ("doof-kruis", "nu")
    assert (steered["control"], steered["outcome"]) == ("repeat", "answer")


def test_what_was_understood_has_names(runtime: Runtime) -> None:
    leaflet = runtime.leaflet
    answered = say(runtime, "hoe til ik goed")["heard"]
    refused = say(runtime, "ik heb een hernia")["heard"]
    alarmed = say(runtime, "mijn kruis voelt doof")["heard"]
    doubted = say(runtime, "stoel of zitten")["heard"]
    steered = say(runtime, "herhaal")["heard"]

    assert (answered["label"], answered["needed"]) == ("passage:goed-tillen", 0.22)
    assert answered["title"] == leaflet.passages["goed-tillen"].title
    assert answered["intent"] == "GoedTillenIntent"
    assert refused["title"] == leaflet.subjects["hernia"].title
    assert alarmed["title"] == leaflet.alarms["doof-kruis"].label
    assert alarmed["intent"] == "AlarmDoofKruisIntent"
    two = [leaflet.passages[name].title for name in ("draaistoel", "zithouding-en-stoel")]
    assert doubted["title"] == f"‘{two[0]}’ of ‘{two[1]}’"
    assert doubted["intent"] is None
    assert (steered["title"], steered["intent"]) == (None, "AMAZON.RepeatIntent")


def test_what_came_near_is_named_with_its_score(
    make_runtime: MakeRuntime, leaflet: Leaflet
) -> None:
    heard = Understanding(
        "passage:stress", 0.5, runners_up=(("opening:complaint", 0.3), ("unclear", 0.1))
    )
    answer = say(make_runtime(hear=lambda _: heard), "druk")

    assert answer["heard"]["others"] == [
        {
            "label": "opening:complaint",
            "title": leaflet.openings["complaint"].title,
            "score": 0.3,
        },
        {"label": "unclear", "title": None, "score": 0.1},
    ]


def test_a_name_that_amazon_would_refuse_has_no_intent(make_runtime: MakeRuntime) -> None:
    heard = Understanding("passage:r06")
    assert say(make_runtime(hear=lambda _: heard), "iets")["heard"]["intent"] is None


def test_an_alarm_stands_until_it_is_taken_back(runtime: Runtime) -> None:
    assert say(runtime, "mijn kruis voelt doof")["stands"] == "nu"
    assert say(runtime, "mijn kruis voelt doof", "nee")["stands"] == "nu"
    assert say(runtime, "hoe til ik goed")["stands"] is None


def test_clips_have_an_address(runtime: Runtime) -> None:
    clip = say(runtime, "hoe til ik goed")["clips"][1]

    assert clip["id"] == "goed-tillen"
    assert clip["url"] == "/audio/goed-tillen-0a1b.mp3"
    assert clip["seconds"] == 4.0


def test_slow_clips_after_slower(runtime: Runtime) -> None:
    answer = say(runtime, "langzamer", "hoe til ik goed")

    assert answer["slow"] is True
    assert answer["clips"][1]["url"].endswith("-slow.mp3")


def test_without_clips_there_is_still_text(make_runtime: MakeRuntime) -> None:
    answer = say(make_runtime(manifest=Manifest()), "hoe til ik goed")

    assert answer["text"].startswith("Goed tillen. Buig")
    assert {clip["url"] for clip in answer["clips"]} == {None}


def test_a_clip_of_another_text_is_not_played(make_runtime: MakeRuntime, leaflet: Leaflet) -> None:
    passage = replace(leaflet.passages["goed-tillen"], text="Nu anders.")
    newer = replace(leaflet, passages=leaflet.passages | {"goed-tillen": passage})

    answer = say(make_runtime(leaflet=newer, lines=script(newer)), "hoe til ik goed")
    assert [clip["url"] is None for clip in answer["clips"]][:2] == [False, True]


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_alarm_is_said_first_on_every_channel(
    make_runtime: MakeRuntime, leaflet: Leaflet, channel: str
) -> None:
    for code, alarm in leaflet.alarms.items():
        heard = Understanding(f"alarm:{code}", alarm=code, also=("passage:goed-tillen",))
        runtime = make_runtime(hear=lambda text, heard=heard: heard)
        answer = say(runtime, "iets ergs", channel=channel)

        first = alarm_lines(leaflet, code, phone=channel == "phone")
        assert tuple(clip["id"] for clip in answer["clips"])[: len(first)] == first
        assert (answer["outcome"], answer["level"]) == ("alarm", alarm.level)
        assert answer["label"] == f"alarm:{alarm.level}"
        if alarm.level in labels.SILENCING:
            assert "goed-tillen" not in {clip["id"] for clip in answer["clips"]}


def test_the_state_holds_no_word_that_was_said(runtime: Runtime) -> None:
    for text in ("zqx hoe til ik goed zqx", "hoe til ik goed", "iets met plassen", "zqx"):
        for channel in CHANNELS:
            kept = json.dumps(say(runtime, text, text, channel=channel)["state"])
            assert "zqx" not in kept
            assert text not in kept


REFUSED: dict[str, tuple[object, str, int]] = {
    "a list": ([], "bad_request", 400),
    "nothing": (None, "bad_request", 400),
    "a text": ("hoe til ik goed", "bad_request", 400),
    "no event": ({}, "bad_event", 400),
    "an unknown event": ({"event": "dans"}, "bad_event", 400),
    "an event that is gone": ({"event": "finished"}, "bad_event", 400),
    "an event of the program's own": ({"event": "label"}, "bad_event", 400),
    "text as an event": ({"event": "text", "text": "ja"}, "bad_event", 400),
    "an event that is a number": ({"event": 1}, "bad_request", 400),
    "a text that is a number": ({"text": 1}, "bad_request", 400),
    "a text that is nothing": ({"text": None}, "bad_request", 400),
    "a text that is a list": ({"text": ["ja"]}, "bad_request", 400),
    "a long text": ({"text": "a" * 2001}, "too_long", 413),
    "an unknown channel": ({"text": "ja", "channel": "fax"}, "bad_channel", 400),
    "a channel that is a medium": ({"text": "ja", "channel": "screen"}, "bad_channel", 400),
    "a channel that is a list": ({"text": "ja", "channel": []}, "bad_request", 400),
    "no key": ({"event": "key"}, "bad_key", 400),
    "an empty key": ({"event": "key", "key": ""}, "bad_key", 400),
    "two keys": ({"event": "key", "key": "12"}, "bad_key", 400),
    "a letter as key": ({"event": "key", "key": "a"}, "bad_key", 400),
    "a key that is a number": ({"event": "key", "key": 1}, "bad_request", 400),
    "a state that is a text": ({"text": "ja", "state": "x"}, "bad_state", 400),
    "a state that is a list": ({"text": "ja", "state": []}, "bad_state", 400),
    "a state that is false": ({"text": "ja", "state": False}, "bad_state", 400),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_turn_is_refused(runtime: Runtime, name: str) -> None:
    payload, code, status = REFUSED[name]

    with pytest.raises(BadRequest) as caught:
        turn(runtime, payload)
    assert (caught.value.code, caught.value.status) == (code, status)
    assert "hoe til" not in str(caught.value), "an answer never quotes what was sent"


@pytest.mark.parametrize(
    "payload",
    [
        {"text": "a" * 2000},
        {"text": "ja", "channel": None},
        {"text": "ja", "event": None},
        {"text": "ja", "key": 5},
        {"event": "launch", "text": 5},
        {"text": "ja", "state": None, "extra": [1]},
        {"text": "ja", "state": {"unknown": 1}},
    ],
)
def test_what_is_left_open_is_filled_in(runtime: Runtime, payload: Json) -> None:
    assert_contract(turn(runtime, payload, TODAY))


def test_a_day_is_a_day(runtime: Runtime) -> None:
    assert read_event({"text": "ja"}, TODAY).today == "2027-01-31"
    assert datetime.date.fromisoformat(read_event({"text": "ja"}).today)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
names = st.sampled_from(
    "goed-tillen title_goed-tillen passage:goed-tillen root houding tillen-en-bukken help code "
    "code1 code10 doof-kruis draaistoel zithouding-en-stoel prompt_welcome bestaat-niet "
    "not_covered:hernia alarm:x : | passage: x opening:complaint opening:noodhulp "
    "opening_complaint closing_veiligheid-gevoel choice_complaint opening_noodhulp "
    "prompt_alarm-again koorts "
    "check_koorts standing_nu-1 zwangerschap val-zonder-uitval kracht-weg".split()
)
states = st.fixed_dictionaries(
    {},
    optional={
        "topic": names | json_values,
        "said": st.lists(names, max_size=7) | json_values,
        "offer": st.lists(names, max_size=3) | json_values,
        "menu": names | json_values,
        "helping": st.booleans() | json_values,
        "code": st.sampled_from(["", "1", "10", "109", "x"]) | json_values,
        "misses": st.integers(-1, 5) | json_values,
        "slow": st.booleans() | json_values,
        "reading": st.booleans() | json_values,
        "bookmark": names | json_values,
        "alarm": names | json_values,
        "check": names | json_values,
        "told": st.lists(names, max_size=8) | json_values,
    },
)
payloads = st.fixed_dictionaries(
    {},
    optional={
        "state": states | json_values,
        "channel": st.sampled_from([*CHANNELS, "fax"]) | json_values,
        "text": st.sampled_from(["ja", "nee", "herhaal", "langzamer", "stop", "de tweede", "3"])
        | st.text(max_size=20)
        | json_values,
        "event": st.sampled_from([*CLIENT_EVENTS, "text"]) | json_values,
        "key": st.sampled_from(KEYS) | json_values,
    },
)


@many
@given(payloads | json_values)
def test_any_payload_is_answered_or_refused(runtime: Runtime, payload: object) -> None:
    try:
        answer = turn(runtime, payload, TODAY)
    except BadRequest as error:
        refused = error
    else:
        assert_contract(answer)
        return
    assert refused.status in (400, 413)
    assert refused.code.startswith(("bad_", "too_"))


@settings(deadline=None, max_examples=300)
@given(
    states,
    st.sampled_from(list(CHANNELS)),
    st.sampled_from(
        ["ja", "nee", "herhaal", "langzamer", "onderwerpen", "de tweede", "stop", "x"]
    ).map(lambda text: {"text": text})
    | st.sampled_from(KEYS).map(lambda key: {"event": "key", "key": key})
    | st.sampled_from(["launch", "silence", "hangup"]).map(lambda name: {"event": name}),
)
def test_any_state_is_gone_on_from(
    runtime: Runtime, state: Json, channel: str, event: Json
) -> None:
    """A state comes from outside: an old leaflet's, another program's, or made up."""
    answer = turn(runtime, {"state": state, "channel": channel, **event}, TODAY)

    assert_contract(answer)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            ["hoe til ik goed", "ja", "nee", "herhaal", "onderwerpen", "stop", "x", ""]
        ),
        max_size=8,
    ),
    st.sampled_from(list(CHANNELS)),
)
def test_any_conversation_keeps_to_the_contract(
    runtime: Runtime, texts: list[str], channel: str
) -> None:
    say(runtime, *texts, channel=channel)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("passage:goed-tillen", ("passage:goed-tillen", "goed-tillen", None, None, None)),
        ("alarm:doof-kruis", ("alarm:nu", None, "nu", "doof-kruis", None)),
        ("not_covered:hernia", ("not_covered", None, None, None, "hernia")),
        ("not_covered", ("not_covered", None, None, None, None)),
        ("out_of_scope", ("out_of_scope", None, None, None, None)),
        ("unclear", ("unclear", None, None, None, None)),
        ("control:repeat", ("control:repeat", None, None, None, None)),
        ("clarify:a|b", ("clarify:a|b", None, None, None, None)),
        ("confirm:koorts", ("confirm:vandaag", None, "vandaag", "koorts", None)),
        ("opening:complaint", ("opening:complaint", None, None, None, None)),
        ("opening:wie-ben-je", ("opening:about_us", None, None, None, None)),
        ("opening:noodhulp", ("emergency", None, None, None, None)),
        ("answer:confirms", ("unclear", None, None, None, None)),
    ],
)
def test_a_label_outside(leaflet: Leaflet, label: str, expected: tuple[str | None, ...]) -> None:
    told = label_json(leaflet, label)

    assert (
        tuple(told[name] for name in ("label", "passage", "level", "alarm", "subject")) == expected
    )


@pytest.mark.parametrize("sure", [None, 0.4, 0.93, 1])
def test_what_was_heard_for_sure_is_what_was_said(runtime: Runtime, sure: float | None) -> None:
    said = {"channel": "web", "text": "Mijn kruis voelt doof."}

    assert turn(runtime, {**said, "sure": sure}, TODAY) == turn(runtime, said, TODAY)


@pytest.mark.parametrize("sure", [0, 0.2, 0.39])
def test_a_sign_that_was_hardly_heard_is_asked_back(runtime: Runtime, sure: float) -> None:
    answer = turn(runtime, {"text": "Mijn kruis voelt doof.", "sure": sure}, TODAY)

    assert (answer["label"], answer["alarm"], answer["asks"]) == (
        "confirm:nu",
        "doof-kruis",
        "check",
    )
    yes = turn(runtime, {"text": "ja", "state": answer["state"]}, TODAY)
    assert yes["label"] == "alarm:nu"


def test_what_was_hardly_heard_is_asked_again(runtime: Runtime) -> None:
    answer = turn(runtime, {"text": "hoe til ik goed", "sure": 0.2}, TODAY)

    assert answer["outcome"] == "fallback"
