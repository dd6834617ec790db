"""Reads every clip back: a recogniser listens, and the manifest keeps what it heard."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from skill.errors import AudioError
from skill.manifest import Clip
from skill.studio import manifest_writer
from skill.studio.compare import difference
from skill.studio.line_sound import over_the_telephone
from skill.studio.mp3 import decode
from skill.studio.read_back import ReadBack, read_heard
from skill.studio.recogniser import Recogniser

_SAVE_EVERY = 20
"""Clips after which what was heard is written down, so that a stop loses little."""


@dataclass(frozen=True, slots=True)
class Listened:
    """What listening did."""

    heard: int
    kept: int
    """Clips that this recogniser had heard before."""


def listen(
    folder: Path,
    recogniser: Recogniser,
    *,
    only: Collection[str] = (),
    again: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Listened:
    """Lets `recogniser` hear each clip of the manifest that it has not heard; `again`: every clip.
    Each is heard as it is and over a telephone.

    Whatever happens, Ctrl-C included, what was heard is in the manifest. AudioError for a line
    that does not exist, a clip that is not there or is not the manifest's.
    """
    manifest, remembered = manifest_writer.read(folder)
    if strange := sorted(set(only) - set(manifest.clips)):
        raise AudioError(f"there is no clip of {', '.join(strange)}")
    heard = read_heard(folder)
    clips: dict[str, tuple[str, Clip]] = {}
    for line_id, entry in manifest.clips.items():
        if not only or line_id in only:
            for clip in (entry.normal, entry.slow):
                clips.setdefault(clip.sha256, (entry.text, clip))
    work = [
        (text, clip)
        for digest, (text, clip) in clips.items()
        if again or not heard_by(heard.get(digest), recogniser.name)
    ]
    started = time.monotonic()
    try:
        for count, (text, clip) in enumerate(work, start=1):
            one = _one(folder, recogniser, text, clip)
            heard[clip.sha256] = one
            left = (time.monotonic() - started) / count * (len(work) - count)
            progress(
                f"{count}/{len(work)} {clip.file} {one.mean:.0%} wrong"
                f"{' ! ' + str(list(one.wrong)) if one.wrong else ''}"
                f"{' ! over a telephone' if one.telephone_wrong else ''} ({left:.0f} s left)"
            )
            if count % _SAVE_EVERY == 0:
                manifest_writer.write(folder, manifest, remembered, heard)
    finally:
        if work:
            manifest_writer.write(folder, manifest, remembered, heard)
    return Listened(len(work), len(clips) - len(work))


def heard_by(one: ReadBack | None, name: str) -> bool:
    """Whether the recogniser of this name heard a clip both as it is and over a telephone."""
    return one is not None and one.by == name and one.telephone is not None


def hear(recogniser: Recogniser, text: str, data: bytes) -> ReadBack:
    """What `recogniser` hears in the bytes of a clip that says `text`. AudioError for bytes that
    are no clip."""
    words = recogniser.hear(decode(data))
    found = difference(text, words)
    try:
        line = difference(text, recogniser.hear(over_the_telephone(data)))
    except AudioError:
        # Silence cannot be made as loud as a line wants it; nobody hears it there either.
        line = difference(text, "")
    return ReadBack(
        words,
        round(found.words, 4),
        round(found.characters, 4),
        found.wrong,
        recogniser.name,
        round(line.characters, 4),
        bool(line.wrong),
    )


def _one(folder: Path, recogniser: Recogniser, text: str, clip: Clip) -> ReadBack:
    try:
        data = (folder / clip.file).read_bytes()
    except OSError as error:
        raise AudioError(f"{clip.file}: {error.strerror}; run `audio build`") from error
    return hear(recogniser, text, data)
