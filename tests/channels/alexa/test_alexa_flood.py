"""An envelope full of slots: what is listened to is bounded, and no text is heard twice."""

from __future__ import annotations

from typing import Any

import pytest

from skill.channels.alexa.request import MOST_SCREENED, read_event
from skill.understanding import LONGEST, Understanding

SIGN = "mijn kruis is doof"


class Ear:
    """Counts what it hears, and knows one sign."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def __call__(self, text: str) -> Understanding:
        self.heard.append(text)
        if text == SIGN:
            return Understanding("alarm:doof-kruis", alarm="doof-kruis")
        return Understanding("unclear")


def envelope(values: list[str]) -> dict[str, Any]:
    slots = {f"s{number}": {"value": value} for number, value in enumerate(values)}
    return {"request": {"type": "IntentRequest", "intent": {"name": "VraagIntent", "slots": slots}}}


@pytest.mark.parametrize(
    ("values", "most"),
    [
        ([f"woord {number}" for number in range(5000)], MOST_SCREENED),
        (["steeds hetzelfde"] * 5000, 1),
        ([], 0),
    ],
    ids=["all different", "all the same", "none"],
)
def test_a_flood_of_slots_is_bounded_work(values: list[str], most: int) -> None:
    ear = Ear()
    read_event(envelope(values), {}, {}, ear)

    assert len(ear.heard) == most


def test_a_flood_in_one_slot_is_bounded_work() -> None:
    ear, flood = Ear(), envelope(["x"])
    several = [{"value": f"woord {number}"} for number in range(5000)]
    flood["request"]["intent"]["slots"]["s0"] = {"slotValue": {"values": several}}
    read_event(flood, {}, {}, ear)

    assert len(ear.heard) == MOST_SCREENED


def test_a_flood_of_letters_is_bounded_work() -> None:
    ear = Ear()
    read_event(envelope([f"{number} ".ljust(1000, "x") for number in range(60)]), {}, {}, ear)

    assert 2 * LONGEST <= sum(map(len, ear.heard)) < 2 * LONGEST + 1000


def test_a_sign_behind_a_slot_that_is_full_is_heard() -> None:
    event = read_event(envelope(["x" * 5000, SIGN]), {}, {}, Ear())

    assert (event.kind, event.text) == ("text", SIGN)


def test_a_sign_among_many_slots_is_heard() -> None:
    event = read_event(envelope(["niets", "niets", "iets", SIGN]), {}, {}, Ear())

    assert (event.kind, event.text) == ("text", SIGN)
