"""Pronunciations, in the notation of each engine."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.errors import AudioError
from skill.leaflet.types import Line, Pronunciation
from skill.studio.lexicon import known_words, pronounced
from skill.studio.plan import plan

Lexicon = dict[str, Pronunciation]

LIST: Lexicon = {
    "rugpijn": Pronunciation(sound="rˈʏxpɛɪn", checked=True),
    "huisarts": Pronunciation(sound="hˈœysɑrts", checked=True),
    "opnieuw": Pronunciation(sound="ɔpnˈiw", checked=True),
    "bellen": Pronunciation(sound="bˈɛlən"),
    "uw": Pronunciation(sound="yw", checked=True),
    "met": Pronunciation(sound="mɛt"),
    "van": Pronunciation(sound="vɑn"),
}
"""As an editors' list: a few words that a person checked, the rest as eSpeak NG guessed them."""


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("espeak", "Slik [[p%a:ras,e:ta:m'Ol]], niet meer."),
        ("piper", "Slik [[paːraːseːtaːmˈɔl,]] niet meer."),
        ("gtts", "Slik paara-see-taa-mol, niet meer."),
        (
            "polly",
            'Slik <phoneme alphabet="ipa" ph="paːraːseːtaːˈmɔl">Paracetamol</phoneme>, niet meer.',
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


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("espeak", "Bel uw [[h'WysArts]] bij [[r'8xpEIn]], en blijf bellen."),
        ("piper", "Bel [[yʊ hˈœysɑrts]] bij [[rˈɵxpɛɪn,]] en blijf bellen."),
        (
            "polly",
            'Bel uw <phoneme alphabet="ipa" ph="ˈɦœysɑrts">huisarts</phoneme> bij '
            '<phoneme alphabet="ipa" ph="ˈrʏxpɛin">rugpijn</phoneme>, en blijf bellen.',
        ),
        ("gtts", "Bel uw huisarts bij rugpijn, en blijf bellen."),
        ("silent", "Bel uw huisarts bij rugpijn, en blijf bellen."),
    ],
)
def test_a_word_that_was_checked_sounds_as_the_list_has_it(kind: str, given: str) -> None:
    assert pronounced("Bel uw huisarts bij rugpijn, en blijf bellen.", LIST, kind) == given


def test_what_is_written_for_an_engine_goes_before_the_list() -> None:
    way = Pronunciation(
        say="ruch pijn", espeak="r'8x_pEIn", ipa="ˈrʏxˌpɛin", sound="rˈʏxpɛɪn", checked=True
    )
    assert pronounced("rugpijn", {"rugpijn": way}, "espeak") == "[[r'8x_pEIn]]"
    assert pronounced("rugpijn", {"rugpijn": way}, "piper") == "[[rˈɵxpˌɛɪn]]"
    assert 'ph="ˈrʏxˌpɛin"' in pronounced("rugpijn", {"rugpijn": way}, "polly")
    assert pronounced("rugpijn", {"rugpijn": way}, "gtts") == "ruch pijn"
    assert "ˌ" not in pronounced("rugpijn", {"rugpijn": way}, "kokoro")


def test_ipa_serves_espeak_where_it_has_no_mnemonics_of_its_own() -> None:
    lexicon = {"sneakers": Pronunciation(ipa="ˈsnikərs")}
    assert pronounced("Nieuwe sneakers.", lexicon, "espeak") == "Nieuwe [[sn'ik@rs]]."


def test_a_word_with_a_sound_that_an_engine_lacks_is_left_to_it() -> None:
    assert pronounced("Zeg opnieuw.", LIST, "polly") == "Zeg opnieuw."
    assert pronounced("Zeg opnieuw.", LIST, "espeak") == "Zeg [[Opn'iw]]."


def test_an_acronym_is_spelled_unless_its_sounds_are_given() -> None:
    lexicon = {"NSAID": Pronunciation(sound="ˌɛn ˌɛs ˌaː ˌi dˈeː", checked=True)}
    assert known_words(lexicon, "espeak") == {"nsaid"}
    assert known_words(lexicon, "gtts") == frozenset()
    line = Line("middel", "Neem geen NSAID.", "passage", "")
    assert plan(line, lexicon, "polly Laura", {}, {}).spoken == (
        'Neem geen <phoneme alphabet="ipa" ph="ˌɛnˌɛsˌaːˌiˈdeː">NSAID</phoneme>.'
    )


