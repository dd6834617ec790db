"""Plain text -> features: words, word pairs, and character n-grams that survive bad spelling.

The same function serves training and run time, so the two cannot drift.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

FEATURE_VERSION = 3
"""Raise it when this file changes what it gives: every model made before is then stale."""

_WITHIN = (2, 3, 4)


def features(text: str, marks: Iterable[str] = ()) -> Iterator[str]:
    """Features of a plain text, in order and with repeats.

    Words end in a space, pairs hold one (` * ` where a word stands between), n-grams of 2-4
    characters within a word begin with `.`. `marks` are names of word groups that were found:
    `@opioid`.
    """
    words = text.split()
    for word in words:
        yield word + " "
    for first, second in pairwise(words):
        yield f"{first} {second}"
    for first, third in zip(words, words[2:], strict=False):
        yield f"{first} * {third}"
    for word in words:
        padded = f"_{word}_"
        for size in _WITHIN:
            for start in range(len(padded) - size + 1):
                yield "." + padded[start : start + size]
    for mark in marks:
        yield "@" + mark
