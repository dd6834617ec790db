"""One clip said in every rendition and heard each time: the take that is understood best, if any.

Works in memory: what is kept is written by `skill.studio.choose`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from multiprocessing.synchronize import Event

from skill.errors import AudioError
from skill.manifest import Clip
from skill.studio import processes, worker
from skill.studio.engines import engine as find_engine
from skill.studio.listen import hear
from skill.studio.plan import ClipPlan
from skill.studio.read_back import ReadBack
from skill.studio.recogniser import Recogniser, recogniser
from skill.studio.speech_engine import Engine, Paced

BETTER_BY = 0.02
"""Share of characters: a take that is better by less is not worth another sound."""
GOOD_ENOUGH = 0.03
"""Share of characters: a take without a wrong fact and with no more than this ends the trying."""

Booth = Callable[[], tuple[Engine, Recogniser]]
"""Loads who speaks and who listens; called once in every process, so it can be pickled."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A clip that is to be said otherwise."""

    plain: ClipPlan
    text: str
    """What the line says."""
    clip: Clip
    """The clip that it has."""
    heard: ReadBack
    rendition: str
    """Name of the rendition that it has; `renditions.NONE` for none."""
    takes: tuple[ClipPlan, ...]
    """What is tried, in this order; each in its rendition."""
    longest: float = inf
    """Seconds that a take may last."""


@dataclass(frozen=True, slots=True)
class Take:
    """A clip that is understood better than the one that was there."""

    clip: Clip
    data: bytes
    heard: ReadBack
    rendition: str


def booth(engine: str, voice: str | None, model: str) -> tuple[Engine, Recogniser]:
    """Engine and Whisper model by name. EngineError when one of them is not there."""
    return find_engine(engine, voice), recogniser(model)


def audition(
    trial: Trial, engine: Engine, ear: Recogniser, stopped: Event | None = None
) -> Take | None:
    """The best take, or None when none is better than what is there.

    Better is fewer facts wrong, or as many and BETTER_BY fewer characters, as it is and over a
    telephone together; as it is, it may not be worse. A rendition that takes too long, or cannot be
    said within the pace of a clip, is passed over. AudioError when `engine` is not the voice of the
    clip or has no renditions, and when it is `stopped` between two takes.
    """
    if engine.name != trial.clip.source:
        raise AudioError(
            f"line {trial.plain.line_id} is spoken by {trial.clip.source}, and this is "
            f"{engine.name}: run `audio build`"
        )
    best: Take | None = None
    known = {trial.clip.sha256}
    for wanted in trial.takes:
        if stopped and stopped.is_set():
            raise AudioError("stopped")
        try:
            data, clip = worker.sounded(wanted, engine)
        except AudioError:
            if not isinstance(engine, Paced):
                raise
            continue
        if clip.sha256 in known or clip.seconds > trial.longest:
            continue  # a style or sound that changes nothing here, or takes too long
        known.add(clip.sha256)
        heard = hear(ear, trial.text, data)
        if not _as_good_by_itself(heard, trial.heard):
            continue
        if best is None or _rank(heard) < _rank(best.heard):
            name = wanted.rendition.name if wanted.rendition else ""
            best = Take(clip, data, heard, name)
        if not heard.facts and heard.mean <= GOOD_ENOUGH:
            break
    return best if best and _better(best.heard, trial.heard) else None


def _rank(heard: ReadBack) -> tuple[int, float]:
    return heard.facts, heard.mean


def _as_good_by_itself(heard: ReadBack, before: ReadBack) -> bool:
    """A gain over a telephone may cost nothing that who hears the clip itself would miss."""
    more = round(heard.characters - before.characters, 4)
    return len(heard.wrong) <= len(before.wrong) and more <= BETTER_BY


def _better(heard: ReadBack, before: ReadBack) -> bool:
    if heard.facts != before.facts:
        return heard.facts < before.facts
    return round(before.mean - heard.mean, 4) >= BETTER_BY


class _Room:
    """What a process that was started for auditions keeps from one to the next."""

    def __init__(self) -> None:
        self.booth: Booth | None = None
        self.stopped: Event | None = None
        self.inside: tuple[Engine, Recogniser] | None = None


_ROOM = _Room()


def prepare(booth: Booth, stopped: Event) -> None:
    """In a new process: remembers what to load at the first audition, where an error is told."""
    processes.prepare()
    _ROOM.booth, _ROOM.stopped = booth, stopped


def audition_here(trial: Trial) -> Take | None:
    """`audition` in a process that was started for it."""
    if _ROOM.inside is None:
        assert _ROOM.booth is not None
        _ROOM.inside = _ROOM.booth()
    return audition(trial, *_ROOM.inside, _ROOM.stopped)
