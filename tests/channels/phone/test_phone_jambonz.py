"""What jambonz posts -> what was done, and a reply -> verbs that hold whatever of it fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill import labels
from skill.channels import Runtime
from skill.channels.phone import Addresses, Posted, jambonz
from skill.dialogue import KEYS, Event, Reply, State
from skill.manifest import Manifest
from skill.settings import Settings
from skill.understanding import Understanding

AT = Addresses("/phone/jambonz?state=x", "https://rug.example/audio")
EXPECTED = [f"woord {number}" for number in range(150)]
SPEECH = {"alternatives": [{"transcript": "hoe til ik goed", "confidence": 0.9}]}


def label_ear(text: str) -> Understanding:
    """Hears the label that is said."""
    alarm = labels.name(text) if labels.kind(text) == "alarm" else None
    return Understanding(text, alarm=alarm)


@pytest.fixture(scope="module")
def runtime(make_runtime: Callable[..., Runtime]) -> Runtime:
    """The real leaflet; every line has a clip."""
    return make_runtime(hear=label_ear)


def reply_to(runtime: Runtime, *texts: str) -> Reply:
    state = State()
    for text in texts:
        state, reply = runtime.respond(state, Event("text", text=text, medium="phone", hears=True))
    return reply


@pytest.mark.parametrize(
    ("body", "posted"),
    [
        ({"call_sid": "a1", "call_status": "trying"}, Posted(call="a1")),
        ({"reason": "dtmfDetected", "digits": "109"}, Posted(keys="109")),
        (
            {"reason": "speechDetected", "speech": SPEECH},
            Posted(speech="hoe til ik goed", confidence=0.9),
        ),
        ({"reason": "timeout"}, Posted()),
        ({}, Posted()),
        ({"reason": "error", "details": {"error": "kapot"}}, Posted(told=True)),
        ({"dial_call_status": "busy"}, Posted(unanswered=True)),
        ({"dial_call_status": "ringing"}, Posted(unanswered=True)),
        ({"dial_call_status": "completed"}, Posted(over=True)),
        ({"call_status": "no-answer"}, Posted(over=True)),
        ({"call_sid": 7, "digits": 1, "reason": None, "dial_call_status": []}, Posted()),
    ],
)
def test_what_is_read(body: dict[str, Any], posted: Posted) -> None:
    assert jambonz.read(body) == posted


def test_silence_after_the_first_half_of_a_grave_turn_is_no_turn() -> None:
    assert jambonz.read({"reason": "timeout"}, "said").told
    assert not jambonz.read({"reason": "dtmfDetected", "digits": "1"}, "said").told
    assert not jambonz.read({"reason": "timeout"}, "x").told


@pytest.mark.parametrize(
    ("alternatives", "heard"),
    [
        ([{"transcript": "ja", "confidence": 0.2}, {"transcript": "nee"}], ("ja", 0.2)),
        ([{"transcript": " "}, {"transcript": "nee", "confidence": 1}], ("nee", 1.0)),
        ([{"transcript": "ja"}], ("ja", 0.0)),
        ([{"transcript": "ja", "confidence": "hoog"}], ("ja", 0.0)),
        ([{"transcript": "ja", "confidence": True}], ("ja", 0.0)),
        ([{"transcript": "ja", "confidence": 87}], ("ja", 0.0)),
        ([{"transcript": None}, "ja", []], ("", 0.0)),
        ([], ("", 0.0)),
        (None, ("", 0.0)),
    ],
)
def test_the_likeliest_words_that_say_something_count(
    alternatives: object, heard: tuple[str, float]
) -> None:
    posted = jambonz.read({"speech": {"alternatives": alternatives}})

    assert (posted.speech, posted.confidence) == heard


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = st.sampled_from(
    ["call_sid", "call_status", "digits", "reason", "speech", "dial_call_status", "x"]
)
ALTERNATIVES = st.fixed_dictionaries({"alternatives": st.lists(ANYTHING, max_size=3) | ANYTHING})


@given(st.dictionaries(NAMES, ANYTHING | ALTERNATIVES, max_size=5), st.text(max_size=5))
def test_any_object_is_read(body: dict[str, Any], part: str) -> None:
    posted = jambonz.read(body, part)

    assert 0 <= posted.confidence <= 1
    assert isinstance(posted.speech + posted.keys + posted.call, str)


def test_a_question_is_asked_of_the_ear_and_again_of_the_keys_alone(runtime: Runtime) -> None:
    heard, keys, *end = jambonz.write(
        runtime, reply_to(runtime, "passage:goed-tillen"), AT, EXPECTED
    )

    assert heard["input"] == ["digits", "speech"]
    assert (heard["bargein"], heard["listenDuringPrompt"], heard["timeout"]) == (True, True, 6)
    assert keys["input"] == ["digits"]
    assert (keys["play"], keys["actionHook"]) == (heard["play"], heard["actionHook"])
    assert [verb["verb"] for verb in end] == ["gather", "gather", "hangup"]


def test_clips_are_one_address(runtime: Runtime) -> None:
    """A key would cut off one of several, and let the others sound."""
    reply = reply_to(runtime, "passage:goed-tillen")
    url = jambonz.write(runtime, reply, AT, EXPECTED)[0]["play"]["url"]

    files = url.removeprefix(f"{AT.audio}/").split("/")
    clips = [runtime.clip(line) for line in reply.say]
    assert files == [clip.file for clip in clips if clip]
    assert len(files) == len(reply.say) > 1


def test_the_recogniser_is_told_what_to_expect(make_runtime: Callable[..., Runtime]) -> None:
    belgian = make_runtime(hear=label_ear, settings=Settings(jambonz_speech_language="nl"))
    how = jambonz.write(belgian, reply_to(belgian, "unclear"), AT, EXPECTED)[0]["recognizer"]

    assert how["hints"] == EXPECTED[:100]
    assert (how["vendor"], how["language"]) == ("default", "nl")
    assert (how["profanityFilter"], how["profanityOption"]) == (False, "raw")


def test_a_code_that_stops_halfway_ends(runtime: Runtime) -> None:
    _, reply = runtime.respond(State(), Event("key", key="8", medium="phone", hears=True))
    heard = jambonz.write(runtime, reply, AT, EXPECTED)[0]

    assert (heard["numDigits"], heard["minDigits"], heard["interDigitTimeout"]) == (3, 1, 6)


def test_a_grave_turn_is_said_and_then_played_and_speech_cuts_off_neither(
    runtime: Runtime,
) -> None:
    reply = reply_to(runtime, "alarm:doof-kruis")
    said, played, keys, again, hangup = jambonz.write(runtime, reply, AT, EXPECTED)

    text = " ".join(runtime.lines[line].text for line in reply.say)
    assert (said["say"]["text"], said["input"], said["timeout"]) == (text, ["digits"], 0.5)
    assert said["actionHook"] == f"{AT.action}&part=said"
    assert played["play"]["url"].count(".mp3") == len(reply.say)
    assert (played["bargein"], played["listenDuringPrompt"], played["timeout"]) == (False, False, 8)
    assert keys["play"] == played["play"]
    # Our server is gone by then, and nothing may weaken what was said.
    assert (again["say"], hangup) == (said["say"], {"verb": "hangup"})


def test_without_clips_a_grave_turn_is_said(make_runtime: Callable[..., Runtime]) -> None:
    bare = make_runtime(hear=label_ear, manifest=Manifest())
    heard, keys, again, _ = jambonz.write(bare, reply_to(bare, "alarm:doof-kruis"), AT, EXPECTED)

    assert heard["say"] == keys["say"] == again["say"]
    assert (heard["input"], heard["listenDuringPrompt"]) == (["digits", "speech"], False)


def test_a_reply_of_which_one_line_has_no_clip_is_said_altogether(runtime: Runtime) -> None:
    reply = reply_to(runtime, "passage:goed-tillen")
    clips = {name: clip for name, clip in runtime.manifest.clips.items() if name != reply.say[1]}
    part = replace(runtime, manifest=replace(runtime.manifest, clips=clips))
    heard = jambonz.write(part, reply, AT, EXPECTED)[0]

    assert heard["say"]["text"] == " ".join(part.lines[line].text for line in reply.say)
    assert "play" not in heard


@pytest.mark.parametrize(
    ("setting", "voice"),
    [
        ("", {"vendor": "default", "language": "nl-NL"}),
        ("aws/Lotte", {"vendor": "aws", "language": "nl-NL", "voice": "Lotte"}),
        ("custom:piper/nl_x", {"vendor": "custom:piper", "language": "nl-NL", "voice": "nl_x"}),
    ],
)
def test_the_voice(make_runtime: Callable[..., Runtime], setting: str, voice: object) -> None:
    one = make_runtime(hear=label_ear, settings=Settings(jambonz_voice=setting))

    assert jambonz.sorry(one, AT)[0]["say"]["synthesizer"] == voice


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Levensgevaar: hang op. Let op: bel.", "Levensgevaar, hang op. Let op: bel."),
        ("Let op: hang op.", "Let op: hang op."),
        ("Hang op.", "Hang op."),
    ],
)
def test_a_text_that_looks_like_an_address_is_said(runtime: Runtime, text: str, said: str) -> None:
    name = "prompt_withdrawn"
    lines = {**runtime.lines, name: replace(runtime.lines[name], text=text)}

    assert jambonz.sorry(replace(runtime, lines=lines), AT)[0]["say"]["text"] == said


def test_the_last_words_are_heard_to_their_end_and_no_failure_of_one_ends_the_call(
    runtime: Runtime,
) -> None:
    said, played, hangup = jambonz.write(
        runtime, reply_to(runtime, "alarm:doof-kruis", "control:stop"), AT, EXPECTED
    )

    for verb in (said, played):
        assert (verb["verb"], verb["dtmfBargein"]) == ("gather", False)
        assert "actionHook" not in verb
        assert 0 < verb["timeout"] < 1
    assert ("say" in said, "play" in played, hangup) == (True, True, {"verb": "hangup"})


def test_nobody_on_the_line_and_nothing_to_add() -> None:
    assert jambonz.nothing(Posted(over=True)) == [{"verb": "hangup"}]
    assert jambonz.nothing(Posted(told=True)) == []


EVENTS = (
    st.sampled_from(
        ["alarm:doof-kruis", "passage:stress", "unclear", "control:stop", "opening:noodhulp"]
    ).map(lambda text: Event("text", text=text, medium="phone", hears=True))
    | st.sampled_from(KEYS).map(lambda key: Event("key", key=key, medium="phone", hears=True))
    | st.just(Event("silence", medium="phone", hears=True))
)


@settings(deadline=None, max_examples=100)
@given(st.lists(EVENTS, min_size=1, max_size=6))
def test_every_line_of_every_reply_is_in_the_document(
    runtime: Runtime, events: list[Event]
) -> None:
    state = State()
    for event in events:
        state, reply = runtime.respond(state, event)
        verbs = jambonz.write(runtime, reply, AT, EXPECTED)
        played = "".join(verb["play"]["url"] for verb in verbs if "play" in verb)
        said = " ".join(verb["say"]["text"] for verb in verbs if "say" in verb)
        for line in reply.say:
            assert f"/{line}-" in played
            assert not reply.grave or runtime.lines[line].text in said
        assert verbs[-1] == {"verb": "hangup"}
