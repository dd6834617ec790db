"""Brings the audio folder up to date: makes what is missing or stale, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from skill.atomic_write import TEMPORARY
from skill.errors import AudioError
from skill.leaflet.types import Line
from skill.manifest import Clip, Entry, Manifest
from skill.settings import Settings
from skill.studio import manifest_writer
from skill.studio.engines import engine as find_engine
from skill.studio.engines import engine_name, named, one_at_a_time
from skill.studio.engines.kokoro_files import here
from skill.studio.lexicon import Lexicon
from skill.studio.manifest_writer import Recording
from skill.studio.plan import ClipPlan, Job, LinePlan, plan, recordings, sha256
from skill.studio.processes import how_many, in_processes
from skill.studio.renditions import read_choices
from skill.studio.speech_engine import Engine


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did, in file names."""

    made: tuple[str, ...]
    kept: tuple[str, ...]
    """Right already, or taken over from a build that was interrupted."""
    removed: tuple[str, ...]


def build(
    lines: Iterable[Line],
    lexicon: Lexicon,
    folder: Path,
    *,
    engine: str | Engine,
    voice: str | None = None,
    only: Collection[str] = (),
    jobs: int | None = None,
    progress: Callable[[str], None] | None = None,
) -> Built:
    """Makes each clip of `lines` in `folder` that is missing or stale, normal and slow.

    `engine` is a name of `engines.ENGINES` (then several processes work on it, `jobs` at most, all
    processors by default) or an engine of your own (then this process does). With `only`, the lines
    with those ids are brought up to date and all else stays as it is. A file that no line needs is
    removed at the end of a complete build. `progress` is told of each clip; without it a bar is
    shown. Whatever happens, Ctrl-C included, the manifest
    names what is finished, and the next build goes on from there.

    Raises AudioError for a line that cannot be made, EngineError for an engine that is not there.
    """
    every = list(lines)
    _known_ids(every, only)
    name = engine_name(engine, voice) if isinstance(engine, str) else engine.name
    manifest, remembered = manifest_writer.read(folder)
    found, choices = recordings(folder), read_choices(folder)
    plans = [
        plan(line, lexicon, name, found, remembered, choices)
        for line in every
        if not only or line.id in only
    ]
    clips, work = _sorted_out(plans, manifest, folder)
    made: list[str] = []
    kept = list(clips)

    begun = False

    def finished(wanted: ClipPlan, clip: Clip, new: bool) -> None:
        nonlocal begun
        begun = True
        clips[wanted.file] = clip
        (made if new else kept).append(wanted.file)
        tell(f"{'made' if new else 'kept'} {wanted.file}", wanted.characters)

    complete = False
    try:
        with _told(progress, sum(job.wanted.characters for job in work)) as tell:
            for one in plans:
                for recording in one.passed_over:
                    why = f"{recording} says an older text; {name} speaks the line"
                    tell(f"{one.line.id}: {why}", 0)
            if work:
                folder.mkdir(parents=True, exist_ok=True)
                _work(work, folder, engine, voice, jobs, finished)
        complete = True
    finally:
        # An engine that is not there says so before its first clip: then nothing is changed.
        if begun or complete:
            entries = _entries(plans, clips, manifest, keep_others=bool(only) or not complete)
            # Building a few lines with another engine does not make that the voice of the folder.
            label = manifest.engine if only and manifest.clips else name
            used = _remembered(plans, clips, found, remembered)
            manifest_writer.write(folder, Manifest(label, entries), used)
    removed = () if only else _sweep(folder, {clip.file for one in plans for clip in one.clips})
    return Built(tuple(sorted(made)), tuple(sorted(kept)), removed)


@contextmanager
def _told(
    progress: Callable[[str], None] | None, characters: int
) -> Iterator[Callable[[str, int], None]]:
    """Tells of the work: to the caller, or by a bar on stderr with the time that is left.

    What is yielded takes a message and the characters that it brings the work further.
    """
    if progress is not None:
        yield lambda message, _: progress(message)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
    from rich.progress import TimeRemainingColumn as TimeLeft

    columns = (BarColumn(), TaskProgressColumn(), TimeLeft(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=characters)

        def tell(message: str, done: int) -> None:
            if done:
                bar.update(task, advance=done, description=message)
            else:
                bar.console.print(message, markup=False)

        yield tell


def _known_ids(lines: Collection[Line], only: Collection[str]) -> None:
    ids = [line.id for line in lines]
    if twice := sorted({one for one in ids if ids.count(one) > 1}):
        raise AudioError(f"two lines have the id {twice[0]}")
    if strange := sorted(set(only) - set(ids)):
        raise AudioError(f"there is no line {', '.join(strange)}")


def _sorted_out(
    plans: Iterable[LinePlan], manifest: Manifest, folder: Path
) -> tuple[dict[str, Clip], list[Job]]:
    """What the manifest already has, by file; and what is to be made."""
    clips: dict[str, Clip] = {}
    work: list[Job] = []
    for one in plans:
        entry = manifest.clips.get(one.line.id)
        known = {clip.file: clip for clip in (entry.normal, entry.slow)} if entry else {}
        for wanted in one.clips:
            clip, path = known.get(wanted.file), folder / wanted.file
            if clip and path.is_file() and sha256(path) == clip.sha256:
                clips[wanted.file] = clip
            else:
                # A file that the manifest knows with other bytes was changed by somebody.
                work.append(Job(wanted, adopt=clip is None))
    return clips, work


def _work(
    work: list[Job],
    folder: Path,
    engine: str | Engine,
    voice: str | None,
    jobs: int | None,
    finished: Callable[[ClipPlan, Clip, bool], None],
) -> None:
    """Does the work, in this process or in several, and reports each clip as it is finished."""
    from skill.studio import worker  # only now: it loads numpy and the encoder

    count = how_many(jobs, work)
    if not isinstance(engine, str) or one_at_a_time(engine) or count <= 1:
        speaker = find_engine(engine, voice) if isinstance(engine, str) else engine
        for job in work:
            finished(job.wanted, *worker.make(job.wanted, folder, speaker, adopt=job.adopt))
        return
    in_processes(
        work,
        partial(worker.make_here, folder, engine, voice),
        lambda job, made: finished(job.wanted, *made),
        count,
        stopped="a process that makes clips was stopped; build again",
    )


def _entries(
    plans: Iterable[LinePlan], clips: dict[str, Clip], manifest: Manifest, *, keep_others: bool
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
    plans: Iterable[LinePlan],
    clips: dict[str, Clip],
    found: dict[str, Path],
    remembered: dict[str, Recording],
) -> dict[str, Recording]:
    """Which text each recording says: learnt when it is first used, forgotten with its file."""
    names = {path.name for path in found.values()}
    known = {name: one for name, one in remembered.items() if name in names}
    for one in plans:
        for wanted in one.clips:
            if wanted.recording and wanted.file in clips:
                known[wanted.recording.name] = Recording(sha256(wanted.recording), one.line.text)
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


def chosen(engine: str | None, voice: str | None, settings: Settings) -> tuple[str, str | None]:
    """Engine and voice by name: what was asked for, else the voice that the clips have.

    One voice speaks all, so a build of three changed lines must not bring in another one because
    its machine has more or fewer models. Without clips: kokoro where its model is, else espeak.
    """
    if engine:
        return engine, voice
    known, its_voice = named(manifest_writer.read(settings.audio_dir)[0].engine)
    if known and known != "silent":
        return known, voice or its_voice
    return ("kokoro" if here(settings.kokoro_dir) else "espeak"), voice
