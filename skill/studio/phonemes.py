"""Broad Dutch IPA -> the alphabet of Kokoro, a voice that never heard Dutch.

Kokoro speaks any sound that some language it learned has. Each rule puts a Dutch sound into the
nearest of those, and stands here because a recogniser then understood more (docs/audio.md). Words
are turned one by one; what a word needs to know of its sentence is only whether a pause follows.
"""

from __future__ import annotations

import re

VOWELS = "aeiouyøœɑɔɛɪʏəʌæɐɜʊɵʉ"
"""Letters that can carry a stress."""
STRESS = "ˈˌ"
ALPHABET = frozenset(
    ' !"(),.:;?AIOQSTWYabcdefhijklmnopqrstuvwxyzæçðøŋœɐɑɒɔɕɖəɚɛɜɟɡɣɤɥɨɪɯɰɲɳɴɸɹɻɽɾʁʂʃʈʊʋʌʎʒʔʝ'
    "ʣʤʥʦʧʨʰʲˈˌː\u0303βθχᵊᵝᵻ—“”…↓→↗↘ꭧ"
)
"""Every letter that Kokoro has a number for (its `vocab.json`)."""

_SPELLINGS = (
    # What people and programs write for the same sound, as they write it -> as the rules read it.
    (r"[.\u0361\u035c()\s'’]", ""),  # syllable dots, ties, `ə(n)`
    ("g", "ɡ"),
    ("ɦ", "h"),
    ("ɵ", "ʏ"),
    ("ʉ", "y"),
    ("[ʀʁɹɾ]", "r"),
    ("tʲ", "tj"),
    ("ɪːr", "eːr"),
    ("ɔːr", "oːr"),
    ("yʊ", "yw"),
    ("ɛi", "ɛɪ"),
    ("[ɔɑʌ]u(?!ː)", "ʌʊ"),
    ("œʏ", "œy"),
    (":", "ː"),
)
RULES: tuple[tuple[str, str], ...] = (
    # In this order. `^` is the word's start; `#` its end when a pause follows, `$` any other end.
    (r"tʋ([ˈˌ]?)eː", r"tv\1ej"),
    (r"ɛɪ", "æɪ"),
    (r"ʌʊ", "ɑʊ"),
    (r"eː(?!r)", "eːɪ"),
    (r"øː", "øɥ"),
    (r"oː(?!r)", "oʊ"),
    (r"yw", "yːw"),
    (r"(?<!œ)y(?=#?$)", "yɥ"),
    (r"^v", "f"),
    (r"sx", "sɣ"),
    (r"ʏ", "ɜ"),
    (r"(?<=[dkszp])ʋ", "w"),
    (r"ʋ", "v"),
    (r"ɑ(?!ʊ)", "ʌ"),
    (r"œy", "aɥ"),
)


def tidy(ipa: str) -> str:
    """One spelling per sound, and each stress mark right before its vowel.

    Editors and dictionaries put the mark before the syllable (`pijn` in `ˈrʏxpɛin`), Kokoro learned
    it before the vowel.
    """
    word = ipa.strip()
    for written, meant in _SPELLINGS:
        word = re.sub(written, meant, word)
    return re.sub(rf"([{STRESS}])([^{VOWELS}{STRESS}]+)(?=[{VOWELS}])", r"\2\1", word)


def kokoro_word(ipa: str, *, pause: bool, rules: tuple[tuple[str, str], ...] = RULES) -> str:
    """One word in Kokoro's alphabet. `pause`: a comma, a full stop or the end follows.

    A word that its lexicon gives no stress (`u`, `van`) gets one before a pause: there it is not
    slurred. Words of more than one part (`NHG-Standaard`) keep the space between their parts.
    """
    parts = ipa.split()
    return " ".join(
        _part(tidy(part), pause=pause and at == len(parts) - 1, rules=rules)
        for at, part in enumerate(parts)
    )


def unsayable(ipa: str) -> str:
    """Letters of a word's IPA that the voice has no sound for; empty when it can be said."""
    return "".join(sorted(set(kokoro_word(ipa, pause=False)) - ALPHABET))


def _part(word: str, *, pause: bool, rules: tuple[tuple[str, str], ...]) -> str:
    if pause and not set(word) & set(STRESS):
        word = re.sub(rf"(?=[{VOWELS.replace('ə', '')}])", "ˈ", word, count=1)
    word += "#" if pause else ""
    for sound, said in rules:
        word = re.sub(sound, said, word)
    return word.removesuffix("#")
