"""Between the 16-bit bytes that engines and encoders use and the samples we reckon with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from skill.studio.engines import Samples

if TYPE_CHECKING:
    from numpy.typing import NDArray


def from_int16(sound: bytes, rate: int) -> Samples:
    """Little-endian 16-bit mono -> -1..1."""
    wave = np.frombuffer(sound, dtype="<i2").astype(np.float32) * np.float32(1 / 32768)
    return Samples(wave, rate)


def to_int16(wave: NDArray[np.float32]) -> bytes:
    """-1..1 -> little-endian 16-bit; what is outside is clipped."""
    scaled = np.clip(np.rint(wave * np.float32(32767)), -32768, 32767)
    return bytes(scaled.astype("<i2").tobytes())
