"""Text as people say, type or mis-hear it becomes one plain form."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.understanding.normalise import NUMBERS, clauses, number_word, plain

many = settings(deadline=None, max_examples=300)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("Hoe til ik goed?", "hoe til ik goed"),
        ("  hoe\tTIL\nik  ", "hoe til ik"),
        ("Eén knieën, vóór naïef", "een knieen voor naief"),
        ("'s nachts", "s nachts"),
        ("NSAID’s", "nsaids"),
        ("röntgen-foto", "rontgen foto"),
        ("65-jarige", "vijfenzestig jarige"),
        ("2e", "twee e"),
        ("500mg", "vijfhonderd mg"),
        ("½ tablet", "een twee tablet"),
        ("ﬁets", "fiets"),
        ("ＨＯＥ", "hoe"),
        ("٣ keer", "drie keer"),
        ("x²", "x twee"),
        ("🙂", ""),
        ("", ""),
        ("İstanbul", "istanbul"),
        ("e\u0301en", "een"),
        ("zero\u200bwidth", "zero width"),
    ],
)
def test_one_form(said: str, heard: str) -> None:
    assert plain(said) == heard


@many
@given(st.text(max_size=120))
def test_only_small_letters_and_single_spaces(text: str) -> None:
    heard = plain(text)

    assert re.fullmatch(r"(?:[a-z]+(?: [a-z]+)*)?", heard)
    assert plain(heard) == heard


@many
@given(st.text(st.characters(min_codepoint=0, max_codepoint=0x10FFFF), max_size=40))
def test_half_characters_are_no_problem(text: str) -> None:
    assert plain(text).isascii()


@many
@given(st.text("abc 12éE'", max_size=40))
def test_capitals_make_no_difference(text: str) -> None:
    assert plain(text.upper()) == plain(text)


@given(st.integers(0, 9999))
def test_digits_are_words(number: int) -> None:
    assert plain(str(number)) == number_word(number)
    assert plain(f"ik ben {number} jaar") == f"ik ben {number_word(number)} jaar"


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (0, "nul"),
        (8, "acht"),
        (12, "twaalf"),
        (20, "twintig"),
        (22, "tweeentwintig"),
        (65, "vijfenzestig"),
        (100, "honderd"),
        (101, "honderdeen"),
        (112, "honderdtwaalf"),
        (500, "vijfhonderd"),
        (1000, "duizend"),
        (1950, "negentienhonderdvijftig"),
        (4000, "vierduizend"),
        (9999, "negenduizendnegenhonderdnegenennegentig"),
        (10000, "een nul nul nul nul"),
        (10**30, "een" + " nul" * 11),
    ],
)
def test_number_words(number: int, word: str) -> None:
    assert number_word(number) == word


def test_accents_and_digits_agree() -> None:
    assert plain("tweeëntwintig") == plain("22") == "tweeentwintig"
    assert plain("drieëndertig") == plain("33")


def test_number_words_differ() -> None:
    words = [number_word(number) for number in range(10000)]

    assert len(set(words)) == 10000
    assert all(re.fullmatch("[a-z]+", word) for word in words)
    assert {NUMBERS[word] for word in words[:1001]} == set(range(1001))


def test_a_long_story_is_cut() -> None:
    assert len(plain("woord " * 10_000)) <= 1000
    assert plain("9" * 5000) == " ".join(["negen"] * 12)


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("hoe til ik goed", ["hoe til ik goed"]),
        ("ik val af. hoe til ik goed?", ["ik val af", "hoe til ik goed"]),
        ("ik heb koorts maar hoe til ik goed", ["ik heb koorts", "hoe til ik goed"]),
        ("hoe zit ik goed en hoe til ik goed", ["hoe zit ik goed", "hoe til ik goed"]),
        ("mijn rug en mijn been doen zeer", ["mijn rug en mijn been doen zeer"]),
        ("nee, hoe til ik goed", ["nee hoe til ik goed"]),
        ("hoe til ik, graag", ["hoe til ik graag"]),
        ("...", []),
        ("", []),
    ],
)
def test_parts_of_a_story(said: str, parts: list[str]) -> None:
    assert clauses(said) == parts


@many
@given(st.text(st.sampled_from(list("abc .,;:!?\n0é")) | st.characters(), max_size=60))
def test_parts_are_plain_and_lose_no_letter(text: str) -> None:
    parts = clauses(text)

    assert all(part and plain(part) == part for part in parts)
    assert len("".join(parts).replace(" ", "")) <= len(plain(text).replace(" ", ""))
