"""The one copy of eSpeak NG in a process: who uses it holds the lock, and unloads it afterwards.

Two loads of the same file are one library. What keeps it loaded would keep the state that makes
the next sentence sound different, and ending it would take it away from the other user.
"""

from __future__ import annotations

import _ctypes
import ctypes
import os
import shutil
import sys
import tempfile
import threading
from pathlib import Path

LOCK = threading.Lock()
"""eSpeak NG is not thread-safe: four threads crash it (measured with 1.52.0)."""
_LONGEST_DATA_PATH = 130
"""Bytes. At 160, `/espeak-ng-data` included, the library falls back to a path of its own."""


def too_long(home: Path) -> bool:
    """Whether the library would not find its data in this folder."""
    return len(os.fsencode(home)) > _LONGEST_DATA_PATH


def shorter(data: Path) -> Path:
    """A new folder with a short path that holds `espeak-ng-data`; the caller removes it."""
    folder = Path(tempfile.mkdtemp(prefix="espeak-"))
    inside = folder / "espeak-ng-data"
    try:
        inside.symlink_to(data, target_is_directory=True)
    except OSError:  # Windows without the right to make links
        shutil.copytree(data, inside)
    return folder


def unload(library: ctypes.CDLL) -> None:
    """Takes the library out of the process, with all that it remembers."""
    if sys.platform == "win32":
        _ctypes.FreeLibrary(library._handle)
    else:
        _ctypes.dlclose(library._handle)
