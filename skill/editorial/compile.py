"""`compile`: content folder -> `compiled/leaflet.json`, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from skill.atomic_write import write_whole
from skill.editorial.read import required_content
from skill.errors import Finding
from skill.leaflet import LEAFLET_FILE, Leaflet, dump_leaflet


def compile_content(folder: Path) -> Leaflet:
    """Reads the folder and writes its compiled leaflet.

    Raises ContentError with every finding; then nothing is written.
    """
    content = required_content(folder)
    write_whole(folder / LEAFLET_FILE, dump_leaflet(content.leaflet).encode())
    return content.leaflet


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
