"""Who wants a person is connected, or told whom to call; an alarm goes before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conversation import Conversation

from skill.channels import Runtime
from skill.dialogue import State
from skill.dialogue.person import wants_person
from skill.leaflet import Leaflet, dialled, person_number

WISHES = (
    "ik wil iemand spreken",
    "Kan ik een mens spreken?",
    "mag ik een medewerker aan de lijn",
    "ik wil een echt mens",
    "geef me een mens",
    "medewerker",
    "kunt u mij doorverbinden",
    "doorverbinden",
    "verbind me met de balie",
    "mag ik met de assistente praten",
)
OTHERS = (
    "ben jij een echt mens",
    "hoe til ik goed",
    "met wie moet ik praten over stress",
    "mijn man kan niet meer praten",
    "moet ik met een dokter praten",
    "een collega ging praten met een psycholoog over haar rug en ik vond dat vreemd",
    "ik wil weten hoe mensen met rugpijn slapen",
    "",
)


def with_number(leaflet: Leaflet, number: str) -> Leaflet:
    return replace(leaflet, contact={"person": "de poli", "phone": number})


@pytest.mark.parametrize("text", WISHES)
def test_a_wish_for_a_person(text: str) -> None:
    assert wants_person(text)


@pytest.mark.parametrize("text", OTHERS)
def test_no_wish_for_a_person(text: str) -> None:
    assert not wants_person(text)


def test_a_person_is_promised_only_where_there_is_a_number(leaflet: Leaflet) -> None:
    for one, promised in ((leaflet, False), (with_number(leaflet, "+31 43 000 00 00"), True)):
        call = Conversation(one, medium="phone")
        call.keys("0")
        assert ("prompt_help-person" in call.reply.say) is promised
        assert "mens" not in call.lines["prompt_help-phone"].text


def test_without_a_number_the_caller_hears_whom_to_call(call: Conversation) -> None:
    assert call.says("ik wil iemand spreken").say == ("prompt_person", "prompt_ask-open")
    call.keys("00")
    assert call.reply.say == ("prompt_person", "keys_root")
    assert not call.reply.hands_over


@pytest.mark.parametrize("text", ["ik wil iemand spreken", ""])
def test_with_a_number_the_caller_is_connected(leaflet: Leaflet, text: str) -> None:
    call = Conversation(with_number(leaflet, "+31 43 000 00 00"), medium="phone")
    call.start()
    call.keys("7")
    if text:
        call.says(text)
    else:
        call.keys("00")
    assert (call.reply.say, call.reply.hands_over) == (("prompt_connect",), True)
    assert call.state == State(slow=True)

    call.event("unanswered")
    assert call.reply.say == ("prompt_person", "keys_root")
    assert call.reply.slow


@pytest.mark.parametrize("medium", ["speaker", "screen"])
def test_elsewhere_it_is_an_address_that_the_leaflet_does_not_have(
    leaflet: Leaflet, medium: str
) -> None:
    talk = Conversation(with_number(leaflet, "+31 43 000 00 00"), medium=medium)
    reply = talk.says("ik wil iemand spreken")
    assert (reply.outcome, reply.label) == ("not_covered", "not_covered:contactgegevens")
    assert not reply.hands_over


def test_a_leaflet_without_that_subject(leaflet: Leaflet) -> None:
    subjects = {name: one for name, one in leaflet.subjects.items() if name != "contactgegevens"}
    talk = Conversation(replace(leaflet, subjects=subjects))
    assert talk.says("ik wil iemand spreken").say == ("prompt_person", "prompt_ask-open")


def test_an_alarm_goes_before_a_person(runtime: Runtime) -> None:
    call = Conversation(runtime.leaflet, runtime.hear, "phone")
    reply = call.says("ik wil iemand spreken want ik voel niets meer tussen mijn benen")
    assert (reply.outcome, reply.say[0]) == ("alarm", "alarm_nu-phone")
    again = call.says("ik wil iemand spreken")
    assert (again.outcome, again.say[0]) == ("alarm", "standing_nu-1-phone")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("+31 43 123 45 67", "+31431234567"),
        ("+31 (0)43-123.45.67", "+31431234567"),
        ("+32 2 123 45 67", "+3221234567"),
        ("+31 (043) 123 45 67", "+31431234567"),
        ("+31 ( 043 ) 123 45 67", "+31431234567"),
        ("+31 043 123 45 67", "+31431234567"),
        ("+44 (0)20 7946 0000", "+442079460000"),
        ("+39 06 1234 5678", "+390612345678"),
        ("+39 (06) 1234 5678", ""),
        ("+31 0112", ""),
        ("043 123 45 67", ""),
        ("112", ""),
        ("+112", ""),
        ("onbekend", ""),
        ("", ""),
        ("+31 43 bel maar", ""),
    ],
)
def test_only_a_number_with_its_country_is_dialled(
    leaflet: Leaflet, written: str, number: str
) -> None:
    assert dialled(written) == number
    assert person_number(with_number(leaflet, written)) == number
