"""What is wrong with the files in `recordings/`, before anybody hears it: and how to mend it.

A file that no line uses was meant for one. Who puts it there must not have to find out by ear.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from skill.errors import Finding
from skill.leaflet.types import Line
from skill.studio.plan import RECORDINGS, SUFFIXES, recordings

NOTES = (".txt", ".md")
"""What people may keep beside their recordings."""

_SLOW = "-slow"


def recording_findings(lines: Iterable[Line], folder: Path) -> Iterator[Finding]:
    """A finding for every file in `folder/recordings` that is for no line, that is cut off, or that
    another format of the same take goes before."""
    names = {line.id + ending for line in lines for ending in ("", _SLOW)}
    by_letters = {name.lower(): name for name in names}
    inside, used = folder / RECORDINGS, recordings(folder)
    for path in sorted(inside.iterdir()) if inside.is_dir() else []:
        where, suffix = f"{folder.name}/{RECORDINGS}/{path.name}", path.suffix.lower()
        if path.name.startswith(".") or suffix in NOTES:
            continue
        meant = by_letters.get(path.stem.lower(), "")
        if suffix not in SUFFIXES:
            what = f"is no {', '.join(one[1:].upper() for one in SUFFIXES[:2])} or MP3 file"
            fix = f"save it as {meant or '<line id>'}.wav, 16 bits, 22,050 Hz or more"
            yield Finding(where, 0, what, fix)
        elif path.stem not in names and meant:
            yield Finding(where, 0, "differs from its line in capitals", f"call it {meant}{suffix}")
        elif path.stem not in names:
            fix = "call it <line id>.wav (`audio script` lists them), or remove it"
            yield Finding(where, 0, "belongs to no line", fix)
        elif (instead := used[path.stem]) != path:
            fix = "keep the take that should be heard, and remove the other"
            yield Finding(where, 0, f"is not heard: {instead.name} is there too, and is used", fix)
        elif why := cut_off(path):
            yield Finding(where, 0, why, "copy or record it again")


def cut_off(path: Path) -> str:
    """Why a WAV file is not whole; empty when it is, or when it is no WAV file.

    A decoder plays what is there of a file that was cut off while it was copied, so the sizes in
    its header are compared with what is there.
    """
    try:
        return cut_off_at(path.read_bytes())
    except OSError as error:
        return f"cannot be read: {error.strerror}"


def cut_off_at(data: bytes) -> str:
    """The same for the bytes of a file."""
    if not data:
        return "is empty"
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        return ""
    place = 12
    while place + 8 <= len(data):
        name, size = data[place : place + 4], int.from_bytes(data[place + 4 : place + 8], "little")
        there = len(data) - place - 8
        # A recorder that could not go back to write the size leaves 0 or all ones.
        if name == b"data":
            short = there < size < 0xFFFFFFFF
            return f"is cut off: {there} of {size} bytes of sound are there" if short else ""
        place += 8 + size + size % 2
    return "is cut off: it holds no sound"
