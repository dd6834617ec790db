"""The identity of a leaflet: what a model may answer with, whatever the words are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from skill.leaflet import Leaflet, as_trial, identity


def other(leaflet: Leaflet, table: str, **fields: object) -> Leaflet:
    """The leaflet with fields of the first of a table changed."""
    rows: dict[str, Any] = getattr(leaflet, table)
    first = next(iter(rows))
    return replace(leaflet, **{table: rows | {first: replace(rows[first], **fields)}})


def without(leaflet: Leaflet, table: str) -> Leaflet:
    """The leaflet without the first of a table."""
    rows = dict(getattr(leaflet, table))
    del rows[next(iter(rows))]
    return replace(leaflet, **{table: rows})


def test_twelve_hex_digits(leaflet: Leaflet) -> None:
    assert len(identity(leaflet)) == 12
    assert int(identity(leaflet), 16) >= 0


REWRITTEN: dict[str, Callable[[Leaflet], Leaflet]] = {
    "a passage": lambda leaflet: other(leaflet, "passages", text="Anders.", title="Anders"),
    "what follows a passage": lambda leaflet: other(leaflet, "passages", follow_ups=(), closing=()),
    "an alarm": lambda leaflet: other(leaflet, "alarms", say="Anders.", also="En nog iets."),
    "what an alarm excludes": lambda leaflet: other(leaflet, "alarms", never=(), together=()),
    "an opening": lambda leaflet: other(leaflet, "openings", text="Anders.", names=("a", "b")),
    "a subject": lambda leaflet: other(leaflet, "subjects", text="Anders.", net=False),
    "a prompt": lambda leaflet: other(leaflet, "prompts", text="Anders."),
    "a status": lambda leaflet: other(leaflet, "passages", status="goedgekeurd"),
    "a trial": as_trial,
    "codes": lambda leaflet: replace(leaflet, codes={}),
}


@pytest.mark.parametrize("name", REWRITTEN)
def test_what_is_said_may_be_rewritten(leaflet: Leaflet, name: str) -> None:
    assert identity(REWRITTEN[name](leaflet)) == identity(leaflet)


def test_a_check_may_be_asked_in_other_words(leaflet: Leaflet) -> None:
    asked, otherwise = (other(leaflet, "alarms", check=text) for text in ("Zei u?", "Hoorde ik?"))

    assert identity(asked) == identity(otherwise)


ANOTHER: dict[str, Callable[[Leaflet], Leaflet]] = {
    "a passage less": lambda leaflet: without(leaflet, "passages"),
    "an alarm less": lambda leaflet: without(leaflet, "alarms"),
    "an opening less": lambda leaflet: without(leaflet, "openings"),
    "a subject less": lambda leaflet: without(leaflet, "subjects"),
    "a passage with another name": lambda leaflet: other(leaflet, "passages", id="anders"),
    "another risk": lambda leaflet: other(leaflet, "passages", risk="dose"),
    "another level": lambda leaflet: other(leaflet, "alarms", level="113"),
    "another kind": lambda leaflet: other(leaflet, "openings", kind="emergency"),
}


@pytest.mark.parametrize("name", ANOTHER)
def test_what_is_meant_makes_another_leaflet(leaflet: Leaflet, name: str) -> None:
    assert identity(ANOTHER[name](leaflet)) != identity(leaflet)


def test_a_check_that_is_not_asked_makes_another_leaflet(leaflet: Leaflet) -> None:
    asked, silent = (other(leaflet, "alarms", check=text) for text in ("Zei u dat?", ""))

    assert identity(asked) != identity(silent)
