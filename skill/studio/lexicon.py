"""Puts pronunciations into a spoken sentence, each engine in its own notation.

espeak   [[mnemonics]]                piper   [[ipa]]
gtts     a respelling                 polly   <phoneme alphabet="ipa" ph="...">word</phoneme>
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from skill.errors import AudioError
from skill.leaflet.types import Pronunciation

Lexicon = Mapping[str, Pronunciation]
"""Word as it is spelled (any case) -> how it is said."""


def pronounced(sentence: str, lexicon: Lexicon, kind: str) -> str:
    """The sentence as an engine of this kind should get it.

    Whole words only, whatever their case; a plural or possessive only when it is listed itself
    (`NSAID` leaves `NSAID's` alone). A word that has nothing for this kind stays as it is.
    For polly the rest is escaped, so that the result is a piece of SSML.
    AudioError when a pronunciation would break out of its notation.
    """
    ways = {word.lower(): way for word, way in lexicon.items() if word.strip()}
    if not ways:
        return escape(sentence) if kind == "polly" else sentence
    made: list[str] = []
    place = 0
    for found in _words(tuple(ways)).finditer(sentence):
        rest = sentence[place : found.start()]
        made.append(escape(rest) if kind == "polly" else rest)
        made.append(_written(found[0], ways[found[0].lower()], kind))
        place = found.end()
    rest = sentence[place:]
    made.append(escape(rest) if kind == "polly" else rest)
    return "".join(made)


def known_words(lexicon: Lexicon) -> frozenset[str]:
    """The words in lower case: what the normaliser must leave as they are."""
    return frozenset(word.lower() for word in lexicon)


def _written(word: str, way: Pronunciation, kind: str) -> str:
    if kind == "espeak" and way.espeak:
        return f"[[{_inside(word, way.espeak)}]]"
    if kind == "piper" and way.ipa:
        return f"[[{_inside(word, way.ipa)}]]"
    if kind == "polly":
        if not way.ipa:
            return escape(word)
        return f'<phoneme alphabet="ipa" ph={quoteattr(way.ipa)}>{escape(word)}</phoneme>'
    if kind == "gtts" and way.say:
        return way.say
    return word


def _inside(word: str, notation: str) -> str:
    if "[[" in notation or "]]" in notation:
        raise AudioError(f"the pronunciation of {word!r} holds brackets: {notation!r}")
    return notation


@lru_cache(maxsize=8)
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    """Matches each word as a whole, the longest first."""
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?<!\w['’])(?:{either})(?!\w|['’]\w)", re.IGNORECASE)
