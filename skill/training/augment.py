"""Sentences made from those of the editors: signs in passing, frames, strange names.

They are made with a fixed seed, so that the same content always gives the same model.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from skill import labels
from skill.training.questions import Question
from skill.understanding.features import words_of
from skill.understanding.normalise import plain
from skill.understanding.rules import compiled, group_bits, marks, pattern_index

SEED = 20
_CONSONANTS = "b br c ch d dr f fl g h j k kl l m n p pl pr qu r s st t tr v w x z".split()
_VOWELS = "a e i o u y ae eu ia io".split()
_JOINS = ("{} {}", "{}. {}", "{}, trouwens {}", "{} en {}", "{} maar {}", "{}, ook nog {}")
MOST_WORDS = 8
"""A longer question about a medicine is about more than its name."""


def in_passing(questions: Sequence[Question]) -> list[Question]:
    """Every alarm sentence once more inside, before or after a question: the alarm wins."""
    chance = random.Random(SEED)
    around = [row for row in questions if labels.kind(row.label) in ("passage", "opening")]
    around = [row for row in around if not row.lookalike]
    alarms = [row for row in questions if labels.kind(row.label) == "alarm"]
    return _joined(chance, alarms, around) if around else []


def harmless(questions: Sequence[Question]) -> list[Question]:
    """Every look-alike once more inside, before or after a question, with that question's label.

    Without them two things in a breath look like an alarm, because so many of them are.
    """
    chance = random.Random(SEED)
    alike = [row for row in questions if row.lookalike]
    asked = [row for row in questions if labels.kind(row.label) == "passage" and not row.lookalike]
    chance.shuffle(asked)
    return _joined(chance, asked[: 2 * len(alike)], alike) if alike else []


def _joined(
    chance: random.Random, rows: Sequence[Question], around: Sequence[Question]
) -> list[Question]:
    """Each row with one of the others beside it, in either order; the row's label counts."""
    made = []
    for row in rows:
        parts = [row.text, chance.choice(around).text]
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
    framed = ("passage", "control", "alarm", "opening")
    rows = [row for row in questions if labels.kind(row.label) in framed]
    if not (rows and everyday_words and small):
        return []
    for row in chance.sample(rows, min(most, len(rows))):
        words = plain(row.text).split()
        if all(word in small for word in words):
            continue
        text = " ".join(word if word in small else chance.choice(everyday_words) for word in words)
        made.append(Question(text, labels.OUT_OF_SCOPE, row.voice))
    return made


def other_names(questions: Sequence[Question], words: Mapping[str, Any]) -> list[Question]:
    """Short questions about one known name, once with another name of its group and once with an
    invented one: the first means the same, and the second is not covered.

    Without them `mag ik zomatran` is taken for what it sounds like, and a patient could hear the
    dose of another medicine. `words` is the compiled `words.yaml`.
    """
    told = words.get("strange_names")
    if not told:
        return []
    chance = random.Random(SEED)
    unknown = labels.subject(told["subject"])
    groups = {name: words["groups"][name] for name in told["groups"]}
    names_of = {name: [one for one in group if one.isalpha()] for name, group in groups.items()}
    tables = compiled({"groups": groups})
    index, bits = pattern_index(tables["patterns"]), group_bits(tables["groups"])
    made: list[Question] = []
    for row in questions:
        said = plain(row.text).split()
        asked = labels.kind(row.label) in ("passage", labels.NOT_COVERED) and not row.lookalike
        if not asked or len(said) > MOST_WORDS:
            continue
        names = [
            (at, names_of[group])
            for at, word in enumerate(said)
            for group in marks(bits, index.find(words_of(word)))
        ]
        if len(names) == 1:
            ((at, others),) = names
            for name, label in (
                (chance.choice(others or [said[at]]), row.label),
                (_name(chance, told["endings"]), unknown),
            ):
                text = " ".join((*said[:at], name, *said[at + 1 :]))
                made.append(Question(text, label, row.voice))
    return made


def _name(chance: random.Random, endings: Sequence[str]) -> str:
    """An invented name of one or two syllables and an ending: `zomatran`."""
    syllables = chance.randint(1, 2)
    start = "".join(chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(syllables))
    return start + chance.choice(("", chance.choice(_CONSONANTS))) + chance.choice(endings)
