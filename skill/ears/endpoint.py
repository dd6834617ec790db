"""When somebody began to speak, and when they have done: pure logic over a voice detector.

A microphone gives sound for ever; a recogniser takes one utterance. In between stands this: it
follows a stream, chunk by chunk, and gives a moment when speech begins (which is when a player
falls silent) and one when it has ended, with the sound of the utterance. Two levels decide, as in
Silero's own iterator (https://github.com/snakers4/silero-vad): a frame is speech from `speech` up,
and only below `quiet` it counts towards the silence that ends an utterance.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from skill.ears.sound import RATE, WIDTH
from skill.ears.types import Vad

FRAME = 512 * WIDTH
"""Bytes that a voice detector takes at once: 512 samples, 32 ms, the only length that Silero knows
at 16 kHz."""
FRAME_MS = 1000 * 512 // RATE


@dataclass(frozen=True, slots=True)
class Limits:
    """How long is how long, in milliseconds, and how likely is likely, 0..1."""

    silence_ms: int = 800
    """Silence after which an utterance has ended; who looks for a word pauses half a second."""
    longest_ms: int = 15_000
    """An utterance is cut off here, pauses included."""
    before_ms: int = 320
    """Sound from before the first speech that is kept: words begin softer than they go on."""
    after_ms: int = 320
    """Silence that is kept at the end."""
    shortest_ms: int = 96
    """Speech in a row that makes a beginning: a click is none, and `ja` lasts 200."""
    speech: float = 0.5
    quiet: float = 0.35


@dataclass(frozen=True, slots=True)
class Moment:
    """Something happened in the stream."""

    kind: Literal["began", "ended"]
    sound: bytes = field(default=b"", repr=False)
    """For `ended`: the utterance, 16 kHz mono 16 bits little-endian."""
    cut: bool = False
    """For `ended`: whether it was not silence that ended it: too long, or the stream was over."""


class Endpointer:
    """Follows one stream. `vad` is a detector of its own."""

    def __init__(self, vad: Vad, limits: Limits | None = None) -> None:
        self._vad = vad
        self._limits = limits or Limits()
        self._rest = b""
        before = _frames(self._limits.before_ms) + _frames(self._limits.shortest_ms)
        self._before: deque[bytes] = deque(maxlen=before)
        self._frames: list[bytes] = []
        self._loud = 0
        self._silent = 0

    @property
    def speaking(self) -> bool:
        """Whether an utterance has begun and not ended."""
        return bool(self._frames)

    def take(self, sound: bytes) -> Iterator[Moment]:
        """What happens in the next piece of the stream, of any length, in order."""
        data = self._rest + sound
        whole = len(data) - len(data) % FRAME
        # Kept at once, for who stops reading half-way loses the moments and not the stream.
        self._rest = data[whole:]
        moments = [self._frame(data[at : at + FRAME]) for at in range(0, whole, FRAME)]
        return iter([moment for moment in moments if moment])

    def finish(self) -> Moment | None:
        """The stream is over: what was being said, if anything. It can then begin anew."""
        ended = self._end(cut=True) if self._frames else None
        self._rest, self._loud = b"", 0
        self._before.clear()
        return ended

    def _frame(self, frame: bytes) -> Moment | None:
        likely = self._vad(frame)
        if not self._frames:
            return self._waiting(frame, likely)
        self._frames.append(frame)
        quiet = likely < self._limits.quiet
        # Between the two levels a silence goes on that has begun, and none begins.
        loud = likely >= self._limits.speech
        self._silent = self._silent + 1 if quiet or (self._silent and not loud) else 0
        if self._silent >= _frames(self._limits.silence_ms):
            return self._end(cut=False)
        if len(self._frames) >= _frames(self._limits.longest_ms):
            return self._end(cut=True)
        return None

    def _waiting(self, frame: bytes, likely: float) -> Moment | None:
        self._before.append(frame)
        self._loud = self._loud + 1 if likely >= self._limits.speech else 0
        if self._loud < _frames(self._limits.shortest_ms):
            return None
        self._frames, self._silent, self._loud = list(self._before), 0, 0
        self._before.clear()
        return Moment("began")

    def _end(self, *, cut: bool) -> Moment:
        spare = max(0, self._silent - _frames(self._limits.after_ms))
        kept = self._frames[: len(self._frames) - spare]
        self._frames, self._silent = [], 0
        return Moment("ended", b"".join(kept), cut)


def _frames(milliseconds: int) -> int:
    """Frames that last at least this long; one at the least."""
    return max(1, -(-milliseconds // FRAME_MS))
