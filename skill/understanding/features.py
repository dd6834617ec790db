"""A plain text -> its words, and the features that the model knows: also of bad spelling.

Training and run time both use these functions, and the marks of the same word groups (rules.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

FEATURE_VERSION = 6
"""Raise it when this file or the form of the model changes: every earlier model is then stale."""

_WITHIN = (2, 3, 4)


class Words(NamedTuple):
    """A plain text's words, in three ways."""

    single: tuple[str, ...]
    all: frozenset[str]
    """Single words, and two or three neighbours written as one."""
    spaced: str
    """The text with a space on either side."""


def words_of(text: str) -> Words:
    """A plain text's words, with neighbours joined for compounds that were written apart."""
    single = tuple(text.split())
    joined = {"".join(single[i : i + n]) for n in (2, 3) for i in range(len(single) - n + 1)}
    return Words(single, frozenset(single) | frozenset(joined), f" {text} ")


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
    found += [
        "." + padded[at : at + size]
        for padded in [f"_{word}_" for word in words]
        for size in _WITHIN
        for at in range(len(padded) - size + 1)
    ]
    if words:
        found += ["^" + words[0], "^" + " ".join(words[:2]), "$" + words[-1]]
    found += ["@" + mark for mark in marks]
    return found
