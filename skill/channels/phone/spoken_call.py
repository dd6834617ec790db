"""One call at one's own exchange, by speech and keys: it plays and listens in turn, to the end.

    play the reply ──► listen ──► key | speech | silence ──► respond ──► play ...

A key cuts off what is played; speech does not, as a loudspeaker would be heard as the caller.
Whoever is not understood twice, and whoever calls while something fails here, goes on by keys: the
connection is closed, and what comes after AudioSocket in the dialplan follows. Only a conversation
that has ended hangs up.

    Asterisk ── AudioSocket ──► ear ──► respond ──► sounds ──► AudioSocket
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

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
)
from skill.channels.phone.call import BEFORE_SPEECH
from skill.channels.phone.spoken import patience
from skill.channels.runtime import Runtime
from skill.dialogue import KEYS, SURE, Event, EventKind, Reply, State
from skill.ears import Ear, Endpointer, Heard
from skill.errors import RugwijzerError
from skill.understanding import LONGEST

MISSES = 2
"""Times in a row that somebody may not be understood, before keys are better."""
EAR_SECONDS = 12.0
"""The longest that a caller waits for what was heard, others' turns at the ear included."""
FIRST_SECONDS = 5.0
"""After which a connection that has not said which call it is, is none."""
MOST_CALLS = 60


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
    one_ear: asyncio.Lock = field(default_factory=asyncio.Lock)
    calls: int = 0
    """Calls that are going on."""


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
    try:
        first = await asyncio.wait_for(read_frame(reader), FIRST_SECONDS)
        if first and first.kind == ID and listening.calls <= MOST_CALLS:
            await _Call(listening, reader, writer).run()
    except (OSError, RugwijzerError, TimeoutError):
        # Told nowhere, as it may be about words: the caller goes on by keys.
        pass
    finally:
        listening.calls -= 1
        writer.close()


class _Call:
    def __init__(
        self, listening: Listening, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._listening, self._reader, self._writer = listening, reader, writer
        self._happened: deque[Happened] = deque()
        self._something = asyncio.Event()
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
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _talk(self) -> bool:
        """The conversation; gives whether to hang up after it."""
        state, reply = self._respond(State(), "launch")
        while True:
            happened = await self._play(reply)
            if happened is None and (reply.ends or reply.hands_over):
                # A person is called by the dialplan, which a caller reaches by keys.
                return not reply.hands_over
            if happened is None:
                happened = await self._wait(reply)
            if happened.kind == "gone":
                return False
            state, reply = await self._turn(state, happened)
            if self._misses >= MISSES and not (reply.grave or state.alarm or state.check):
                return False

    async def _turn(self, state: State, happened: Happened) -> tuple[State, Reply]:
        if happened.kind == "key":
            return self._respond(state, "key", key=happened.key)
        if happened.kind == "silence":
            return self._respond(state, "silence")
        heard = await self._hear(happened.sound)
        if self._happened and self._happened[0].key in BEFORE_SPEECH:
            return self._respond(state, "key", key=self._happened.popleft().key)
        text = heard.text.strip()[:LONGEST]
        if not text:
            state, reply = self._respond(state, "silence")
        else:
            state, reply = self._respond(state, "text", text=text, unsure=heard.sure < SURE)
        self._misses = 0 if text and reply.outcome not in ("fallback", "menu") else self._misses + 1
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
        """What the ear makes of it. TimeoutError when that takes too long."""

        async def hear() -> Heard:
            async with self._listening.one_ear:
                return await asyncio.to_thread(self._listening.ear.hear, sound)

        return await asyncio.wait_for(hear(), EAR_SECONDS)

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
        sounds = b"".join(self._listening.sound(line, reply.slow) for line in reply.say)
        self._played.clear()
        self._out.extend(cut(sounds))
        if not self._out:
            return None
        played = asyncio.create_task(self._played.wait())
        something = asyncio.create_task(self._something.wait())
        if self._happened:
            self._something.set()
        else:
            self._something.clear()
        try:
            await asyncio.wait({played, something}, return_when=asyncio.FIRST_COMPLETED)
            return self._happened.popleft() if self._happened else None
        finally:
            self._out.clear()
            for task in (played, something):
                task.cancel()

    async def _wait(self, reply: Reply) -> Happened:
        """What the caller does; silence when that is nothing."""
        self._pointer, self._doubler = self._listening.pointer(), Doubler()
        try:
            while True:
                with contextlib.suppress(TimeoutError):
                    return await asyncio.wait_for(self._next(), patience(reply))
                if not self._pointer.speaking:
                    return Happened("silence")
        finally:
            self._pointer = None

    async def _receive(self) -> None:
        """Takes what Asterisk sends, for as long as there is a call."""
        while True:
            frame = await read_frame(self._reader)
            if frame is None or frame.kind == HANG_UP:
                self._happens(GONE)
                return
            if frame.kind == KEY:
                key = frame.data.decode("ascii", "replace")
                if key in KEYS:
                    self._happens(Happened("key", key=key))
            elif frame.kind == SOUND and self._pointer is not None:
                for moment in self._pointer.take(self._doubler.take(frame.data)):
                    if moment.kind == "ended":
                        self._pointer = None
                        self._happens(Happened("speech", sound=moment.sound))
                        break

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
