"""A sound out of any file: what `hear` is given was not made by us."""

from __future__ import annotations

import io

from skill.ears.sound import read_wav
from skill.errors import AudioError


def read_sound(file: bytes) -> bytes:
    """The sound in a file of any kind that FFmpeg reads, mixed down and resampled.

    AudioError when there is none, ImportError when PyAV, which comes with faster-whisper, is not
    installed.
    """
    try:
        return read_wav(file)
    except AudioError:
        return _decoded(file)


def _decoded(file: bytes) -> bytes:
    import numpy as np
    from faster_whisper.audio import (  # type: ignore[import-not-found, import-untyped, unused-ignore]
        decode_audio,
    )

    try:
        wave = decode_audio(io.BytesIO(file))
    except Exception as error:  # FFmpeg has an error for every mishap, and PyAV several more
        raise AudioError("this is no sound that can be read") from error
    scaled = np.clip(np.rint(wave * 32767), -32768, 32767)
    return bytes(scaled.astype("<i2").tobytes())
