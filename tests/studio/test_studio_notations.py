"""One word in the notation of each engine that knows Dutch, against what the engines say of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from espeak_reading import espeak_reading
from hypothesis import given
from hypothesis import strategies as st

from skill.editorial import Content
from skill.studio.notations import (
    ESPEAK_IPA,
    MNEMONICS,
    POLLY_IPA,
    espeak_mnemonics,
    piper_ipa,
    polly_ipa,
)
from skill.studio.phonemes import STRESS, VOWELS, tidy

Reading = Callable[[str], str]


@pytest.fixture(scope="module")
def read() -> Iterator[Reading]:
    with espeak_reading() as reading:
        yield reading


def same(one: str, other: str) -> bool:
    """Whether two ways of writing IPA mean the same sounds and stresses."""
    first, second = (" ".join(tidy(part) for part in ipa.split()) for ipa in (one, other))
    return first == second


def only_sounds(ipa: str) -> str:
    """Without stress, length and spaces: what a listener would call the sounds of a word."""
    return re.sub(rf"[{STRESS}ː ]", "", tidy(ipa))


@pytest.mark.parametrize(
    ("ipa", "espeak", "piper", "polly"),
    [
        ("ˈrʏxpɛin", "r'8xpEIn", "rˈɵxpɛɪn", "ˈrʏxpɛin"),
        ("hˈœysɑrts", "h'WysArts", "hˈœysɑrts", "ˈɦœysɑrts"),
        ("ʒˈɛl", "Z'El", "ʒˈɛl", "ˈʒɛl"),
        ("fˌizioːteːraːpˈi", "f,izio:te:ra:p'i", "fˌizioːteːraːpˈi", "ˌfizioːteːraːˈpi"),
        ("fˌʏŋkʃoːnˈeːrən", "f,8NkSo:n'I:r@n", "fˌɵŋkʃoːnˈɪːrən", "ˌfʏŋkʃoːˈneːrən"),
        ("voːrdˈɑt", "vO:rd'At", "vɔːrdˈɑt", "voːrˈdɑt"),
        ("ˈpara", "p'a:ra:", "pˈaːraː", "ˈpaːraː"),
        ("ˌɛn ˌɛs dˈeː", ",En ,Es d'e:", "ˌɛn ˌɛs dˈeː", "ˌɛnˌɛsˈdeː"),
    ],
)
def test_a_word_in_every_notation(ipa: str, espeak: str, piper: str, polly: str) -> None:
    assert espeak_mnemonics(ipa) == espeak
    assert piper_ipa(ipa) == piper
    assert polly_ipa(ipa) == polly


@pytest.mark.parametrize(
    ("ipa", "syllables"),
    [
        ("bəɣˈɪn", "bəˈɣɪn"),
        ("ˈɑfsprˌaːk", "ˈɑfˌspraːk"),
        ("ˈɑxthˌɔndərt", "ˈɑxtˌɦɔndərt"),
        ("tˈʏsənʋˌɛrvəlsxˌɛɪvən", "ˈtʏsənˌʋɛrvəlˌsxɛivən"),
        ("psˌixoːlˈoːx", "ˌpsixoːˈloːx"),
        ("zˈɪŋˌɑls", "ˈzɪŋˌɑls"),
        ("diˌaːzeːpˈɑm", "diˌaːzeːˈpɑm"),
    ],
)
def test_polly_gets_the_stress_before_the_syllable(ipa: str, syllables: str) -> None:
    assert polly_ipa(ipa) == syllables


@pytest.mark.parametrize("ipa", ["kˈoːθ", "pɛ\u0303sˈyr", "pæn", "7", "kˈɔ-l", ""])
def test_a_word_with_a_sound_that_dutch_espeak_lacks_is_left_alone(ipa: str) -> None:
    assert espeak_mnemonics(ipa) == piper_ipa(ipa) == ""


@pytest.mark.parametrize("ipa", ["ɔpnˈiw", "kɔntrˈɔːlə", "restorˈɑ\u0303", "kˈoːθ"])
def test_a_word_with_a_sound_that_polly_lacks_is_left_to_polly(ipa: str) -> None:
    assert polly_ipa(ipa) == ""


def test_accents_may_be_composed_or_not() -> None:
    assert espeak_mnemonics("krwasˈã".replace("ã", "ɑ\u0303")) == "krwa:s'A~"
    assert piper_ipa("fɔ\u0303dˈy") == "fɔ\u0303dˈy"


@pytest.mark.parametrize("sound", [sound for sound in MNEMONICS if sound not in STRESS])
def test_every_mnemonic_is_the_sound_that_it_stands_for(read: Reading, sound: str) -> None:
    around = ("t'", "t@") if sound[0] in VOWELS else ("t'A", "@")
    vowels = ("tˈ", "tə") if sound[0] in VOWELS else ("tˈɑ", "ə")

    given = read(f"[[{MNEMONICS[sound].join(around)}]]")
    assert given == ESPEAK_IPA[sound].join(vowels)


def test_every_word_of_the_list_is_read_as_it_is_written(
    read: Reading, real_content: Content
) -> None:
    for word, way in real_content.lexicon.items():
        for ipa in filter(None, (way.sound, way.ipa)):
            given = read(f"[[{espeak_mnemonics(ipa)}]]")
            assert same(given, ipa), (word, ipa, given)
            assert given.split() == piper_ipa(ipa).split(), word


def test_what_espeak_would_say_otherwise_is_marked(read: Reading, real_content: Content) -> None:
    """A word whose sounds differ from eSpeak NG's own reading was corrected, and says so.

    Without stress it is left to the voice, and `folder` has a vowel that only kokoro needs.
    """
    left = {
        word
        for word, way in real_content.lexicon.items()
        if not (way.checked or way.ipa or way.say) and not set(STRESS).isdisjoint(way.sound)
        if only_sounds(read(word.lower())) != only_sounds(way.sound)
    }
    assert left <= {"folder"}


SYLLABLES = st.lists(
    st.tuples(
        st.sampled_from([one for one in MNEMONICS if one[0] not in VOWELS + STRESS + "w"]),
        st.sampled_from(["", "ˈ", "ˌ"]),
        st.sampled_from([one for one in MNEMONICS if one[0] in VOWELS and one != "yw"]),
    ),
    min_size=1,
    max_size=5,
).map(lambda syllables: "".join(map("".join, syllables)))


@given(SYLLABLES)
def test_mnemonics_side_by_side_are_told_apart(read: Reading, ipa: str) -> None:
    given = read(f"[[{espeak_mnemonics(ipa)}]]").replace(" ", "")
    assert only_sounds(given) == only_sounds(piper_ipa(ipa))


@given(st.text(max_size=30) | SYLLABLES)
def test_polly_is_given_what_its_table_has_or_nothing(ipa: str) -> None:
    assert set(polly_ipa(ipa)) <= {sign for sound in POLLY_IPA.values() for sign in sound}


@given(SYLLABLES)
def test_polly_loses_no_stress(ipa: str) -> None:
    said = polly_ipa(ipa)
    assert not said or [one for one in said if one in STRESS] == [
        one for one in ipa if one in STRESS
    ]
