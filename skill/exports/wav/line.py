"""What an exchange that is set up by hand is given, but for the sounds themselves."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from skill.exports.keys import Exchange, PhoneLine, lines_of, sound_files, walk
from skill.exports.wav.page import page
from skill.exports.wav.rows import joined_rows, joined_sounds, sound_rows
from skill.exports.wav.table import table
from skill.leaflet import Leaflet

_MAP, _TABLE, _SOUNDS = "KAART.md", "kaart.csv", "sounds"


def wav_line(leaflet: Leaflet, formats: Collection[str], *, concept: bool) -> PhoneLine:
    """The sounds of every line that a caller by keys can hear, once each, and a map of them.

    The same leaflet and the same sounds always give the same bytes.
    """
    machine = walk(leaflet)
    names = sound_files(leaflet, machine.all_spoken())
    joined = joined_sounds(leaflet, machine, names)
    codecs = tuple(format.partition(".")[0] for format in formats)

    def files(seconds: Mapping[str, float]) -> Mapping[str, bytes]:
        rows = sound_rows(leaflet, machine, names, seconds)
        rows += joined_rows(rows, joined, seconds)
        text = page(leaflet, machine, names, rows, codecs, concept=concept)
        return {_MAP: text.encode(), _TABLE: table(rows, concept=concept)}

    sounds = lines_of(names)
    lines = len({line for line, _ in names})
    told = f"{lines} lines, {len(sounds)} sounds and {len(joined)} joined ones in each format"
    parts = {name: tuple(names[one] for one in said) for name, said in joined.items()}
    return PhoneLine(sounds, files, told, parts)


WAV = Exchange(
    help="WAV files and a map of them, for an exchange that is set up by hand",
    line=wav_line,
    formats=("pcm.wav", "alaw.wav"),
    ulaw="ulaw.wav",
    files=(_MAP, _TABLE),
    folder=_SOUNDS,
)
"""PCM and A-law at 8 kHz are what the manuals of the exchanges ask for: docs/centrale.md."""
