"""Patterns and rules: what exact words say."""

from __future__ import annotations

import pytest
from first_hit import first_hit
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.understanding.rules import Rule, pattern, rules
from skill.understanding.words import words_of


@pytest.mark.parametrize(
    ("choices", "said", "found"),
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
def test_a_pattern(choices: list[str], said: str, found: str) -> None:
    assert pattern(choices).find(words_of(said)) == found


BRAND = Rule("alarm:brand", (pattern(["brand"]), pattern(["plant*"])), (pattern(["brandnetel*"]),))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("brand in mijn planten", "brand + planten"),
        ("brand in huis", ""),
        ("mijn plant is rood", ""),
        ("brand bij de plant met brandnetels", ""),
    ],
)
def test_a_rule_needs_all_and_no_unless(said: str, why: str) -> None:
    assert BRAND.evidence(words_of(said)) == why


def test_the_first_rule_that_bites_counts() -> None:
    table = rules(
        [
            {"label": "alarm:a", "when": [["een"], ["twee"]]},
            {"label": "alarm:b", "when": [["twee"]], "unless": [["drie"]]},
            {"label": "alarm:c", "when": [["twee", "drie"]], "spares": ["x"]},
        ]
    )

    def hit(said: str) -> tuple[str, str] | None:
        found = first_hit(table, words_of(said))
        return found and (found[0].label, found[1])

    assert hit("een twee") == ("alarm:a", "een + twee")
    assert hit("twee") == ("alarm:b", "twee")
    assert hit("twee drie") == ("alarm:c", "drie")
    assert hit("vier") is None
    assert table[2].spares == {"x"}


words = st.lists(st.text("abc", min_size=1, max_size=4), max_size=8).map(" ".join)


@settings(deadline=None)
@given(words, st.lists(st.text("abc", min_size=1, max_size=4), max_size=4))
def test_a_word_that_is_said_is_found(said: str, choices: list[str]) -> None:
    found = pattern(choices).find(words_of(said))

    if set(choices) & set(said.split()):
        assert found in choices
    if found:
        assert found in said.replace(" ", "")


@settings(deadline=None)
@given(words, st.text("abc", min_size=1, max_size=3))
def test_a_star_stands_for_the_rest(said: str, part: str) -> None:
    heard = words_of(said)

    assert bool(pattern([f"{part}*"]).find(heard)) == any(w.startswith(part) for w in said.split())
    assert bool(pattern([f"*{part}"]).find(heard)) == any(w.endswith(part) for w in said.split())
