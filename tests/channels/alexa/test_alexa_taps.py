"""A tap on the screen does what saying it does; an alarm goes before every tap."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.channels.alexa import make_handler
from skill.channels.alexa.handler import Handler
from skill.dialogue import State, open_choices
from skill.leaflet import Leaflet
from tests.channels.alexa import certification
from tests.channels.alexa.certification import heard, passages_in, text
from tests.channels.alexa.conftest import OpenRuntime
from tests.channels.alexa.conversations import CHECKING, CONVERSATIONS, STANDING, reached, stands
from tests.channels.alexa.envelopes import asked, in_session, on_screen, one_shot, tapped
from tests.channels.alexa.heard import assert_valid, choices, is_open, spoken, state

OFFERED = "oprapen-niet-draaien-en-buigen"
ANYWHERE = ("goed-tillen", "paracetamol", "medicijnen", "draaistoel", "bestaat-niet")
"""Ids that a screen of a while ago may have had."""


def without_screen(response: dict[str, Any]) -> certification.Heard:
    """What is heard of a response, whose screen has tests of its own."""
    inside = {name: part for name, part in response["response"].items() if name != "directives"}
    return heard(response | {"response": inside})


def test_a_tap_on_the_offer_is_ja(device: Handler) -> None:
    offered = device(on_screen(one_shot("GoedTillenIntent")), None)
    assert list(choices(offered)) == [OFFERED]
    said = device(on_screen(in_session("AMAZON.YesIntent", state(offered))), None)
    assert device(tapped(OFFERED, state(offered)), None) == said
    assert text(OFFERED) in spoken(said)


def test_a_tap_on_the_second_is_de_tweede(device: Handler) -> None:
    asking = device(on_screen(asked("stoel of zitten")), None)
    said = device(on_screen(asked("de tweede", state(asking))), None)
    assert device(tapped("zithouding-en-stoel", state(asking)), None) == said
    assert text("zithouding-en-stoel") in spoken(said)


@pytest.mark.parametrize("intent", ["OnderwerpenIntent", "ComplaintIntent"])
def test_every_button_gives_what_its_number_gives(intent: str) -> None:
    handle = certification.handler("device")
    asking = handle(on_screen(in_session(intent)), None)
    places = "eerste tweede derde vierde vijfde zesde".split()
    for choice, place in zip(choices(asking), places, strict=False):
        said = handle(on_screen(asked(f"de {place}", state(asking))), None)
        assert handle(tapped(choice, state(asking)), None) == said


def test_a_passage_that_is_open_no_longer_is_asked_for_by_name(device: Handler) -> None:
    elsewhere = device(on_screen(one_shot("StressIntent")), None)
    response = device(tapped("goed-tillen", state(elsewhere)), None)
    assert text("goed-tillen") in spoken(response)
    assert response == device(on_screen(in_session("GoedTillenIntent", state(elsewhere))), None)


def test_a_topic_of_a_menu_that_was_left_gives_the_topics_again(device: Handler) -> None:
    elsewhere = device(on_screen(one_shot("GoedTillenIntent")), None)
    response = device(tapped("medicijnen", state(elsewhere)), None)
    assert spoken(response).startswith("U kunt kiezen uit")
    assert "medicijnen" in choices(response)


def test_a_tap_after_the_end_of_the_session_begins_anew(device: Handler) -> None:
    late = tapped("goed-tillen")
    del late["session"]
    response = device(late, None)
    assert text("goed-tillen") in spoken(response)
    assert is_open(response)


def test_a_passage_that_was_withdrawn_meanwhile_is_not_said(
    open_runtime: OpenRuntime, leaflet: Leaflet
) -> None:
    gone = replace(leaflet.passages[OFFERED], status="ingetrokken")
    passages = leaflet.passages | {OFFERED: gone}
    handle = make_handler(open_runtime(leaflet=replace(leaflet, passages=passages)))
    for held in ({"offer": [OFFERED]}, {"offer": ["goed-tillen", OFFERED]}, {}):
        response = handle(tapped(OFFERED, held), None)
        assert_valid(response)
        assert gone.text not in str(response)


@pytest.mark.parametrize("name", STANDING)
@pytest.mark.parametrize("choice", ANYWHERE)
def test_a_tap_never_gets_around_an_alarm_that_stands(name: str, choice: str) -> None:
    got = without_screen(certification.handler("device")(tapped(choice, reached(name)), None))
    assert stands(got)


@pytest.mark.parametrize("name", CHECKING)
@pytest.mark.parametrize("choice", ANYWHERE)
def test_a_tap_does_what_the_same_words_do_while_a_sign_is_checked(name: str, choice: str) -> None:
    handle = certification.handler("device")
    tap = handle(tapped(choice, reached(name)), None)
    label = f"passage:{choice}" if choice in certification.leaflet().passages else "unclear"
    said = handle(on_screen(asked(label, reached(name))), None)
    assert spoken(tap) == spoken(said)


@pytest.mark.parametrize("name", CONVERSATIONS)
@pytest.mark.parametrize("choice", ANYWHERE)
def test_every_tap_in_every_state_gets_an_answer(name: str, choice: str) -> None:
    for voice in certification.VOICES:
        response = certification.handler(voice)(tapped(choice, reached(name)), None)
        assert_valid(response)
        got = without_screen(response)
        if choice == "bestaat-niet":
            assert passages_in(got) == []


GARBAGE = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists)


@given(GARBAGE, GARBAGE)
@settings(max_examples=40)
def test_whatever_a_tap_says_it_is_answered(first: object, choice: object) -> None:
    handle = certification.handler("device")
    odd = tapped(choice, {}, first=first)
    assert_valid(handle(odd, None))
    odd["request"]["arguments"] = choice
    assert_valid(handle(odd, None))
    del odd["request"]["arguments"]
    got = without_screen(handle(odd, None))
    assert certification.missed(got)


def test_only_what_the_document_sends_is_a_choice(device: Handler) -> None:
    offered = state(device(on_screen(one_shot("GoedTillenIntent")), None))
    for odd in (tapped(OFFERED, offered, first="anders"), tapped([OFFERED], offered)):
        assert text(OFFERED) not in spoken(device(odd, None))


def test_nothing_is_open_to_choose_while_a_sign_is_checked_or_an_alarm_stands(
    leaflet: Leaflet,
) -> None:
    for held in (
        State(alarm="doof-kruis", offer=(OFFERED,)),
        State(check="koorts", offer=(OFFERED,)),
        State(menu="bestaat-niet"),
        State(offer=("bestaat-niet",)),
        State(reading=True),
    ):
        assert open_choices(leaflet, held) == {}
