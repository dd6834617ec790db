"""A caller behind AudioSocket: hears which lines are played, speaks, presses keys, hangs up."""

from __future__ import annotations

import asyncio
import struct
from array import array
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from skill.channels import Runtime, serve_connections
from skill.channels.phone import Listening, answer_call
from skill.channels.phone.audiosocket import FRAME, HANG_UP, ID, KEY, SOUND, STILL, Frame
from skill.ears import Endpointer, Heard

LOOPBACK = "127.0.0.1"
PACE = 0.001
SPEECH = array("h", [1000] * (FRAME // 2)).tobytes() * 15
"""Three tenths of a second of somebody who speaks."""
PAUSE = STILL * 60
"""More than the silence that ends an utterance."""


@dataclass
class Ear:
    """Hears what the test puts in its mouth, one after another."""

    name: str = "fake"
    hears: list[Heard | Exception] = field(default_factory=list)
    given: list[bytes] = field(default_factory=list)

    def hear(self, sound: bytes) -> Heard:
        self.given.append(sound)
        heard = self.hears.pop(0)
        if isinstance(heard, Exception):
            raise heard
        return heard


def loud(frame: bytes) -> float:
    """A voice detector: whatever is not silence is speech."""
    return float(any(frame))


@dataclass
class Caller:
    """One call."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    names: list[str]
    """Line of each number that its sound is made of."""
    hung_up: bool = False
    reset: bool = False
    """Whether the call was left to the keys: a failure for the dialplan."""

    async def hear(self) -> list[str]:
        """The lines that are played next, until it is quiet or the call is over."""
        heard: list[str] = []
        quiet = 0
        while quiet < 20:
            frame = await asyncio.wait_for(self._frame(), 10)
            if frame is None or frame.kind == HANG_UP:
                self.hung_up = frame is not None
                return heard
            (number,) = struct.unpack("<h", frame.data[:2])
            quiet = 0 if number or not heard else quiet + 1
            if number and (not heard or heard[-1] != self.names[number - 1]):
                heard.append(self.names[number - 1])
        return heard

    async def begins(self) -> str:
        """The line that is being played."""
        while True:
            frame = await asyncio.wait_for(self._frame(), 10)
            assert frame is not None
            (number,) = struct.unpack("<h", frame.data[:2])
            if number:
                return self.names[number - 1]

    async def speak(self) -> list[str]:
        """Says something, and hears the answer."""
        self._sound(SPEECH + PAUSE)
        return await self.hear()

    def speak_meanwhile(self) -> None:
        self._sound(SPEECH + PAUSE)

    def key(self, *keys: str) -> None:
        """Presses keys; several come at once."""
        self.writer.write(b"".join(Frame(KEY, key.encode()).packed() for key in keys))

    async def press(self, key: str) -> list[str]:
        """Presses a key, and hears the answer."""
        self.key(key)
        return await self.hear()

    def _sound(self, sound: bytes) -> None:
        for at in range(0, len(sound), FRAME):
            self.writer.write(Frame(SOUND, sound[at : at + FRAME]).packed())

    async def _frame(self) -> Frame | None:
        try:
            kind, length = struct.unpack(">BH", await self.reader.readexactly(3))
            return Frame(kind, await self.reader.readexactly(length))
        except ConnectionResetError:
            self.reset = True
            return None
        except EOFError:
            return None

    async def another(self) -> Caller:
        """Somebody else who calls the same line."""
        return await dial(self.writer.get_extra_info("peername")[1], self.names)


async def dial(port: int, names: list[str], first: bytes | None = None) -> Caller:
    """A call that has begun."""
    reader, writer = await asyncio.open_connection(LOOPBACK, port)
    writer.write(Frame(ID, bytes(16)).packed() if first is None else first)
    return Caller(reader, writer, names)


Talk = Callable[[Caller], Coroutine[Any, Any, None]]


def call(
    runtime: Runtime,
    ear: Ear,
    talk: Talk,
    *,
    first: bytes | None = None,
    vad: Callable[[bytes], float] = loud,
) -> None:
    """Runs a talk with a call. `first` is sent in the place of the call's id."""
    asyncio.run(_call(runtime, ear, talk, first, vad))


async def _call(
    runtime: Runtime,
    ear: Ear,
    talk: Talk,
    first: bytes | None,
    vad: Callable[[bytes], float],
) -> None:
    names = sorted(runtime.lines)
    numbers = {name: at for at, name in enumerate(names, start=1)}

    def sound(line: str, slow: bool) -> bytes:
        return struct.pack("<h", numbers[line]) * (FRAME // 2 * (4 if slow else 2))

    listening = Listening(runtime, sound, ear, lambda: Endpointer(vad), pace=PACE)
    opened: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    answer = partial(answer_call, listening)
    serving = asyncio.create_task(serve_connections(answer, LOOPBACK, 0, opened.set_result))
    try:
        caller = await dial(await opened, names, first)
        try:
            await talk(caller)
        finally:
            caller.writer.close()
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
