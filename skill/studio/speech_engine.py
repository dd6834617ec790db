"""What an engine is to the rest of the studio: it says a sentence, and gives samples.

Loads no numpy, so that planning and checking clips stay cheap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Samples:
    """Mono sound. Everything in the studio that handles sound takes and gives this."""

    wave: NDArray[np.float32]
    """One number per sample, -1..1."""
    rate: int
    """Samples a second."""

    @property
    def seconds(self) -> float:
        return len(self.wave) / self.rate


class Engine(Protocol):
    """Something that says a sentence."""

    @property
    def name(self) -> str:
        """Engine, version where it has one, and voice: `espeak 1.52 nl`."""

    @property
    def kind(self) -> str:
        """First word of the name: which way of writing pronunciations it understands."""

    def speak(self, sentence: str, *, slow: bool) -> Samples:
        """The sound of one sentence; EngineError when there is none."""


@runtime_checkable
class Paced(Protocol):
    """An engine that can say a sentence otherwise than it does by itself."""

    def paced(self, sentence: str, *, slow: bool, pace: float, styles: int = 0) -> Samples:
        """The sentence at `pace` times the engine's speed, in a style of at least row `styles` of
        its table; an engine without such a table leaves that be."""


def kind_of(engine_name: str) -> str:
    """`espeak 1.52 nl` -> `espeak`; what the lexicon is looked up with."""
    return engine_name.split(" ", 1)[0]
