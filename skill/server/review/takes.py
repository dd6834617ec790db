"""A recording that somebody offers for a line: measured, heard beside the clip, then taken or not.

What comes in is made into the clip that it would become, by the studio, so that who listens hears
what patients would. Until it is accepted it stays in memory. Nothing of a client names a file: the
name is the line's, the ending is what the bytes are.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from skill.atomic_write import write_together
from skill.errors import AudioError, BadRequest, ContentError, EarError
from skill.leaflet import Line
from skill.manifest import MANIFEST_NAME
from skill.server.making import nobody_making
from skill.server.review.folder import Folder, Snapshot
from skill.studio.manifest_writer import Recording, with_recording
from skill.studio.plan import RECORDINGS, SUFFIXES, plan
from skill.studio.recipe import LUFS_WINDOW, PEAK_LIMIT_DB, pace_problem

LARGEST_TAKE = 8 * 1024 * 1024
"""Bytes: 80 seconds of 16 bits at 48 kHz, mono. The connection reads no more."""
LONGEST_TAKE = 120.0
"""Seconds; the longest line plays for forty."""
MOST_TAKES = 8
"""Takes that wait in memory; the oldest goes first."""
TEMPOS = ("normal", "slow")


@dataclass(frozen=True, slots=True)
class Take:
    """A recording that waits to be accepted."""

    id: str
    line_id: str
    tempo: str
    text: str
    """What the line said when it was offered."""
    suffix: str
    data: bytes
    """As it came."""
    clip: bytes
    """The MP3 that it becomes."""


class Takes:
    """The takes of one server; any number of threads may ask.

    A class because it remembers what waits.
    """

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, Take] = OrderedDict()
        self._lock = Lock()

    def keep(self, take: Take) -> None:
        with self._lock:
            self._waiting[take.id] = take
            while len(self._waiting) > MOST_TAKES:
                self._waiting.popitem(last=False)

    def get(self, take_id: str) -> Take:
        """Raises BadRequest 410 for one that is not there any more."""
        with self._lock:
            found = self._waiting.get(take_id)
        if found is None:
            raise BadRequest("take_gone", "this take is not kept any more; send it again", 410)
        return found

    def drop(self, take_id: str) -> None:
        with self._lock:
            self._waiting.pop(take_id, None)


def line_of(snapshot: Snapshot, line_id: str, tempo: str) -> Line:
    """The line that is to be recorded. Raises BadRequest 404 for one that nobody hears."""
    line = snapshot.lines.get(line_id)
    heard = line is not None and line_id in snapshot.content_lines
    if line is None or not heard or tempo not in TEMPOS:
        raise BadRequest("no_line", "there is no such line to record", 404)
    return line


def offer(folder: Folder, takes: Takes, line_id: str, tempo: str, data: bytes) -> dict[str, Any]:
    """Measures a take and keeps it; gives what was measured.

    Raises BadRequest: `no_line`, `no_studio` (501) where the studio is not installed, and for a
    file that cannot be used `take_unreadable`, `take_cut_off`, `take_long`, `take_silent`,
    `take_pace` or `take_quality`.
    """
    snapshot = folder.sound()
    line = line_of(snapshot, line_id, tempo)
    suffix = suffix_of(data)
    clip, measured = _finished(data)
    _require_pace(snapshot, line, tempo, measured["seconds"])
    take_id = hashlib.sha256(f"{line_id} {tempo} ".encode() + data).hexdigest()[:16]
    takes.keep(Take(take_id, line_id, tempo, line.text, suffix, data, clip))
    return {
        "take": take_id,
        "url": f"/review/takes/{take_id}",
        "tempo": tempo,
        "format": suffix[1:],
        **measured,
        "replaces": _there(snapshot, line_id, tempo),
        "heard": _heard(folder, line.text, clip),
    }


def accept(folder: Folder, takes: Takes, take_id: str) -> dict[str, Any]:
    """Puts a take among the recordings, under the name that the studio looks for.

    The manifest gets to know which text it says: when that is changed before there is a clip, no
    recording may speak the new one. Another format of the same line goes, as of two the studio
    would take the less compressed.
    Raises BadRequest: `take_gone`, `stale_text` when the line says something else than when the
    take was offered, `busy` while clips are made, `not_written`.
    """
    take = takes.get(take_id)
    with folder.writing, nobody_making():
        line = line_of(folder.sound(), take.line_id, take.tempo)
        if line.text != take.text:
            what = "the text changed since this take was offered; nothing was written"
            raise BadRequest("stale_text", what, 409)
        inside = folder.audio_dir / RECORDINGS
        name = stem(take.line_id, take.tempo)
        file = f"{name}{take.suffix}"
        says = Recording(hashlib.sha256(take.data).hexdigest(), line.text)
        try:
            manifest = with_recording(folder.audio_dir, file, says)
            files = {f"{RECORDINGS}/{file}": take.data, MANIFEST_NAME: manifest}
            write_together(folder.audio_dir, files)
            for suffix in SUFFIXES:
                if suffix != take.suffix:
                    (inside / f"{name}{suffix}").unlink(missing_ok=True)
        except (ContentError, OSError) as error:
            raise BadRequest("not_written", str(error), 500) from error
    takes.drop(take_id)
    return {"recording": file, "line": take.line_id}


def remove(folder: Folder, line_id: str, tempo: str) -> dict[str, Any]:
    """Takes a recording away; the engine speaks the line again once it was built.

    Raises BadRequest: `no_line`, `no_recording` when there is none, `not_written`.
    """
    with folder.writing:
        snapshot = folder.sound()
        line_of(snapshot, line_id, tempo)
        found = snapshot.recordings.get(stem(line_id, tempo))
        if found is None:
            raise BadRequest("no_recording", "there is no recording of this line", 404)
        try:
            for suffix in SUFFIXES:
                found.with_suffix(suffix).unlink(missing_ok=True)
            found.unlink(missing_ok=True)
        except OSError as error:
            raise BadRequest("not_written", str(error.strerror), 500) from error
        return {"removed": found.name, "line": line_id}


def stem(line_id: str, tempo: str) -> str:
    """The name of a recording without its ending."""
    return f"{line_id}-slow" if tempo == "slow" else line_id


def suffix_of(data: bytes) -> str:
    """What the bytes are, by how they begin: `.wav`, `.flac` or `.mp3`.

    Raises BadRequest `take_unreadable` for anything else.
    """
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return ".wav"
    if data[:4] == b"fLaC":
        return ".flac"
    if data[:3] == b"ID3" or (len(data) > 1 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0):
        return ".mp3"
    raise BadRequest("take_unreadable", "this is no WAV, FLAC or MP3 file", 422)


def _there(snapshot: Snapshot, line_id: str, tempo: str) -> str:
    found = snapshot.recordings.get(stem(line_id, tempo))
    return found.name if found else ""


def _finished(data: bytes) -> tuple[bytes, dict[str, Any]]:
    """The clip that a recording becomes, and what is measured on it."""
    try:
        from skill.studio.clip import finish  # only now: it loads numpy and the encoder
        from skill.studio.mp3 import decode, lasts, length
        from skill.studio.samples import edges
        from skill.studio.takes import cut_off_at
    except ImportError as error:
        what = "measuring sound needs the workshop: pip install -r requirements-dev.txt"
        raise BadRequest("no_studio", what, 501) from error
    if why := cut_off_at(data):
        raise BadRequest("take_cut_off", f"the file {why}", 422)
    try:
        if (seconds := length(data)) > LONGEST_TAKE:
            raise BadRequest("take_long", f"{seconds:.0f} s; at most {LONGEST_TAKE:.0f}", 422)
        # A header may say anything; what is not looked at fills the memory.
        if lasts(data, LONGEST_TAKE):
            raise BadRequest("take_long", f"it goes on after {LONGEST_TAKE:.0f} s", 422)
        sound = decode(data)
    except AudioError as error:
        raise BadRequest("take_unreadable", str(error), 422) from error
    first, last = edges(sound.wave, sound.rate)
    if not last:
        raise BadRequest("take_silent", "there is nothing to hear: the sound is silent", 422)
    try:
        clip, measured = finish(sound)
    except AudioError as error:
        raise BadRequest("take_quality", str(error), 422) from error
    return clip, {
        "seconds": round(measured.seconds, 2),
        "lufs": round(measured.lufs, 1),
        "lufs_window": list(LUFS_WINDOW),
        "peak_db": round(measured.peak_db, 1),
        "peak_limit_db": PEAK_LIMIT_DB,
        "cut_start": round(first / sound.rate, 2),
        "cut_end": round((len(sound.wave) - last) / sound.rate, 2),
        "rate": sound.rate,
    }


def _require_pace(snapshot: Snapshot, line: Line, tempo: str, seconds: float) -> None:
    """A clip of which the length cannot be its text would not be built."""
    voice = snapshot.manifest.engine or "recording"
    letters = plan(line, snapshot.content.lexicon, voice, {}, {}).normal.characters
    if why := pace_problem(letters, seconds, slow=tempo == "slow", kind="recording"):
        raise BadRequest("take_pace", f"this cannot be that text: {why}", 422)


def _heard(folder: Folder, text: str, clip: bytes) -> dict[str, Any] | None:
    """What the recogniser that heard the other clips hears in this one; None without one here.

    Nothing is fetched for it: a model that is not on this machine counts as none.
    """
    model = recogniser_model(folder.audio_dir)
    if not model:
        return None
    try:
        from skill.studio.compare import difference
        from skill.studio.mp3 import decode
        from skill.studio.recogniser import recogniser

        # As it is alone: who sends a take waits for this, and is shown nothing of a telephone.
        words = recogniser(model, fetch=False).hear(decode(clip))
    except (EarError, ImportError):
        return None
    found = difference(text, words)
    return {"text": words, "percent": round(100 * found.characters), "wrong": found.wrong}


def recogniser_model(folder: Path) -> str:
    """Name of the model that heard the clips of a folder: `base`; empty when none did."""
    from skill.studio.read_back import read_heard

    names = {one.by for one in read_heard(folder).values()}
    return next((name.partition(" ")[2] for name in sorted(names) if " " in name), "")
