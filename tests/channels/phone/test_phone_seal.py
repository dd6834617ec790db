"""The state of a call in an address: comes back as it was, and from nowhere else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.channels.phone import seal, state_key, unseal
from skill.channels.phone.seal import LONGEST_SEAL
from skill.dialogue import State
from skill.dialogue.state import MOST_OFFERED, MOST_SAID, MOST_TOLD
from skill.leaflet import Leaflet, script

KEY = state_key("geheim")
STATE = State(topic="passage:stress", said=("title_stress", "stress"), menu="root", slow=True)


def test_a_state_comes_back() -> None:
    text = seal(STATE, KEY, "CA1")

    assert re.fullmatch(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{22}", text)
    assert unseal(text, KEY, "CA1") == STATE


def longest(passage: str, line: str, node: str, alarm: str) -> State:
    """The state in which every field is as full as it can be."""
    return State(
        topic=f"passage:{passage}"[:80],
        said=(line,) * MOST_SAID,
        offer=(passage,) * MOST_OFFERED,
        menu=node,
        helping=True,
        code="12",
        misses=3,
        slow=True,
        reading=True,
        bookmark=passage,
        alarm=alarm,
        check=alarm,
        told=(alarm,) * MOST_TOLD,
    )


def test_the_longest_state_that_there_can_be_comes_back() -> None:
    state = longest(*["x" * 80] * 4)
    text = seal(state, KEY, "CA" + "0" * 32)

    assert None not in [getattr(state, name) or None for name in State.__slots__]
    assert unseal(text, KEY, "CA" + "0" * 32) == state
    assert len(text) < LONGEST_SEAL


def test_the_longest_state_of_the_leaflet_fits_in_an_address(leaflet: Leaflet) -> None:
    lines = script(leaflet)
    parts = (leaflet.passages, lines, leaflet.nodes, {**leaflet.alarms, **leaflet.subjects})
    state = longest(*(max(part, key=len) for part in parts))

    assert len(seal(state, KEY, "CA" + "0" * 32)) < 2048


def test_the_same_token_is_the_same_key_and_no_token_is_a_key_of_this_moment() -> None:
    assert state_key("geheim") == KEY
    assert state_key("") != state_key("")
    assert b"geheim" not in KEY


@pytest.mark.parametrize(
    ("key", "call"), [(state_key("ander"), "CA1"), (KEY, "CA2"), (KEY, ""), (b"", "CA1")]
)
def test_another_key_or_call_gives_a_fresh_state(key: bytes, call: str) -> None:
    assert unseal(seal(STATE, KEY, "CA1"), key, call) == State()


def test_any_letter_changed_gives_a_fresh_state() -> None:
    text = seal(STATE, KEY, "CA1")
    for place in range(len(text)):
        for letter in "A.":
            changed = text[:place] + letter + text[place + 1 :]
            assert unseal(changed, KEY, "CA1") == (STATE if changed == text else State())
        assert unseal(text[:place], KEY, "CA1") == State()
    assert unseal(text + "A", KEY, "CA1") == State()


@given(st.text(), st.text())
def test_anything_else_gives_a_fresh_state(text: str, call: str) -> None:
    assert unseal(text, KEY, call) == State()


def test_a_huge_one_gives_a_fresh_state() -> None:
    assert unseal("A" * 5000 + "." + "A" * 22, KEY, "CA1") == State()
