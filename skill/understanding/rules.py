"""Rules that knowledge needs and data cannot give: alarm combinations and topic guards.

They are content (`words.yaml`). Here is what each means by itself, for whoever writes and checks
them; `compiled` makes the tables in which `skill.understanding.spotter` looks them all up at once.
A pattern is a list of choices:

    oxycodon        the word itself (also when a recogniser wrote it apart: `oxy codon`)
    zwanger*        a word that begins so
    *operatie       a word that ends so
    niet meer       these words, in a row
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from skill.understanding.words import Words


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


def compiled(words: Mapping[str, Any]) -> dict[str, Any]:
    """The groups, alarm rules and guards of `words.yaml` as tables for a `Spotter`.

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

    return {
        "groups": {name: number(choices) for name, choices in words["groups"].items()},
        "alarms": [row(rule) for rule in words["alarms"] if rule["when"]],
        "guards": [row(rule) for rule in words["guards"] if rule["when"]],
        "needs": [row(rule) for rule in words.get("needs", ()) if rule["when"]],
        "told": [row(rule) for rule in words.get("told", ()) if rule["when"]],
        "taken_back": [row(rule) for rule in words.get("taken_back", ()) if rule["when"]],
        "patterns": _turned_round(numbers),
    }


def _turned_round(numbers: Mapping[Pattern, int]) -> dict[str, Any]:
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
