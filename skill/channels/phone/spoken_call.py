"""One call at one's own exchange, by speech and keys: it plays and listens in turn, to the end.

    play the reply ──► listen ──► key | speech | silence ──► respond ──► play ...

A key cuts off what is played; speech does not, as a loudspeaker would be heard as the caller.
Whoever is not understood twice, and whoever calls while something fails here, goes on by keys: the
connection is reset, and what comes after AudioSocket in the dialplan follows, as it does when this
program dies. Only a conversation that has ended hangs up.

    Asterisk ── AudioSocket ──► ear ──► respond ──► sounds ──► AudioSocket
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from skill import labels
from skill.channels.phone.audiosocket import (
    FRAME_SECONDS,
    HANG_UP,
    ID,
    KEY,
    SOUND,
    STILL,
    Doubler,
    Frame,
    cut,
    read_frame,
    reset_when_closed,
)
from skill.channels.phone.call import BEFORE_SPEECH
from skill.channels.phone.spoken import patience
from skill.channels.runtime import Runtime
from skill.dialogue import KEYS, SURE, Event, EventKind, Reply, State
from skill.ears import Ear, Endpointer, Heard, WaitingRoom
from skill.errors import EarError
from skill.understanding import LONGEST

MISSES = 2
"""Times in a row that somebody may not be understood, before keys are better."""
EAR_SECONDS = 12.0
"""The longest that a caller waits for what was heard, others' turns at the ear included."""
FIRST_SECONDS = 5.0
"""After which a connection that has not said which call it is, is none."""
LAST_SECONDS = 2.0
"""After which a call that has ended is no longer waited for, for the exchange to close it."""
MOST_CALLS = 60

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Listening:
    """What every call works with."""

    runtime: Runtime
    sound: Callable[[str, bool], bytes]
    """A line's id, and whether slow -> its sound as AudioSocket has it."""
    ear: Ear
    pointer: Callable[[], Endpointer]
    """Finds where speech begins and ends, anew for each turn."""
    pace: float = FRAME_SECONDS
    """Seconds between two frames."""
    calls: int = 0
    """Calls that are going on."""
    room: WaitingRoom = field(init=False)
    """Where sounds wait for the ear, also when nobody waits for the last one any more."""

    def __post_init__(self) -> None:
        self.room = WaitingRoom(self.ear)


@dataclass(frozen=True, slots=True)
class Happened:
    """What a caller did: `key`, `speech`, `silence`, or `gone`."""

    kind: str
    key: str = ""
    sound: bytes = field(default=b"", repr=False)


GONE = Happened("gone")


