"""Clips that are not understood, said otherwise: what is understood better takes their place.

What is kept is written clip by clip, so a run that is stopped goes on where it was.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import inf
from pathlib import Path

from skill.errors import AudioError
from skill.leaflet.types import Line
from skill.studio.audition import Booth, Take, Trial, audition, audition_here, prepare
from skill.studio.lexicon import Lexicon
from skill.studio.listen import heard_by
from skill.studio.plan import ClipPlan, plan, recordings, rendered
from skill.studio.processes import CONTEXT, how_many, in_processes
from skill.studio.read_back import ReadBack
from skill.studio.renditions import RENDITIONS, Rendition, mark
from skill.studio.shelf import Shelf
from skill.studio.speech_engine import kind_of

WORSE_THAN = 0.1
"""Share of characters: a clip that is heard worse, also over a telephone, is said otherwise."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What choosing did."""

    tried: tuple[tuple[ReadBack, ReadBack], ...]
    """What was heard of each clip that was tried: before, and of what is kept."""
    improved: int
    unheard: int
    """Clips that this recogniser has not heard, and so cannot be judged."""
    stale: int
    """Clips that are not what the line asks for, and must be built first."""

    @property
    def characters(self) -> tuple[float, float]:
        """Mean share of characters wrong of what was tried, before and after; 0 for nothing."""
        count = len(self.tried) or 1
        before, after = (sum(pair[at].mean for pair in self.tried) / count for at in (0, 1))
        return before, after

    @property
    def facts(self) -> tuple[int, int]:
        """How many clips of what was tried have a fact wrong, before and after."""
        before, after = (sum(bool(pair[at].facts) for pair in self.tried) for at in (0, 1))
        return before, after


def choose(
    lines: Iterable[Line],
    lexicon: Lexicon,
    folder: Path,
    booth: Booth,
    *,
    by: str,
    worse_than: float = WORSE_THAN,
    only: Collection[str] = (),
    longest: Mapping[str, float] | None = None,
    jobs: int | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Chosen:
    """Says every engine-made clip otherwise of which the recogniser `by` heard more than
    `worse_than` of the characters or any fact wrong, as it is or over a telephone, and keeps the
    best take where it is better.

    A clip that a person accepted stays, and one that was tried with the same renditions and
    recogniser is not tried again. `longest` has the seconds that the clip of a line may take at
    normal speed (`answer_length.longest_clips`). `booth` loads the voice of the clips and that
    recogniser; with several `jobs` in processes of their own, all processors by default. Raises
    AudioError for a line that does not exist or a voice without renditions, EngineError when the
    booth is empty.
    """
    every = list(lines)
    if strange := sorted(set(only) - {line.id for line in every}):
        raise AudioError(f"there is no line {', '.join(strange)}")
    shelf = Shelf(folder)
    renditions = RENDITIONS.get(kind_of(shelf.engine), ())
    if shelf.engine and not renditions:
        able = ", ".join(RENDITIONS)
        raise AudioError(f"{shelf.engine} has one way to say a line; more than one has: {able}")
    tried_with = mark(renditions, f"{by}, telephone")
    trials: list[Trial] = []
    unheard = stale = 0
    for plain, text in _plain(every, lexicon, shelf, only):
        clip, rendition = shelf.clip(plain, text)
        heard = shelf.heard.get(clip.sha256) if clip else None
        if clip is None:
            stale += 1
        elif not heard or not heard_by(heard, by):
            unheard += 1
        elif (
            (heard.facts or max(heard.shares) > worse_than)
            and clip.file not in shelf.accepted
            and not shelf.tried(plain, rendition, tried_with)
        ):
            takes = _takes(plain, renditions)
            most = inf if plain.slow else (longest or {}).get(plain.line_id, inf)
            trials.append(Trial(plain, text, clip, heard, rendition, takes, most))
    tried: list[tuple[ReadBack, ReadBack]] = []
    improved = 0
    tell = _told(trials, progress)

    def finished(trial: Trial, take: Take | None) -> None:
        nonlocal improved
        if Shelf(folder).keep(trial, take, tried_with):
            tried.append((trial.heard, take.heard if take else trial.heard))
            improved += take is not None
        tell(trial, take)

    _work(trials, booth, jobs, finished)
    return Chosen(tuple(tried), improved, unheard, stale)


def _plain(
    lines: Iterable[Line], lexicon: Lexicon, shelf: Shelf, only: Collection[str]
) -> list[tuple[ClipPlan, str]]:
    """Every clip that the engine speaks, as it is without a rendition, with the line's text."""
    found = recordings(shelf.folder)
    plans = (
        plan(line, lexicon, shelf.engine or "none", found, shelf.recordings)
        for line in lines
        if not only or line.id in only
    )
    return [(clip, one.line.text) for one in plans for clip in one.clips if clip.plain]


def _takes(plain: ClipPlan, renditions: Iterable[Rendition]) -> tuple[ClipPlan, ...]:
    """One for each rendition of this voice that changes anything here."""
    seen = {(plain.utterances, 1.0, 0)}
    takes: list[ClipPlan] = []
    for rendition in renditions:
        take = rendered(plain, rendition)
        way = (take.utterances, rendition.pace, rendition.styles)
        if way not in seen:
            seen.add(way)
            takes.append(take)
    return tuple(takes)


def _told(
    trials: list[Trial], progress: Callable[[str], None]
) -> Callable[[Trial, Take | None], None]:
    """Tells of each clip, with the time that is left by the length of the texts."""
    started, done, count = time.monotonic(), 0, 0
    whole = sum(trial.plain.characters for trial in trials)

    def tell(trial: Trial, take: Take | None) -> None:
        nonlocal done, count
        done, count = done + trial.plain.characters, count + 1
        left = timedelta(seconds=round((time.monotonic() - started) / done * (whole - done)))
        became = f"-> {take.heard.mean:.0%} as {take.rendition}" if take else "none better"
        progress(
            f"{count}/{len(trials)} {trial.clip.file} {trial.heard.mean:.0%} wrong "
            f"{became} ({left} left)"
        )

    return tell


def _work(
    trials: list[Trial],
    booth: Booth,
    jobs: int | None,
    finished: Callable[[Trial, Take | None], None],
) -> None:
    """Holds the auditions, here or in several processes, and reports each as it is finished."""
    count = how_many(jobs, trials)
    if not trials:
        return
    if count <= 1:
        engine, ear = booth()
        for trial in trials:
            finished(trial, audition(trial, engine, ear))
        return
    enough = CONTEXT.Event()
    in_processes(
        trials,
        audition_here,
        finished,
        count,
        stopped="a process that makes clips was stopped; choose again",
        begin=prepare,
        given=(booth, enough),
        leave=enough.set,  # nobody waits for all renditions of a clip
    )
