"""The classifier at run time: a linear model in standard-library Python.

`learn` writes it; here it is only read and scored. For every class a score is the sum of the
weights of the features that are in the text, scaled to a text of length one. Softmax makes shares
of them, so that shares may be added: all alarms together, all passages together.

Method and figures: docs/understanding.md. A feature's entry is a string: one character for its
inverse document frequency, then two for each class that it speaks for or against.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from skill.understanding.features import features

ALPHABET = "".join(
    chr(code)
    for code in (*range(0x20, 0x7F), *range(0xA1, 0x180))
    if chr(code) not in '"\\' and code != 0xAD
)
"""Characters that stand for numbers in an entry: they need no escape in JSON."""

LEVELS = 94
"""Values that a weight or an idf can take: a single byte each in UTF-8 would allow 95."""

_INDEX = {char: index for index, char in enumerate(ALPHABET)}


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature; all numbers are small integers until they are used."""

    classes: tuple[str, ...]
    """Precise labels."""
    bias: tuple[float, ...]
    table: Mapping[str, str]
    weight_step: float
    idf_step: float
    sharpness: float
    """How strongly a difference of scores counts in the shares."""

    def shares(self, text: str, marks: Iterable[str] = ()) -> list[float]:
        """For each class its share of belief in a plain text; they add up to one.

        `marks` are the word groups that were found in it.
        """
        totals = [0.0] * len(self.classes)
        norm = 0.0
        table, index, middle = self.table, _INDEX, LEVELS // 2
        for feature, count in Counter(features(text, marks)).items():
            entry = table.get(feature)
            if entry is None:
                continue
            value = index[entry[0]] * self.idf_step * (1.0 + math.log(count))
            norm += value * value
            for at in range(1, len(entry), 2):
                totals[index[entry[at]]] += value * (index[entry[at + 1]] - middle)
        scale = self.weight_step / math.sqrt(norm) if norm else 0.0
        scores = [total * scale + bias for total, bias in zip(totals, self.bias, strict=True)]
        top = max(scores)
        powers = [math.exp(self.sharpness * (score - top)) for score in scores]
        whole = sum(powers)
        return [power / whole for power in powers]


def entry(idf: int, weights: Sequence[tuple[int, int]]) -> str:
    """A feature's entry from its idf level and (class index, weight level) pairs."""
    middle = LEVELS // 2
    return ALPHABET[idf] + "".join(
        ALPHABET[index] + ALPHABET[level + middle] for index, level in weights
    )


def model(raw: Mapping[str, Any]) -> Model:
    """A Model from the compiled file. Raises KeyError or TypeError when it is not one."""
    return Model(
        classes=tuple(raw["classes"]),
        bias=tuple(raw["bias"]),
        table=raw["features"],
        weight_step=float(raw["weight_step"]),
        idf_step=float(raw["idf_step"]),
        sharpness=float(raw["sharpness"]),
    )