async def answer_call(
    listening: Listening, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Answers one connection of AudioSocket."""
    listening.calls += 1
    reset_when_closed(writer)
    try:
        first = await asyncio.wait_for(read_frame(reader), FIRST_SECONDS)
        if first and first.kind == ID and listening.calls <= MOST_CALLS:
            await _Call(listening, reader, writer).run()
    except Exception as error:
        _tell(error)
    finally:
        listening.calls -= 1
        writer.close()


def _tell(error: Exception) -> None:
    """Whatever it is, the caller goes on by keys. What it says is not told: it may be words."""
    log.warning("a call goes on by keys: %s", type(error).__name__)


class _Call:
    def __init__(
        self, listening: Listening, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._listening, self._reader, self._writer = listening, reader, writer
        self._happened: deque[Happened] = deque()
        self._something = asyncio.Event()
        self._gone = asyncio.Event()
        self._out: deque[bytes] = deque()
        self._played = asyncio.Event()
        self._pointer: Endpointer | None = None
        self._doubler = Doubler()
        self._misses = 0

    async def run(self) -> None:
        tasks = [asyncio.create_task(self._receive()), asyncio.create_task(self._send())]
        try:
            if await self._talk():
                self._writer.write(Frame(HANG_UP).packed())
                await self._writer.drain()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._gone.wait(), LAST_SECONDS)
        finally:
            for task in tasks:
                task.cancel()
            for error in await asyncio.gather(*tasks, return_exceptions=True):
                if isinstance(error, Exception) and not isinstance(error, OSError):
                    _tell(error)

    async def _talk(self) -> bool:
        """The conversation; gives whether to hang up after it."""
        state, reply = self._respond(State(), "launch")
        while True:
            happened = await self._play(reply)
            if happened is None and reply.ends:
                return True
            if happened is None:
                happened = await self._wait(reply)
            if happened.kind == "gone":
                return False
            state, reply = await self._turn(state, happened)
            if self._misses >= MISSES and not (reply.grave or state.alarm or state.check):
                return False

    async def _turn(self, state: State, happened: Happened) -> tuple[State, Reply]:
        if happened.kind == "speech":
            state, reply = await self._spoken(state, happened.sound)
        elif happened.kind == "key":
            state, reply = self._respond(state, "key", key=happened.key)
        else:
            state, reply = self._respond(state, "silence")
        # Nobody can be connected from here, and nobody may be told that they are.
        return self._respond(state, "unanswered") if reply.hands_over else (state, reply)

    async def _spoken(self, state: State, sound: bytes) -> tuple[State, Reply]:
        heard = await self._hear(sound)
        # Keys that came meanwhile do not cut off what may be an alarm, as with a provider's.
        keys = [one.key for one in self._happened if one.kind == "key"]
        self._happened = deque(one for one in self._happened if one.kind != "key")
        if keys and keys[0] in BEFORE_SPEECH:
            return self._respond(state, "key", key=keys[0])
        text = heard.text.strip()[:LONGEST]
        if not text:
            state, reply = self._respond(state, "silence")
        else:
            state, reply = self._respond(state, "text", text=text, unsure=heard.sure < SURE)
        self._misses = 0 if text and reply.label != labels.UNCLEAR else self._misses + 1
        return state, reply

    def _respond(
        self,
        state: State,
        kind: EventKind,
        *,
        text: str = "",
        key: str = "",
        unsure: bool = False,
    ) -> tuple[State, Reply]:
        today = datetime.date.today().isoformat()
        event = Event(
            kind, text=text, key=key, medium="phone", hears=True, unsure=unsure, today=today
        )
        return self._listening.runtime.respond(state, event)

    async def _hear(self, sound: bytes) -> Heard:
        """What the ear makes of it; nothing for who has gone. EarError: it takes too long."""
        listening = self._listening
        hearing = asyncio.wrap_future(listening.room.hear(sound))
        gone = asyncio.create_task(self._gone.wait())
        either: set[asyncio.Future[Any]] = {hearing, gone}
        try:
            await asyncio.wait(either, timeout=EAR_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if hearing.done():
                return hearing.result()
            if gone.done():
                return Heard()
            raise EarError(f"nothing was heard in {EAR_SECONDS:g} seconds")
        finally:
            hearing.cancel()
            gone.cancel()

    def _happens(self, happened: Happened) -> None:
        self._happened.append(happened)
        self._something.set()

    async def _next(self) -> Happened:
        while not self._happened:
            self._something.clear()
            await self._something.wait()
        return self._happened.popleft()

    async def _play(self, reply: Reply) -> Happened | None:
        """Plays a reply to its end, or until a key or the end of the call."""
        pieces = [cut(self._listening.sound(line, reply.slow)) for line in reply.say]
        if not any(pieces):
            return None
        if self._happened:  # keys that came at once: nothing of it is heard
            return self._happened.popleft()
        self._played.clear()
        self._out.extend(piece for line in pieces for piece in line)
        self._something.clear()
        played = asyncio.create_task(self._played.wait())
        something = asyncio.create_task(self._something.wait())
        try:
            await asyncio.wait({played, something}, return_when=asyncio.FIRST_COMPLETED)
            return self._happened.popleft() if self._happened else None
        finally:
            self._out.clear()
            for task in (played, something):
                task.cancel()

    async def _wait(self, reply: Reply) -> Happened:
        """What the caller does; silence when that is nothing."""
        pointer = self._pointer = self._listening.pointer()
        self._doubler = Doubler()
        try:
            while True:
                with contextlib.suppress(TimeoutError):
                    return await asyncio.wait_for(self._next(), patience(reply))
                if self._happened:  # in the last moment
                    return self._happened.popleft()
                if not pointer.speaking:
                    return Happened("silence")
        finally:
            self._pointer = None

    async def _receive(self) -> None:
        """Takes what Asterisk sends, for as long as there is a call. Whatever ends this ends it."""
        try:
            while (frame := await read_frame(self._reader)) and frame.kind != HANG_UP:
                self._take(frame)
        finally:
            self._gone.set()
            self._happens(GONE)

    def _take(self, frame: Frame) -> None:
        if frame.kind == KEY:
            key = frame.data.decode("ascii", "replace")
            if key in KEYS:
                self._happens(Happened("key", key=key))
        elif frame.kind == SOUND and self._pointer is not None:
            for moment in self._pointer.take(self._doubler.take(frame.data)):
                if moment.kind == "ended":
                    self._pointer = None
                    self._happens(Happened("speech", sound=moment.sound))
                    return

    async def _send(self) -> None:
        """A frame every 20 ms, silence too: a line on which nothing comes is taken for dead."""
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            piece = self._out.popleft() if self._out else STILL
            self._writer.write(Frame(SOUND, piece).packed())
            if not self._out:
                self._played.set()
            due = max(due + self._listening.pace, loop.time() - 5 * self._listening.pace)
            await asyncio.sleep(max(0.0, due - loop.time()))
            await self._writer.drain()
