"""Plain text -> features: words, word pairs, and character n-grams that survive bad spelling.

The same function serves training and run time, so the two cannot drift.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

FEATURE_VERSION = 2
"""Raise it when this file changes what it gives: every model made before is then stale."""

_WITHIN = (3, 4, 5)
_ACROSS = 5


def features(text: str, marks: Iterable[str] = ()) -> Iterator[str]:
    """Features of a plain text, in order and with repeats.

    Words end in a space, pairs hold one (` * ` where a word stands between), n-grams within a
    word begin with `.`, n-grams over the text without spaces with `=` (for compounds that a
    recogniser wrote apart). `marks` are names of word groups that were found: `@opioid`.
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
    joined = "".join(words)
    for start in range(len(joined) - _ACROSS + 1):
        yield "=" + joined[start : start + _ACROSS]
    for mark in marks:
        yield "@" + mark
