"""The text to hand to a voice actor."""

from __future__ import annotations

from collections.abc import Iterable

from skill.leaflet.types import Line
from skill.studio.split import sentences
from skill.studio.spoken import spoken

_HEAD = """\
Leesscript. Lees elke regel voor in een eigen bestand, in een rustig tempo, zoals u het tegen
iemand aan tafel zou zeggen. Noem het bestand naar de code boven de regel, met .wav of .flac
erachter, en zet het in audio/recordings/. Een langzame versie is niet verplicht; die krijgt
-slow achter de code. Volume en stilte hoeven niet precies: dat gebeurt bij het verwerken.
"""


def actor_script(lines: Iterable[Line]) -> str:
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
