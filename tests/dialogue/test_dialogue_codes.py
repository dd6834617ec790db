"""A topic by its code, and what becomes of fingers that go wrong: never another topic."""

from __future__ import annotations

import pytest
from conversation import Conversation
from hypothesis import given
from hypothesis import strategies as st

from skill.dialogue import State
from skill.leaflet import Leaflet
from tests import shipped

CODES = shipped.leaflet().codes
DIGITS = "0123456789"


def test_between_the_digits_of_a_code_nothing_is_said(call: Conversation) -> None:
    call.keys("8")
    assert call.reply.say == ("prompt_code",)
    for digit, asks in (("1", "code"), ("0", "code"), ("9", "moment")):
        call.keys(digit)
        assert (call.reply.say, call.reply.asks) == ((), asks)
    call.silence()
    assert call.passages == ["goed-tillen"]


def test_a_hash_says_that_the_code_is_whole(call: Conversation) -> None:
    """Many menus want a hash behind a number; it is no wish for the next topic then."""
    call.keys("8109#")
    assert call.passages == ["goed-tillen"]
    call.keys("#")
    assert call.passages == ["oprapen-niet-draaien-en-buigen"]


def test_a_code_that_does_not_exist_is_said_back_and_asked_again(call: Conversation) -> None:
    said = ("prompt_bad-code", "digit_1", "digit_9", "digit_9", "prompt_code")
    assert call.keys("8199").say == said
    assert call.reply.asks == "code"
    call.keys("109#")
    assert call.passages == ["goed-tillen"]


@pytest.mark.parametrize("keyed", ["999", "912", "990"])
def test_a_code_that_begins_with_the_key_for_back_is_a_code(call: Conversation, keyed: str) -> None:
    """9 for back, 1 and 2 as choices would lead to a topic that nobody asked for."""
    digits = tuple(f"digit_{digit}" for digit in keyed)
    assert call.keys("8" + keyed).say == ("prompt_bad-code", *digits, "prompt_code")


def test_nine_alone_is_a_step_back(call: Conversation) -> None:
    assert (call.keys("89").say, call.reply.asks) == ((), "moment")
    assert call.silence().say == ("keys_root",)
    assert call.keys("89#").say == ("keys_root",)
    assert call.keys("89*").say == ("prompt_code",)


def test_help_is_one_key_away_before_and_none_within_a_code(call: Conversation) -> None:
    assert call.keys("80").say[0] == "prompt_help-alarm"
    assert call.keys("9810").say == ()
    assert call.state.code == "10"


def test_who_begins_anew_without_a_pause_hears_what_was_keyed(call: Conversation) -> None:
    """Found on a real call: 8, 1, then 1 0 9 was code 110 and a step back, or a choice."""
    call.keys("81109")
    digits = ("digit_1", "digit_1", "digit_0", "digit_9")
    assert call.reply.say == ("prompt_bad-code", *digits, "prompt_code")
    call.keys("109")
    call.silence()
    assert call.passages == ["goed-tillen"]


def test_a_star_and_a_pause_begin_a_code_anew(call: Conversation) -> None:
    for begun in ("81*", "8110*"):
        call.keys(begun)
        assert (call.reply.say, call.state.code) == (("prompt_code",), "")
        call.keys("109")
        call.silence()
        assert call.passages == ["goed-tillen"]
    call.keys("81")
    call.silence()
    assert (call.reply.say, call.state.code) == (("prompt_code",), "")
    call.keys("109#")
    assert call.passages == ["goed-tillen"]


def test_a_hash_behind_half_a_code_is_a_code_that_does_not_exist(call: Conversation) -> None:
    say = ("prompt_bad-code", "digit_1", "digit_1", "prompt_code")
    assert call.keys("811#").say == say


def test_what_was_keyed_on_a_screen_is_not_said_back(leaflet: Leaflet) -> None:
    page = Conversation(leaflet, medium="screen")
    assert page.keys("81109").say == ("prompt_bad-code", "prompt_code")


def test_three_wrong_codes_are_told_where_to_find_help(call: Conversation) -> None:
    call.keys("8199")
    call.keys("1109")
    assert call.reply.asks == "code"
    assert call.keys("998").say == ("prompt_goodbye-misses",)


def test_a_code_that_is_spoken_needs_no_moment(call: Conversation) -> None:
    call.says("een nul negen")
    assert call.passages == ["goed-tillen"]
    call.keys("8")
    call.says("een nul negen")
    assert call.passages == ["goed-tillen"]


def test_what_is_said_while_the_moment_passes_is_heard(call: Conversation) -> None:
    call.keys("8109")
    call.says("alarm:doof-kruis")
    assert call.reply.outcome == "alarm"


def test_a_code_that_this_edition_lacks_is_asked_again(call: Conversation) -> None:
    """A state that comes back from outside may hold anything."""
    call.state = State(code="999")
    assert call.silence().say == ("prompt_code",)


@given(st.text(alphabet=DIGITS, min_size=1, max_size=5))
def test_no_digits_but_those_of_a_code_lead_to_a_topic(digits: str) -> None:
    """Keyed one right behind the other, and then nothing; 0 for help is apart."""
    call = Conversation(shipped.leaflet(), medium="phone")
    heard = []
    for digit in "8" + digits:
        call.keys(digit)
        heard += call.passages
        if digits.startswith("0"):
            return
    call.silence()
    heard += call.passages

    assert heard == ([CODES[digits]] if digits in CODES else [])
