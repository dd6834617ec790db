"""One line -> sound: each sentence said by itself, checked, trimmed, and joined with pauses.

Sentence by sentence, because an engine that fails does so on one sentence, and because pauses
between sentences are ours to choose: engines differ in them, and online ones leave them out.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from skill.errors import EngineError
from skill.studio.engines import Engine, Samples
from skill.studio.pcm import from_int16, to_int16
from skill.studio.plan import Utterance
from skill.studio.recipe import pace_problem, pause_ms
from skill.studio.silence import trimmed

with warnings.catch_warnings():
    # pydub 0.25.1: audioop is deprecated, ffmpeg is not found (it is not needed here), and its
    # patterns hold unescaped backslashes.
    warnings.filterwarnings("ignore", message=".*audioop.*", category=DeprecationWarning)
    warnings.filterwarnings("ignore", message=".*ff(mpeg|probe).*", category=RuntimeWarning)
    warnings.filterwarnings("ignore", message=".*invalid escape.*")
    from pydub import AudioSegment  # type: ignore[import-untyped, unused-ignore]

PACES = (0.94, 0.88)
"""Parts of its own speed at which a sentence is tried that an engine says too fast."""
_SHORTEST_S = 0.05
"""An engine that finds nothing to say gives 10 ms of noise and no error."""


def speak(utterances: Iterable[Utterance], engine: Engine, *, slow: bool) -> Samples:
    """The sound of a line, not mastered yet, without silence at its ends.

    EngineError, with the sentence, when the engine gives nothing, or something whose length no
    human speech has.
    """
    between = pause_ms(engine.kind, slow=slow)
    line: AudioSegment | None = None
    for utterance in utterances:
        said = _sentence(utterance, engine, slow=slow)
        if line is None:
            line = said
        else:
            pause = AudioSegment.silent(duration=between, frame_rate=line.frame_rate)
            line = line + pause + said.set_frame_rate(line.frame_rate)
    if line is None:
        raise EngineError("there is no sentence to say")
    return from_int16(line.raw_data, int(line.frame_rate))


@runtime_checkable
class Paced(Protocol):
    """An engine that can say a sentence at another pace than its own."""

    def paced(self, sentence: str, *, slow: bool, pace: float) -> Samples:
        """The sentence at `pace` times the engine's speed."""


def _sentence(utterance: Utterance, engine: Engine, *, slow: bool) -> AudioSegment:
    samples = engine.speak(utterance.given, slow=slow)
    if isinstance(engine, Paced):
        samples = _steadied(utterance, engine, samples, slow=slow)
    wave = trimmed(samples.wave, samples.rate)
    seconds = len(wave) / samples.rate
    where = f"{engine.name} on {utterance.words!r}"
    if seconds < _SHORTEST_S:
        raise EngineError(f"{where}: gives no speech")
    if problem := pace_problem(len(utterance.words), seconds, slow=slow):
        raise EngineError(f"{where}: {seconds:.2f} seconds, {problem}")
    return AudioSegment(data=to_int16(wave), sample_width=2, frame_rate=samples.rate, channels=1)


def _steadied(utterance: Utterance, engine: Paced, samples: Samples, *, slow: bool) -> Samples:
    """The sentence once more, steadier, when it would be refused for its pace.

    Only what would be refused is said again, so no clip that stands sounds otherwise.
    """
    for pace in PACES:
        seconds = len(trimmed(samples.wave, samples.rate)) / samples.rate
        if not pace_problem(len(utterance.words), seconds, slow=slow):
            break
        samples = engine.paced(utterance.given, slow=slow, pace=pace)
    return samples
