"""The editors' folder and the clips as they are at this moment, read again when a file changed.

Who approves must see what stands in the files, not what was compiled from them, and somebody else
may change them meanwhile. Reading takes a third of a second, so what was read is kept as long as no
file has another time or length.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from skill.editorial import Content, read_content
from skill.editorial.signoff import (
    OwnerQuestion,
    Signoff,
    all_items,
    read_owner_questions,
    read_signoff,
)
from skill.errors import BadRequest, Finding
from skill.leaflet import Line, script
from skill.manifest import Manifest
from skill.server.review.heard import read_back
from skill.settings import Settings
from skill.studio import manifest_writer
from skill.studio.plan import recordings

_NOT_SHOWN = ("questions", "compiled")
"""Folders of the content that hold thousands of rows, or what is made of the others."""

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that the review page shows, as it was read at one moment."""

    content: Content
    signoff: Signoff
    manifest: Manifest
    lines: dict[str, Line]
    """All that can be heard or must be approved, by id."""
    content_lines: frozenset[str]
    """Ids of what can be heard, and so can be recorded."""
    to_approve: frozenset[str]
    """Ids of what must be approved."""
    questions: tuple[OwnerQuestion, ...]
    ears: dict[str, dict[str, Any]] = field(repr=False)
    """What a recogniser heard, by file."""
    recordings: dict[str, Path]
    """People's recordings, by file name without its suffix."""


class Folder:
    """The two folders of `settings`; any number of threads may ask.

    A class because it remembers what it read.
    """

    def __init__(self, settings: Settings) -> None:
        self.content_dir = settings.content_dir
        self.audio_dir = settings.audio_dir
        self.writing = Lock()
        """Held by who reads, checks and writes, so that of two people one comes first."""
        self._reading = Lock()
        self._stamp: Stamp | None = None
        self._snapshot: Snapshot | None = None
        self._findings: list[Finding] = []

    def read(self) -> tuple[Snapshot | None, list[Finding]]:
        """What the folders hold, and what is wrong with the editors' files.

        While something is wrong, the last snapshot in which nothing was; None when there is none.
        """
        with self._reading:
            stamp = self._stamp_now()
            if stamp != self._stamp:
                found, self._findings = self._read()
                self._snapshot = found or self._snapshot
                self._stamp = stamp
            return self._snapshot, list(self._findings)

    def sound(self) -> Snapshot:
        """The same for who is going to write. Raises BadRequest 409 while a file is wrong."""
        snapshot, findings = self.read()
        if findings or snapshot is None:
            what = f"a file of the editors cannot be used: {findings[0] if findings else 'none'}"
            raise BadRequest("content_broken", what, 409)
        return snapshot

    def _read(self) -> tuple[Snapshot | None, list[Finding]]:
        content, findings = read_content(self.content_dir)
        signoff, more = read_signoff(self.content_dir)
        if findings or more:
            return None, [*findings, *more]
        manifest = manifest_writer.read(self.audio_dir)[0]
        waiting = all_items(content.leaflet, manifest, signoff)
        heard = script(content.leaflet)
        lines = heard | {line.id: line for line in waiting}
        snapshot = Snapshot(
            content,
            signoff,
            manifest,
            lines,
            frozenset(heard),
            frozenset(line.id for line in waiting),
            tuple(read_owner_questions(self.content_dir)),
            read_back(self.audio_dir),
            recordings(self.audio_dir),
        )
        return snapshot, []

    def _stamp_now(self) -> Stamp:
        paths = [
            path
            for path in self.content_dir.glob("*")
            if path.name not in _NOT_SHOWN and not path.name.startswith(".")
        ]
        paths += self.content_dir.glob("*/*.md")
        paths += (self.audio_dir / "recordings").glob("*")
        paths += self.audio_dir.glob("*.json")
        paths += self.audio_dir.glob("*.tsv")
        found = []
        for path in paths:
            try:
                stat = path.stat()
            except OSError:
                continue
            found.append((str(path), stat.st_mtime_ns, stat.st_size))
        return tuple(sorted(found))
