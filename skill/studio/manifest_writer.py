"""Reads and writes `audio/manifest.json` with what only the studio needs of it.

Run time reads the clips (`skill.manifest`). The studio also keeps there which text each recording
was made for, and what a recogniser heard.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from skill.atomic_write import write_whole
from skill.errors import ContentError
from skill.manifest import MANIFEST_NAME, Manifest, read_manifest
from skill.studio.read_back import KEY, ReadBack, read_heard


@dataclass(frozen=True, slots=True)
class Recording:
    """A person's recording, as it was when it was taken or when the build first used it."""

    sha256: str
    text: str
    """What the line said then."""


def read(folder: Path) -> tuple[Manifest, dict[str, Recording]]:
    """The manifest and the remembered recordings by file name; both empty when there is none.

    A file that is no manifest counts as none: the build writes a new one.
    """
    try:
        manifest = read_manifest(folder)
    except ContentError:
        return Manifest(), {}
    return manifest, remembered(folder)


def remembered(folder: Path) -> dict[str, Recording]:
    """The recordings that the manifest names; empty when there is none, or it is damaged."""
    try:
        raw = json.loads((folder / MANIFEST_NAME).read_text(encoding="utf-8"))
        return {name: Recording(**known) for name, known in raw.get("recordings", {}).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def write(
    folder: Path,
    manifest: Manifest,
    recordings: Mapping[str, Recording],
    heard: Mapping[str, ReadBack] | None = None,
) -> bool:
    """Writes the manifest; False if unchanged. Without `heard`, what the manifest has is kept."""
    data = written(manifest, recordings, read_heard(folder) if heard is None else heard)
    path = folder / MANIFEST_NAME
    if path.exists() and path.read_bytes() == data:
        return False
    write_whole(path, data)
    return True


def with_recording(folder: Path, name: str, recording: Recording) -> bytes:
    """The manifest's file with one recording more, or another under that name.

    Raises ContentError when what is there is no manifest.
    """
    manifest = read_manifest(folder)
    return written(manifest, remembered(folder) | {name: recording}, read_heard(folder))


def written(
    manifest: Manifest, recordings: Mapping[str, Recording], heard: Mapping[str, ReadBack]
) -> bytes:
    """The manifest's file, sorted and indented so that it compares well.

    `heard` is what was heard of each clip by its SHA-256. Of a clip that the manifest does not name
    it is forgotten.
    """
    named = {clip.sha256 for clip in manifest.every_clip()}
    content: dict[str, Any] = {
        "engine": manifest.engine,
        "clips": {line_id: asdict(entry) for line_id, entry in manifest.clips.items()},
    }
    if recordings:
        content["recordings"] = {name: asdict(one) for name, one in recordings.items()}
    if kept := {digest: asdict(one) for digest, one in heard.items() if digest in named}:
        content[KEY] = kept
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return text.encode("utf-8")
