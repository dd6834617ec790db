"""The rules that are shipped: each word can bite, none bites where it should not.

Every rule carries sentences of its own (`bites`, `leaves` in words.yaml), tried whenever the file
is read. Here each single word of each rule is tried, and all training questions go through them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from known_bites import CONTENT, alarms_that_bite, guards_that_bite, known

from skill.editorial import Content, read_words
from skill.training import Question, read_questions
from skill.understanding import read_ear
from skill.understanding.features import words_of
from skill.understanding.rules import (
    bites_on,
    compiled,
    group_bits,
    marks,
    pattern_index,
)


@pytest.fixture(scope="module")
def words(real_content: Content) -> dict[str, Any]:
    leaflet = real_content.leaflet
    compiled, findings = read_words(
        CONTENT, alarms=leaflet.alarms, subjects=leaflet.subjects, passages=leaflet.passages
    )
    assert findings == []
    return compiled


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    found, findings = read_questions(CONTENT)
    assert findings == []
    return found


def spoken(choice: str) -> str:
    """A choice as somebody would say it: `zwanger*` as `zwangerxyz`."""
    return choice.replace("*", "xyz")


def sentences(raw: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """For each word of each part of a rule: a sentence with it, and the same without it.

    The other parts are filled with a word that has nothing to do with this one.
    """
    for number, part in enumerate(raw["when"]):
        for choice in part:
            others = [
                next((spoken(c) for c in other if not_in(c, choice)), "")
                for at, other in enumerate(raw["when"])
                if at != number
            ]
            if all(others):
                yield " qq ".join([spoken(choice), *others]), " qq ".join(others)


def not_in(one: str, other: str) -> bool:
    return one.strip("*") not in other and other.strip("*") not in one


@pytest.mark.parametrize(
    ("table", "fewest"), [("alarms", 300), ("guards", 300), ("told", 100), ("needs", 100)]
)
def test_each_word_of_each_rule_bites_and_is_missed_when_it_is_gone(
    table: str, fewest: int, words: dict[str, Any]
) -> None:
    tried = 0
    for raw in words[table]:
        bare = raw | {"unless": []}
        for with_it, without_it in sentences(raw):
            assert bites_on(bare, words_of(with_it)), (raw["label"], with_it)
            if without_it:
                part_is_filled_twice = bites_on(bare, words_of(without_it))
                assert not part_is_filled_twice or len(raw["when"]) > 1
            else:
                assert not bites_on(bare, words_of("qq"))
            tried += 1
    assert tried > fewest


def test_no_guard_bites_on_a_question_that_the_leaflet_answers(
    words: dict[str, Any], questions: list[Question]
) -> None:
    assert guards_that_bite(words, questions) == known("guards")


def test_no_alarm_rule_bites_where_there_is_no_alarm(
    words: dict[str, Any], questions: list[Question]
) -> None:
    """A rule bites unless the model sees nothing of an alarm (RULE_DENIED)."""
    assert alarms_that_bite(words, questions, read_ear(CONTENT)) == known("alarms")


def test_every_group_finds_each_of_its_words(words: dict[str, Any]) -> None:
    tables = compiled(words)
    index, groups = pattern_index(tables["patterns"]), group_bits(tables["groups"])
    for name, choices in words["groups"].items():
        for choice in choices:
            assert name in marks(groups, index.find(words_of(spoken(choice)))), (name, choice)
