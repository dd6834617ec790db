"""The telephone by its keys alone, as a telephone exchange without speech hears it."""

from __future__ import annotations

import pytest
from conversation import Conversation

from skill.dialogue import KEYS, State
from skill.leaflet import Leaflet, menu


def test_every_passage_is_reached_by_its_keys(call: Conversation, leaflet: Leaflet) -> None:
    for name, keys in menu.key_paths(leaflet).items():
        call.start()
        call.keys(keys)
        assert call.passages == [name]
        assert call.reply.say[-1] == "prompt_after-phone"


def test_every_passage_is_reached_by_its_code(call: Conversation, leaflet: Leaflet) -> None:
    for code, name in leaflet.codes.items():
        call.code(code)
        assert call.passages == [name]
        assert call.reply.say[-1] == "prompt_after-phone"


def test_from_a_passage_its_neighbours_in_the_menu_are_one_key_away(call: Conversation) -> None:
    call.start()
    call.keys("11")
    call.keys("2")
    assert call.passages == ["oprapen-niet-draaien-en-buigen"]


def test_nine_goes_back_one_step_at_a_time(call: Conversation) -> None:
    call.keys("11")
    heard: list[str] = []
    for _ in range(3):
        call.keys("9")
        heard += call.reply.say
    assert heard == ["keys_tillen-en-opstaan", "keys_root", "keys_root"]


def test_a_key_without_a_choice_names_the_choices_again(call: Conversation) -> None:
    call.keys("36")
    assert call.reply.say == ("prompt_bad-key", "keys_bewegen-en-werk")


def test_help_twice_is_a_person(call: Conversation) -> None:
    call.start()
    call.keys("0")
    assert call.reply.say == ("prompt_help-alarm", "prompt_help-phone")
    call.keys("0")
    assert call.reply.say == ("prompt_person", "keys_root")


def test_of_two_that_were_asked_back_the_key_chooses(call: Conversation) -> None:
    call.says("clarify:bedrust|slaaphouding")
    call.keys("2")
    assert call.passages == ["slaaphouding"]


def test_seven_is_slower_and_normal_again(call: Conversation) -> None:
    call.keys("21")
    call.keys("7")
    assert call.reply.slow
    assert call.reply.say[0] == "prompt_slower"
    call.keys("7")
    assert not call.reply.slow
    assert call.reply.say[0] == "prompt_faster"


def test_a_key_ends_the_reading_but_hash_goes_on(call: Conversation) -> None:
    call.says("control:read_all")
    call.keys("#")
    assert (call.passages, call.reply.asks) == (["wat-is-lage-rugpijn"], "verder")
    call.keys("21")
    assert call.reply.say[-1] == "prompt_after-phone"


@pytest.mark.parametrize("keys", ["*", "#", "7", "0", "00", "8134##", "8101#", "9", "8199"])
def test_who_keys_is_always_told_a_key(call: Conversation, keys: str) -> None:
    call.keys(keys)
    assert "toets" in call.lines[call.reply.say[-1]].text.lower()


def test_any_key_in_any_state(call: Conversation) -> None:
    states = (
        State(offer=("bedrust",)),
        State(menu="help"),
        State(menu="code1"),
        State(menu="codeZZ"),
        State(reading=True),
        State(alarm="koorts"),
        State(topic="not_covered:hernia"),
    )
    for state in states:
        for key in (*KEYS, "", "A", "12", "²"):
            call.state = state
            call.event("key", key=key)
