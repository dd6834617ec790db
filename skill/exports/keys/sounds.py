"""A name for the file of each sound, such as any exchange and any web server takes.

Letters, digits and underscores, a letter first, at most 32 characters with the ending: Cisco's
media files allow no hyphen and no space (Internet Service Node, configuration guide OL-1251-03),
Genesys Cloud's prompts begin with a letter, Yeastar wants no special characters
(https://help.yeastar.com/en/p-series-cloud-edition/administrator-guide/audio-files-requirements.html),
Auerswald has 32 characters
(https://docs.auerswald.de/COMpact4000/Help_V22_en-fr/Buch1/wartemusik_eigenedateien_reference.html).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

from skill.exports.keys.walk import Spoken, heard
from skill.leaflet import Leaflet, script

LONGEST = 32
"""Characters of a file's name, with `.wav`."""
SLOW = "_slow"
"""How the name of a slow sound ends."""
ALL = "_all"
"""How the name of a sound ends that is several lines, one behind the other."""

_ROOM = LONGEST - len(SLOW) - len(".wav")
_DIGITS = 4


def sound_files(leaflet: Leaflet, spoken: Iterable[Spoken]) -> dict[tuple[str, bool], str]:
    """Line and whether it is slow -> name of its file, without an ending.

    A name follows from the id of its line, so that it stays the same when a text changes. Lines
    with the same text have one file.
    """
    lines = script(leaflet)
    stems: dict[str, str] = {}
    taken: set[str] = set()
    found = {}
    for line, slow in heard(spoken):
        text = lines[line].text
        if text not in stems:
            stems[text] = _stem(line, taken)
            taken.add(stems[text])
        found[line, slow] = stems[text] + (SLOW if slow else "")
    return found


def lines_of(names: Mapping[tuple[str, bool], str]) -> dict[str, tuple[str, bool]]:
    """Name of a file -> the line and the tempo of which it is made."""
    found: dict[str, tuple[str, bool]] = {}
    for one, name in names.items():
        found.setdefault(name, one)
    return found


def _stem(line: str, taken: set[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", line.lower()).strip("_")
    plain = plain if plain[:1].isalpha() else f"n_{plain}"
    if len(plain) <= _ROOM and plain not in taken and not plain.endswith((SLOW, ALL)):
        return plain
    digest = hashlib.sha256(line.encode()).hexdigest()[:_DIGITS]
    return f"{plain[: _ROOM - _DIGITS - 1].rstrip('_')}_{digest}"
