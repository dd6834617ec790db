"""Many patterns at once: a spotter sees what each pattern and each rule would find by itself."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.understanding.rules import compiled, pattern, rules
from skill.understanding.spotter import Sieve, Spotter, sieves, spotter
from skill.understanding.words import words_of

Choices = list[str]
Rules = list[dict[str, Any]]

pieces = st.text("ab", min_size=1, max_size=3)
choices = st.one_of(
    pieces,
    pieces.map("{}*".format),
    pieces.map("*{}".format),
    st.lists(pieces, min_size=2, max_size=3).map(" ".join),
)
patterns = st.lists(choices, max_size=4)
tables = st.lists(
    st.fixed_dictionaries(
        {
            "label": st.sampled_from(["alarm:a", "alarm:b"]),
            "when": st.lists(patterns, max_size=3),
            "unless": st.lists(patterns, max_size=2),
        }
    ),
    max_size=4,
)
sentences = st.lists(pieces, max_size=7).map(" ".join)


def made(groups: dict[str, Choices], alarms: Rules) -> tuple[Spotter, dict[str, int], list[Sieve]]:
    """The tables, as they come back from the model file."""
    raw = json.loads(json.dumps(compiled({"groups": groups, "alarms": alarms, "guards": []})))
    return spotter(raw["patterns"]), raw["groups"], list(sieves(raw["alarms"]))


@settings(deadline=None, max_examples=300)
@given(sentences, st.lists(patterns, max_size=5))
def test_it_spots_what_each_pattern_finds(said: str, some: list[Choices]) -> None:
    eye, numbers, _ = made({str(at): one for at, one in enumerate(some)}, [])
    heard = words_of(said)

    found = eye.spot(heard)

    for at, one in enumerate(some):
        assert bool(found & 1 << numbers[str(at)]) == bool(pattern(one).find(heard))


@settings(deadline=None, max_examples=300)
@given(sentences, tables)
def test_a_rule_bites_where_its_own_evidence_says_so(said: str, some: Rules) -> None:
    eye, _, alarms = made({}, some)
    heard = words_of(said)

    bites = [one for one in alarms if one.bites(eye.spot(heard))]

    assert [one.label for one in bites] == [one.label for one in rules(some) if one.evidence(heard)]
    for one in bites:
        for part in eye.evidence(heard, one.parts).split(" + "):
            assert part in f" {said} " or part in said.replace(" ", "")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("brand in mijn planten", "brand + planten"),
        ("mijn plan ten staat in brand", "brand + plan"),
        ("mijn plant ruikt niet fris en er is brand", "brand + plant"),
        ("brand bij de plant met brandnetels", ""),
        ("brand in huis", ""),
    ],
)
def test_why_it_bites(said: str, why: str) -> None:
    rule = {"label": "alarm:brand", "when": [["brand"], ["plan*"]], "unless": [["brandnetel*"]]}
    eye, _, (brand,) = made({}, [rule])
    heard = words_of(said)

    assert (eye.evidence(heard, brand.parts) if brand.bites(eye.spot(heard)) else "") == why


def test_the_same_pattern_twice_has_one_number() -> None:
    _, numbers, _ = made({"dier": ["kat", "vis"], "prooi": ["hond"], "beest": ["vis", "kat"]}, [])

    assert numbers["dier"] == numbers["beest"] != numbers["prooi"]
