"""Training questions on which a shipped rule bites though it should not, listed one by one.

A rule that was mended fails its test until its line is removed; a new line is a rule to be looked
at. After a look, and after `learn`:

PYTHONPATH=. python tests/understanding/known_bites.py      writes the list anew
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from skill import labels
from skill.editorial import read_content, read_words
from skill.training import Question, read_questions
from skill.understanding import Hear, read_ear
from skill.understanding.features import words_of
from skill.understanding.normalise import plain
from skill.understanding.rules import Rule, compiled, pattern_index, rules

CONTENT = Path(__file__).resolve().parents[2] / "content"
LIST = Path(__file__).with_name("known_bites.txt")


def known(table: str) -> set[str]:
    """The lines below `# guards` or `# alarms`."""
    rows = LIST.read_text(encoding="utf-8").splitlines()
    below = rows[rows.index(f"# {table}") + 1 :]
    return {row for row in itertools.takewhile(lambda row: not row.startswith("#"), below) if row}


def guards_that_bite(words: dict[str, Any], questions: list[Question]) -> set[str]:
    """Questions that a passage answers, and that a guard would refuse."""
    tables = compiled(words)
    index, guards = pattern_index(tables["patterns"]), rules(tables["guards"])
    return {
        row.text
        for row in questions
        if labels.kind(row.label) == "passage"
        and _bites(
            [guard for guard in guards if labels.name(row.label) not in guard.spares],
            index.find(words_of(plain(row.text))),
        )
    }


def alarms_that_bite(words: dict[str, Any], questions: list[Question], hear: Hear) -> set[str]:
    """Questions without an alarm that get one by a rule: the model does not deny it."""
    tables = compiled(words)
    index, alarms = pattern_index(tables["patterns"]), rules(tables["alarms"])
    return {
        row.text
        for row in questions
        if labels.kind(row.label) != "alarm"
        and _bites(alarms, index.find(words_of(plain(row.text))))
        and hear(row.text).alarm is not None
    }


def _bites(tried: Iterable[Rule], found: int) -> bool:
    return any(rule.bites(found) for rule in tried)


def main() -> None:
    """Writes both tables anew."""
    content, findings = read_content(CONTENT)
    if content is None:
        raise SystemExit("\n".join(map(str, findings)))
    leaflet = content.leaflet
    words, _ = read_words(
        CONTENT, alarms=leaflet.alarms, subjects=leaflet.subjects, passages=leaflet.passages
    )
    questions, _ = read_questions(CONTENT)
    guards = sorted(guards_that_bite(words, questions))
    alarms = sorted(alarms_that_bite(words, questions, read_ear(CONTENT)))
    LIST.write_text("\n".join(["# guards", *guards, "# alarms", *alarms]) + "\n", encoding="utf-8")
    print(f"{LIST.name}: {len(guards)} guards, {len(alarms)} alarms")


if __name__ == "__main__":
    main()
