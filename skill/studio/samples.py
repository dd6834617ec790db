"""Sound as float32 samples: from and to 16-bit bytes, its silent ends, joining, resampling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import soxr  # type: ignore[import-untyped, unused-ignore]

from skill.studio.recipe import SILENCE_DB
from skill.studio.speech_engine import Samples

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WINDOW_S = 0.005
"""Length of the windows whose level is compared, in seconds."""
_NO_SPEECH = 1e-4
"""-80 dBFS: what stays below it is silence, whatever its shape."""


def from_int16(sound: bytes, rate: int) -> Samples:
    """Little-endian 16-bit mono -> -1..1."""
    wave = np.frombuffer(sound, dtype="<i2").astype(np.float32) * np.float32(1 / 32768)
    return Samples(wave, rate)


def to_int16(wave: NDArray[np.float32]) -> bytes:
    """-1..1 -> little-endian 16-bit; what is outside is clipped."""
    scaled = np.clip(np.rint(wave * np.float32(32767)), -32768, 32767)
    return bytes(scaled.astype("<i2").tobytes())


def resampled(sound: Samples, rate: int) -> Samples:
    """The same sound at another rate."""
    if sound.rate == rate:
        return sound
    wave = soxr.resample(sound.wave, sound.rate, rate, quality="VHQ")
    return Samples(np.asarray(wave, dtype=np.float32), rate)


def joined(parts: Sequence[Samples], pause_ms: int) -> Samples:
    """The parts one after the other with a pause between them, at the rate of the first.

    Each part is rounded to 16 bits. The shipped clips were made so, and without it the bytes of a
    clip that is made again would differ from theirs.
    """
    rate = parts[0].rate
    pause = np.zeros(rate * pause_ms // 1000, dtype=np.float32)
    waves = []
    for part in parts:
        waves += [pause, from_int16(to_int16(resampled(part, rate).wave), rate).wave]
    return Samples(np.concatenate(waves[1:]), rate)


def edges(wave: NDArray[np.float32], rate: int) -> tuple[int, int]:
    """Index of the first sample that is not silence, and one past the last.

    Silence is below the wave's own peak by `SILENCE_DB`, so it works for a soft recording with
    a soft noise floor as well. (0, 0) when there is nothing but silence.
    """
    size = max(1, round(rate * _WINDOW_S))
    count = -(-len(wave) // size)
    if count == 0:
        return 0, 0
    padded = np.zeros(count * size, dtype=np.float64)
    padded[: len(wave)] = np.abs(wave)
    levels = padded.reshape(count, size).max(axis=1)
    loudest = float(levels.max())
    if loudest < _NO_SPEECH:
        return 0, 0
    loud = np.flatnonzero(levels > loudest * 10 ** (SILENCE_DB / 20))
    return int(loud[0]) * size, min(len(wave), (int(loud[-1]) + 1) * size)


def trimmed(wave: NDArray[np.float32], rate: int, keep_ms: int = 10) -> NDArray[np.float32]:
    """The sound without silence at its ends; `keep_ms` of it stays, so no consonant is cut."""
    first, last = edges(wave, rate)
    keep = rate * keep_ms // 1000 if last else 0
    return wave[max(0, first - keep) : last + keep]
