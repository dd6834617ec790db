"""A spoken sentence -> the alphabet of Kokoro, a voice that was not trained on Dutch.

    sentence -> words -> IPA, from the editors' list -> Kokoro's letters

Kokoro speaks any sound that some language it learned has. Each rule puts a Dutch sound into the
nearest of those, and stands here because a recogniser then understood more (docs/audio.md). Words
are turned one by one; what a word needs to know of its sentence is only whether a pause follows.
A word that no list has is given as `{word}`, and the engine has to guess it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

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
_WORD = re.compile(r"(?:[^\W_]\.){2,}|['’]?[^\W\d_]+(?:['’-][^\W\d_]+)*")
"""Letters, with a hyphen or an apostrophe inside; `m.u.` that is spelled counts as one."""
_DIGIT = "nul|één|twee|drie|vier|vijf|zes|zeven|acht|negen"
_IN_A_ROW = re.compile(rf"\b(?:{_DIGIT})(?: (?:{_DIGIT}))+\b", re.IGNORECASE)
_LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        "ˈaː bˈeː sˈeː dˈeː ˈeː ˈɛf ɣˈeː hˈaː ˈi jˈeː kˈaː ˈɛl ˈɛm ˈɛn ˈoː pˈeː ky ˈɛr ˈɛs tˈeː "
        "ˈy vˈeː ʋˈeː ˈɪks ˈɛi zˈɛt".split(),
        strict=True,
    )
)
"""Names of the letters in Dutch, for what is spelled."""
IN_A_ROW: tuple[tuple[str, str], ...] = (
    # Digits of a number that is called: after `RULES`, and in no other place.
    (r"^ˈeːɪn", "ˈAn"),
    (r"^tvˈej", "tvˈA"),
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


def words(sentence: str) -> Iterator[tuple[str, bool]]:
    """Every word of a spoken sentence, and whether a pause follows it."""
    for found in _WORD.finditer(sentence):
        after = sentence[found.end() :].lstrip(" \"'”’)")
        yield found[0], not after or after[0] in ".,;:!?…"


def sounds_of(word: str, sounds: Mapping[str, str]) -> str | None:
    """The IPA of a word, or None when neither the list nor its parts have it.

    `sounds` has lower-case words. Dotted letters are spelled; a word with a hyphen may be two words
    of the list.
    """
    low = word.lower().replace("’", "'")
    if low in sounds:
        return sounds[low]
    if "." in low:
        return " ".join(_LETTERS.get(letter, "") for letter in low if letter != ".").strip() or None
    parts = [sounds.get(part) for part in low.split("-")]
    return " ".join(part for part in parts if part) if len(parts) > 1 and all(parts) else None


def transcribed(sentence: str, sounds: Mapping[str, str]) -> str:
    """The sentence in Kokoro's alphabet, unknown words as `{word}`.

    Digits in a row (`één één twee`) are said one by one, with a breath between them.
    """
    said: list[str] = []
    done = 0
    rows = [found.span() for found in _IN_A_ROW.finditer(sentence)]
    for found, (word, pause) in zip(_WORD.finditer(sentence), words(sentence), strict=True):
        digit = any(start <= found.start() < end for start, end in rows)
        more = digit and any(start <= found.end() < end for start, end in rows)
        said.append(_punctuation(sentence[done : found.start()]))
        ipa = sounds_of(word, sounds)
        rules = RULES + IN_A_ROW if digit else RULES
        sound = kokoro_word(ipa, pause=pause or more, rules=rules) if ipa else "{" + word + "}"
        said.append(sound + "," if more else sound)
        done = found.end()
    said.append(_punctuation(sentence[done:]))
    return " ".join("".join(said).split())


def _punctuation(between: str) -> str:
    """What the voice is given between two words: one mark and a space, or a space."""
    marks = "".join(sign for sign in between if sign in ".,;:!?")
    return marks[:1] + " " if marks else " "
