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
    an ear hangs. Nothing of a sound is kept once it was heard or nobody waits for it.
    """

    def __init__(self, ear: Ear) -> None:
        self._ear = ear
        self._sounds: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._left = False

    def hear(self, sound: bytes) -> Future[Heard]:
        """What the ear will have heard. One that is cancelled before its turn is passed over, and
        after `leave` each is cancelled at once."""
        waiting = _Waiting(sound)
        if self._left:
            waiting.heard.cancel()
            return waiting.heard
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="ear", daemon=True)
            self._thread.start()
        self._sounds.put(waiting)
        return waiting.heard

    def leave(self, seconds: float = LEAVE) -> bool:
        """Ends the thread after what is being heard, and waits so long for it; whether it ended.
        What still waits is cancelled."""
        self._left = True
        if self._thread is None:
            return True
        self._sounds.put(None)
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while True:
            waiting = self._sounds.get()
            if waiting is None:
                return
            if self._left:
                waiting.heard.cancel()
            waiting.turn(self._ear)
            # The thread may wait for days, and would keep the last one for as long.
            del waiting


class _Waiting:
    """A sound, until it was heard or cancelled."""

    def __init__(self, sound: bytes) -> None:
        self._sound = sound
        self.heard: Future[Heard] = Future()
        self.heard.add_done_callback(self._forget)

    def _forget(self, _: Future[Heard]) -> None:
        self._sound = b""

    def turn(self, ear: Ear) -> None:
        if not self.heard.set_running_or_notify_cancel():
            return
        try:
            self.heard.set_result(ear.hear(self._sound))
        except BaseException as error:
            self.heard.set_exception(error)
