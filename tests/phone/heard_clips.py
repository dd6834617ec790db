"""Which sound files are heard in a call, byte for byte.

Sound comes in pieces of 20 ms. Every clip begins with some silence, so a clip is known by its
landmark: the first piece that no other clip begins with. From there it is followed backwards to its
begin and forwards as long as every byte is the file's. Two lines with one text have one sound: it
goes by the first of their names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rtp_stream import FRAME

LEAD = 40
"""Pieces at the begin of a clip among which its landmark must be (0.8 s)."""


@dataclass(slots=True)
class Heard:
    """A clip that was heard, or a part of it."""

    name: str
    begin: int
    """Index of its first piece among all that came in."""
    pieces: int
    """How many of its pieces were heard."""
    total: int
    """How many it has."""

    @property
    def whole(self) -> bool:
        return self.pieces == self.total


class Ear:
    """Hears one call, piece by piece."""

    def __init__(self, clips: Mapping[str, bytes]) -> None:
        self.same = same_sounds(clips)
        self._clips = {name: _cut(data) for name, data in clips.items() if name not in self.same}
        self._landmarks = _landmarks(self._clips)
        self._came: list[bytes] = []
        self.heard: list[Heard] = []

    def hear(self, payload: bytes) -> None:
        """The next 20 ms."""
        self._came.append(payload)
        last = self.heard[-1] if self.heard else None
        if last and last.begin + last.pieces == len(self._came) - 1 and not last.whole:
            expected = self._clips[last.name][last.pieces]
            if payload[: len(expected)] == expected:
                last.pieces += 1
                return
        for name, place in self._landmarks.get(payload, ()):
            begin = len(self._came) - 1 - place
            if begin >= 0 and self._came[begin:] == self._clips[name][: place + 1]:
                if last:  # its pauses may have sounded like our begin
                    last.pieces = min(last.pieces, begin - last.begin)
                self.heard.append(Heard(name, begin, place + 1, len(self._clips[name])))
                return

    @property
    def unknown(self) -> int:
        """Pieces that belong to no clip, but for a begin that was too short to tell."""
        known = [False] * len(self._came)
        for one in self.heard:
            known[one.begin : one.begin + one.pieces] = [True] * one.pieces
        leads = {piece for clip in self._clips.values() for piece in clip[:LEAD]}
        return sum(
            not sure and piece not in leads for sure, piece in zip(known, self._came, strict=True)
        )


def read_clips(folder: Path, ending: str) -> dict[str, bytes]:
    """All sounds of one kind: `normal/goed-tillen` -> its bytes."""
    return {
        path.relative_to(folder).with_suffix("").as_posix(): path.read_bytes()
        for path in sorted(folder.rglob(f"*.{ending}"))
    }


def same_sounds(clips: Mapping[str, bytes]) -> dict[str, str]:
    """Clips that are an earlier one byte for byte -> that one."""
    first: dict[bytes, str] = {}
    known = {name: first.setdefault(data, name) for name, data in clips.items()}
    return {name: other for name, other in known.items() if name != other}


def _cut(data: bytes) -> list[bytes]:
    return [data[at : at + FRAME] for at in range(0, len(data), FRAME)]


def _landmarks(clips: Mapping[str, list[bytes]]) -> dict[bytes, list[tuple[str, int]]]:
    """Piece -> the clips that are known by it, and where in them it stands."""
    begins: dict[bytes, set[str]] = defaultdict(set)
    for name, pieces in clips.items():
        for piece in pieces[:LEAD]:
            begins[piece].add(name)
    marks: dict[bytes, list[tuple[str, int]]] = defaultdict(list)
    for name, pieces in clips.items():
        place = next((n for n, piece in enumerate(pieces[:LEAD]) if begins[piece] == {name}), None)
        if place is None:
            raise ValueError(f"{name} begins as another clip does; nobody can tell them apart")
        marks[pieces[place]].append((name, place))
    return marks
