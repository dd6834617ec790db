"""Makes one clip, in this process or in one that a build started for it."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from skill.atomic_write import write_whole
from skill.errors import AudioError, EngineError
from skill.manifest import Clip
from skill.studio.clip import Measured, finish, measure
from skill.studio.engines import engine
from skill.studio.mp3 import decode
from skill.studio.plan import ClipPlan, Job
from skill.studio.recipe import pace_problem
from skill.studio.speak import speak
from skill.studio.speech_engine import Engine, Samples, kind_of
from skill.studio.takes import cut_off


def make(wanted: ClipPlan, folder: Path, voice: Engine, *, adopt: bool) -> tuple[Clip, bool]:
    """The clip that is wanted, and True when it had to be made.

    With `adopt`, a file that is already there under the right name (a build was killed before it
    wrote the manifest) is measured, and taken over when it conforms. AudioError names the line.
    """
    source = "recording" if wanted.recording else voice.name
    path = folder / wanted.file
    try:
        if adopt and path.exists():
            data = path.read_bytes()
            measured = measure(data)
            if not measured.problems() and not _pace(wanted, measured, source):
                return _clip(wanted, data, measured, source), False
    except AudioError:
        pass  # what is there is no clip: make it anew
    data, clip = sounded(wanted, voice)
    write_whole(path, data)
    return clip, True


def sounded(wanted: ClipPlan, voice: Engine) -> tuple[bytes, Clip]:
    """The clip that is wanted, in memory. AudioError names the line."""
    source = "recording" if wanted.recording else voice.name
    try:
        data, measured = finish(_sound(wanted, voice))
        _require_pace(wanted, measured, source)
    except AudioError as error:
        pace = " slow" if wanted.slow else ""
        raise type(error)(f"line {wanted.line_id}{pace}: {error}") from error
    return data, _clip(wanted, data, measured, source)


def make_here(folder: Path, name: str, voice: str | None, job: Job) -> tuple[Clip, bool]:
    """`make` in a process that was started for it: loads the engine once."""
    return make(job.wanted, folder, _engine(name, voice), adopt=job.adopt)


_engine = cache(engine)


def _sound(wanted: ClipPlan, voice: Engine) -> Samples:
    if wanted.recording is None:
        return speak(
            wanted.utterances,
            voice,
            slow=wanted.slow,
            pause=wanted.pause_ms,
            rendition=wanted.rendition,
        )
    if why := cut_off(wanted.recording):
        raise AudioError(f"recordings/{wanted.recording.name} {why}; copy or record it again")
    try:
        return decode(wanted.recording.read_bytes())
    except OSError as error:
        raise EngineError(f"{wanted.recording}: {error.strerror}") from error


def _pace(wanted: ClipPlan, measured: Measured, source: str) -> str:
    """What `audio status` would say of the clip's length."""
    seconds, kind = round(measured.seconds, 3), kind_of(source)
    return pace_problem(wanted.characters, seconds, slow=wanted.pace_slow, kind=kind)


def _require_pace(wanted: ClipPlan, measured: Measured, source: str) -> None:
    """A clip that the status would call broken is not made."""
    if not (why := _pace(wanted, measured, source)):
        return
    if wanted.recording is None:
        raise AudioError(why)
    file = f"recordings/{wanted.recording.name}"
    raise AudioError(f"{file} cannot be this text: {why}; record it again, or cut off its noise")


def _clip(wanted: ClipPlan, data: bytes, measured: Measured, source: str) -> Clip:
    return Clip(
        file=wanted.file,
        sha256=hashlib.sha256(data).hexdigest(),
        seconds=round(measured.seconds, 3),
        lufs=round(measured.lufs, 2),
        peak_db=round(measured.peak_db, 2),
        source=source,
    )
