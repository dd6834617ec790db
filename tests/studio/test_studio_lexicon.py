"""Pronunciations, in the notation of each engine."""

from __future__ import annotations

import pytest

from skill.errors import AudioError
from skill.leaflet.types import Pronunciation
from skill.studio import pronounced

Lexicon = dict[str, Pronunciation]


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("espeak", "Slik [[p%a:ras,e:ta:m'Ol]], niet meer."),
        ("piper", "Slik [[paːraseːtaːˈmɔl]], niet meer."),
        ("gtts", "Slik paara-see-taa-mol, niet meer."),
        (
            "polly",
            'Slik <phoneme alphabet="ipa" ph="paːraseːtaːˈmɔl">Paracetamol</phoneme>, niet meer.',
        ),
        ("silent", "Slik Paracetamol, niet meer."),
    ],
)
def test_each_engine_gets_its_own_notation(lexicon: Lexicon, kind: str, given: str) -> None:
    assert pronounced("Slik Paracetamol, niet meer.", lexicon, kind) == given


@pytest.mark.parametrize("word", ["paracetamols", "paracetamol's", "superparacetamol"])
def test_only_whole_words_are_replaced(lexicon: Lexicon, word: str) -> None:
    assert pronounced(f"Een {word} dus.", lexicon, "espeak") == f"Een {word} dus."


def test_a_plural_is_replaced_when_it_is_listed(lexicon: Lexicon) -> None:
    lexicon["NSAID's"] = Pronunciation(espeak="Ens'Ets")
    assert pronounced("NSAID of NSAID's?", lexicon, "espeak") == "[[Ens'Et]] of [[Ens'Ets]]?"


def test_quotes_and_hyphens_are_no_part_of_a_word(lexicon: Lexicon) -> None:
    assert pronounced("'nsaid'-gel", lexicon, "espeak") == "'[[Ens'Et]]'-gel"


def test_a_word_without_a_way_for_this_engine_stays(lexicon: Lexicon) -> None:
    assert pronounced("Een cooling-down.", lexicon, "espeak") == "Een cooling-down."
    assert pronounced("Een cooling-down.", lexicon, "gtts") == "Een koeling daun."


def test_polly_gets_escaped_text(lexicon: Lexicon) -> None:
    assert pronounced("A & B", lexicon, "polly") == "A &amp; B"
    assert pronounced("A & B", {}, "polly") == "A &amp; B"


def test_a_pronunciation_cannot_break_out_of_its_brackets() -> None:
    with pytest.raises(AudioError, match="brackets"):
        pronounced("rug", {"rug": Pronunciation(espeak="r'Yx]] leeg")}, "espeak")
