"""One clip as a telephone line carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import soxr  # type: ignore[import-untyped, unused-ignore]
from G722 import G722  # type: ignore[import-untyped, unused-ignore]

from skill.errors import AudioError
from skill.studio.g711 import alaw, ulaw
from skill.studio.master import master
from skill.studio.mp3 import decode
from skill.studio.pcm import to_int16
from skill.studio.telephone import CEILING_DB, RATES, TARGET_LUFS

if TYPE_CHECKING:
    from numpy.typing import NDArray

G722_BITS = 64_000
"""Bits a second of G.722 on a telephone line (RFC 3551, 4.5.2)."""


def line_sound(clip: bytes, format: str) -> bytes:
    """The bytes of a clip in `alaw`, `ulaw` or `g722`, at the loudness of the telephone.

    AudioError when the clip cannot be read or is silent.
    """
    if format not in RATES:
        raise AudioError(f"a telephone line does not carry {format}; it can be {', '.join(RATES)}")
    wave = samples(clip, RATES[format])
    if format == "g722":
        return bytes(G722(RATES[format], G722_BITS).encode(wave))
    return alaw(wave) if format == "alaw" else ulaw(wave)


def samples(clip: bytes, rate: int) -> NDArray[np.int16]:
    """The clip at `rate`, mastered for the telephone."""
    sound = decode(clip)
    wave = np.asarray(soxr.resample(sound.wave, sound.rate, rate, quality="VHQ"), np.float32)
    loud = master(wave, rate, target=TARGET_LUFS, ceiling_db=CEILING_DB)
    return np.frombuffer(to_int16(loud), dtype="<i2").astype(np.int16)
