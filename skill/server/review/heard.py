"""What a recogniser heard in each clip, for who looks at its text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from skill.studio import manifest_writer
from skill.studio.read_back import misheard, read_accepted, read_heard, read_misheard


def read_back(folder: Path) -> dict[str, dict[str, Any]]:
    """By file name: the text that was heard, per cent of characters wrong as it is and
    over a telephone (None: not heard), and whether that is outside what its voice is used to or a
    fact that differs. Empty while nothing was heard."""
    manifest, heard = manifest_writer.read(folder)[0], read_heard(folder)
    accepted, known = read_accepted(folder), read_misheard(folder)
    flagged = {one.file: one for one in misheard(manifest, heard, accepted)}
    found: dict[str, dict[str, Any]] = {}
    for clip in manifest.every_clip():
        one = heard.get(clip.sha256)
        if one is not None:
            found[clip.file] = {
                "text": one.text,
                "percent": round(100 * one.characters),
                "telephone": None if one.telephone is None else round(100 * one.telephone),
                "wrong": one.wrong,
                "flagged": clip.file in flagged,
                "accepted": accepted.get(clip.file, ""),
                "known": known.get(clip.file, ""),
            }
    return found
