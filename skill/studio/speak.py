"""One line -> sound: each sentence said by itself, checked, trimmed, and joined with pauses.

Sentence by sentence, because an engine that fails does so on one sentence, and because pauses
between sentences are ours to choose: engines differ in them, and online ones leave them out.
"""

from __future__ import annotations

from collections.abc import Iterable

from skill.errors import EngineError
from skill.studio.plan import Utterance
from skill.studio.recipe import pace_problem, pause_ms
from skill.studio.renditions import Rendition
from skill.studio.samples import joined, trimmed
from skill.studio.speech_engine import Engine, Paced, Samples

PACES = (0.94, 0.88)
"""Parts of its own speed at which a sentence is tried that an engine says too fast."""
_SHORTEST_S = 0.05
"""An engine that finds nothing to say gives 10 ms of noise and no error."""


def speak(
    utterances: Iterable[Utterance],
    engine: Engine,
    *,
    slow: bool,
    pause: int | None = None,
    rendition: Rendition | None = None,
) -> Samples:
    """The sound of a line, not mastered yet, without silence at its ends.

    `pause` is in milliseconds between sentences; None: as the recipe of the engine has it. Of the
    `rendition` its pace and styles are followed; its sounds are in the utterances already.

    EngineError, with the sentence, when the engine gives nothing, or something whose length no
    human speech has; or when it knows no renditions.
    """
    said = [_sentence(utterance, engine, rendition, slow=slow) for utterance in utterances]
    if not said:
        raise EngineError("there is no sentence to say")
    return joined(said, pause_ms(engine.kind, slow=slow) if pause is None else pause)


def _sentence(
    utterance: Utterance, engine: Engine, rendition: Rendition | None, *, slow: bool
) -> Samples:
    if not rendition:
        samples = engine.speak(utterance.given, slow=slow)
    elif isinstance(engine, Paced):
        samples = engine.paced(
            utterance.given, slow=slow, pace=rendition.pace, styles=rendition.styles
        )
    else:
        raise EngineError(f"{engine.name} has one way to say a line, so not {rendition.name!r}")
    if isinstance(engine, Paced):
        samples = _steadied(utterance, engine, samples, rendition, slow=slow)
    said = Samples(trimmed(samples.wave, samples.rate), samples.rate)
    where = f"{engine.name} on {utterance.words!r}"
    if said.seconds < _SHORTEST_S:
        raise EngineError(f"{where}: gives no speech")
    if problem := pace_problem(len(utterance.words), said.seconds, slow=slow):
        raise EngineError(f"{where}: {said.seconds:.2f} seconds, {problem}")
    return said


def _steadied(
    utterance: Utterance,
    engine: Paced,
    samples: Samples,
    rendition: Rendition | None,
    *,
    slow: bool,
) -> Samples:
    """The sentence once more, slower, when it would be refused for its pace.

    Only what would be refused is said again, so the clips that exist keep their sound.
    """
    own, styles = (rendition.pace, rendition.styles) if rendition else (1.0, 0)
    for pace in PACES:
        seconds = len(trimmed(samples.wave, samples.rate)) / samples.rate
        if not pace_problem(len(utterance.words), seconds, slow=slow):
            break
        samples = engine.paced(utterance.given, slow=slow, pace=own * pace, styles=styles)
    return samples
