"""A plain text -> its words, and the features that the model knows: also of bad spelling.

Training and run time both use these functions, and the marks of the same word groups (rules.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

FEATURE_VERSION = 7
"""Raise it when this file or the form of the model changes: every earlier model is then stale."""

_WITHIN = (2, 3, 4)
_ALIKE = str.maketrans("cqgvwzxdbeiouyj", "kkkffsstpaaaaaa")
"""Letters that are written for one another by who hears Dutch badly: any vowel for any other."""
_SILENT = re.compile(r"(?<=\w)h")
_TWICE = re.compile(r"([^\W\d])\1+")


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


def sounds(text: str) -> str:
    """A plain text as it sounds to a bad ear, word by word: `mijn kruis`, `men kraus` ->
    `man kras`."""
    return _TWICE.sub(r"\1", _SILENT.sub("", text.translate(_ALIKE)))


def features(text: str, marks: Iterable[str] = ()) -> list[str]:
    """Features of a plain text, in order and with repeats.

    Words end in a space, pairs hold one (` * ` where a word stands between), n-grams of 2-4
    characters within a word begin with `.`. How a text begins is `^`, its last word `$`. Words and
    pairs as they sound begin with `~`. `marks` are names of word groups that were found: `@opioid`.
    """
    words, heard = text.split(), sounds(text).split()
    found = [word + " " for word in words]
    found += [f"{first} {second}" for first, second in pairwise(words)]
    found += [f"{first} * {third}" for first, third in zip(words, words[2:], strict=False)]
    found += [
        "." + padded[at : at + size]
        for padded in [f"_{word}_" for word in words]
        for size in _WITHIN
        for at in range(len(padded) - size + 1)
    ]
    found += ["~" + word for word in heard]
    found += [f"~{first} {second}" for first, second in pairwise(heard)]
    if words:
        found += ["^" + words[0], "^" + " ".join(words[:2]), "$" + words[-1]]
    found += ["@" + mark for mark in marks]
    return found
