"""Certification: every intent in every kind of state, as Amazon's testers go through a skill.

Each test names the case of the functional or voice tests that it stands for
(https://developer.amazon.com/docs/custom-skills/functional-testing-for-a-custom-skill.html).
`heard` holds the rules of every response: open exactly when something is asked, and the limits.
"""

from __future__ import annotations

import pytest

from skill import labels
from skill.intents import slot_questions
from skill.leaflet import alarm_lines
from tests.channels.alexa.certification import (
    REFUSED,
    VOICES,
    asks,
    filled,
    intents,
    leaflet,
    missed,
    passages_in,
    runtime,
    say,
    text,
)
from tests.channels.alexa.conversations import (
    ASKED_AGAIN,
    CONVERSATIONS,
    STANDING,
    reached,
    stands,
    ways_in,
)
from tests.channels.alexa.envelopes import asked, in_session, launch, slot

STATES = tuple(CONVERSATIONS)
EVERYWHERE = ("one-shot", *STATES)
ANSWERING = tuple(name for name in EVERYWHERE if name not in (*STANDING, ASKED_AGAIN))

GAPS = tuple(slot_questions(leaflet()))
"""Intents whose slot holds a word that differs from question to question."""


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


@pytest.mark.parametrize("state", ANSWERING)
def test_case_4_every_intent_gives_what_it_is_about(state: str) -> None:
    for intent, label in intents().items():
        heard, name = say("device", ways_in(state, intent)), labels.name(label)
        match labels.kind(label):
            case "passage":
                assert name in passages_in(heard)
            case "not_covered":
                assert text(f"subject_{name}") in heard.text
                assert passages_in(heard) == []
            case "opening" if leaflet().openings[name].kind == "person":
                assert text("subject_contactgegevens") in heard.text
            case "opening":
                assert heard.text.startswith(text(f"opening_{name}"))
                assert passages_in(heard) == []
            case "alarm":
                assert heard.text.startswith(text(alarm_lines(leaflet(), name)[0]))
                assert passages_in(heard) == []


@pytest.mark.parametrize("state", ANSWERING)
def test_case_4_a_word_in_a_gap_is_heard_as_the_whole_question(state: str) -> None:
    for intent in GAPS:
        heard = say("device", ways_in(state, intent))
        assert text(f"subject_{REFUSED}") in heard.text
        assert passages_in(heard) == []


@pytest.mark.parametrize("state", EVERYWHERE)
def test_case_4_an_alarm_is_never_a_clip(state: str) -> None:
    alarms = [name for name, label in intents().items() if labels.kind(label) == "alarm"]
    assert len(alarms) == len(leaflet().alarms)
    for intent in alarms:
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


@pytest.mark.parametrize(
    ("state", "intent"),
    [
        (state, intent)
        for state in EVERYWHERE
        for intent in ("AMAZON.StopIntent", "AMAZON.CancelIntent")
    ],
)
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
        if state in STANDING:
            assert stands(heard)
            assert len(heard.again) > len(text("prompt_alarm-again")), "the advice, too"


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("intent", ["AMAZON.YesIntent", "AMAZON.NoIntent"])
def test_case_7_yes_and_no_are_understood_in_every_state(state: str, intent: str) -> None:
    assert not missed(say("device", ways_in(state, intent)))


@pytest.mark.parametrize("state", STATES)
def test_case_7_repeat_says_the_same_again(state: str) -> None:
    heard = say("device", ways_in(state, "AMAZON.RepeatIntent"))
    assert not missed(heard) or state == "two misses"
    # `Goed. Wacht niet met bellen` is no advice to hear again: the alarm itself is.
    pending = ("alarm_nu", "prompt_alarm-again")
    for line_id in pending if state in STANDING else reached(state)["said"]:
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


def test_the_longest_answer_fits_with_every_clip_and_without() -> None:
    for intent in intents():
        for state in ({"slow": True}, {"slow": True, "reading": True}):
            heard = say("clips", in_session(intent, state))
            assert heard.clips <= 5
            say("device", in_session(intent, state))


def test_clips_and_device_say_the_same() -> None:
    assert runtime("clips").lines == runtime("device").lines
    for state in STATES:
        for intent in intents():
            clips, device = (say(voice, ways_in(state, intent)) for voice in VOICES)
            assert clips.text == device.text
            assert clips.state == device.state
