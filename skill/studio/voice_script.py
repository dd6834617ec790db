"""What people need of the script: its text to read aloud, and the words that no lexicon has."""

from __future__ import annotations

from collections.abc import Iterable

from skill.errors import EngineError
from skill.leaflet.types import Line
from skill.studio.espeak_library import guess
from skill.studio.lexicon import Lexicon, known_words, sounds
from skill.studio.phonemes import sounds_of, words
from skill.studio.spoken import sentences, spoken

GUESSED = "gok"
"""Note in the table at a word that nobody has looked at yet."""
_HEAD = """\
Leesscript. Lees elke regel voor in een eigen bestand, in een rustig tempo, zoals u het tegen
iemand aan tafel zou zeggen. Noem het bestand naar de code boven de regel, met .wav of .flac
erachter, en zet het in audio/recordings/. Een langzame versie is niet verplicht; die krijgt
-slow achter de code. Volume en stilte hoeven niet precies: dat gebeurt bij het verwerken.
"""


def voice_script(lines: Iterable[Line]) -> str:
    """Every line as it is said, one sentence a line, under `[id] (kind)`, grouped by kind."""
    by_kind: dict[str, list[Line]] = {}
    for line in lines:
        by_kind.setdefault(line.kind, []).append(line)
    parts = [_HEAD]
    for kind, group in by_kind.items():
        parts.append(f"== {kind} ({len(group)}) ==\n")
        for line in group:
            said = "\n".join(spoken(sentence) for sentence in sentences(line.text))
            parts.append(f"[{line.id}] ({kind})\n{said}\n")
    return "\n".join(parts)


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
