"""The rules that are shipped: each word can bite, none bites where it should not.

Every rule carries sentences of its own (`bites`, `leaves` in words.yaml), tried whenever the file
is read. Here each single word of each rule is tried, and all training questions go through them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from skill import labels
from skill.editorial import Content, read_words
from skill.training import Question, read_questions
from skill.understanding import read_ear
from skill.understanding.features import words_of
from skill.understanding.normalise import plain
from skill.understanding.rules import (
    Rule,
    bites_on,
    compiled,
    group_bits,
    marks,
    pattern_index,
    rules,
)

CONTENT = Path(__file__).resolve().parents[2] / "content"
KNOWN = Path(__file__).with_name("known_bites.txt").read_text(encoding="utf-8").splitlines()
"""Questions on which a rule bites though it should not. A rule that was mended fails the test until
its line is removed here; a new line is a rule to be looked at."""


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
    tables = compiled(words)
    index, guards = pattern_index(tables["patterns"]), rules(tables["guards"])
    wrong = {
        row.text
        for row in questions
        if labels.kind(row.label) == "passage"
        and bites(
            [guard for guard in guards if labels.name(row.label) not in guard.spares],
            index.find(words_of(plain(row.text))),
        )
    }
    assert wrong == known("guards")


def bites(tried: Iterable[Rule], found: int) -> bool:
    """Whether one of the rules bites where these patterns were found."""
    return any(rule.bites(found) for rule in tried)


def known(table: str) -> set[str]:
    """The lines below `# guards` or `# alarms`."""
    begin = KNOWN.index(f"# {table}") + 1
    rows = itertools.takewhile(lambda row: not row.startswith("#"), KNOWN[begin:])
    return {row for row in rows if row}


def test_no_alarm_rule_bites_where_there_is_no_alarm(
    words: dict[str, Any], questions: list[Question]
) -> None:
    """A rule bites unless the model sees nothing of an alarm (RULE_DENIED)."""
    tables, hear = compiled(words), read_ear(CONTENT)
    index, alarms = pattern_index(tables["patterns"]), rules(tables["alarms"])
    wrong = {
        row.text
        for row in questions
        if labels.kind(row.label) != "alarm"
        and bites(alarms, index.find(words_of(plain(row.text))))
        and hear(row.text).alarm is not None
    }
    assert wrong == known("alarms")


def test_every_group_finds_each_of_its_words(words: dict[str, Any]) -> None:
    tables = compiled(words)
    index, groups = pattern_index(tables["patterns"]), group_bits(tables["groups"])
    for name, choices in words["groups"].items():
        for choice in choices:
            assert name in marks(groups, index.find(words_of(spoken(choice)))), (name, choice)
