"""A caller: rings a number on loopback, presses keys, listens, hangs up. Standard library only."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Self

from rtp_stream import Packet, Port, Sender
from sip_messages import Dialog, Media, Message, answer, offer, read_media, read_message

LOOPBACK = "127.0.0.1"
_T1 = 0.5
"""Seconds before an unanswered request is sent again (RFC 3261, 17.1.1.1)."""


class CallError(Exception):
    """The call did not go as SIP asks."""


class _Signals(asyncio.DatagramProtocol):
    def __init__(self, heard: Callable[[bytes, tuple[str, int]], None]) -> None:
        self._heard = heard

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self._heard(data, addr)


class Call:
    """One call. `async with Call(...) as call: await call.ring()`"""

    def __init__(
        self,
        number: str,
        port: int,
        *,
        codec: str = "alaw",
        info: bool = False,
        heard: Callable[[Packet], None] = lambda _: None,
    ) -> None:
        self._number, self._server = number, (LOOPBACK, port)
        self._codec, self._info, self._listen = codec, info, heard
        self.packets: list[Packet] = []
        """All sound that came in."""
        self.up = False
        self.ended_by = ""
        """`us` or `them`, once the call is over."""
        self.ended = asyncio.Event()
        self.setup_seconds = 0.0
        self.answered_at = self.ended_at = 0.0
        self._count = random.randint(1, 9999)
        self._answers: dict[tuple[int, str], asyncio.Future[Message]] = {}
        self._sender: Sender | None = None
        self._media: Media | None = None

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._signals, _ = await loop.create_datagram_endpoint(
            lambda: _Signals(self._signal), local_addr=(LOOPBACK, 0)
        )
        self._sound = Port(LOOPBACK, self._packet)
        self._dialog = Dialog(
            self._number,
            *self._server,
            LOOPBACK,
            self._signals.get_extra_info("sockname")[1],
            f"030{random.randint(0, 9_999_999):07}",
            f"{random.getrandbits(64):016x}",
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.up:
            await self.hang_up()
        self._signals.close()
        self._sound.close()

    async def ring(self, patience: float = 20) -> None:
        """Calls, and comes back when the call is answered. CallError when it is refused."""
        begun = time.monotonic()
        body = offer(LOOPBACK, self._sound.number, (self._codec,), keys=not self._info)
        headers = (
            "Content-Type: application/sdp",
            "Allow: INVITE, ACK, BYE, CANCEL, INFO, OPTIONS",
        )
        response = await self._ask("INVITE", *headers, body=body, patience=patience)
        self._dialog.target = response.find(r"Contact:.*?<([^>]+)>")
        self._acknowledge()
        if response.status >= 300:
            raise CallError(f"the exchange answers {response.first}")
        self.up, self.answered_at = True, time.monotonic()
        self.setup_seconds = self.answered_at - begun
        media = self._media = read_media(response)
        self._sender = Sender(self._sound, (media.host, media.port), media.kind, media.keys)

    async def key(self, key: str) -> None:
        """Presses one key: in the sound (RFC 4733), or as SIP INFO."""
        if not self.up or not self._sender:
            raise CallError(f"the call was over before key {key}")
        if not self._info:
            await self._sender.key(key)
            return
        body = f"Signal={key}\r\nDuration=100\r\n"
        response = await self._ask("INFO", "Content-Type: application/dtmf-relay", body=body)
        if response.status != 200:
            raise CallError(f"INFO: {response.first}")

    async def say(self, sound: bytes) -> None:
        """Says something, in bytes of the codec. CallError when the call was over before."""
        if not self.up or not self._sender:
            raise CallError("the call was over before something was said")
        await self._sender.say(sound)

    async def hang_up(self) -> None:
        """Ends the call from our side."""
        await self._ask("BYE")
        self._end("us")

    async def until(self, there: Callable[[], bool], patience: float = 60) -> None:
        """Waits until something is so. CallError when the call ends first, or patience."""
        end = time.monotonic() + patience
        while not there():
            if not self.up or time.monotonic() > end:
                raise CallError("the call was over" if not self.up else f"not in {patience:g} s")
            await asyncio.sleep(0.01)

    async def _ask(
        self, method: str, *headers: str, body: str = "", patience: float = 10
    ) -> Message:
        """Sends a request, again and again, until its final answer is there."""
        self._count += 1
        number = self._count
        data = self._dialog.request(
            method, number, f"{random.getrandbits(64):016x}", *headers, body=body
        )
        if method == "INVITE":
            self._invite = number
        future: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self._answers[number, method] = future
        wait, end = _T1, time.monotonic() + patience
        while time.monotonic() < end:
            self._signals.sendto(data, self._server)
            done, _ = await asyncio.wait({future}, timeout=wait)
            if done:
                return future.result()
            wait = min(2 * wait, 4)
        raise CallError(f"{method}: no answer in {patience:g} s")

    def _acknowledge(self) -> None:
        data = self._dialog.request("ACK", self._invite, f"{random.getrandbits(64):016x}")
        self._signals.sendto(data, self._server)

    def _signal(self, data: bytes, address: tuple[str, int]) -> None:
        message = read_message(data)
        if message is None:
            return
        if message.status:
            self._answered(message)
            return
        if message.first.startswith("ACK "):
            return
        self._signals.sendto(answer(message, "200 OK"), address)
        if message.first.startswith("BYE "):
            self._end("them")

    def _answered(self, message: Message) -> None:
        if message.status > 100 and message.method == "INVITE":
            self._dialog.to_tag = message.find(r"To:.*?;tag=([^;\s]+)") or self._dialog.to_tag
        if message.status < 200:
            return
        future = self._answers.get((message.number, message.method))
        if future and not future.done():
            future.set_result(message)
        elif message.method == "INVITE":
            self._acknowledge()  # our first one was lost

    def _packet(self, packet: Packet) -> None:
        if self._media is None or packet.kind == self._media.kind:
            self.packets.append(packet)
            self._listen(packet)

    def _end(self, by: str) -> None:
        if not self.ended_by:
            self._sound.drain()
            self.up, self.ended_by, self.ended_at = False, by, time.monotonic()
            if self._sender:
                self._sender.stop()
            self.ended.set()


async def all_at_once(work: Sequence[Callable[[], Awaitable[None]]], most: int) -> None:
    """Does all the work, so many at a time."""
    free = asyncio.Semaphore(most)

    async def one(job: Callable[[], Awaitable[None]]) -> None:
        async with free:
            await job()

    await asyncio.gather(*(one(job) for job in work))
