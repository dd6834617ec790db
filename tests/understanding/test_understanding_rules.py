"""Word groups and rules: what exact words say, all looked up at once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.understanding.features import words_of
from skill.understanding.rules import (
    bites_on,
    compiled,
    group_bits,
    marks,
    pattern_index,
    rules,
)

Choices = list[str]


def found(choices: Choices, said: str) -> str:
    """What of a text makes a pattern be there; empty when it is not."""
    return bites_on({"label": "alarm:x", "when": [choices]}, words_of(said))


@pytest.mark.parametrize(
    ("choices", "said", "hit"),
    [
        (["kat"], "mijn kat slaapt", "kat"),
        (["kat"], "mijn kater slaapt", ""),
        (["kat*"], "mijn kater slaapt", "kater"),
        (["kat*"], "mijn huiskat slaapt", ""),
        (["*kat"], "mijn huiskat slaapt", "huiskat"),
        (["*kat"], "mijn kat slaapt", "kat"),
        (["niet meer"], "ik kan niet meer lopen", "niet meer"),
        (["niet meer"], "ik kan niet nog meer", ""),
        (["niet meer"], "niet meerdere", ""),
        (["oxycodon"], "mag ik oxy codon", "oxycodon"),
        (["oxycodon"], "mag ik o xyco don", "oxycodon"),
        (["oxycodon"], "mag ik o xy co don", ""),
        (["kruis", "arm"], "arm of kruis", "arm"),
        (["kat"], "", ""),
        ([], "mijn kat", ""),
    ],
)
def test_a_pattern(choices: Choices, said: str, hit: str) -> None:
    assert found(choices, said) == hit


BRAND = {"label": "alarm:brand", "when": [["brand"], ["plan*"]], "unless": [["brandnetel*"]]}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("brand in mijn planten", "brand + planten"),
        ("mijn plan ten staat in brand", "brand + plan"),
        ("mijn plant ruikt niet fris en er is brand", "brand + plant"),
        ("brand bij de plant met brandnetels", ""),
        ("brand in huis", ""),
        ("mijn plant is rood", ""),
    ],
)
def test_a_rule_needs_all_and_no_unless(said: str, why: str) -> None:
    assert bites_on(BRAND, words_of(said)) == why


def test_rules_are_tried_in_their_order() -> None:
    raw: dict[str, Any] = {
        "guards": [
            {"label": "not_covered:a", "when": [["een"], ["twee"]]},
            {"label": "not_covered:b", "when": [["twee"]], "unless": [["drie"]]},
            {"label": "not_covered:c", "when": [["twee", "drie"]], "spares": ["x"], "soft": True},
        ]
    }
    tables = json.loads(json.dumps(compiled(raw)))  # as they come back from the model file
    index, guards = pattern_index(tables["patterns"]), rules(tables["guards"])

    def hits(said: str) -> str:
        bits = index.find(words_of(said))
        return "".join(rule.label[-1] for rule in guards if rule.bites(bits))

    assert [hits(said) for said in ("een twee", "twee", "twee drie", "vier")] == [
        "abc",
        "bc",
        "c",
        "",
    ]
    assert [(rule.spares, rule.soft) for rule in guards[1:]] == [
        (frozenset(), False),
        ({"x"}, True),
    ]


@given(
    st.lists(
        st.tuples(st.lists(st.integers(0, 9), min_size=1, max_size=3), st.lists(st.integers(0, 9))),
        max_size=8,
    ),
    st.integers(0, 1023),
)
@settings(max_examples=100)
def test_the_rules_that_bite_are_those_of_which_each_does(
    raw: list[tuple[list[int], list[int]]], bits: int
) -> None:
    every = rules(
        [
            {"label": f"alarm:{at}", "when": when, "unless": unless, "spares": [], "soft": False}
            for at, (when, unless) in enumerate(raw)
        ]
    )

    assert every.biting(bits) == [rule for rule in every if rule.bites(bits)]


def test_the_same_pattern_twice_has_one_number() -> None:
    numbers = compiled(
        {"groups": {"dier": ["kat", "vis"], "prooi": ["hond"], "beest": ["vis", "kat"]}}
    )
    groups = numbers["groups"]

    assert groups["dier"] == groups["beest"] != groups["prooi"]


pieces = st.text("ab", min_size=1, max_size=3)
choices = st.one_of(
    pieces,
    pieces.map("{}*".format),
    pieces.map("*{}".format),
    st.lists(pieces, min_size=2, max_size=3).map(" ".join),
)
patterns = st.lists(choices, max_size=4)
sentences = st.lists(pieces, max_size=7).map(" ".join)


def stands_in(choice: str, said: str) -> bool:
    """What a choice means, by itself."""
    words = said.split()
    if choice.endswith("*"):
        return any(word.startswith(choice[:-1]) for word in words)
    if choice.startswith("*"):
        return any(word.endswith(choice[1:]) for word in words)
    if " " in choice:
        return f" {choice} " in f" {said} "
    runs = ["".join(words[at : at + size]) for size in (1, 2, 3) for at in range(len(words))]
    return choice in runs


@settings(deadline=None, max_examples=300)
@given(sentences, st.lists(patterns, max_size=5))
def test_many_groups_at_once_are_found_as_each_by_itself(said: str, some: list[Choices]) -> None:
    tables = compiled({"groups": {str(at): one for at, one in enumerate(some)}})
    bits = group_bits(tables["groups"])

    hit = marks(bits, pattern_index(tables["patterns"]).find(words_of(said)))

    assert set(hit) == {
        str(at) for at, one in enumerate(some) if any(stands_in(choice, said) for choice in one)
    }


@settings(deadline=None, max_examples=300)
@given(sentences, st.lists(patterns, min_size=1, max_size=3), st.lists(patterns, max_size=2))
def test_a_rule_bites_on_all_of_its_patterns(
    said: str, when: list[Choices], unless: list[Choices]
) -> None:
    why = bites_on({"label": "alarm:a", "when": when, "unless": unless}, words_of(said))

    def there(part: Choices) -> bool:
        return any(stands_in(choice, said) for choice in part)

    assert bool(why) == (all(map(there, when)) and not any(map(there, unless)))
    for part in why.split(" + "):
        assert part in f" {said} " or part in said.replace(" ", "")
