"""Word groups and rules: what the exact words of a text say, all looked up at once.

They are content (`words.yaml`): knowledge that no data gives. A pattern is a list of choices, any
of which is enough:

    oxycodon        the word itself (also when a recogniser wrote it apart: `oxy codon`)
    zwanger*        a word that begins so
    *operatie       a word that ends so
    niet meer       these words, in a row

A word group is one pattern, a rule several. A leaflet has hundreds of patterns with thousands of
choices, and a text has a dozen words. So `compiled` makes tables from a choice to the numbers of
the patterns that it belongs to, and a text's words are looked up in them. What is found is one
integer: bit n is set when pattern n is in the text. Training, run time and the check of
`words.yaml` all use these tables.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from skill.understanding.features import Words

Numbers = Sequence[int]
"""Numbers of patterns."""


class PatternIndex(NamedTuple):
    """Where a word, its beginning and its end are looked up."""

    words: Mapping[str, Numbers]
    starts: Sequence[tuple[int, Mapping[str, Numbers]]]
    """Beginnings of words by how long they are, the short ones first."""
    ends: Sequence[tuple[int, Mapping[str, Numbers]]]
    phrases: Mapping[str, Mapping[str, Numbers]]
    """Phrases by their first word."""

    def find(self, heard: Words) -> int:
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


class Rule(NamedTuple):
    """All patterns of `when` and none of `unless`: then it is `label`."""

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

    def bites(self, found: int) -> bool:
        """Whether the rule bites on a text in which these patterns are."""
        return found & self.needs == self.needs and not found & self.unless


class Rules(tuple[Rule, ...]):
    """Rules in their order, and which of them bite on a text.

    A text has few patterns. Of each rule the pattern that the fewest rules need is looked at first,
    so that for most texts all rules are passed over at once.
    """

    def __init__(self, every: Iterable[Rule] = ()) -> None:
        needed = Counter(number for one in self for number in set(one.parts))
        self._keyed = [
            (1 << min(one.parts, key=needed.__getitem__), one) for one in self if one.parts
        ]
        self._keys = reduce(or_, (key for key, _ in self._keyed), 0)

    def biting(self, found: int) -> list[Rule]:
        """The rules that bite on a text in which these patterns are, in their order."""
        keys = found & self._keys
        if not keys:
            return []
        return [one for key, one in self._keyed if keys & key and one.bites(found)]


def pattern_index(raw: Mapping[str, Any]) -> PatternIndex:
    """The tables from their compiled form. Raises KeyError or TypeError when it is none."""
    return PatternIndex(raw["words"], raw["starts"], raw["ends"], raw["phrases"])


def rules(raw: Sequence[Mapping[str, Any]]) -> Rules:
    """Rules from their compiled form, in their order. Raises KeyError or TypeError."""
    return Rules(
        Rule(
            row["label"],
            row["when"],
            sum(1 << number for number in set(row["when"])),
            sum(1 << number for number in set(row["unless"])),
            frozenset(row["spares"]),
            row["soft"],
        )
        for row in raw
    )


def group_bits(raw: Mapping[str, int]) -> dict[str, int]:
    """Name of a word group -> its bit in what is found, from the compiled form."""
    return {name: 1 << number for name, number in raw.items()}


def marks(groups: Mapping[str, int], found: int) -> tuple[str, ...]:
    """Names of the word groups (`group_bits`) among the patterns that were found in a text."""
    return tuple(name for name, bit in groups.items() if found & bit)


class Pattern(NamedTuple):
    """Choices, sorted by how they are looked up."""

    words: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    phrases: tuple[str, ...]


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


def compiled(words: Mapping[str, Any]) -> dict[str, Any]:
    """The groups, alarm rules and guards of `words.yaml` as tables for a `PatternIndex`.

    Every pattern gets a number; the same pattern has the same number wherever it stands. A rule
    that needs nothing is left out, because it never bites.
    """
    numbers: dict[Pattern, int] = {}

    def number(choices: Iterable[str]) -> int:
        return numbers.setdefault(pattern(choices), len(numbers))

    def row(rule: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "label": rule["label"],
            "when": [number(part) for part in rule["when"]],
            "unless": [number(part) for part in rule.get("unless", ())],
            "spares": sorted(rule.get("spares", ())),
            "soft": rule.get("soft", False),
        }

    groups = {name: number(choices) for name, choices in words.get("groups", {}).items()}
    tables = {
        name: [row(rule) for rule in words.get(name, ()) if rule["when"]]
        for name in ("alarms", "guards", "needs", "told", "taken_back")
    }
    return {"groups": groups, **tables, "patterns": _by_choice(numbers)}


def _by_choice(numbers: Mapping[Pattern, int]) -> dict[str, Any]:
    """From a choice to the numbers of its patterns."""
    words: dict[str, list[int]] = defaultdict(list)
    starts: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    ends: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    phrases: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for one, number in numbers.items():
        for word in one.words:
            words[word].append(number)
        for part in one.starts:
            starts[len(part)][part].append(number)
        for part in one.ends:
            ends[len(part)][part].append(number)
        for phrase in one.phrases:
            phrases[phrase.split()[0]][phrase].append(number)
    return {
        "words": words,
        "starts": sorted(starts.items()),
        "ends": sorted(ends.items()),
        "phrases": phrases,
    }


def bites_on(rule: Mapping[str, Any], heard: Words) -> str:
    """The words on which one rule of `words.yaml` bites in a text; empty when it does not."""
    raw = compiled({"alarms": [rule]})
    index, (one,) = pattern_index(raw["patterns"]), rules(raw["alarms"])
    return index.evidence(heard, one.parts) if one.bites(index.find(heard)) else ""
