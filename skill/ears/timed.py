"""An ear that knows for how long it has been at one sound, for whoever watches over the program."""

from __future__ import annotations

import time
from collections.abc import Callable

from skill.ears.types import Ear, Heard

STUCK = 60.0
"""Seconds at one sound after which an ear is taken to hang. The longest sound that is heard lasts
fifteen; who calls has stopped waiting after twelve (`EAR_SECONDS`)."""


class Timed:
    """`ear`, by a clock that gives seconds. It may be at several sounds, each in a thread."""

    def __init__(self, ear: Ear, clock: Callable[[], float] = time.monotonic) -> None:
        self._ear, self._clock = ear, clock
        self._since: dict[object, float] = {}
        self.name = ear.name

    def hear(self, sound: bytes) -> Heard:
        """What `ear` hears."""
        this = object()
        self._since[this] = self._clock()
        try:
            return self._ear.hear(sound)
        finally:
            del self._since[this]

    def works(self) -> bool:
        """Whether it rests, or began all that it is at less than STUCK ago; any thread may ask."""
        now = self._clock()
        return all(now - since < STUCK for since in list(self._since.values()))
