"""What a VoiceXML platform is given, but for the sounds: those are made of the clips."""

from __future__ import annotations

from collections.abc import Collection

from skill.exports.keys import Exchange, PhoneLine, fold, lines_of, merge, sound_files, walk
from skill.exports.voicexml.documents import ROOT, START, documents
from skill.exports.voicexml.install import install_note
from skill.exports.voicexml.plan import NAMES
from skill.leaflet import Leaflet

_NOTE, _SOUNDS = "INSTALL.md", "sounds"
_ALAW, _ULAW = "alaw.wav", "ulaw.wav"


def voicexml_line(leaflet: Leaflet, formats: Collection[str], *, concept: bool) -> PhoneLine:
    """The line of a leaflet as documents; the same leaflet always gives the same bytes.

    They play the sounds in mu-law where `formats` has it, else those in A-law.
    """
    machine = walk(leaflet)
    folded = fold(merge(machine))
    names = sound_files(leaflet, machine.all_spoken())
    codec = (_ULAW if _ULAW in formats else _ALAW).partition(".")[0]
    addresses = {heard: f"{_SOUNDS}/{codec}/{name}.wav" for heard, name in names.items()}
    files = documents(leaflet, folded, addresses, concept=concept)
    size = sum(len(data) for data in files.values()) / 1000
    told = f"{len(files)} documents, {size:.0f} kB, begin in {START}"
    note = install_note(leaflet, codec, concept=concept)
    return PhoneLine(
        sounds=lines_of(names),
        files=lambda _: files | {_NOTE: note.encode()},
        told=told,
    )


VOICEXML = Exchange(
    help="documents and sounds for a platform that runs VoiceXML 2.1",
    line=voicexml_line,
    formats=(_ALAW,),
    ulaw=_ULAW,
    files=(START, ROOT, *NAMES, _NOTE),
    folder=_SOUNDS,
)
"""What every platform must play: 8 kHz, mono, A-law or mu-law, with the header of a WAV file
(https://www.w3.org/TR/voicexml20/, Appendix E)."""
