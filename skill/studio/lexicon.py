"""Puts pronunciations into a spoken sentence, each engine in its own notation.

espeak   [[mnemonics]]                piper   [[ipa]]
gtts     a respelling                 polly   <phoneme alphabet="ipa" ph="...">word</phoneme>
kokoro   every word by its sounds, an unknown one as {word}

Espeak, piper and polly are given the sounds of the words that a person checked, and read the rest
themselves: they know Dutch, and which words a sentence passes over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from skill.errors import AudioError
from skill.leaflet.types import Pronunciation
from skill.studio.notations import espeak_mnemonics, piper_ipa, polly_ipa
from skill.studio.phonemes import STRESS, transcribed

Lexicon = Mapping[str, Pronunciation]
"""Word as it is spelled (any case) -> how it is said."""

BY_SOUNDS = ("kokoro",)
"""Kinds of engine that are given sounds, and no letters."""
_FROM_IPA: Mapping[str, Callable[[str], str]] = {
    "espeak": espeak_mnemonics,
    "piper": piper_ipa,
    "polly": polly_ipa,
}


def pronounced(sentence: str, lexicon: Lexicon, kind: str) -> str:
    """The sentence as an engine of this kind should get it.

    Whole words only, whatever their case; a plural or possessive only when it is listed itself
    (`NSAID` leaves `NSAID's` alone). A word that has nothing for this kind stays as it is.
    For polly the rest is escaped, so that the result is a piece of SSML.
    AudioError when a pronunciation would break out of its notation.
    """
    if kind in BY_SOUNDS:
        return transcribed(sentence, sounds(lexicon))
    ways = {
        word.lower(): way for word, way in lexicon.items() if word.strip() and notation(way, kind)
    }
    if not ways:
        return escape(sentence) if kind == "polly" else sentence
    made: list[str] = []
    done = 0
    for found in _words(tuple(ways)).finditer(sentence):
        rest = sentence[done : found.start()]
        made.append(escape(rest) if kind == "polly" else rest)
        made.append(_written(found[0], notation(ways[found[0].lower()], kind), kind))
        done = found.end()
    rest = sentence[done:]
    made.append(escape(rest) if kind == "polly" else rest)
    return _for_piper("".join(made), lexicon) if kind == "piper" else "".join(made)


def notation(way: Pronunciation, kind: str) -> str:
    """How an engine of this kind is given a word, without its brackets; empty when by its letters.

    What is written for the engine goes first, then the list, when a person checked it. A word
    without stress (`uw`, `een`) is left to the voice, which knows when it gets some after all, and
    so is a word with a sound that the engine lacks.
    """
    if kind in BY_SOUNDS:
        return way.sound
    if kind == "gtts":
        return way.say
    if kind == "espeak" and way.espeak:
        return way.espeak
    if kind not in _FROM_IPA:
        return ""
    if way.ipa:
        return _FROM_IPA[kind](way.ipa)
    return _FROM_IPA[kind](way.sound) if way.checked and not _light(way.sound) else ""


def known_words(lexicon: Lexicon, kind: str) -> frozenset[str]:
    """The words in lower case that this kind of engine need not spell or be helped with."""
    return frozenset(
        word.lower() for word, way in lexicon.items() if kind in BY_SOUNDS or notation(way, kind)
    )


def sounds(lexicon: Lexicon) -> dict[str, str]:
    """Word in lower case -> IPA, of every word that has one."""
    return {word.lower(): way.sound for word, way in lexicon.items() if way.sound}


def _written(word: str, sounds: str, kind: str) -> str:
    if kind == "polly":
        return f'<phoneme alphabet="ipa" ph={quoteattr(sounds)}>{escape(word)}</phoneme>'
    if kind == "gtts":
        return sounds
    if "[[" in sounds or "]]" in sounds:
        raise AudioError(f"the pronunciation of {word!r} holds brackets: {sounds!r}")
    return f"[[{sounds}]]"


def _for_piper(sentence: str, lexicon: Lexicon) -> str:
    """The sentence as piper-tts 1.8 has to read it (`PiperVoice.phonemize`).

    What is between brackets it takes letter by letter, and what stands around them it reads as
    texts of their own. A comma or question mark after the brackets would be lost, with the space
    behind it: marks go inside, quotes that touch the brackets go, and neighbours share one pair. A
    mark before them brings a space of its own. And a word that ends a text gets a stress, `van` and
    `met` too: those that the list has without stress go inside as well.
    """
    text = re.sub(r"[\"'“‘(]+(?=\[\[)|(?<=\]\])[\"'”’)]+", "", sentence)
    light = {
        word: piper_ipa(ipa)
        for word, ipa in sounds(lexicon).items()
        if _light(ipa) and piper_ipa(ipa)
    }
    if light:
        text = re.sub(
            rf"(?:{_words(tuple(light)).pattern}\s+)+(?=\[\[)",
            lambda found: f"[[{' '.join(light[word.lower()] for word in found[0].split())}]] ",
            text,
            flags=re.IGNORECASE,
        )
    text = re.sub(r"\]\]\s*([.,;:!?])[.,;:!?]*[\"'”’)]*", r"\1]]", text)
    text = re.sub(r"\]\](\s+)\[\[", r"\1", text)
    return re.sub(r"([,;:])\s+(?=\[\[)", r"\1", text)


def _light(ipa: str) -> bool:
    """Whether a word has no stress of its own: `uw`, `van`."""
    return set(STRESS).isdisjoint(ipa)


@lru_cache(maxsize=8)
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    """Matches each word as a whole, the longest first."""
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?<!\w['’])(?:{either})(?!\w|['’]\w)", re.IGNORECASE)
