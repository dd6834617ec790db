"""What an Asterisk is given, but for the sounds: those are made of the clips that it names."""

from __future__ import annotations

from collections.abc import Collection

from skill.exports.asterisk.dialplan import SOUNDS, dialplan
from skill.exports.asterisk.install import install_note
from skill.exports.keys import TEMPOS, Exchange, PhoneLine, fold, heard, merge, walk
from skill.leaflet import Leaflet

_DIALPLAN, _NOTE = "extensions.conf", "INSTALL.md"


def asterisk_line(
    leaflet: Leaflet, formats: Collection[str], *, concept: bool, speech: bool = False
) -> PhoneLine:
    """The line of a leaflet as a dialplan; the same leaflet always gives the same bytes.

    `formats` are the endings of the sounds that will stand beside it; with `speech` it has an entry
    for calls that may be spoken to as well.
    """
    machine = walk(leaflet)
    folded = fold(merge(machine))
    text = dialplan(leaflet, folded, concept=concept, speech=speech)
    note = install_note(leaflet, len(folded.rooms), formats, concept=concept, speech=speech)
    files = {_DIALPLAN: text.encode(), _NOTE: note.encode()}
    contexts, size = len(folded.rooms), len(text) / 1000
    return PhoneLine(
        sounds={
            f"{TEMPOS[slow]}/{line_id}": (line_id, slow)
            for line_id, slow in heard(machine.all_spoken())
        },
        files=lambda _: files,
        told=f"{len(machine.steps)} states, {contexts} contexts, {size:.0f} kB",
    )


ASTERISK = Exchange(
    help="dialplan and sounds for Asterisk 16 to 22",
    line=asterisk_line,
    formats=("alaw", "g722"),
    ulaw="ulaw",
    files=(_DIALPLAN, _NOTE),
    folder=f"sounds/nl/{SOUNDS}",
    speech=True,
)
"""What Europe's lines use: A-law, and G.722 where the line is wide-band."""
