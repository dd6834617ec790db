"""Words of the script that no lexicon has, each with the line to paste."""

from __future__ import annotations

from collections.abc import Iterable

from skill.errors import EngineError
from skill.leaflet.types import Line
from skill.studio.guess import guess
from skill.studio.lexicon import Lexicon, known_words, sounds
from skill.studio.split import sentences
from skill.studio.spoken import spoken
from skill.studio.transcribe import sounds_of, words

GUESSED = "gok"
"""Note in the table at a word that nobody has looked at yet."""


def missing_words(lines: Iterable[Line], lexicon: Lexicon) -> dict[str, tuple[str, str]]:
    """Word -> (the first sentence that has it, the row for `lexicon.tsv`), in order of the words.

    The row holds eSpeak NG's guess, or nothing after the tab where it cannot be asked.
    """
    known, listed = known_words(lexicon, "kokoro"), sounds(lexicon)
    found: dict[str, str] = {}
    for line in lines:
        for sentence in sentences(line.text):
            for word, _ in words(spoken(sentence, known)):
                if sounds_of(word, listed) is None:
                    found.setdefault(word.lower().replace("’", "'"), sentence)
    return {word: (found[word], row(word)) for word in sorted(found)}


def row(word: str) -> str:
    """`fietsen` -> `fietsen<TAB>fˈitsən<TAB>gok`."""
    try:
        return f"{word}\t{guess(word)}\t{GUESSED}"
    except EngineError:
        return f"{word}\t"
