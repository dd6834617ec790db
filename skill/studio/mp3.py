"""Sound to MP3 and back: LAME for encoding, miniaudio for decoding (both plain wheels)."""

from __future__ import annotations

from typing import Any

import lameenc  # type: ignore[import-not-found, import-untyped, unused-ignore]
import miniaudio  # type: ignore[import-untyped, unused-ignore]
import numpy as np

from skill.errors import AudioError
from skill.studio.frames import frames
from skill.studio.recipe import KBPS, SAMPLE_RATE, SAMPLE_RATES
from skill.studio.samples import resampled, to_int16
from skill.studio.speech_engine import Samples

_QUALITY = 2
"""LAME's scale from 0 (slowest) to 9; 2 is what its authors advise."""


HIGHEST_RATE = 192_000
"""Hz of a recording that can be read."""
_PIECE = 65_536
"""Samples that are decoded at once to find out how long a sound is."""


def encode(samples: Samples) -> bytes:
    """An MP3 file of 48 kbps, mono, at 22,050 or 24,000 Hz, every frame checked.

    AudioError for another rate: resample first, with `at_clip_rate`.
    """
    if samples.rate not in SAMPLE_RATES:
        raise AudioError(f"a clip has 22050 or 24000 Hz, not {samples.rate}")
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(samples.rate)
    # Without this LAME chooses a rate of its own for low bit rates.
    encoder.set_out_sample_rate(samples.rate)
    encoder.set_bit_rate(KBPS)
    encoder.set_quality(_QUALITY)
    data = bytes(encoder.encode(to_int16(samples.wave)) + encoder.flush())
    frames(data)
    return data


def decode(data: bytes) -> Samples:
    """The sound of an MP3, WAV or FLAC file at its own rate, mixed down to mono.

    AudioError when it is none of these.
    """
    # miniaudio resamples poorly, so it must be told the file's own rate.
    rate = int(_info(data).sample_rate)
    try:
        sound = miniaudio.decode(
            data, miniaudio.SampleFormat.FLOAT32, nchannels=1, sample_rate=rate
        )
    except miniaudio.MiniaudioError as error:
        raise AudioError(f"this is no sound that can be read: {error}") from error
    return Samples(np.frombuffer(sound.samples, dtype=np.float32), rate)


def length(data: bytes) -> float:
    """Seconds of an MP3, WAV or FLAC file, without decoding it. AudioError when it is none."""
    return float(_info(data).duration)


def lasts(data: bytes, most: float) -> bool:
    """Whether an MP3, WAV or FLAC file plays for longer than `most` seconds.

    Its header may say anything, and a few bytes of FLAC may be a minute of silence: so it is
    decoded piece by piece, and no further than that. AudioError when it is none of these,
    or has more than HIGHEST_RATE.
    """
    rate = int(_info(data).sample_rate)
    if not 0 < rate <= HIGHEST_RATE:
        raise AudioError(f"it has {rate} Hz; at most {HIGHEST_RATE} can be used")
    left = most * rate
    try:
        pieces = miniaudio.stream_memory(data, miniaudio.SampleFormat.SIGNED16, 1, rate, _PIECE)
        for piece in pieces:
            left -= len(piece)
            if left < 0:
                return True
    except miniaudio.MiniaudioError as error:
        raise AudioError(f"this is no sound that can be read: {error}") from error
    return False


def at_clip_rate(samples: Samples) -> Samples:
    """The same sound at a rate that a clip may have: its own, or 22,050 Hz."""
    return samples if samples.rate in SAMPLE_RATES else resampled(samples, SAMPLE_RATE)


def _info(data: bytes) -> Any:
    """What the header of a file says. AudioError when it is no WAV, FLAC or MP3 file."""
    for read in (miniaudio.wav_get_info, miniaudio.flac_get_info, miniaudio.mp3_get_info):
        try:
            return read(data)
        except miniaudio.MiniaudioError:
            continue
    raise AudioError("this is no WAV, FLAC or MP3 file")
