"""Amounts of medicine that somebody has taken: what is counted, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from amounts_said import AMOUNTS, ASKED, NO_AMOUNTS, SUMS, TIMES, UNNAMED, WORDING
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.editorial import read_content, read_words
from skill.understanding.amounts import Taken, counter
from skill.understanding.counted import Counted, counted
from skill.understanding.features import words_of
from skill.understanding.normalise import plain
from skill.understanding.rules import compiled, group_bits, marks, pattern_index

TABLES = compiled(
    {
        "groups": {
            "medicine": "paracetamol* pcm pil pillen tablet* dafalgan* panadol perdolan".split(),
            "taken": "genomen geslikt ingenomen gehad nam leeggegeten".split(),
        }
    }
)
INDEX, GROUPS = pattern_index(TABLES["patterns"]), group_bits(TABLES["groups"])


def shipped_table() -> Counted:
    """What the editors' `words.yaml` counts."""
    content = Path(__file__).resolve().parents[2] / "content"
    leaflet = read_content(content)[0].leaflet
    words, _ = read_words(
        content, alarms=leaflet.alarms, subjects=leaflet.subjects, passages=leaflet.passages
    )
    table = counted(words["amounts"])
    assert table is not None
    return table


TABLE = shipped_table()
MOST, NEAR = TABLE.most, TABLE.near_from


def count(said: str) -> Taken:
    heard = words_of(plain(said))
    found = marks(GROUPS, INDEX.find(heard))
    return counter(TABLE).count(heard, medicine="medicine" in found, taken="taken" in found)


@pytest.mark.parametrize(
    ("said", "tablets", "verdict"),
    [*AMOUNTS, *TIMES, *SUMS, *NO_AMOUNTS, *ASKED, *WORDING, *UNNAMED],
)
def test_what_was_taken(said: str, tablets: float, verdict: str) -> None:
    assert count(said) == Taken(tablets, verdict)


@pytest.mark.parametrize("number", range(1, 41))
def test_digits_and_words_count_the_same(number: int) -> None:
    verdict = "too_many" if number > MOST else "near" if number >= NEAR else ""

    assert count(f"ik heb {number} paracetamol genomen") == Taken(number, verdict)
    assert count(f"ik heb {number * 500} mg paracetamol genomen") == Taken(number, verdict)
    assert count(plain(f"vandaag {number} paracetamol geslikt")) == Taken(number, verdict)


@pytest.mark.parametrize("hour", range(25))
@pytest.mark.parametrize("when", ["om {} uur", "om {}:30", "om {}u45", "rond {} uur", "om half {}"])
def test_no_hour_is_an_amount(hour: int, when: str) -> None:
    assert count(f"ik heb {when.format(hour)} twee paracetamol genomen") == Taken(2)


@pytest.mark.parametrize("age", range(7, 100))
@pytest.mark.parametrize("who", ["ik ben {}", "mijn vader van {}", "mijn moeder is {}", "{} jaar"])
def test_no_age_is_an_amount(age: int, who: str) -> None:
    assert count(f"{who.format(age)} en heeft twee paracetamol genomen") == Taken(2)


said = st.lists(
    st.sampled_from(
        "ik heb hij er acht 10 een half anderhalf paracetamol genomen op van 500 1000 mg gram keer "
        "per dag om de twee uur elk mag hoeveel te veel hele strip overdosis niet vandaag gisteren "
        "sinds in week en nog daarna dus pijn is mijn man gaf 10.000 1,5 22:30 ½ duizend".split()
    ),
    max_size=30,
).map(" ".join)


@settings(deadline=None, max_examples=500)
@given(st.one_of(st.text(max_size=120), said), st.booleans(), st.booleans())
def test_any_text_has_an_amount(text: str, medicine: bool, taken: bool) -> None:
    found = counter(TABLE).count(words_of(plain(text)), medicine=medicine, taken=taken)

    assert 0 <= found.tablets < 10**6
    if found.tablets > MOST:
        assert found.verdict == "too_many"
    if found.verdict == "near":
        assert NEAR <= found.tablets <= MOST


@pytest.mark.parametrize("word", ["8 ", "om 8 en ", "dat ik er 8 ", "heb op ", "3 keer 2 ", "1 "])
def test_a_long_text_is_no_trouble(word: str) -> None:
    assert count(word * 1000).tablets >= 0
