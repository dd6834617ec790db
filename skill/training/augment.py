"""Sentences that nobody had to write: signs in passing, and frames without a meaning.

Both are made with a fixed seed, so that the same content always gives the same model.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from skill import labels
from skill.training.questions import Question
from skill.understanding.normalise import plain

SEED = 20
_JOINS = ("{} {}", "{}. {}", "{}, trouwens {}", "{} en {}", "{} maar {}", "{}, ook nog {}")


def in_passing(questions: Sequence[Question]) -> list[Question]:
    """Every alarm sentence once more inside, before or after a question: the alarm wins."""
    chance = random.Random(SEED)
    asked = [row for row in questions if labels.kind(row.label) == "passage"]
    if not asked:
        return []
    made = []
    for row in questions:
        if labels.kind(row.label) == "alarm":
            parts = [row.text, chance.choice(asked).text]
            chance.shuffle(parts)
            made.append(Question(chance.choice(_JOINS).format(*parts), row.label, row.voice))
    return made


def frames(
    questions: Sequence[Question],
    function_words: Sequence[str],
    everyday_words: Sequence[str],
    most: int,
) -> list[Question]:
    """Sentences with their small words kept and their content words replaced: out of scope.

    Without them a classifier learns that `hoe lang duurt` is about backs.
    """
    chance = random.Random(SEED)
    small = frozenset(function_words)
    made: list[Question] = []
    rows = [row for row in questions if labels.kind(row.label) in ("passage", "control", "alarm")]
    if not (rows and everyday_words and small):
        return []
    for row in chance.sample(rows, min(most, len(rows))):
        words = plain(row.text).split()
        if all(word in small for word in words):
            continue
        text = " ".join(word if word in small else chance.choice(everyday_words) for word in words)
        made.append(Question(text, labels.OUT_OF_SCOPE, row.voice))
    return made
