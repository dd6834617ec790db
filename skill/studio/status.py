"""Whether the clips are right: each file against its line, the manifest and the contract.

Loads no engine and no numpy, so it is cheap enough for every check: what a clip measures is taken
from the manifest, and the studio's tests measure every shipped clip (`skill.studio.clip.measure`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from skill.errors import AudioError, Finding
from skill.leaflet.types import Line
from skill.manifest import Clip, Entry
from skill.studio import manifest_writer
from skill.studio.frames import frames
from skill.studio.lexicon import Lexicon
from skill.studio.plan import ClipPlan, LinePlan, plan, recordings, sha256
from skill.studio.recipe import LUFS_WINDOW, PEAK_LIMIT_DB, pace_problem
from skill.studio.renditions import CHOICES_FILE, choice_findings, read_choices
from skill.studio.speech_engine import kind_of


@dataclass(frozen=True, slots=True)
class ClipState:
    """How one clip stands."""

    line_id: str
    """Empty for an orphan that no manifest entry explains."""
    slow: bool
    file: str
    """Name inside the audio folder: the one that is there, or the one that should be."""
    state: str
    """fresh; stale (says or sounds like something else than the line); missing; orphan (no line
    needs it); or broken (the file is not what the manifest says, or not what the contract asks)."""
    reason: str
    """Why, in words; empty when fresh."""


def status(lines: Iterable[Line], lexicon: Lexicon, folder: Path) -> list[ClipState]:
    """Two states per line, normal and slow, in the order of `lines`; orphans at the end.

    What is expected is worked out for the engine that the manifest names. AudioError when a
    line cannot be voiced at all.
    """
    manifest, remembered = manifest_writer.read(folder)
    found, choices = recordings(folder), read_choices(folder)
    states: list[ClipState] = []
    ids: set[str] = set()
    used: set[str] = set()
    for line in lines:
        ids.add(line.id)
        expected = plan(line, lexicon, manifest.engine or "none", found, remembered, choices)
        entry = manifest.clips.get(line.id)
        for wanted in (expected.normal, expected.slow):
            states.append(_state(expected, wanted, entry, folder, manifest.engine))
            used.add(wanted.file)
        if entry:
            used |= {entry.normal.file, entry.slow.file}
    for line_id in sorted(set(manifest.clips) - ids):
        entry = manifest.clips[line_id]
        for slow, clip in ((False, entry.normal), (True, entry.slow)):
            used.add(clip.file)
            why = "the manifest has it, and no line"
            states.append(ClipState(line_id, slow, clip.file, "orphan", why))
    for path in sorted(folder.glob("*.mp3")):
        if path.name not in used:
            slow = path.stem.endswith("-slow")
            states.append(ClipState("", slow, path.name, "orphan", "no line needs it"))
    return states


def rendition_findings(lines: Iterable[Line], lexicon: Lexicon, folder: Path) -> Iterator[Finding]:
    """Rows of `renditions.tsv` that are for no clip of the script, or for no rendition.

    AudioError when a line cannot be voiced at all.
    """
    if choices := read_choices(folder):
        manifest, remembered = manifest_writer.read(folder)
        engine, found = manifest.engine or "none", recordings(folder)
        plans = (plan(line, lexicon, engine, found, remembered) for line in lines)
        names = {clip.plain for one in plans for clip in one.clips}
        where = f"{folder.name}/{CHOICES_FILE}"
        yield from choice_findings(choices, names, kind_of(engine), where)


def _state(
    expected: LinePlan, wanted: ClipPlan, entry: Entry | None, folder: Path, engine: str
) -> ClipState:
    def state(file: str, kind: str, reason: str) -> ClipState:
        return ClipState(wanted.line_id, wanted.slow, file, kind, reason)

    if entry is None:
        return state(wanted.file, "missing", "the manifest has no clip for this line")
    clip = entry.slow if wanted.slow else entry.normal
    path = folder / clip.file
    if not path.is_file():
        return state(clip.file, "missing", "the manifest names it, the file is not there")
    if reason := _stale(expected, wanted, entry, clip, engine):
        return state(clip.file, "stale", reason)
    if reason := _broken(wanted, clip, path):
        return state(clip.file, "broken", reason)
    note = [name for name in expected.passed_over if wanted.slow == ("-slow." in name)]
    why = f"recordings/{note[0]} says an older text, so the engine speaks" if note else ""
    return state(clip.file, "fresh", why)


def _stale(expected: LinePlan, wanted: ClipPlan, entry: Entry, clip: Clip, engine: str) -> str:
    if entry.text != expected.line.text:
        return "the line's text has changed"
    if entry.spoken != expected.spoken:
        return "the spoken form has changed (lexicon or normalisation)"
    source = "recording" if wanted.recording else engine
    if clip.source != source:
        return f"spoken by {clip.source}, should be {source}"
    if clip.file != wanted.file:
        return "the recording or the way clips are made has changed"
    return ""


def _broken(wanted: ClipPlan, clip: Clip, path: Path) -> str:
    if sha256(path) != clip.sha256:
        return "the file's bytes are not those of the manifest"
    try:
        found = frames(path.read_bytes())
    except AudioError as error:
        return str(error)
    if abs(found.seconds - clip.seconds) > 0.01:
        return f"plays {found.seconds:.3f} s, the manifest says {clip.seconds:.3f}"
    if not LUFS_WINDOW[0] <= clip.lufs <= LUFS_WINDOW[1]:
        return f"loudness {clip.lufs:g} LUFS (window {LUFS_WINDOW[0]:g}..{LUFS_WINDOW[1]:g})"
    if clip.peak_db > PEAK_LIMIT_DB:
        return f"true peak {clip.peak_db:g} dBTP (at most {PEAK_LIMIT_DB:g})"
    return pace_problem(
        wanted.characters, clip.seconds, slow=wanted.pace_slow, kind=kind_of(clip.source)
    )
