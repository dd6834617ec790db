"""Whether a clip can be played now: its file is there, and holds the bytes that the manifest names.

For a channel whose clips come from this machine's audio folder. A clip that is gone, was cut off or
was changed is no clip: its line is spoken by the device, and every other line as before.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from stat import S_ISREG

from skill.manifest import Clip

Stamp = tuple[int, int]
"""Size in bytes and time of the last change in nanoseconds: when either differs we look again."""


class Sounds:
    """The clips of one folder; any number of threads may ask.

    A class because it remembers what it read: a file is read once, and again when it changed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._paths: dict[str, Path] = {}
        self._known: dict[str, tuple[Stamp, str]] = {}

    def whole(self, clip: Clip) -> bool:
        """Whether the clip's file is there with the clip's bytes."""
        path = self._path(clip)
        try:
            stat = path.stat()
            if not S_ISREG(stat.st_mode):
                return False  # what is no file may never end
            stamp = (stat.st_size, stat.st_mtime_ns)
            known = self._known.get(clip.file)
            if known is None or known[0] != stamp:
                known = (stamp, hashlib.sha256(path.read_bytes()).hexdigest())
                self._known[clip.file] = known
        except OSError:
            return False
        return known[1] == clip.sha256

    def read(self, clip: Clip) -> bytes | None:
        """The clip's bytes; None when the file does not hold them (any more)."""
        if not self.whole(clip):
            return None
        try:
            data = self._path(clip).read_bytes()
        except OSError:
            return None
        return data if len(data) == self._known[clip.file][0][0] else None

    def _path(self, clip: Clip) -> Path:
        """Where a clip is: to put a path together takes longer than to look at the file."""
        path = self._paths.get(clip.file)
        if path is None:
            path = self._paths[clip.file] = self._folder / clip.file
        return path
