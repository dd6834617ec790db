"""What is kept between two turns, how long, and for whom."""

from __future__ import annotations

import pytest
import shipped

from skill.channels import Runtime
from skill.channels.wyoming import Conversations
from skill.channels.wyoming import conversations as rules
from skill.leaflet import script
from skill.manifest import Manifest
from skill.settings import read_settings


class Clock:
    """Seconds that a test sets."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def talks(clock: Clock) -> Conversations:
    leaflet = shipped.leaflet()
    runtime = Runtime(
        leaflet, script(leaflet), shipped.ear(), Manifest("none", {}), read_settings({})
    )
    return Conversations(runtime, clock)


def test_an_offer_is_taken_up_in_the_same_conversation_only(talks: Conversations) -> None:
    offered = talks.turn("a", "hoe til ik goed")
    assert offered.asks == "offer"

    assert talks.turn("b", "ja").outcome != "answer"
    assert talks.turn("a", "ja").outcome == "answer"


def test_a_warning_stands_in_its_conversation_and_in_no_other(talks: Conversations) -> None:
    assert talks.turn("a", "ik kan mijn plas niet ophouden").outcome == "alarm"

    assert talks.turn("a", "hoe til ik goed").outcome == "alarm"
    assert talks.turn("b", "hoe til ik goed").outcome == "answer"


def test_five_minutes_of_silence_end_a_conversation(talks: Conversations, clock: Clock) -> None:
    talks.turn("a", "hoe til ik goed")
    clock.now += rules.FORGOTTEN_AFTER + 1

    assert len(talks) == 0
    assert talks.turn("a", "ja").outcome != "answer"


def test_who_keeps_talking_is_not_forgotten(talks: Conversations, clock: Clock) -> None:
    talks.turn("a", "hoe til ik goed")
    for _ in range(3):
        clock.now += rules.FORGOTTEN_AFTER - 1
        talks.turn("a", "herhaal")

    assert talks.turn("a", "ja").outcome == "answer"


def test_a_goodbye_leaves_nothing_behind(talks: Conversations) -> None:
    talks.turn("a", "hoe til ik goed")
    talks.turn("a", "stop")

    assert len(talks) == 0


def test_a_thousand_strangers_do_not_fill_the_memory(
    talks: Conversations, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST", 3)

    for name in "abcde":
        talks.turn(name, "hoe til ik goed")

    assert len(talks) == 3
    assert talks.turn("e", "ja").outcome == "answer"


def test_a_sign_that_the_ear_doubts_is_asked_back(talks: Conversations) -> None:
    talks.doubt("ik kan mijn plas niet ophouden")

    assert talks.turn("a", "ik kan mijn plas niet ophouden").asks == "check"
    assert talks.turn("b", "ik kan mijn plas niet ophouden").outcome == "alarm"


def test_no_word_of_what_was_said_is_kept(talks: Conversations) -> None:
    talks.doubt("mijn rug heet beatrix")
    talks.turn("a", "mijn rug heet beatrix")

    assert "beatrix" not in repr(vars(talks)).lower()


def test_silence_is_a_turn(talks: Conversations) -> None:
    assert talks.turn("a", "  ").say
