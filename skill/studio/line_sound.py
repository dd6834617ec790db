"""One clip as a telephone line carries it (loads numpy)."""

from __future__ import annotations

import warnings

import numpy as np
from G722 import G722  # type: ignore[import-untyped, unused-ignore]

from skill.errors import AudioError
from skill.studio.master import master
from skill.studio.mp3 import decode
from skill.studio.recipe import (
    G722_BITS,
    TELEPHONE_CEILING_DB,
    TELEPHONE_LUFS,
    TELEPHONE_RATES,
)
from skill.studio.samples import from_int16, resampled, to_int16
from skill.studio.speech_engine import Samples
from skill.studio.wav_file import wav_file

with warnings.catch_warnings():
    # It left Python in 3.13; there the package audioop-lts gives the same module.
    warnings.simplefilter("ignore", DeprecationWarning)
    import audioop


def line_sound(clip: bytes, format: str) -> bytes:
    """The bytes of a clip in a format of TELEPHONE_RATES, at the loudness of the telephone.

    AudioError when the clip cannot be read or is silent.
    """
    if format not in TELEPHONE_RATES:
        formats = ", ".join(TELEPHONE_RATES)
        raise AudioError(f"a telephone line does not carry {format}; it can be {formats}")
    rate = TELEPHONE_RATES[format]
    codec, _, file = format.partition(".")
    sound = _encoded(at_line_level(clip, rate), codec, rate)
    return wav_file(sound, codec, rate) if file else sound


def over_the_telephone(clip: bytes) -> Samples:
    """What comes out of a narrow line at its other end: 8 kHz, A-law. AudioError as above."""
    return from_alaw(line_sound(clip, "alaw"))


def from_alaw(sound: bytes) -> Samples:
    """The sound of A-law bytes at 8 kHz."""
    return from_int16(audioop.alaw2lin(sound, 2), TELEPHONE_RATES["alaw"])


def _encoded(sound: bytes, codec: str, rate: int) -> bytes:
    if codec == "g722":
        return bytes(G722(rate, G722_BITS).encode(np.frombuffer(sound, dtype="<i2")))
    if codec == "pcm":
        return sound
    return audioop.lin2alaw(sound, 2) if codec == "alaw" else audioop.lin2ulaw(sound, 2)


def at_line_level(clip: bytes, rate: int) -> bytes:
    """The clip at `rate`, mastered for the telephone, as little-endian 16-bit."""
    sound = resampled(decode(clip), rate)
    loud = master(sound.wave, rate, target=TELEPHONE_LUFS, ceiling_db=TELEPHONE_CEILING_DB)
    return to_int16(loud)
