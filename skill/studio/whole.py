"""A written file appears whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

TEMPORARY = ".part"
"""How the name of a file ends while it is being written; it begins with a dot."""


def write_whole(path: Path, data: bytes) -> None:
    """Writes beside `path` first and renames, so that a reader sees the old file or the new one.

    A process that is killed leaves at most a `.<name>.<process>.part` behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}{TEMPORARY}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
