"""Line -> clip: reads `audio/manifest.json` and answers which file speaks a line, if any.

A clip is given only when its text is still the line's text, so audio and text cannot disagree:
a channel that gets None speaks the line with its own voice.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from skill.errors import ContentError, Finding

MANIFEST_NAME = "manifest.json"

_FILE = re.compile(r"[\w-][\w.-]*")
"""A name inside the folder: no path leads out of it."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One audio file."""

    file: str
    """File name inside the audio folder; carries a hash, so it can be cached for ever."""
    sha256: str
    """Of the file's bytes, hexadecimal."""
    seconds: float
    """Play time after decoding."""
    lufs: float
    """Integrated loudness, LUFS (ITU-R BS.1770)."""
    peak_db: float
    """True peak after decoding, dBTP."""
    source: str
    """Engine and voice (`espeak 1.52 nl`) or `recording`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest knows of one line."""

    text: str
    """The line's text when the clips were made."""
    spoken: str
    """What the engine was given after normalisation and lexicon."""
    normal: Clip
    slow: Clip


@dataclass(frozen=True, slots=True)
class Manifest:
    """All clips of one voice."""

    engine: str = ""
    clips: dict[str, Entry] = field(default_factory=dict)

    def clip(self, line_id: str, text: str, *, slow: bool = False) -> Clip | None:
        """The clip that speaks `line_id`, or None when it is missing or speaks another text."""
        entry = self.clips.get(line_id)
        if entry is None or entry.text != text:
            return None
        return entry.slow if slow else entry.normal

    def every_clip(self) -> Iterator[Clip]:
        """All clips, normal and slow of each line in turn."""
        for entry in self.clips.values():
            yield from (entry.normal, entry.slow)


def read_manifest(folder: Path) -> Manifest:
    """The manifest in `folder`; an empty one when there is none.

    Raises ContentError when the file is there but is not a manifest.
    """
    path = folder / MANIFEST_NAME
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return Manifest(
            _word(raw["engine"]),
            {
                line_id: Entry(
                    _word(clip["text"]),
                    _word(clip["spoken"]),
                    _clip(clip["normal"]),
                    _clip(clip["slow"]),
                )
                for line_id, clip in raw["clips"].items()
            },
        )
    except FileNotFoundError:
        return Manifest()
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        finding = Finding(str(path), 0, f"is not a manifest: {error}", "run `audio build`")
        raise ContentError([finding]) from error


def _clip(raw: dict[str, object]) -> Clip:
    """One clip whose fields are what they should be. Raises TypeError or ValueError."""
    clip = Clip(**raw)  # type: ignore[arg-type]
    for text in (clip.file, clip.sha256, clip.source):
        _word(text)
    for number in (clip.seconds, clip.lufs, clip.peak_db):
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise TypeError(f"{number!r} is no number")
        if not math.isfinite(number):
            raise ValueError(f"{number!r} cannot be measured")
    if not _FILE.fullmatch(clip.file):
        raise ValueError(f"{clip.file!r} is no name of a clip")
    if clip.seconds < 0:
        raise ValueError(f"{clip.seconds!r} seconds")
    return clip


def _word(raw: object) -> str:
    if not isinstance(raw, str):
        raise TypeError(f"{raw!r} is no text")
    return raw
