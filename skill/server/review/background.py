"""What stands behind an item: what people say that leads to it, what resembles that, and the
questions to the owner that touch it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from pathlib import Path
from typing import Any

from skill.channels.turn import title_of
from skill.editorial import left_alone
from skill.editorial.signoff import OwnerQuestion
from skill.leaflet import Leaflet
from skill.server.review.catalogue import Item
from skill.server.review.folder import Snapshot
from skill.training import look_alikes, question_rows

MOST_ALIKE = 12
"""Look-alikes that are shown of an alarm: the nearest, because there are thousands."""
_WORD = re.compile(r"\w+")
_NAMED = ("passage", "not_covered", "opening")
"""Kinds of labels that are shown by the title that editors gave them."""
_FOLDERS = {"alarms": "alarm", "openings": "opening", "subjects": "subject"}


@dataclass(frozen=True, slots=True)
class Alike:
    """What sounds like an alarm and is none."""

    rows: Sequence[tuple[str, str, frozenset[str]]]
    """Sentence, label, and the words in it."""
    weight: Mapping[str, float]
    """How rare a word is among them."""
    leaves: Mapping[str, tuple[str, ...]]
    """By code of an alarm: what its rules in words.yaml are tested to leave alone."""


@lru_cache(maxsize=4)
def read_alike(folder: Path, stamp: float) -> Alike:
    """The look-alikes of a content folder; `stamp` changes when they do."""
    rows = [(text, label, frozenset(_words(text))) for text, label in look_alikes(folder)]
    seen = Counter(word for _, _, words in rows for word in words)
    weight = {word: log(len(rows) / number) for word, number in seen.items()}
    return Alike(rows, weight, left_alone(folder))


def stamp(folder: Path) -> float:
    """The time of the last change in the look-alikes and the rules, in seconds."""
    paths = [*(folder / "questions" / "lookalike").rglob("*"), folder / "words.yaml"]
    return max((path.stat().st_mtime for path in paths if path.exists()), default=0.0)


def warm(folder: Path) -> None:
    """Reads the look-alikes, which takes a second, so that they are known when they are wanted."""
    read_alike(folder, stamp(folder))


def raised_by(leaflet: Leaflet, folder: Path, code: str) -> dict[str, Any]:
    """What people say that raises an alarm, and what resembles it and is something else.

    `leaves` are the sentences that its rule in words.yaml is tested to leave alone. `alike` are the
    nearest by the words that they share with what raises it, rare words counting most.
    """
    alike, raises = read_alike(folder, stamp(folder)), asked_for(folder, f"alarm:{code}")
    return {
        "raises": raises,
        "alike": [
            {"text": text, "what": label_title(leaflet, label)}
            for text, label in _nearest(alike, raises)
        ],
        "leaves": list(alike.leaves.get(code, ())),
    }


def asked_for(folder: Path, label: str) -> list[str]:
    """What the editors wrote that people say for a label, row by row."""
    kind, _, name = label.partition(":")
    return question_rows(folder / "questions" / kind / f"{name}.txt")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _nearest(alike: Alike, raises: Sequence[str]) -> list[tuple[str, str]]:
    counted = Counter(word for text in raises for word in set(_words(text)))
    telling = {
        word: number / len(raises) * alike.weight.get(word, 0.0) for word, number in counted.items()
    }

    def nearness(words: frozenset[str]) -> float:
        shared = sum(telling.get(word, 0.0) for word in words)
        return float(shared / (len(words) or 1) ** 0.5)

    scored = sorted(((nearness(words), text, label) for text, label, words in alike.rows))
    return [(text, label) for score, text, label in scored[: -MOST_ALIKE - 1 : -1] if score > 0]


def label_title(leaflet: Leaflet, label: str) -> str:
    """What a label stands for, in words for a reader."""
    kind = label.partition(":")[0]
    title = title_of(leaflet, label) if kind in _NAMED else None
    plain = {
        "out_of_scope": "gaat nergens over",
        "unclear": "onduidelijk",
        "control": "bediening",
        "answer": "antwoord op een waarschuwing",
    }
    return title or plain.get(kind, label)


def questions_about(snapshot: Snapshot, items: Mapping[str, Item]) -> dict[str, list[str]]:
    """By item id: the numbers of the owner's questions that name it, in the file's order."""
    found: dict[str, list[str]] = {}
    for question in snapshot.questions:
        for item_id in dict.fromkeys(touched(question, items)):
            found.setdefault(item_id, []).append(question.number)
    return found


def touched(question: OwnerQuestion, items: Mapping[str, Item]) -> list[str]:
    """Ids of the items that a question names between backticks under `Raakt`.

    A folder (`alarms/`) is all that is in it; a name may be that of a passage, alarm, subject,
    opening or fixed sentence.
    """
    found: list[str] = []
    for name in question.named:
        folder = name.rstrip("/")
        if name.endswith("/") and folder in _FOLDERS:
            found += [one.id for one in items.values() if one.kind == _FOLDERS[folder]]
            continue
        tries = [name, *(f"{kind}_{name}" for kind in (*_FOLDERS.values(), "closing", "prompt"))]
        found += [one for one in tries if one in items]
    return found
