"""G.711: sixteen bits to eight and back, as the telephone network does it.

ITU-T G.711 (1988), in the form of the reference code that Python's `audioop` had until 3.13: the
bytes are the same for all 65,536 values.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_A_ENDS = np.array([0x1F, 0x3F, 0x7F, 0xFF, 0x1FF, 0x3FF, 0x7FF, 0xFFF])
"""Where the eight segments of A-law end, on 13 bits."""
_U_ENDS = np.array([0x3F, 0x7F, 0xFF, 0x1FF, 0x3FF, 0x7FF, 0xFFF, 0x1FFF])
"""Where the eight segments of mu-law end, on 14 bits."""
_U_BIAS = 0x21
_U_MOST = 8158
"""What is louder gets the same, the loudest, code."""


def alaw(wave: NDArray[np.int16]) -> bytes:
    """A-law, one byte a sample: the law of Europe."""
    value = wave.astype(np.int32) >> 3
    flip = np.where(value >= 0, 0xD5, 0x55)
    size = np.where(value >= 0, value, -value - 1)
    segment = np.searchsorted(_A_ENDS, size)
    steps = (size >> np.where(segment < 2, 1, segment)) & 0xF
    return bytes((((segment << 4) | steps) ^ flip).astype(np.uint8).tobytes())


def ulaw(wave: NDArray[np.int16]) -> bytes:
    """Mu-law, one byte a sample: the law of North America and Japan."""
    value = wave.astype(np.int32) >> 2
    flip = np.where(value >= 0, 0xFF, 0x7F)
    size = np.minimum(np.abs(value), _U_MOST) + _U_BIAS
    segment = np.searchsorted(_U_ENDS, size)
    steps = (size >> (segment + 1)) & 0xF
    return bytes((((segment << 4) | steps) ^ flip).astype(np.uint8).tobytes())


def from_alaw(data: bytes) -> NDArray[np.int16]:
    """What a telephone plays of A-law."""
    return np.asarray(_a_table()[np.frombuffer(data, np.uint8)])


def from_ulaw(data: bytes) -> NDArray[np.int16]:
    """What a telephone plays of mu-law."""
    return np.asarray(_u_table()[np.frombuffer(data, np.uint8)])


@cache
def _a_table() -> NDArray[np.int16]:
    code = np.arange(256) ^ 0x55
    segment, steps = (code >> 4) & 7, (code & 0xF) << 4
    size = np.where(segment == 0, steps + 8, (steps + 0x108) << np.maximum(segment - 1, 0))
    return np.asarray(np.where(code & 0x80, size, -size).astype(np.int16))


@cache
def _u_table() -> NDArray[np.int16]:
    code = ~np.arange(256) & 0xFF
    size = ((((code & 0xF) << 3) + 0x84) << ((code >> 4) & 7)) - 0x84
    return np.asarray(np.where(code & 0x80, -size, size).astype(np.int16))
