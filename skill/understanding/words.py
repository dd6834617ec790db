"""The words of a plain text, ready to be looked up."""

from __future__ import annotations

from typing import NamedTuple


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
