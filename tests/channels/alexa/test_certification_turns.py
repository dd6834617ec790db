"""Certification: every intent in every kind of state, as Amazon's testers go through a skill.

Each test names the case of the functional or voice tests that it stands for
(https://developer.amazon.com/docs/custom-skills/functional-testing-for-a-custom-skill.html).
`heard` holds the rules of every response: open exactly when something is asked, and the limits.
"""

from __future__ import annotations

import pytest

from skill import labels
from skill.channels.alexa.names import slot_questions
from skill.leaflet import alarm_lines, script
from tests.channels.alexa.certification import (
    CONVERSATIONS,
    REFUSED,
    VOICES,
    Heard,
    asks,
    filled,
    intents,
    leaflet,
    reached,
    say,
    shop,
    ways_in,
)
from tests.channels.alexa.envelopes import asked, in_session, launch, one_shot, slot

STATES = tuple(CONVERSATIONS)
EVERYWHERE = ("one-shot", *STATES)
LINES = script(leaflet())

GAPS = tuple(slot_questions(leaflet()))
"""Intents whose slot holds a word that differs from question to question."""

MISSED = {LINES[name].text for name in ("prompt_fallback", "prompt_misses")}
"""What is said to somebody who was not understood."""


def text(line_id: str) -> str:
    """A line as it is heard."""
    return " ".join(LINES[line_id].text.split())


def passages_in(heard: Heard) -> list[str]:
    """The passages that are said."""
    return [one for one in leaflet().passages if text(one) in heard.text]


def missed(heard: Heard) -> bool:
    """Whether the listener is told of not having been understood."""
    return any(sentence in heard.text for sentence in MISSED)


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("state", EVERYWHERE)
def test_every_intent_in_every_state_keeps_every_rule(voice: str, state: str) -> None:
    for intent in intents():
        say(voice, ways_in(state, intent))


def test_case_1_a_launch_says_what_can_be_asked_and_listens() -> None:
    for voice in VOICES:
        welcome = say(voice, launch())
        assert welcome.open
        assert welcome.text.endswith("?")
        assert asks(welcome.again)
        assert welcome.card is None


@pytest.mark.parametrize("state", EVERYWHERE)
def test_case_2_only_stop_cancel_pause_and_no_close_the_session(state: str) -> None:
    closing = {name for name in intents() if not say("clips", ways_in(state, name)).open}
    stops = {"AMAZON.StopIntent", "AMAZON.CancelIntent"}
    assert stops <= closing <= stops | {"AMAZON.PauseIntent", "AMAZON.NoIntent"}


@pytest.mark.parametrize("state", EVERYWHERE)
def test_case_4_every_intent_gives_what_it_is_about(state: str) -> None:
    for intent, label in intents().items():
        heard, name = say("device", ways_in(state, intent)), labels.name(label)
        match labels.kind(label):
            case "passage":
                assert name in passages_in(heard)
            case "not_covered":
                assert text(f"subject_{name}") in heard.text
                assert passages_in(heard) == []
            case "alarm":
                assert heard.text.startswith(text(alarm_lines(leaflet(), name)[0]))
                assert passages_in(heard) == []


@pytest.mark.parametrize("state", EVERYWHERE)
def test_case_4_a_word_in_a_gap_is_heard_as_the_whole_question(state: str) -> None:
    for intent in GAPS:
        heard = say("device", ways_in(state, intent))
        assert text(f"subject_{REFUSED}") in heard.text
        assert passages_in(heard) == []


@pytest.mark.parametrize("state", EVERYWHERE)
def test_case_4_an_alarm_is_never_a_clip(state: str) -> None:
    for intent, label in intents().items():
        if labels.kind(label) == "alarm":
            assert say("clips", ways_in(state, intent)).clips == 0


@pytest.mark.parametrize("state", STATES)
def test_case_4_an_empty_slot_is_answered_with_how_to_go_on(state: str) -> None:
    before = reached(state)
    for nothing in (None, "", "?", " ... ", "blorp"):
        for envelope in (
            asked(nothing, before),
            in_session("AMAZON.SelectIntent", before, {"ListPosition": slot("x", nothing)}),
            in_session("VraagIntent", before),
            *(in_session(one, before, filled(one, nothing or "")) for one in GAPS),
            *(in_session(one, before) for one in GAPS),
        ):
            heard = say("clips", envelope)
            assert heard.open
            assert passages_in(heard) == []


@pytest.mark.parametrize("state", EVERYWHERE)
def test_case_5_help_explains_and_asks(state: str) -> None:
    heard = say("device", ways_in(state, "AMAZON.HelpIntent"))
    assert text("prompt_help") in heard.text
    assert heard.open
    assert heard.last.endswith("?")


@pytest.mark.parametrize("state", EVERYWHERE)
@pytest.mark.parametrize("intent", ["AMAZON.StopIntent", "AMAZON.CancelIntent"])
def test_case_6_stop_and_cancel_leave_and_say_nothing_of_the_leaflet(
    state: str, intent: str
) -> None:
    heard = say("device", ways_in(state, intent))
    assert not heard.open
    assert heard.state == {}
    assert passages_in(heard) == []
    assert len(heard.text) < 100


@pytest.mark.parametrize("state", STATES)
def test_case_7_what_is_not_understood_is_no_dead_end(state: str) -> None:
    before = reached(state)
    for _ in range(6):
        heard = say("clips", in_session("AMAZON.FallbackIntent", before))
        assert heard.open
        assert text("prompt_help") in say("device", in_session("AMAZON.HelpIntent", before)).text
        before = heard.state


