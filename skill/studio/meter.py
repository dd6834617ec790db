"""How far a build is: clips, seconds of sound, speed, and the time that is left."""

from __future__ import annotations

import time
from collections.abc import Callable


class Meter:
    """Counts a build's clips. `work` is the sum of the lengths of what is to be made."""

    def __init__(
        self, total: int, done: int, work: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`total` clips, of which `done` are right already; lengths in characters."""
        self._total = total
        self._count = done
        self._work = work
        self._made = 0
        self._sound = 0.0
        self._clock = clock
        self._start = clock()

    def line(self, what: str, file: str, seconds: float, characters: int) -> str:
        """One more clip: `made` or `kept`, its length, and how far the build is."""
        self._count += 1
        self._made += characters
        self._sound += seconds
        gone = max(self._clock() - self._start, 1e-6)
        left = gone * max(0, self._work - self._made) / max(1, self._made)
        return (
            f"{self._count}/{self._total} {what} {file} ({seconds:.1f} s); "
            f"{self._sound:.0f} s of sound in {gone:.0f} s, "
            f"{self._sound / gone:.1f} x as fast as speech, {_clock(left)} left"
        )


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
