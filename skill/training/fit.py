"""Whether questions, labels and model fit each other: what `check` says, and who learns anew."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from skill import labels
from skill.errors import Finding
from skill.leaflet import Leaflet
from skill.training.questions import Question
from skill.understanding import MODEL_FILE

FEWEST_QUESTIONS = 10
"""Lines in a question file below which nobody can say that the label can be reached by voice."""


def question_findings(
    folder: Path, leaflet: Leaflet, questions: Sequence[Question]
) -> Iterator[Finding]:
    """A question file for every label, and no file for a label that does not exist.

    A bare sign may have one (`confirm`) where we can ask whether we heard it right, and so may two
    passages that are asked for in the same words (`clarify`).
    """
    counts: dict[str, int] = {}
    for row in questions:
        counts[row.label] = counts.get(row.label, 0) + 1
    wanted = {
        *map(labels.passage, leaflet.passages),
        *map(labels.alarm, leaflet.alarms),
        *map(labels.subject, leaflet.subjects),
        *map(labels.control, labels.CONTROLS),
        *map(labels.opening, leaflet.openings),
        *map(labels.answer, labels.ANSWERS),
        labels.OUT_OF_SCOPE,
        labels.UNCLEAR,
    }
    asked = {labels.confirm(alarm.code) for alarm in leaflet.alarms.values() if alarm.check}
    asked |= {labels.clarify(one, two) for one in leaflet.passages for two in leaflet.passages}
    root = f"{folder.name}/questions"
    for label in sorted(wanted):
        if counts.get(label, 0) < FEWEST_QUESTIONS:
            where = f"{root}/{label.replace(':', '/')}" + (".txt" if ":" in label else "")
            what = f"holds {counts.get(label, 0)} questions"
            yield Finding(where, 0, what, f"write at least {FEWEST_QUESTIONS}")
    for label in sorted(set(counts) - wanted - asked):
        where = f"{root}/{label.replace(':', '/').replace('|', '+')}.txt"
        yield Finding(where, 0, f"label {label} does not exist")


def model_findings(folder: Path, inputs: str) -> Iterator[Finding]:
    """The model is made of the questions and words as they are now."""
    where = f"{folder.name}/{MODEL_FILE.as_posix()}"
    try:
        made_of = json.loads((folder / MODEL_FILE).read_text(encoding="utf-8"))["inputs"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        yield Finding(where, 0, "cannot be read", "run `python -m skill learn`")
        return
    if made_of != inputs:
        fix = "run `python -m skill learn`"
        yield Finding(where, 0, "is not made of the questions as they are now", fix)
