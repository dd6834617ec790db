"""A spoken sentence -> sounds: from the list, in Kokoro's alphabet, unknown words left open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.editorial import Content
from skill.leaflet import script
from skill.leaflet.types import Line, Pronunciation
from skill.studio import engine, missing_words
from skill.studio.espeak_library import guess
from skill.studio.lexicon import pronounced
from skill.studio.phonemes import (
    ALPHABET,
    kokoro_word,
    sounds_of,
    tidy,
    transcribed,
    unsayable,
    words,
)

SOUNDS = {
    "bel": "bˈɛl",
    "nu": "nˈy",
    "uw": "yw",
    "u": "y",
    "huisarts": "hˈœysɑrts",
    "rug": "rˈʏx",
    "pijn": "pˈɛɪn",
    "bewegen": "bəʋˈeːɣən",
    "nhg": "ˌɛnhaːˈɣeː",
}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ˈrʏxpɛin", "rˈʏxpɛɪn"),
        ("ˌlaːɣəˈrɵxpɛin", "lˌaːɣərˈʏxpɛɪn"),
        ("ˈɦɛrniaː", "hˈɛrniaː"),
        ("ʒɛl", "ʒɛl"),
        ("ˈufə(n)", "ˈufən"),
        ("zˈɔrɣ.fˌoːr", "zˈɔrɣfˌoːr"),
    ],
)
def test_what_people_write_for_one_sound_is_one_sound(written: str, meant: str) -> None:
    assert tidy(written) == meant


def test_a_word_that_has_no_stress_gets_one_before_a_pause() -> None:
    assert "ˈ" not in kokoro_word("yw", pause=False)
    assert "ˈ" in kokoro_word("yw", pause=True)
    assert "ˈ" not in kokoro_word("də", pause=True)


def test_a_sentence_keeps_its_punctuation() -> None:
    assert transcribed("Bel nu, bel uw huisarts!", SOUNDS) == " ".join(
        [
            kokoro_word("bˈɛl", pause=False),
            kokoro_word("nˈy", pause=True) + ",",
            kokoro_word("bˈɛl", pause=False),
            kokoro_word("yw", pause=False),
            kokoro_word("hˈœysɑrts", pause=True) + "!",
        ]
    )


def test_an_unknown_word_is_left_open() -> None:
    assert "{fiets}" in transcribed("Bel uw fiets.", SOUNDS)
    assert pronounced("Bel uw fiets.", {"bel": Pronunciation(sound="bˈɛl")}, "kokoro").endswith(
        "{uw} {fiets}."
    )


@pytest.mark.parametrize(
    ("word", "sound"),
    [
        ("HUISARTS", "hˈœysɑrts"),
        ("rug-pijn", "rˈʏx pˈɛɪn"),
        ("M.U.", "ˈɛm ˈy"),
        ("fiets", None),
        ("rug-fiets", None),
    ],
)
def test_where_a_word_is_found(word: str, sound: str | None) -> None:
    assert sounds_of(word, SOUNDS) == sound


def test_a_word_ends_at_a_space_a_sign_or_a_hyphen_that_stands_alone() -> None:
    assert list(words("Zo'n NSAID's-gel - ook 's nachts; ja")) == [
        ("Zo'n", False),
        ("NSAID's-gel", False),
        ("ook", False),
        ("'s", False),
        ("nachts", True),
        ("ja", True),
    ]


def test_a_missing_word_comes_with_the_line_to_paste() -> None:
    lines = [
        Line("a", "Bel uw fietsenmaker. Nu!", "passage", ""),
        Line("b", "Fietsenmaker.", "title", ""),
    ]
    lexicon = {word: Pronunciation(sound=sound) for word, sound in SOUNDS.items()}

    assert missing_words(lines, lexicon) == {
        "fietsenmaker": ("Bel uw fietsenmaker.", f"fietsenmaker\t{guess('fietsenmaker')}\tgok")
    }


def test_a_guess_can_be_said() -> None:
    for word in ("schrijven", "ziekenhuis", "één", "knieën", "uitgeput", "NHG"):
        assert unsayable(guess(word)) == "", word
    assert guess("ziekenhuis").count("ˈ") == 1


def test_guessing_leaves_the_speaking_engine_as_it_was() -> None:
    voice = engine("espeak")
    first = voice.speak("Blijf bewegen.", slow=False).wave
    guess("tracheostoma")
    assert voice.speak("Blijf bewegen.", slow=False).wave.tobytes() == first.tobytes()
    assert guess("bloedverdunner")


def test_letters_without_a_sound_are_named() -> None:
    assert unsayable("rʏx7£") == "7£"


def test_every_word_of_the_script_has_its_sounds(real_content: Content) -> None:
    lines = script(real_content.leaflet).values()

    assert missing_words(lines, real_content.lexicon) == {}
    assert {word for word, way in real_content.lexicon.items() if unsayable(way.sound)} == set()


@given(st.text(max_size=60))
def test_any_sentence_becomes_letters_of_the_alphabet(sentence: str) -> None:
    made = transcribed(sentence, SOUNDS)

    left = "".join(part.partition("}")[2] for part in ("}" + made).split("{"))
    assert set(left) <= ALPHABET
    assert made.count("{") == made.count("}")


@pytest.mark.parametrize(
    ("dutch", "kokoro"),
    [
        ("pˈɛɪn", "pˈæɪn"),
        ("hˈœys", "hˈaɥs"),
        ("nˈy", "nˈyɥ"),
        ("yw", "yːw"),
        ("ɣˈeːn", "ɣˈeːɪn"),
        ("mˈeːr", "mˈeːr"),
        ("tʋˈeː", "tvˈej"),
        ("stˈøːn", "stˈøɥn"),
        ("rˈʏx", "rˈɜx"),
        ("vˈir", "fˈir"),
        ("hˈʌʊt", "hˈɑʊt"),
        ("pˈɑk", "pˈʌk"),
        ("kʋˈaːt", "kwˈaːt"),
        ("mˈɛnsx", "mˈɛnsɣ"),
    ],
)
def test_a_dutch_sound_becomes_the_one_that_is_understood_best(dutch: str, kokoro: str) -> None:
    assert kokoro_word(dutch, pause=False) == kokoro


def test_a_word_with_a_broken_character_is_guessed_too() -> None:
    """Half of a surrogate pair cannot be encoded; what is left is."""
    assert "p" in guess("pijn\ud800")


DIGITS = {"bel": "bˈɛl", "één": "ˈeːn", "twee": "tʋˈeː", "drie": "drˈi", "of": "ɔf"}


def test_digits_in_a_row_are_said_one_by_one() -> None:
    assert transcribed("Bel één één twee.", DIGITS) == "bˈɛl ˈAn, ˈAn, tvˈA."


@pytest.mark.parametrize("said", ["één of twee", "twee, één", "één"])
def test_a_digit_by_itself_is_a_word_like_any(said: str) -> None:
    assert "A" not in transcribed(said, DIGITS)
