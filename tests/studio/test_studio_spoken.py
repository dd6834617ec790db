"""Normal spelling -> spoken words: tables that read as examples, and properties for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.numbers import cardinal, ordinal
from skill.studio import sentences, spoken


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("500mg", "vijfhonderd milligram"),
        ("2,5 ml", "twee komma vijf milliliter"),
        ("1.000 mg", "duizend milligram"),
        ("2 mg/kg", "twee milligram per kilogram"),
        ("4x per dag", "vier keer per dag"),
        ("4× daags", "vier keer daags"),
        ("37,5 °C", "zevenendertig komma vijf graden"),
        ("50%", "vijftig procent"),
        ("1 min lang", "één minuut lang"),
        ("65-jarige", "vijfenzestigjarige"),
        ("L4-L5", "L vier L vijf"),
    ],
)
def test_numbers_get_their_unit_in_words(written: str, said: str) -> None:
    assert spoken(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Bel 112.", "Bel één één twee."),
        ("112 of 113", "één één twee of één één drie"),
        ("112 mg", "honderdtwaalf milligram"),
        ("0800-0113", "nul achthonderd, nul één één drie"),
        ("06", "nul zes"),
    ],
)
def test_telephone_numbers_are_read_as_people_say_them(written: str, said: str) -> None:
    assert spoken(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("de NHG-Standaard", "de N.H.G. Standaard"),
        ("een MRI-scan", "een M.R.I. scan"),
        ("IK ben NIET ziek", "IK ben NIET ziek"),
        ("[[p'a:]] <b>", "p'a: b"),
    ],
)
def test_acronyms_are_spelled_and_markup_is_gone(written: str, said: str) -> None:
    assert spoken(written) == said


def test_a_word_of_the_lexicon_is_not_spelled() -> None:
    assert spoken("Een MRI helpt.", known={"mri"}) == "Een MRI helpt."
    assert spoken("Een MRI helpt.") == "Een M.R.I. helpt."


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nul"),
        (1, "één"),
        (22, "tweeëntwintig"),
        (101, "honderdeen"),
        (1000, "duizend"),
        (1100, "elfhonderd"),
        (1995, "negentienhonderd vijfennegentig"),
        (2024, "tweeduizend vierentwintig"),
        (21_500, "eenentwintigduizend vijfhonderd"),
        (1_000_001, "één miljoen één"),
    ],
)
def test_cardinals(number: int, words: str) -> None:
    assert cardinal(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "eerste"),
        (3, "derde"),
        (8, "achtste"),
        (11, "elfde"),
        (21, "eenentwintigste"),
        (100, "honderdste"),
        (103, "honderdderde"),
        (1000, "duizendste"),
    ],
)
def test_ordinals(number: int, words: str) -> None:
    assert ordinal(number) == words


@given(st.integers(0, 10**12 - 1), st.integers(0, 10**12 - 1))
def test_two_numbers_never_sound_the_same(one: int, other: int) -> None:
    assert (cardinal(one) == cardinal(other)) == (one == other)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Rust. Beweeg!", ["Rust.", "Beweeg!"]),
        ("Vraag P. Jansen. Of bel.", ["Vraag P. Jansen.", "Of bel."]),
        ("Kijk op thuisarts.nl. Daar staat meer.", ["Kijk op thuisarts.nl.", "Daar staat meer."]),
        ("1. Ga zitten. 2. Sta op.", ["1. Ga zitten.", "2. Sta op."]),
        ("Wacht... en kijk.", ["Wacht... en kijk."]),
        ("Een kop\n\nEn tekst.", ["Een kop", "En tekst."]),
        ("\u201eDoet het pijn?\u201d Stop dan.", ["\u201eDoet het pijn?\u201d", "Stop dan."]),
        ("... !", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@given(st.text(max_size=200))
def test_any_text_becomes_words_of_bounded_length(text: str) -> None:
    said = spoken(text)
    assert not any(sign.isdigit() for sign in said)
    assert not set(said) & set("[]{}<>|\\^")
    assert len(said) <= 60 * len(text) + 60


_PIECES = st.sampled_from(
    (
        "112 500mg 2,5 ml 4x 1-2 3e 12.30 uur 06-12345678 bijv. enz. t/m max. NHG MUMC+ 65+ € 5,50 "
        "% www.zorgvoorbeweging.nl www.mumc.nl/rug ( ) , . ! ? - de rug doet pijn één 31-12-2024"
    ).split()
)


@given(st.lists(_PIECES, max_size=25).map(" ".join))
def test_likely_text_becomes_words_without_digits(text: str) -> None:
    assert not any(sign.isdigit() for sign in spoken(text))


_WORD = st.text("abcdefghijklmnopqrstuvwxyzéëïöü", min_size=2, max_size=12)


@given(st.lists(_WORD, min_size=1, max_size=20), st.sampled_from([".", "!", "?", ""]))
def test_words_stay_as_they_are(words: list[str], end: str) -> None:
    text = ", ".join(words).capitalize() + end
    assert spoken(text) == text


@given(st.lists(_PIECES, max_size=12).map(" ".join))
def test_what_is_spoken_once_is_not_changed_again(text: str) -> None:
    once = spoken(text)
    assert spoken(once) == once
