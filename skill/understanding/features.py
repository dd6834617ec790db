"""Plain text -> features: words, word pairs, and character n-grams that survive bad spelling.

The same function serves training and run time, so the two cannot drift.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

FEATURE_VERSION = 5
"""Raise it when this file or the form of the model changes: every earlier model is then stale."""

_WITHIN = (2, 3, 4)


def features(text: str, marks: Iterable[str] = ()) -> list[str]:
    """Features of a plain text, in order and with repeats.

    Words end in a space, pairs hold one (` * ` where a word stands between), n-grams of 2-4
    characters within a word begin with `.`. How a text begins is `^`, its last word `$`. `marks`
    are names of word groups that were found: `@opioid`.
    """
    words = text.split()
    found = [word + " " for word in words]
    found += [f"{first} {second}" for first, second in pairwise(words)]
    found += [f"{first} * {third}" for first, third in zip(words, words[2:], strict=False)]
    for word in words:
        padded = f"_{word}_"
        for size in _WITHIN:
            found += ["." + padded[at : at + size] for at in range(len(padded) - size + 1)]
    if words:
        found += ["^" + words[0], "^" + " ".join(words[:2]), "$" + words[-1]]
    found += ["@" + mark for mark in marks]
    return found
