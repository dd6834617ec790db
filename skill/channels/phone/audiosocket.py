"""AudioSocket: the frames in which Asterisk hands over a call, and takes its sound.

A kind of one byte, a length of two (the highest first), and as many bytes
(https://docs.asterisk.org/Configuration/Channel-Drivers/AudioSocket/). Sound is 8 kHz, one channel,
16 bits a sample, the lowest byte first, 20 ms a frame.

How a connection ends is all that the dialplan learns of it. For Asterisk a HANG_UP frame is a
success, and a connection that is closed as well; one that is reset is a failure
(https://github.com/asterisk/asterisk/blob/22/apps/app_audiosocket.c, `audiosocket_run`). So every
connection here is reset when it closes (`reset_when_closed`), also by the kernel, for a process
that was killed: only who says HANG_UP and lets the other side close has ended a call.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from array import array
from dataclasses import dataclass, field

HANG_UP, ID, KEY, SOUND, FAILED = 0x00, 0x01, 0x03, 0x10, 0xFF

RATE = 8_000
FRAME_SECONDS = 0.02
FRAME = int(RATE * FRAME_SECONDS) * 2
"""Bytes of sound in one frame."""
STILL = bytes(FRAME)

_HEAD = struct.Struct(">BH")


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame."""

    kind: int
    data: bytes = field(default=b"", repr=False)

    def packed(self) -> bytes:
        """The frame as it goes over the connection."""
        return _HEAD.pack(self.kind, len(self.data)) + self.data


async def read_frame(reader: asyncio.StreamReader) -> Frame | None:
    """The next frame; None when the connection is over, also in the middle of one."""
    try:
        kind, length = _HEAD.unpack(await reader.readexactly(_HEAD.size))
        return Frame(kind, await reader.readexactly(length))
    except (OSError, EOFError):
        return None


def reset_when_closed(writer: asyncio.StreamWriter) -> None:
    """Whoever closes the connection from here on resets it (SO_LINGER with 0 seconds,
    https://man7.org/linux/man-pages/man7/socket.7.html)."""
    here: socket.socket = writer.get_extra_info("socket")
    here.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def cut(sound: bytes) -> list[bytes]:
    """A sound in pieces of one frame each; the last is filled up with silence."""
    return [sound[at : at + FRAME].ljust(FRAME, b"\0") for at in range(0, len(sound), FRAME)]


class Doubler:
    """8 kHz -> 16 kHz for an ear, piece by piece: between two samples comes their middle.

    A class because the last sample of a piece is needed for the next.
    """

    def __init__(self) -> None:
        self._last = 0

    def take(self, sound: bytes) -> bytes:
        """Twice as many samples; a byte that is half a sample is left out."""
        samples = array("h", sound[: len(sound) // 2 * 2])
        doubled = array("h", bytes(4 * len(samples)))
        last = self._last
        for at, sample in enumerate(samples):
            doubled[2 * at] = (last + sample) // 2
            doubled[2 * at + 1] = last = sample
        self._last = last
        return doubled.tobytes()
