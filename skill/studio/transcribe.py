"""A spoken sentence -> the sounds of its words, from the editors' list.

The result is what a voice without Dutch of its own is given: words in its alphabet, punctuation as
it stood, and `{word}` for a word that no list has, which the engine then has to guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from skill.studio.phonemes import kokoro_word

_WORD = re.compile(r"(?:[^\W_]\.){2,}|['’]?[^\W\d_]+(?:['’-][^\W\d_]+)*")
"""Letters, with a hyphen or an apostrophe inside; `m.u.` that is spelled counts as one."""
_LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        "ˈaː bˈeː sˈeː dˈeː ˈeː ˈɛf ɣˈeː hˈaː ˈi jˈeː kˈaː ˈɛl ˈɛm ˈɛn ˈoː pˈeː ky ˈɛr ˈɛs tˈeː "
        "ˈy vˈeː ʋˈeː ˈɪks ˈɛi zˈɛt".split(),
        strict=True,
    )
)
"""Names of the letters in Dutch, for what is spelled."""


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
    """The sentence in Kokoro's alphabet, unknown words as `{word}`."""
    said: list[str] = []
    place = 0
    for found, (word, pause) in zip(_WORD.finditer(sentence), words(sentence), strict=True):
        said.append(_punctuation(sentence[place : found.start()]))
        ipa = sounds_of(word, sounds)
        said.append(kokoro_word(ipa, pause=pause) if ipa else "{" + word + "}")
        place = found.end()
    said.append(_punctuation(sentence[place:]))
    return " ".join("".join(said).split())


def _punctuation(between: str) -> str:
    """What the voice knows of what stands between two words: a breath, an end, or a space."""
    marks = "".join(sign for sign in between if sign in ".,;:!?")
    return marks[:1] + " " if marks else " "
