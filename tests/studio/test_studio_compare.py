"""What was said against what was heard: averages, and facts one by one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.studio.compare import difference, facts, folded

Wrong = tuple[tuple[str, str], ...]


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("Neem vier keer per dag twee tabletten.", "neem 4 keer per dag 2 tabletten"),
        ("Tabletten van vijfhonderd milligram.", "Tabletten van 500 mg"),
        ("Bel nu 112.", "Bel nu één, één, twee!"),
        ("Bel één één twee.", "Bel 112."),
        ("Voor bewegen, toets één.", "Voor bewegen, toets een"),
        ("Eén keer per dag.", "een keer per dag"),
    ],
)
def test_the_same_in_other_spelling_is_the_same(said: str, heard: str) -> None:
    found = difference(said, heard)

    assert (found.words, found.characters, found.wrong) == (0, 0, ())


@pytest.mark.parametrize(
    ("said", "heard", "wrong"),
    [
        ("Neem vier keer per dag.", "Neem weer keer per start.", (("vier keer", ""),)),
        ("Neem vier keer per dag.", "Neem drie keer per dag.", (("vier keer", "drie keer"),)),
        (
            "Vier keer twee tabletten.",
            "Twee keer vier tabletten.",
            (("vier keer", "twee keer"), ("twee tabletten", "vier tabletten")),
        ),
        ("Wacht niet af.", "Wacht af.", (("niet", ""),)),
        ("Wacht af.", "Wacht niet af.", (("", "niet"),)),
        ("Bel 112.", "Bel 113.", (("twee", "drie"),)),
        ("Bel één één twee.", "Bel ANA in twee.", (("een", ""), ("een", ""))),
        ("Toets sterretje.", "Toets sterretjes.", (("sterretje", ""),)),
        ("Neem 500 mg.", "Neem 500 keer.", (("vijfhonderd milligram", "vijfhonderd keer"),)),
        ("Toets één.", "Toets.", (("een", ""),)),
    ],
)
def test_a_fact_that_differs_is_named_as_said_and_as_heard(
    said: str, heard: str, wrong: Wrong
) -> None:
    assert difference(said, heard).wrong == wrong


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("Neem een kussen.", "Neem één kussen."),
        ("Neem een kussen.", "Neem 1 kussen."),
        ("Twee tabletten per keer.", "Twee tableten per keer."),
        ("De pijn van vorige week.", "De pijn van forige weg."),
    ],
)
def test_what_is_no_other_fact_is_left(said: str, heard: str) -> None:
    assert difference(said, heard).wrong == ()


def test_shares_are_of_what_was_said() -> None:
    found = difference("Goed tillen.", "Goed rillen.")

    assert found.words == 0.5
    assert found.characters == pytest.approx(1 / 11)


def test_a_recogniser_that_loops_is_no_worse_than_one_that_hears_nothing() -> None:
    assert difference("Ja.", "Ja " * 500).characters == 1
    assert difference("Ja.", "").characters == 1


def test_accents_capitals_and_signs_do_not_sound() -> None:
    assert folded("Eén, PATIËNT: 's avonds!") == ["een", "patient", "s", "avonds"]


def test_a_number_is_a_fact_with_what_it_counts() -> None:
    text = "Binnen vier weken, nooit meer dan 2 tabletten; toets hekje of drie."

    assert facts(text, article=False) == [
        "vier weken", "nooit", "twee tabletten", "hekje", "drie",
    ]  # fmt: skip


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_can_be_compared(said: str, heard: str) -> None:
    found = difference(said, heard)

    assert 0 <= found.words <= 1
    assert 0 <= found.characters <= 1
    assert difference(said, said).characters == 0
