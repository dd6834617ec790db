"""What a telephone exchange is given, but for the sounds: those are made of the clips it names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from skill.exports.asterisk.dialplan import SOUNDS, TEMPOS, dialplan, heard
from skill.exports.asterisk.fold import fold
from skill.exports.asterisk.install import install_note
from skill.exports.asterisk.merge import merge
from skill.exports.asterisk.walk import walk
from skill.leaflet import Leaflet

DIALPLAN, NOTE = "extensions.conf", "INSTALL.md"
SOUNDS_FOLDER = f"sounds/nl/{SOUNDS}"
"""Where the dialplan looks for its sounds, in the folder of the export."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A telephone line by keys."""

    files: Mapping[str, bytes]
    """By name: the dialplan and the note on installing it."""
    sounds: Mapping[str, tuple[str, bool]]
    """Path under SOUNDS_FOLDER without an ending -> id of the line, and whether it is slow."""
    states: int
    contexts: int


def exchange(leaflet: Leaflet, formats: Collection[str], *, concept: bool = False) -> Exchange:
    """The line of a leaflet; the same leaflet always gives the same bytes.

    `formats` are the endings of the sounds that will stand beside it.
    """
    machine = walk(leaflet)
    folded = fold(merge(machine))
    text = dialplan(leaflet, folded, concept=concept)
    note = install_note(leaflet, len(folded.rooms), formats, concept=concept)
    return Exchange(
        {DIALPLAN: text.encode(), NOTE: note.encode()},
        {
            f"{TEMPOS[slow]}/{line_id}": (line_id, slow)
            for line_id, slow in heard(machine.all_spoken())
        },
        len(machine.steps),
        len(folded.rooms),
    )
