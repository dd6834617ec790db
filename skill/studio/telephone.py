"""Shipped clips -> sounds for a telephone exchange, at the loudness of its own prompts.

    MP3 -> decoded -> 8 or 16 kHz -> -19 LUFS, peaks under -3 dB -> .alaw, .g722, .ulaw, .wav

`alaw`, `ulaw` and `g722` are without a header: 8,000 bytes a second, as they go over the line, in
files with that ending. `pcm.wav`, `alaw.wav` and `ulaw.wav` are WAV files at 8 kHz: those of a
codec stand in a folder with its name.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from skill.atomic_write import write_whole
from skill.errors import AudioError
from skill.studio.plan import sha256
from skill.studio.processes import how_many, in_processes
from skill.studio.recipe import telephone_recipe
from skill.studio.wav_file import joined, wav_seconds

LINE_RATE = 8_000
"""Bytes a second of every format without a header."""
SOUNDS_FILE = "sounds.json"
"""Beside the sounds: which clip each was made of, so that only what is stale is made again."""


@dataclass(frozen=True, slots=True)
class Sound:
    """One sound to make, in every format that is asked for."""

    name: str
    """Path without its ending: `normal/goed-tillen`."""
    clip: Path
    sha256: str
    """What the manifest says of the clip's bytes."""


def telephone(
    sounds: Collection[Sound],
    folder: Path,
    *,
    formats: Collection[str],
    before: Path | None = None,
    jobs: int | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[int, int]:
    """Makes the sounds in `folder`, and gives how many were made and how many were kept.

    What an earlier export in the folder `before`, which may be `folder` itself, has is taken over
    when it was made of the same clip in the same way. AudioError names a clip that is not what the
    manifest says, or cannot be made into a sound.
    """
    wanted = {
        place(sound.name, format): (sound, format) for sound in sounds for format in sorted(formats)
    }
    old = _made_before(before) if before else {}
    made_of: dict[str, dict[str, str]] = {}
    work: list[tuple[Sound, str]] = []
    for file, (sound, format) in wanted.items():
        known = old.get(file, {})
        source = before / file if before else None
        same = known.get("clip") == sound.sha256 and known.get("recipe") == telephone_recipe()
        if source and same and source.is_file() and sha256(source) == known.get("sha256"):
            if before != folder:
                _take_over(source, folder / file)
            made_of[file] = dict(known)
        else:
            work.append((sound, format))
    numbers = itertools.count(1)

    def finished(piece: tuple[Sound, str], digest: str) -> None:
        sound, file = piece[0], place(piece[0].name, piece[1])
        made_of[file] = {"clip": sound.sha256, "recipe": telephone_recipe(), "sha256": digest}
        progress(f"{next(numbers)}/{len(work)} made {file}")

    if (count := how_many(jobs, work)) > 1:
        stopped = "a process that makes sounds was stopped; export again"
        in_processes(work, partial(make, folder), finished, count, stopped=stopped)
    else:
        for piece in work:
            finished(piece, make(folder, piece))
    text = json.dumps(made_of, indent=1, sort_keys=True) + "\n"
    write_whole(folder / SOUNDS_FILE, text.encode())
    return len(work), len(wanted) - len(work)


def place(name: str, format: str) -> str:
    """The path of a sound in the folder: `normal/water.alaw`, `pcm/water.wav`."""
    codec, _, ending = format.partition(".")
    return f"{codec}/{name}.{ending}" if ending else f"{name}.{format}"


def join(folder: Path, name: str, parts: Collection[str], format: str) -> None:
    """Writes sounds of `folder` behind one another as one file; `format` is one of a WAV file."""
    sounds = [(folder / place(part, format)).read_bytes() for part in parts]
    write_whole(folder / place(name, format), joined(sounds))


def line_seconds(file: Path) -> float:
    """How long a sound that was made here lasts. AudioError when it is none."""
    data = file.read_bytes()
    return wav_seconds(data) if file.suffix == ".wav" else len(data) / LINE_RATE


def make(folder: Path, piece: tuple[Sound, str]) -> str:
    """Makes a sound in one format, and gives the SHA-256 of the file."""
    sound, format = piece
    # Imported here: finding out what is stale needs no numpy.
    from skill.studio.line_sound import line_sound

    data = sound.clip.read_bytes()
    if hashlib.sha256(data).hexdigest() != sound.sha256:
        raise AudioError(f"{sound.clip.name}: the file's bytes are not those of the manifest")
    try:
        made = line_sound(data, format)
    except AudioError as error:
        raise AudioError(f"{sound.clip.name}: {error}") from error
    write_whole(folder / place(sound.name, format), made)
    return hashlib.sha256(made).hexdigest()


def _take_over(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:  # another disk, or a file system without links
        write_whole(target, source.read_bytes())


def _made_before(folder: Path) -> Mapping[str, Mapping[str, str]]:
    """What an earlier export wrote down; nothing when it is not there or damaged."""
    try:
        raw = json.loads((folder / SOUNDS_FILE).read_text(encoding="utf-8"))
        return {str(file): dict(known) for file, known in raw.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
