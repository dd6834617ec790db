"""The classifier at run time: a linear model in standard-library Python.

`learn` writes it; here it is only read and scored. For every class a score is the sum of the
weights of the features that are in the text, scaled to a text of length one. Softmax makes shares
of them, so that shares may be added: all alarms together, all passages together.

Method and figures: docs/understanding.md. A feature's entry is a string: one character for its
inverse document frequency, then two for each class that it speaks for or against.

An utterance has some two hundred features that each speak for dozens of classes. Adding those one
by one is what takes time in Python, so the weights of a feature stand side by side in one large
integer, 64 bits for a class: adding two such integers adds all classes at once.
"""

from __future__ import annotations

import math
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import exp
from typing import Any

from skill.understanding.features import features
from skill.understanding.string_table import StringTable, string_table

ALPHABET = "".join(
    chr(code)
    for code in (*range(0x20, 0x7F), *range(0xA1, 0x180))
    if chr(code) not in '"\\' and code != 0xAD
)
"""Characters that stand for numbers in an entry: they need no escape in JSON."""

LEVELS = 94
"""Values that a weight or an idf can take."""

_INDEX = {char: index for index, char in enumerate(ALPHABET)}

Decoded = tuple[float, int]
"""A feature's idf, and its weights times that idf: all classes in one integer."""

_UNKNOWN: Decoded = (0.0, 0)
_FINE = 1 << 20
"""Weights are counted in parts of this size."""
_REPEAT = 1 << 16
"""The same for how much a feature counts that occurs more than once."""
_HIGH = 1 << 63
"""Added to each class before the integer is cut up, so that no part borrows from its neighbour;
turning that one bit takes it off again. A total stays below 2 ** 60: a text of LONGEST characters,
with its numbers as words, holds fewer than 2 ** 16 features, of which none counts for more than it
occurs, and a weight times its idf is below _MOST.
"""
_MOST = 1 << 8
_BITS = 64


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature; all numbers are small integers until they are used."""

    classes: tuple[str, ...]
    """Precise labels."""
    bias: tuple[float, ...]
    table: StringTable
    steps: tuple[float, ...]
    """What each weight level stands for."""
    idf_step: float
    sharpness: float
    """How strongly a difference of scores counts in the shares."""
    decoded: dict[str, Decoded] = field(default_factory=dict, repr=False, compare=False)
    """Entries that were needed before."""

    def shares(self, text: str, marks: Iterable[str] = ()) -> list[float]:
        """For each class its share of belief in a plain text; they add up to one.

        `marks` are the word groups that were found in it.
        """
        once, more, norm = [], 0, 0.0
        decoded = self.decoded
        for feature, count in Counter(features(text, marks)).items():
            value, weights = decoded.get(feature) or self._decode(feature)
            if count == 1:
                once.append(weights)
            elif weights:
                times = 1.0 + math.log(count)
                value *= times
                more += weights * round(times * _REPEAT)
            norm += value * value
        totals = _apart(sum(once) * _REPEAT + more, len(self.classes))
        scale = 1.0 / (math.sqrt(norm) * _FINE * _REPEAT) if norm else 0.0
        scores = [total * scale + bias for total, bias in zip(totals, self.bias, strict=True)]
        top, sharpness = max(scores), self.sharpness
        powers = list(map(exp, [sharpness * (score - top) for score in scores]))
        whole = sum(powers)
        return [power / whole for power in powers]

    def knows(self, word: str) -> bool:
        """Whether a word occurred in what the model was made of."""
        return f"{word} " in self.table

    def _decode(self, feature: str) -> Decoded:
        entry = self.table.get(feature)
        if entry is None:
            return _UNKNOWN
        idf = _INDEX[entry[0]] * self.idf_step
        weights = [0] * len(self.classes)
        for at in range(1, len(entry), 2):
            weights[_INDEX[entry[at]]] = round(idf * self.steps[_INDEX[entry[at + 1]]] * _FINE)
        found = self.decoded[feature] = (idf, _together(weights))
        return found


def _together(parts: Sequence[int]) -> int:
    """The parts side by side in one integer, _BITS for each."""
    raised = array("Q", [part + _HIGH for part in parts]).tobytes()
    return int.from_bytes(raised, sys.byteorder) - _high(len(parts))


def _apart(whole: int, count: int) -> list[int]:
    """The `count` parts of a sum of such integers."""
    high = _high(count)
    signed = ((whole + high) ^ high).to_bytes(count * _BITS // 8, sys.byteorder)
    return memoryview(signed).cast("q").tolist()


@cache
def _high(count: int) -> int:
    return sum(_HIGH << (_BITS * index) for index in range(count))


def weight(level: int, largest: float) -> float:
    """The weight that a level (0..LEVELS-1) stands for: finer near zero, where most weights are."""
    part = (level - LEVELS // 2) / (LEVELS // 2)
    return largest * part * abs(part)


def weight_level(value: float, largest: float) -> int:
    """The level nearest to a weight."""
    part = math.copysign(math.sqrt(min(abs(value) / largest, 1.0)), value)
    return min(round(part * (LEVELS // 2)) + LEVELS // 2, LEVELS - 1)


def entry(idf: int, weights: Sequence[tuple[int, int]]) -> str:
    """A feature's entry from its idf level and (class index, weight level) pairs."""
    return ALPHABET[idf] + "".join(ALPHABET[index] + ALPHABET[level] for index, level in weights)


def model(raw: Mapping[str, Any]) -> Model:
    """A Model from the compiled file. Raises KeyError, TypeError or ValueError when it is none."""
    if float(raw["largest"]) * float(raw["idf_step"]) * (LEVELS - 1) >= _MOST:
        raise ValueError(f"a weight times its idf reaches {_MOST}")
    return Model(
        classes=tuple(raw["classes"]),
        bias=tuple(raw["bias"]),
        table=string_table(raw["features"]),
        steps=tuple(weight(level, float(raw["largest"])) for level in range(LEVELS)),
        idf_step=float(raw["idf_step"]),
        sharpness=float(raw["sharpness"]),
    )
