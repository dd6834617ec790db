"""Certification: alarms that stand, checks of our hearing and calls for help, in every state."""

from __future__ import annotations

import pytest

from skill import labels
from skill.dialogue.told import summed
from skill.intents import ANSWER_INTENTS, slot_questions
from tests.channels.alexa.certification import VOICES, intents, leaflet, passages_in, say, text
from tests.channels.alexa.conversations import (
    ASKED_AGAIN,
    CHECKING,
    CONVERSATIONS,
    STANDING,
    reached,
    stands,
    ways_in,
)
from tests.channels.alexa.envelopes import in_session

EVERYWHERE = ("one-shot", *CONVERSATIONS)
GAPS = tuple(slot_questions(leaflet()))
RELEASES = ("AMAZON.StartOverIntent", "AMAZON.NavigateHomeIntent", "GaatNietOverMijIntent")


def urgency(code: str) -> int:
    """0 for the most urgent alarms."""
    return labels.LEVELS.index(leaflet().alarms[code].level)


@pytest.mark.parametrize("state", STANDING)
def test_while_an_alarm_stands_it_is_the_answer_to_everything(state: str) -> None:
    for intent, label in intents().items():
        heard = say("device", ways_in(state, intent))
        match labels.kind(label):
            case "opening" if leaflet().openings[labels.name(label)].kind == labels.EMERGENCY:
                # Who calls for help hears 112 first; the alarm goes on standing.
                assert heard.text.startswith(text(f"opening_{labels.name(label)}"))
                assert heard.state["alarm"] == "doof-kruis"
                assert passages_in(heard) == []
            case "passage" | "not_covered" | "opening":
                assert stands(heard), intent
            case "alarm":
                # A lighter sign does not take its place; one as urgent does, or what both make.
                both = summed(leaflet(), ("doof-kruis",), labels.name(label))
                said = both if urgency(both) <= urgency("doof-kruis") else "doof-kruis"
                assert stands(heard, said), intent


@pytest.mark.parametrize("state", STANDING)
def test_while_an_alarm_stands_a_gap_does_not_move_it(state: str) -> None:
    for intent in GAPS:
        assert stands(say("device", ways_in(state, intent)))


@pytest.mark.parametrize("state", STANDING)
@pytest.mark.parametrize("release", RELEASES)
def test_an_alarm_that_was_taken_back_does_not_stand(state: str, release: str) -> None:
    released = say("device", ways_in(state, release))
    assert not {"alarm", "told"} & set(released.state)
    assert released.open
    assert passages_in(say("device", in_session("GoedTillenIntent", released.state)))


@pytest.mark.parametrize("state", [name for name in EVERYWHERE if name not in STANDING])
@pytest.mark.parametrize("voice", VOICES)
def test_a_call_for_help_names_112_before_anything_else(voice: str, state: str) -> None:
    calls = [one for one in leaflet().openings.values() if one.kind == labels.EMERGENCY]
    assert calls
    for call in calls:
        (intent,) = (name for name, label in intents().items() if label == f"opening:{call.id}")
        heard = say(voice, ways_in(state, intent))
        assert heard.text.startswith(text(f"opening_{call.id}"))
        assert "één één twee" in text(f"opening_{call.id}")
        assert heard.clips == 0, "it may not hang on a clip that has to be fetched"
        assert text(f"opening_{call.id}") in heard.again
        assert passages_in(heard) == []


@pytest.mark.parametrize("state", EVERYWHERE)
def test_an_answer_to_a_warning_is_no_dead_end_and_gives_no_passage(state: str) -> None:
    """`Dat klopt` also takes an offer, where nothing was warned of."""
    offered = state != "one-shot" and reached(state).get("offer")
    for name, intent in ANSWER_INTENTS.items():
        heard = say("device", ways_in(state, intent))
        assert heard.open
        assert passages_in(heard) == [] or (offered and name == "confirms")


@pytest.mark.parametrize("state", CHECKING)
@pytest.mark.parametrize("intent", ["AMAZON.YesIntent", "DatHebIkIntent"])
def test_yes_to_a_check_raises_the_alarm(state: str, intent: str) -> None:
    assert stands(say("device", ways_in(state, intent)), "plassen-lukt-niet")
    assert say("clips", ways_in(state, intent)).clips == 0


@pytest.mark.parametrize("state", CHECKING)
def test_cancel_takes_back_what_we_may_have_heard(state: str) -> None:
    heard = say("device", ways_in(state, "AMAZON.CancelIntent"))
    assert heard.text == text("prompt_goodbye")
    assert not heard.open


def test_a_grave_sign_is_asked_about_once_more_before_anything_is_answered() -> None:
    topics = [
        name
        for name, label in intents().items()
        if labels.kind(label) in ("passage", "not_covered")
    ]
    assert len(topics) >= len(leaflet().passages)
    for intent in topics:
        heard = say("device", ways_in(ASKED_AGAIN, intent))
        assert text("check_plassen-lukt-niet") in heard.text, intent
        assert passages_in(heard) == []