def test_a_note_that_a_word_was_checked_changes_the_clips_of_those_engines_only() -> None:
    line = Line("klacht", "Lage rugpijn.", "passage", "")
    unchecked = {"rugpijn": Pronunciation(sound="rˈʏxpɛɪn")}
    for engine, same in (("kokoro 1.0-int8 female", True), ("espeak 1.52 nl", False)):
        files = {plan(line, one, engine, {}, {}).normal.file for one in (LIST, unchecked)}
        assert (len(files) == 1) is same, engine


def as_piper_reads(text: str) -> str:
    """What piper-tts 1.8.0 makes of a text (`piper/voice.py`, `PiperVoice.phonemize`), with the
    words of a text between brackets in place of their sounds.

    What stands in brackets is taken as it is. What stands around them goes to eSpeak NG piece by
    piece: that drops the marks before the first word and the space at either end, and writes a
    space after a comma, colon or semicolon.
    """
    pieces, made = re.split(r"(\[\[.*?\]\])", text), ""
    for at, piece in enumerate(pieces):
        if piece.startswith("[["):
            made += " " * pieces[at - 1].endswith(" ") + piece[2:-2].strip()
            made += " " * pieces[at + 1].startswith(" ")
        else:
            words = re.sub(r"^[\W_]+", "", piece).strip()
            made += re.sub(r"[\"'()]", "", words) + " " * words.endswith((",", ":", ";"))
    return made


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("Heeft u rugpijn?", "Heeft u rˈɵxpɛɪn?"),
        ("Met rugpijn, bel de huisarts.", "mɛt rˈɵxpɛɪn, bel de hˈœysɑrts."),
        ("Zeg: rugpijn.", "Zeg: rˈɵxpɛɪn."),
        ("Rugpijn opnieuw!", "rˈɵxpɛɪn ɔpnˈiw!"),
        ("De klacht (rugpijn) en 'huisarts', klaar.", "De klacht rˈɵxpɛɪn en hˈœysɑrts, klaar."),
        ("Bel nu, vraag van uw huisarts.", "Bel nu, vraag vɑn yʊ hˈœysɑrts."),
        ("Bellen met uw hand.", "Bellen met uw hand."),
    ],
)
def test_piper_keeps_every_mark_and_space(sentence: str, read: str) -> None:
    assert as_piper_reads(pronounced(sentence, LIST, "piper")) == read


def test_piper_would_lose_a_mark_that_stands_after_the_brackets() -> None:
    assert as_piper_reads("Bij [[rˈɵxpɛɪn]], bel.") == "Bij rˈɵxpɛɪnbel."


WORDS = st.sampled_from(["rugpijn", "Huisarts", "opnieuw", "met", "uw", "bellen", "stoel"])
SENTENCES = st.lists(st.tuples(WORDS, st.sampled_from(["", "", ",", ":"])), min_size=1)


@given(SENTENCES, st.sampled_from(".?!"))
def test_piper_reads_as_many_words_and_marks(words: list[tuple[str, str]], end: str) -> None:
    sentence = " ".join("".join(word) for word in words).rstrip(",:") + end

    read = as_piper_reads(pronounced(sentence, LIST, "piper"))
    assert len(read.split(" ")) == len(sentence.split(" "))
    assert re.findall(r"[,:.?!]", read) == re.findall(r"[,:.?!]", sentence)


@given(st.lists(WORDS | st.sampled_from(["<b>", "&", '"', "rust"]), min_size=1))
def test_polly_gets_ssml_that_can_be_read_with_every_word_in_it(words: list[str]) -> None:
    sentence = " ".join(words)

    ssml = ElementTree.fromstring(f"<speak>{pronounced(sentence, LIST, 'polly')}</speak>")
    assert "".join(ssml.itertext()) == sentence
    assert {one.get("alphabet") for one in ssml.iter("phoneme")} <= {"ipa"}
    assert all(one.get("ph") for one in ssml.iter("phoneme"))
