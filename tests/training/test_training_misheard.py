"""Sentences as a recogniser might write them."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.training import Question
from skill.training.misheard import (
    NOTHING,
    SPACE,
    garbled,
    letters,
    misheard,
    read_letters,
    recipe,
)
from skill.understanding.normalise import plain

UI = {"ui": {"ui": 1, "au": 3}}
"""Three times in four `au` was written for `ui`."""
ALARMS = [Question(f"mijn kruis is doof {n}", "alarm:doof", "jong") for n in "abcdefghij"]


def test_letters_are_changed_as_often_as_was_measured() -> None:
    heard = garbled("kruis " * 400, UI, 1.0, random.Random(1)).split()
    assert set(heard) == {"kruis", "kraus"}
    assert 0.7 < heard.count("kraus") / 400 < 0.8
    assert garbled("kruis " * 4, UI, 0.0, random.Random(1)) == "kruis kruis kruis kruis"


def test_a_sentence_keeps_its_label_and_is_no_sentence_that_is_there() -> None:
    made = misheard(ALARMS, UI)
    assert made == misheard(ALARMS, UI), "the same every time"
    assert {row.label for row in made} == {"alarm:doof"}
    assert all(row.heard and "kraus" in row.text for row in made)
    assert 0 < len(made) < len(ALARMS)
    assert not misheard([*ALARMS, *[Question(row.text, "out_of_scope", "") for row in made]], UI)


def test_another_table_is_another_recipe(monkeypatch: pytest.MonkeyPatch) -> None:
    before = json.dumps(recipe())
    monkeypatch.setattr("skill.training.misheard.read_letters", lambda: UI)
    assert json.dumps(recipe()) != before


def test_a_single_word_is_too_little_to_be_heard_otherwise() -> None:
    assert misheard([Question("kruis", "alarm:doof", "")] * 40, UI) == []


def test_the_table_knows_how_dutch_is_misheard_and_no_words() -> None:
    table = read_letters()
    assert table["ij"]["e"] >= 3, "`mijn` is written `men`"
    assert table["w"]["v"] >= 3, "`wat` is written `vat`"
    assert max(len(one) for heard in table.values() for one in (*heard, *table)) <= 3
    assert all(heard.get(said, 0) > 0 for said, heard in table.items() if len(said) == 1)


@given(st.text(max_size=60))
def test_whatever_is_said_is_cut_up_without_loss(text: str) -> None:
    assert "".join(letters(text)) == text
    said = plain(text)
    assert garbled(said, {}, 1.0, random.Random(1)) == said
    heard = garbled(said, read_letters(), 1.2, random.Random(1))
    assert heard == " ".join(heard.split())
    assert not {NOTHING, SPACE} & set(said), "what the table writes for nothing and for a space"
