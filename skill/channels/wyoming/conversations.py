"""Whose turn it is: the state of every conversation that goes on, in memory alone.

Wyoming hands over the words and the id of a conversation, and nothing of ours: so the state stays
here, and is forgotten when the conversation is. It holds no word of what was said.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Callable

from skill.channels.runtime import Runtime
from skill.dialogue import Event, Reply, State
from skill.understanding import LONGEST

FORGOTTEN_AFTER = 300.0
"""Seconds after which a conversation is over: Home Assistant's own time for a chat session
(`CONVERSATION_TIMEOUT` in homeassistant/helpers/chat_session.py). One speaker serves a whole room:
a warning to one person may not stand for the next."""
MOST = 1000
"""Conversations that are kept; of more, the one that was silent longest is forgotten."""


class Conversations:
    """The conversations that go on; for one thread. A class because it remembers them."""

    def __init__(self, runtime: Runtime, clock: Callable[[], float]) -> None:
        """`clock` gives seconds that only go up."""
        self._runtime = runtime
        self._clock = clock
        self._states: OrderedDict[str, tuple[float, State]] = OrderedDict()
        self._doubted: OrderedDict[bytes, float] = OrderedDict()
        self._salt = secrets.token_bytes(16)

    def __len__(self) -> int:
        self._forget()
        return len(self._states)

    def turn(self, conversation: str, text: str, today: str = "") -> Reply:
        """The answer to `text` in this conversation; blank text is silence.

        `conversation` is its id, as the client gives it. `today` is an ISO date.
        """
        self._forget()
        _, state = self._states.pop(conversation, (0.0, State()))
        said = text.strip()[:LONGEST]
        unsure = self._doubted.pop(self._mark(said), None) is not None
        event = Event("text" if said else "silence", said, hears=True, unsure=unsure, today=today)
        state, reply = self._runtime.respond(state, event)
        if not reply.ends:
            self._states[conversation] = (self._clock(), state)
            if len(self._states) > MOST:
                self._states.popitem(last=False)
        return reply

    def doubt(self, text: str) -> None:
        """Remembers that our own ear is not sure to have heard this: the protocol cannot carry it
        from the ear to the agent. What is kept is a salted hash."""
        self._doubted[self._mark(text.strip()[:LONGEST])] = self._clock()
        if len(self._doubted) > MOST:
            self._doubted.popitem(last=False)

    def _mark(self, text: str) -> bytes:
        return hashlib.blake2b(text.encode(errors="replace"), key=self._salt).digest()

    def _forget(self) -> None:
        before = self._clock() - FORGOTTEN_AFTER
        while self._states and next(iter(self._states.values()))[0] < before:
            self._states.popitem(last=False)
        while self._doubted and next(iter(self._doubted.values())) < before:
            self._doubted.popitem(last=False)
