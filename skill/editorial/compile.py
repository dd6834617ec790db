"""`compile`: content folder -> `compiled/leaflet.json`, whole or not at all."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from skill.editorial.read import read_content
from skill.errors import ContentError, Finding
from skill.leaflet import LEAFLET_FILE, Leaflet, dump_leaflet


def compile_content(folder: Path) -> Leaflet:
    """Reads the folder and writes its compiled leaflet.

    Raises ContentError with every finding; then nothing is written.
    """
    content, findings = read_content(folder)
    if findings:
        raise ContentError(findings)
    write_whole(folder / LEAFLET_FILE, dump_leaflet(content.leaflet))
    return content.leaflet


def write_whole(path: Path, text: str) -> None:
    """Writes a text file so that a reader sees the old one or the new one, never a part.

    Raises ContentError when the place cannot be written; what was there is then as it was.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(text.encode())
        os.replace(temporary, path)
    except OSError as error:
        fix = "look at the rights and the room on that disk"
        finding = Finding(str(path), 0, f"cannot be written: {error.strerror}", fix)
        raise ContentError([finding]) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def freshness(folder: Path, leaflet: Leaflet) -> list[Finding]:
    """A finding when `compiled/leaflet.json` is not what the folder compiles to."""
    path = folder / LEAFLET_FILE
    try:
        written = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        written = ""
    if written == dump_leaflet(leaflet):
        return []
    where = f"{folder.name}/{LEAFLET_FILE.as_posix()}"
    return [Finding(where, 0, "is not what the content says now", "run `python -m skill compile`")]
