"""Rules that knowledge needs and data cannot give: alarm combinations and topic guards.

They are content (`words.yaml`), compiled into the model. A pattern is a list of choices:

    oxycodon        the word itself (also when a recogniser wrote it apart: `oxy codon`)
    zwanger*        a word that begins so
    *operatie       a word that ends so
    niet meer       these words, in a row

No regular expressions: a set, two tuples and a few substrings cost a tenth of the start-up time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Pattern:
    """Choices, any of which is enough."""

    words: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    phrases: tuple[str, ...]

    def find(self, heard: Words) -> str:
        """The first choice that is in the text; empty when none is."""
        hit = self.words & heard.all
        if hit:
            return min(hit)
        for word in heard.single:
            if self.starts and word.startswith(self.starts):
                return word
            if self.ends and word.endswith(self.ends):
                return word
        for phrase in self.phrases:
            if phrase in heard.spaced:
                return phrase.strip()
        return ""


@dataclass(frozen=True, slots=True)
class Words:
    """A plain text, ready to be matched."""

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


def pattern(choices: Iterable[str]) -> Pattern:
    """A Pattern from its choices."""
    words, starts, ends, phrases = set(), [], [], []
    for choice in choices:
        if " " in choice:
            phrases.append(f" {choice} ")
        elif choice.endswith("*"):
            starts.append(choice[:-1])
        elif choice.startswith("*"):
            ends.append(choice[1:])
        else:
            words.add(choice)
    return Pattern(frozenset(words), tuple(starts), tuple(ends), tuple(phrases))


@dataclass(frozen=True, slots=True)
class Rule:
    """All of `when` and none of `unless`: then it is `label`."""

    label: str
    """`alarm:<code>` or `not_covered:<subject>`."""
    when: tuple[Pattern, ...]
    unless: tuple[Pattern, ...] = ()
    spares: frozenset[str] = field(default_factory=frozenset)
    """Passages that a guard leaves alone."""

    def evidence(self, heard: Words) -> str:
        """The words that made it bite; empty when it does not."""
        found = []
        for part in self.when:
            hit = part.find(heard)
            if not hit:
                return ""
            found.append(hit)
        if any(part.find(heard) for part in self.unless):
            return ""
        return " + ".join(found)


def rules(raw: Sequence[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """Rules from their compiled form: lists of lists of choices."""
    return tuple(
        Rule(
            label=row["label"],
            when=tuple(pattern(part) for part in row["when"]),
            unless=tuple(pattern(part) for part in row.get("unless", ())),
            spares=frozenset(row.get("spares", ())),
        )
        for row in raw
    )


def first_hit(table: Sequence[Rule], heard: Words) -> tuple[Rule, str] | None:
    """The first rule that bites, with the words that made it bite."""
    for rule in table:
        found = rule.evidence(heard)
        if found:
            return rule, found
    return None
