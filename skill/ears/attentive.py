"""An ear that listens where somebody speaks, and nowhere else.

A recogniser that is given silence or noise makes words of it: Whisper learnt from subtitles, and
thanks for watching. So silence is cut away, and where nobody speaks nothing is recognised.
"""

from __future__ import annotations

from collections.abc import Callable

from skill.ears.endpoint import FRAME, Endpointer, Limits
from skill.ears.types import Ear, Heard, Vad

LIMITS = Limits(silence_ms=30_000, longest_ms=60_000)
"""One sound is one utterance, whatever pauses are in it; only its ends are cut."""


class Attentive:
    """`ear`, behind a detector; `vad` makes one for each sound."""

    def __init__(self, ear: Ear, vad: Callable[[], Vad]) -> None:
        self._ear, self._vad = ear, vad
        self.name = ear.name

    def hear(self, sound: bytes) -> Heard:
        """What is said between the first speech and the end; nothing where there is no speech."""
        spoken = self._spoken(sound)
        return self._ear.hear(spoken) if spoken else Heard()

    def _spoken(self, sound: bytes) -> bytes:
        pointer = Endpointer(self._vad(), LIMITS)
        padded = sound + bytes(-len(sound) % FRAME)
        found = [moment.sound for moment in pointer.take(padded) if moment.kind == "ended"]
        last = pointer.finish()
        return b"".join([*found, last.sound if last else b""])
