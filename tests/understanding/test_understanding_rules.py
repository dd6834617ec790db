"""Patterns, rules and counted tablets: what exact words say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.understanding.normalise import plain
from skill.understanding.rules import Rule, first_hit, pattern, rules
from skill.understanding.tablets import TOO_MANY, tablets_taken
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


MEDICINE = pattern(["paracetamol*", "pcm", "pil", "pillen", "tablet*"])
TAKEN = pattern(["genomen", "geslikt", "ingenomen"])


def count(said: str) -> int:
    heard = words_of(plain(said))
    return tablets_taken(heard, medicine=bool(MEDICINE.find(heard)), taken=bool(TAKEN.find(heard)))


@pytest.mark.parametrize(
    ("said", "tablets"),
    [
        ("ik heb acht paracetamol genomen", 8),
        ("ik heb al 8 paracetamol op", 8),
        ("vandaag 10 tabletten geslikt", 10),
        ("mijn man heeft twaalf pillen ingenomen", 12),
        ("ik heb er twee en later zeven paracetamol genomen", 9),
        ("mag ik acht paracetamol", 0),
        ("hoeveel paracetamol mag ik er per dag", 0),
        ("is acht paracetamol te veel", 0),
        ("ik heb een paracetamol genomen, mag er nog een bij", 1),
        ("ik heb zes paracetamol op, mag er nog een bij", 6),
        ("ik ben 65 en heb twee paracetamol genomen", 2),
        ("ik ben een vrouw van 70 jaar en heb 2 paracetamol genomen", 2),
        ("mijn moeder is tachtig en heeft een paracetamol genomen", 1),
        ("ik heb 500 mg paracetamol genomen", 0),
        ("ik heb twee paracetamol van 500 mg genomen", 2),
        ("ik heb twee tabletten van 1000 mg paracetamol genomen", 4),
        ("ik heb vier paracetamol van 1 gram genomen", 8),
        ("ik heb 8 uur geleden een paracetamol genomen", 1),
        ("ik heb 10 dagen paracetamol genomen", 0),
        ("ik heb drie keer twee pillen genomen", 6),
        ("ik heb acht boterhammen op", 0),
        ("acht", 0),
        ("", 0),
    ],
)
def test_tablets_that_were_taken(said: str, tablets: int) -> None:
    assert count(said) == tablets


@pytest.mark.parametrize("number", range(TOO_MANY, 31))
def test_too_many_in_digits_and_in_words(number: int) -> None:
    assert count(f"ik heb {number} paracetamol genomen") == number >= TOO_MANY


@pytest.mark.parametrize(
    "said",
    [
        "ik heb vandaag zes gram paracetamol genomen",
        "ik heb 6000 mg paracetamol genomen",
        "ik heb vier keer twee tabletten van 1000 mg genomen",
        "ik heb zes paracetamol genomen en daarna nog vier",
    ],
)
def test_too_much_in_other_words(said: str) -> None:
    assert count(said) >= TOO_MANY
