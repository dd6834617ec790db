"""Brings the audio folder up to date: makes what is missing or stale, and nothing else."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from skill.atomic_write import TEMPORARY
from skill.errors import AudioError
from skill.leaflet.types import Line
from skill.manifest import Clip, Entry, Manifest
from skill.studio import ledger
from skill.studio.engines import Engine, engine_name, one_at_a_time
from skill.studio.engines import engine as find_engine
from skill.studio.ledger import Recording
from skill.studio.lexicon import Lexicon
from skill.studio.meter import Meter
from skill.studio.plan import Plan, Take, plan, recordings, sha256


@dataclass(frozen=True, slots=True)
class Job:
    """One file to make."""

    take: Take
    adopt: bool
    """A file of this name that is already there may be taken over, if it conforms."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did, in file names."""

    made: tuple[str, ...]
    kept: tuple[str, ...]
    """Right already, or taken over from a build that was interrupted."""
    removed: tuple[str, ...]


def to_stderr(message: str) -> None:
    """Where progress goes unless the caller says otherwise."""
    print(message, file=sys.stderr, flush=True)


def build(
    lines: Iterable[Line],
    lexicon: Lexicon,
    folder: Path,
    *,
    engine: str | Engine,
    voice: str | None = None,
    only: Collection[str] = (),
    jobs: int | None = None,
    progress: Callable[[str], None] = to_stderr,
) -> Built:
    """Makes each clip of `lines` in `folder` that is missing or stale, normal and slow.

    `engine` is a name of `engines.ENGINES` (then several processes work on it, `jobs` at most, all
    processors by default) or an engine of your own (then this process does). With `only`, the lines
    with those ids are brought up to date and all else stays as it is. A file that no line needs is
    removed at the end of a complete build. Whatever happens, Ctrl-C included, the manifest
    names what is finished, and the next build goes on from there.

    Raises AudioError for a line that cannot be made, EngineError for an engine that is not there.
    """
    every = list(lines)
    _known_ids(every, only)
    name = engine_name(engine, voice) if isinstance(engine, str) else engine.name
    manifest, remembered = ledger.read(folder)
    takes = recordings(folder)
    plans = [
        plan(line, lexicon, name, takes, remembered)
        for line in every
        if not only or line.id in only
    ]
    for one in plans:
        for recording in one.passed_over:
            progress(f"{one.line.id}: {recording} says an older text; {name} speaks the line")
    clips, work = _sorted_out(plans, manifest, folder)
    made: list[str] = []
    kept = list(clips)

    def finished(take: Take, clip: Clip, new: bool) -> None:
        clips[take.file] = clip
        (made if new else kept).append(take.file)
        what = "made" if new else "kept"
        progress(meter.line(what, take.file, clip.seconds, take.characters))

    characters = sum(job.take.characters for job in work)
    meter = Meter(len(clips) + len(work), len(clips), characters)
    complete = False
    try:
        if work:
            folder.mkdir(parents=True, exist_ok=True)
            _work(work, folder, engine, voice, jobs, finished)
        complete = True
    finally:
        entries = _entries(plans, clips, manifest, keep_others=bool(only) or not complete)
        # One voice for all: building a few lines with another engine does not make it the voice.
        label = manifest.engine if only and manifest.clips else name
        used = _remembered(plans, clips, takes, remembered)
        ledger.write(folder, Manifest(label, entries), used)
    removed = () if only else _sweep(folder, {take.file for one in plans for take in one.takes})
    return Built(tuple(sorted(made)), tuple(sorted(kept)), removed)


def _known_ids(lines: Collection[Line], only: Collection[str]) -> None:
    ids = [line.id for line in lines]
    if twice := sorted({one for one in ids if ids.count(one) > 1}):
        raise AudioError(f"two lines have the id {twice[0]}")
    if strange := sorted(set(only) - set(ids)):
        raise AudioError(f"there is no line {', '.join(strange)}")


def _sorted_out(
    plans: Iterable[Plan], manifest: Manifest, folder: Path
) -> tuple[dict[str, Clip], list[Job]]:
    """What the manifest already has, by file; and what is to be made."""
    clips: dict[str, Clip] = {}
    work: list[Job] = []
    for one in plans:
        entry = manifest.clips.get(one.line.id)
        known = {clip.file: clip for clip in (entry.normal, entry.slow)} if entry else {}
        for take in one.takes:
            clip, path = known.get(take.file), folder / take.file
            if clip and path.is_file() and sha256(path) == clip.sha256:
                clips[take.file] = clip
            else:
                # A file that the manifest knows with other bytes has been tampered with.
                work.append(Job(take, adopt=clip is None))
    return clips, work


def _work(
    work: list[Job],
    folder: Path,
    engine: str | Engine,
    voice: str | None,
    jobs: int | None,
    finished: Callable[[Take, Clip, bool], None],
) -> None:
    """Does the work, in this process or in several, and reports each clip as it is finished."""
    from skill.studio import booth  # only now: it loads numpy and the encoder

    count = min(jobs or os.cpu_count() or 1, len(work))
    if not isinstance(engine, str) or one_at_a_time(engine) or count <= 1:
        speaker = find_engine(engine, voice) if isinstance(engine, str) else engine
        for job in work:
            finished(job.take, *booth.make(job.take, folder, speaker, adopt=job.adopt))
        return
    # `spawn`: a forked copy of a process that has used eSpeak NG is not deterministic.
    pool = ProcessPoolExecutor(count, get_context("spawn"), initializer=booth.prepare)
    waiting: dict[Future[tuple[Clip, bool]], Take] = {}
    try:
        for job in work:
            future = pool.submit(booth.make_here, job.take, folder, engine, voice, job.adopt)
            waiting[future] = job.take
        for future in as_completed(list(waiting)):
            clip, new = future.result()
            finished(waiting.pop(future), clip, new)
    except BrokenProcessPool as error:
        raise AudioError("a process that makes clips was stopped; build again") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        for future, take in waiting.items():  # after an error or Ctrl-C: what still came in
            if future.done() and not future.cancelled() and not future.exception():
                finished(take, *future.result())


def _entries(
    plans: Iterable[Plan], clips: dict[str, Clip], manifest: Manifest, *, keep_others: bool
) -> dict[str, Entry]:
    """The manifest's entries: new where both clips are there, else the old one, if any."""
    entries = dict(manifest.clips) if keep_others else {}
    for one in plans:
        if one.normal.file in clips and one.slow.file in clips:
            entries[one.line.id] = Entry(
                one.line.text, one.spoken, clips[one.normal.file], clips[one.slow.file]
            )
    return entries


def _remembered(
    plans: Iterable[Plan],
    clips: dict[str, Clip],
    found: dict[str, Path],
    remembered: dict[str, Recording],
) -> dict[str, Recording]:
    """Which text each recording says: learnt when it is first used, forgotten with its file."""
    names = {path.name for path in found.values()}
    known = {name: one for name, one in remembered.items() if name in names}
    for one in plans:
        for take in one.takes:
            if take.recording and take.file in clips:
                known[take.recording.name] = Recording(sha256(take.recording), one.line.text)
    return known


def _sweep(folder: Path, wanted: set[str]) -> tuple[str, ...]:
    """Removes clips that no line needs, and what a killed build left half written."""
    removed = []
    for path in sorted(folder.glob("*")) if folder.is_dir() else []:
        orphan = path.suffix == ".mp3" and path.name not in wanted
        if path.is_file() and (orphan or path.name.endswith(TEMPORARY)):
            path.unlink(missing_ok=True)
            removed.append(path.name)
    return tuple(removed)