@pytest.mark.parametrize("state", STATES)
def test_case_7_silence_hears_again_what_can_be_said(state: str) -> None:
    for turn in ("AMAZON.RepeatIntent", "AMAZON.HelpIntent", "AMAZON.FallbackIntent"):
        heard = say("device", ways_in(state, turn))
        assert asks(heard.again.split(". ")[-1])
        if state == "alarm pending":
            assert text(alarm_lines(leaflet(), "doof-kruis")[0]) in heard.text


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("intent", ["AMAZON.YesIntent", "AMAZON.NoIntent"])
def test_case_7_yes_and_no_are_understood_in_every_state(state: str, intent: str) -> None:
    assert not missed(say("device", ways_in(state, intent)))


@pytest.mark.parametrize("state", STATES)
def test_case_7_repeat_says_the_same_again(state: str) -> None:
    heard = say("device", ways_in(state, "AMAZON.RepeatIntent"))
    assert not missed(heard) or state == "two misses"
    for line_id in reached(state)["said"]:
        assert text(line_id) in heard.text
    again = say("device", in_session("AMAZON.RepeatIntent", heard.state))
    assert again.text == heard.text


@pytest.mark.parametrize("state", STATES)
def test_every_control_that_the_model_has_is_understood(state: str) -> None:
    says_again = {"slower", "faster", "repeat"} if state == "two misses" else set[str]()
    for intent, label in intents().items():
        if labels.kind(label) == "control" and labels.name(label) not in says_again:
            assert not missed(say("device", ways_in(state, intent))), intent


@pytest.mark.parametrize("name", ["AMAZON.LoopOnIntent", "AMAZON.ShuffleOffIntent", "NieuwIntent"])
@pytest.mark.parametrize("state", EVERYWHERE)
def test_an_intent_that_is_not_in_the_model_is_answered(state: str, name: str) -> None:
    assert say("clips", ways_in(state, name)).open


def test_pause_keeps_the_place_and_resume_reads_on() -> None:
    reading = say("device", one_shot("LeesAllesVoorIntent"))
    passages = list(leaflet().passages)
    for number in range(1, 4):
        held = say("device", in_session("AMAZON.PauseIntent", reading.state))
        for _ in range(3):
            assert held.open
            assert passages_in(held) == []
            assert not missed(held)
            held = say("device", in_session("AMAZON.PauseIntent", held.state))
        again = say("device", in_session("AMAZON.RepeatIntent", held.state))
        assert passages_in(again) == [passages[number - 1]]
        reading = say("device", in_session("AMAZON.ResumeIntent", held.state))
        assert passages_in(reading) == [passages[number]]


@pytest.mark.parametrize("intent", ["AMAZON.YesIntent", "AMAZON.NextIntent", "AMAZON.ResumeIntent"])
def test_after_a_pause_reading_goes_on_by_any_word_for_it(intent: str) -> None:
    heard = say("device", ways_in("reading, paused", intent))
    assert passages_in(heard) == [list(leaflet().passages)[2]]
    stopped = say("device", ways_in("reading, paused", "AMAZON.StopIntent"))
    assert not stopped.open


def test_a_pause_in_a_question_between_keeps_the_place_too() -> None:
    held = say("device", ways_in("reading, broken off", "AMAZON.PauseIntent"))
    heard = say("device", in_session("AMAZON.ResumeIntent", held.state))
    assert passages_in(heard) == [list(leaflet().passages)[1]]


def test_a_pause_is_no_miss_and_a_miss_does_not_lose_the_place() -> None:
    miss = say("device", ways_in("reading", "AMAZON.FallbackIntent"))
    held = say("device", in_session("AMAZON.PauseIntent", miss.state))
    assert text("prompt_reading-on") in held.text
    again = say("device", in_session("AMAZON.FallbackIntent", held.state))
    assert again.text == miss.text, "the first miss after a pause is a first miss"


def test_an_alarm_sign_goes_before_a_pause() -> None:
    words = {"x": slot("x", "alarm:doof-kruis")}
    heard = say("device", in_session("AMAZON.PauseIntent", reached("reading"), words))
    assert heard.state["alarm"] == "doof-kruis"


@pytest.mark.parametrize("state", [name for name in EVERYWHERE if "reading" not in name])
def test_a_pause_where_nothing_is_read_ends_the_session(state: str) -> None:
    assert not say("device", ways_in(state, "AMAZON.PauseIntent")).open


def test_the_whole_leaflet_can_be_read_to_its_end() -> None:
    heard, told = say("clips", one_shot("LeesAllesVoorIntent")), list[str]()
    for _ in leaflet().passages:
        told += [one for one in leaflet().passages if one in heard.state["said"]]
        heard = say("clips", in_session("AMAZON.YesIntent", heard.state))
    assert told == list(leaflet().passages)


def test_the_longest_answer_fits_with_every_clip_and_without() -> None:
    for intent in intents():
        for state in ({"slow": True}, {"slow": True, "reading": True}):
            heard = say("clips", in_session(intent, state))
            assert heard.clips <= 5
            say("device", in_session(intent, state))


def test_clips_and_device_say_the_same() -> None:
    assert shop("clips").lines == shop("device").lines
    for state in STATES:
        for intent in intents():
            clips, device = (say(voice, ways_in(state, intent)) for voice in VOICES)
            assert clips.text == device.text
            assert clips.state == device.state
