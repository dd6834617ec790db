"""Puts pronunciations into a spoken sentence, each engine in its own notation.

espeak   [[mnemonics]]                piper   [[ipa]]
gtts     a respelling                 polly   <phoneme alphabet="ipa" ph="...">word</phoneme>
kokoro   every word by its sounds, an unknown one as {word}
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from skill.errors import AudioError
from skill.leaflet.types import Pronunciation
from skill.studio.phonemes import transcribed

Lexicon = Mapping[str, Pronunciation]
"""Word as it is spelled (any case) -> how it is said."""

BY_SOUNDS = ("kokoro",)
"""Kinds of engine that are given sounds, and no letters."""
_FIELDS = {"espeak": "espeak", "piper": "ipa", "polly": "ipa", "gtts": "say"}


def pronounced(sentence: str, lexicon: Lexicon, kind: str) -> str:
    """The sentence as an engine of this kind should get it.

    Whole words only, whatever their case; a plural or possessive only when it is listed itself
    (`NSAID` leaves `NSAID's` alone). A word that has nothing for this kind stays as it is.
    For polly the rest is escaped, so that the result is a piece of SSML.
    AudioError when a pronunciation would break out of its notation.
    """
    if kind in BY_SOUNDS:
        return transcribed(sentence, sounds(lexicon))
    field = _FIELDS.get(kind, "")
    ways = {
        word.lower(): way
        for word, way in lexicon.items()
        if word.strip() and field and getattr(way, field)
    }
    if not ways:
        return escape(sentence) if kind == "polly" else sentence
    made: list[str] = []
    done = 0
    for found in _words(tuple(ways)).finditer(sentence):
        rest = sentence[done : found.start()]
        made.append(escape(rest) if kind == "polly" else rest)
        made.append(_written(found[0], ways[found[0].lower()], kind))
        done = found.end()
    rest = sentence[done:]
    made.append(escape(rest) if kind == "polly" else rest)
    return "".join(made)


def known_words(lexicon: Lexicon, kind: str) -> frozenset[str]:
    """The words in lower case that this kind of engine need not spell or be helped with."""
    return frozenset(
        word.lower()
        for word, way in lexicon.items()
        if kind in BY_SOUNDS or way.say or way.espeak or way.ipa
    )


def sounds(lexicon: Lexicon) -> dict[str, str]:
    """Word in lower case -> IPA, of every word that has one."""
    return {word.lower(): way.sound for word, way in lexicon.items() if way.sound}


def _written(word: str, way: Pronunciation, kind: str) -> str:
    if kind == "polly":
        return f'<phoneme alphabet="ipa" ph={quoteattr(way.ipa)}>{escape(word)}</phoneme>'
    if kind == "gtts":
        return way.say
    notation = way.espeak if kind == "espeak" else way.ipa
    if "[[" in notation or "]]" in notation:
        raise AudioError(f"the pronunciation of {word!r} holds brackets: {notation!r}")
    return f"[[{notation}]]"


@lru_cache(maxsize=8)
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    """Matches each word as a whole, the longest first."""
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?<!\w['’])(?:{either})(?!\w|['’]\w)", re.IGNORECASE)
