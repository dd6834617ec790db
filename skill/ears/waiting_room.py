"""One sound at a time for an ear, in a thread that nobody has to wait for at the end."""

from __future__ import annotations

import queue
import threading
from concurrent.futures import Future

from skill.ears.types import Ear, Heard

LEAVE = 5.0
"""Seconds that the end of a program leaves to what is being heard."""


class WaitingRoom:
    """Sounds wait here for `ear`, which hears one at a time, in their order.

    A ThreadPoolExecutor would do the same, but is waited for when the program ends, for ever where
    an ear hangs.
    """

    def __init__(self, ear: Ear) -> None:
        self._ear = ear
        self._sounds: queue.SimpleQueue[tuple[bytes, Future[Heard]] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def hear(self, sound: bytes) -> Future[Heard]:
        """What the ear will have heard; one that is cancelled before its turn is passed over."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="ear", daemon=True)
            self._thread.start()
        heard: Future[Heard] = Future()
        self._sounds.put((sound, heard))
        return heard

    def leave(self, seconds: float = LEAVE) -> bool:
        """Ends the thread after what is being heard, and waits so long for it; whether it ended."""
        if self._thread is None:
            return True
        while not self._sounds.empty():
            if (waiting := self._sounds.get()) is not None:
                waiting[1].cancel()
        self._sounds.put(None)
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while (waiting := self._sounds.get()) is not None:
            sound, heard = waiting
            if not heard.set_running_or_notify_cancel():
                continue
            try:
                heard.set_result(self._ear.hear(sound))
            except BaseException as error:
                heard.set_exception(error)
