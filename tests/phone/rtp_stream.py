"""RTP as a caller needs it: packets out, packets in, keys as RFC 4733 events, and what was lost."""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
import struct
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

FRAME = 160
"""Bytes in 20 ms of A-law, mu-law or G.722; also what the time stamp counts in 20 ms."""
TICK = 0.02
EVENTS = {key: number for number, key in enumerate("0123456789*#ABCD")}
"""RFC 4733, table 3."""
CODECS = {"ulaw": (0, "PCMU"), "alaw": (8, "PCMA"), "g722": (9, "G722")}
"""Payload type and name (RFC 3551, table 4). G.722's clock is written as 8000 there."""
SILENCE = {0: b"\xff" * FRAME, 8: b"\xd5" * FRAME, 9: b"\xfa" * FRAME}
_TIMESTAMP = getattr(socket, "SO_TIMESTAMPNS", 35)


@dataclass(frozen=True, slots=True)
class Packet:
    """One RTP packet that came in."""

    at: float
    """Seconds on the monotonic clock, as the kernel saw it."""
    number: int
    stamp: int
    kind: int
    """Payload type."""
    payload: bytes


def read_packet(data: bytes, at: float) -> Packet | None:
    """The packet in a datagram; None when it is no RTP (RFC 3550, 5.1)."""
    if len(data) < 12 or data[0] >> 6 != 2:
        return None
    first, second, number, stamp, _ = struct.unpack_from("!BBHII", data)
    begin = 12 + 4 * (first & 15)
    if first & 0x10:
        begin += 4 + 4 * struct.unpack_from("!H", data, begin + 2)[0]
    payload = data[begin:]
    if first & 0x20 and payload:
        payload = payload[: -payload[-1]]
    return Packet(at, number, stamp, second & 127, payload)


def lost(packets: list[Packet]) -> int:
    """How many packets never came: holes in the numbers."""
    steps = ((b.number - a.number) & 0xFFFF for a, b in pairwise(packets))
    return sum(step - 1 for step in steps if 1 < step < 0x8000)


def key_payloads(key: str, ticks: int) -> Iterator[tuple[bytes, bool]]:
    """The events of one key that is held for so many ticks; True for the last three, its end."""
    number = EVENTS[key]
    for tick in range(1, ticks + 1):
        yield struct.pack("!BBH", number, 10, tick * FRAME), False
    for _ in range(3):
        yield struct.pack("!BBH", number, 0x80 | 10, ticks * FRAME), True


class Port:
    """A UDP port that is read until it is empty each time, with the kernel's time stamps.

    asyncio's own transport reads one datagram per port and turn: with a hundred calls a goodbye is
    then seen before the sound that came earlier, and good calls look cut off.
    """

    def __init__(self, host: str, heard: Callable[[Packet], None]) -> None:
        self._heard = heard
        self._socket = _even_port(host)
        self.number: int = self._socket.getsockname()[1]
        self._socket.setblocking(False)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        self._socket.setsockopt(socket.SOL_SOCKET, _TIMESTAMP, 1)
        self._offset = time.time() - time.monotonic()
        asyncio.get_running_loop().add_reader(self._socket.fileno(), self.drain)

    def drain(self) -> None:
        """Hears all that has come in."""
        while self._socket.fileno() >= 0:
            try:
                data, notes, _, _ = self._socket.recvmsg(2048, 64)
            except (BlockingIOError, ConnectionRefusedError):
                return
            at = time.monotonic()
            if notes:
                seconds, nanoseconds = struct.unpack_from("qq", notes[0][2])
                at = seconds + nanoseconds * 1e-9 - self._offset
            packet = read_packet(data, at)
            if packet:
                self._heard(packet)

    def send(self, data: bytes, to: tuple[str, int]) -> None:
        with contextlib.suppress(BlockingIOError, ConnectionRefusedError):
            self._socket.sendto(data, to)

    def close(self) -> None:
        if self._socket.fileno() >= 0:
            asyncio.get_running_loop().remove_reader(self._socket.fileno())
            self._socket.close()


def _even_port(host: str) -> socket.socket:
    """RTP lives on even ports (RFC 3550, 11)."""
    while True:
        found = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        found.bind((host, 0))
        if found.getsockname()[1] % 2 == 0:
            return found
        found.close()


class Sender:
    """The caller's side of the sound: silence every 20 ms, or what is said, and keys in between."""

    def __init__(self, port: Port, to: tuple[str, int], kind: int, events: int | None) -> None:
        self._port, self._to, self._kind = port, to, kind
        self.events = events
        """Payload type of keys; None when the other side takes none."""
        self._source = random.getrandbits(32)
        self._number, self._stamp = random.getrandbits(15), random.getrandbits(31)
        self._saying: deque[bytes] = deque()
        self._keys: asyncio.Queue[tuple[str, asyncio.Future[None]]] = asyncio.Queue()
        self._task = asyncio.create_task(self._run())

    async def key(self, key: str) -> None:
        """Presses one key and waits until it was released."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._keys.put_nowait((key, done))
        await asyncio.wait({done, self._task}, return_when=asyncio.FIRST_COMPLETED)

    async def say(self, sound: bytes) -> None:
        """Says bytes of the codec, and waits until the last of them went."""
        self._saying.extend(
            sound[at : at + FRAME].ljust(FRAME, SILENCE[self._kind][:1])
            for at in range(0, len(sound), FRAME)
        )
        while self._saying and not self._task.done():
            await asyncio.sleep(TICK)

    def stop(self) -> None:
        self._task.cancel()

    async def _run(self) -> None:
        clock = asyncio.get_running_loop()
        due, first = clock.time(), True
        while True:
            if self._keys.empty():
                said = self._saying.popleft() if self._saying else SILENCE[self._kind]
                self._send(self._kind, said, mark=first)
                first = False
                self._stamp += FRAME
                due = await _until(due + TICK)
                continue
            key, done = self._keys.get_nowait()
            for tick, (event, last) in enumerate(key_payloads(key, 5)):
                self._send(self.events or 101, event, mark=tick == 0)
                if not last:
                    due = await _until(due + TICK)
            self._stamp += 6 * FRAME
            due = await _until(due + 2 * TICK)
            if not done.done():
                done.set_result(None)

    def _send(self, kind: int, payload: bytes, *, mark: bool) -> None:
        self._number = (self._number + 1) & 0xFFFF
        second = kind | (0x80 if mark else 0)
        head = struct.pack(
            "!BBHII", 0x80, second, self._number, self._stamp & 0xFFFFFFFF, self._source
        )
        self._port.send(head + payload, self._to)


async def _until(due: float) -> float:
    await asyncio.sleep(max(0.0, due - asyncio.get_running_loop().time()))
    return due
