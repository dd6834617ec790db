"""Text as people say, type or mis-hear it becomes one plain form."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.understanding.normalise import (
    LONGEST,
    NUMBERS,
    clauses,
    figures,
    number_of,
    number_word,
    plain,
)

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
        ("ﬁets", "fiets"),
        ("ＨＯＥ", "hoe"),
        ("٣ keer", "drie keer"),
        ("x²", "x twee"),
        ("🙂", ""),
        ("", ""),
        ("İstanbul", "istanbul"),
        ("e\u0301en", "een"),
        ("zero\u200bwidth", "zerowidth"),
        ("long\u00adkanker", "longkanker"),
    ],
)
def test_one_form(said: str, heard: str) -> None:
    assert plain(said) == heard


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("10.000", "tienduizend"),
        ("10 000", "tienduizend"),
        ("10\u202f000 mg", "tienduizend mg"),
        ("10'000", "tienduizend"),
        ("10’000", "tienduizend"),
        ("10,000 mg", "tienduizend mg"),
        ("10.000mg", "tienduizend mg"),
        ("4.500 mg", "vijfenveertighonderd mg"),
        ("99.999", "negenennegentigduizendnegenhonderdnegenennegentig"),
        ("2 500 mg", "twee vijfhonderd mg"),
        ("1,5 gram", "een komma vijf gram"),
        ("1.5", "een komma vijf"),
        ("0.5", "nul komma vijf"),
        ("0,05", "nul komma nul vijf"),
        ("38,5", "achtendertig vijf"),
        ("½ tablet", "een half tablet"),
        ("¼", "een kwart"),
        ("¾", "drie kwart"),
        ("1½", "een en een half"),
        ("1 1/2", "een en een half"),
        ("24/7", "vierentwintig zeven"),
        ("8/10", "acht tien"),
        ("1/2/2024", "een twee tweeduizendvierentwintig"),
        ("12.30", "twaalf dertig"),
        ("22:30", "tweeentwintig uur dertig"),
        ("22:30 uur", "tweeentwintig uur dertig"),
        ("14u30", "veertien uur dertig"),
        ("9:05", "negen uur nul vijf"),
        ("8:00", "acht uur"),
        ("12-5", "twaalf vijf"),
        ("L4,5", "l vier vijf"),
        ("06 12 34 56 78", "zes twaalf vierendertig zesenvijftig achtenzeventig"),
        ("06 10 000 000", "zes tien nul nul"),
        ("192.168.1.1", "honderdtweeennegentig honderdachtenzestig een een"),
    ],
)
def test_numbers_as_people_write_them(said: str, heard: str) -> None:
    assert plain(said) == heard


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        ("acht", "8"),
        ("een", "1"),
        ("4.500", "4500"),
        ("vierduizend vijfhonderd", "4500"),
        ("tien duizend", "10000"),
        ("drie van duizend vijf keer", "3 van 1000 5 keer"),
        ("tiendui zend", "10000"),
        ("vijf honderd", "500"),
        ("vijf en twintig", "25"),
        ("van die vijfhonderds", "van die 500"),
        ("500 en vijf", "500 en 5"),
        ("acht tien twaalf", "8 10 12"),
        ("der tien", "der 10"),
        ("anderhalf", "1.5"),
        ("1½", "1.5"),
        ("een half", "0.5"),
        ("halve", "0.5"),
        ("twee en een half", "2.5"),
        ("tweeënhalve", "2.5"),
        ("drieëneenhalf", "3.5"),
        ("vijf komma vijf", "5.5"),
        ("nul komma nul vijf", "0.05"),
        ("een kwart", "0.25"),
        ("driekwart", "0.75"),
        ("half acht", "half 8"),
        ("kwart over negen", "kwart over 9"),
        ("elk halfuur", "elk 0.5 uur"),
        ("tweemaal", "2 maal"),
        ("een tiental", "10"),
        ("een dozijn", "12"),
        ("eens duizenden aantal", "eens duizenden aantal"),
        ("", ""),
    ],
)
def test_words_back_to_figures(said: str, counted: str) -> None:
    assert figures(plain(said).split()) == counted


@given(st.integers(0, 99_999))
def test_a_number_word_is_read_back(number: int) -> None:
    assert number_of(number_word(number)) == number
    assert figures([number_word(number)]) == str(number)


@many
@given(st.text("0123456789.,:/ '½u", max_size=30))
def test_digits_of_all_sorts(text: str) -> None:
    heard = plain(text)

    assert plain(heard) == heard
    assert not {*figures(heard.split())} - set("0123456789. abcdefghijklmnopqrstuvwxyz")


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


@given(st.integers(0, 99_999))
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
        (10000, "tienduizend"),
        (12500, "twaalfduizendvijfhonderd"),
        (100_000, "een nul nul nul nul nul"),
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
    assert len(plain("woord " * 10_000)) <= LONGEST == 2000
    assert plain("9" * 5000) == " ".join(["negen"] * 12)


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("hoe til ik goed", ["hoe til ik goed"]),
        ("ik val af. hoe til ik goed?", ["ik val af", "hoe til ik goed"]),
        ("ik heb koorts maar hoe til ik goed", ["ik heb koorts", "hoe til ik goed"]),
        ("hoe zit ik goed en hoe til ik goed", ["hoe zit ik goed", "hoe til ik goed"]),
        ("mijn rug en mijn been doen zeer", ["mijn rug en mijn been doen zeer"]),
        ("ik heb 1,5 gram op, mag dat", ["ik heb een komma vijf gram op", "mag dat"]),
        ("om 22:30 pijn. hoe til ik", ["om tweeentwintig uur dertig pijn", "hoe til ik"]),
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
