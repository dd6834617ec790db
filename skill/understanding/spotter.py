"""Many patterns at once: each word of a text is looked up, no pattern is searched by itself.

A leaflet has hundreds of patterns (word groups, and the parts of its rules) with thousands of
choices, and a text has a dozen words. So `learn` turns them round, into tables from a choice to
the numbers of the patterns that it belongs to; reading those tables back takes no work.

What is spotted is one integer: bit n is set when pattern n is in the text. `Pattern.find` and
`Rule.evidence` (skill.understanding.rules) say the same of one pattern and of one rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from skill.understanding.words import Words

Numbers = Sequence[int]
"""Numbers of patterns."""


class Spotter(NamedTuple):
    """What to look up a word, its beginning and its end in."""

    words: Mapping[str, Numbers]
    starts: Sequence[tuple[int, Mapping[str, Numbers]]]
    """Beginnings of words by how long they are, the short ones first."""
    ends: Sequence[tuple[int, Mapping[str, Numbers]]]
    phrases: Mapping[str, Mapping[str, Numbers]]
    """Phrases by their first word."""

    def spot(self, heard: Words) -> int:
        """The patterns that are in a text, a bit for each."""
        found = 0
        for _, numbers in self._seen(heard):
            for number in numbers:
                found |= 1 << number
        return found

    def evidence(self, heard: Words, numbers: Numbers) -> str:
        """What in the text made these patterns be there: `benauwd + pil`. For people."""
        first: dict[int, str] = {}
        for said, patterns in self._seen(heard):
            for number in patterns:
                first.setdefault(number, said)
        return " + ".join(first[number] for number in numbers if number in first)

    def _seen(self, heard: Words) -> Iterator[tuple[str, Numbers]]:
        for word in sorted(word for word in heard.all if word in self.words):
            yield word, self.words[word]
        for word in heard.single:
            length = len(word)
            for size, table in self.starts:
                if size > length:
                    break
                if (numbers := table.get(word[:size])) is not None:
                    yield word, numbers
            for size, table in self.ends:
                if size > length:
                    break
                if (numbers := table.get(word[-size:])) is not None:
                    yield word, numbers
        for word in heard.single:
            for phrase, numbers in self.phrases.get(word, {}).items():
                if phrase in heard.spaced:
                    yield phrase.strip(), numbers


class Sieve(NamedTuple):
    """A rule by the numbers of its patterns."""

    label: str
    """`alarm:<code>` or `not_covered:<subject>`."""
    parts: Numbers
    """Patterns that must all be there ..."""
    needs: int
    """... and their bits."""
    unless: int
    """Bits of the patterns of which none may be there."""
    spares: frozenset[str]
    """Passages that a guard leaves alone."""
    soft: bool
    """Whether a guard gives way to a model that is sure of a passage."""

    def bites(self, spotted: int) -> bool:
        """Whether the rule bites on a text in which these patterns are."""
        return spotted & self.needs == self.needs and not spotted & self.unless


def spotter(raw: Mapping[str, Any]) -> Spotter:
    """The tables from their compiled form. Raises KeyError or TypeError when it is none."""
    return Spotter(raw["words"], raw["starts"], raw["ends"], raw["phrases"])


def sieves(raw: Sequence[Mapping[str, Any]]) -> tuple[Sieve, ...]:
    """Rules from their compiled form, in their order. Raises KeyError or TypeError."""
    return tuple(
        Sieve(
            row["label"],
            row["when"],
            sum(1 << number for number in set(row["when"])),
            sum(1 << number for number in set(row["unless"])),
            frozenset(row["spares"]),
            row["soft"],
        )
        for row in raw
    )
