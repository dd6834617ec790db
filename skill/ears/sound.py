"""A sound as ears take it, and how it is read from a WAV file. The standard library only."""

from __future__ import annotations

import struct

from skill.errors import AudioError

RATE = 16_000
"""Samples a second."""
WIDTH = 2
"""Bytes a sample."""

_CHUNK = struct.Struct("<4sI")
_FORMAT = struct.Struct("<HHIIHH")
_PCM, _EXTENSIBLE = 1, 0xFFFE
"""Codes of PCM: RFC 2361, and the extensible layout, whose first sub-format number is the code."""


def seconds(sound: bytes) -> float:
    """How long a sound lasts."""
    return len(sound) / (RATE * WIDTH)


def read_wav(file: bytes) -> bytes:
    """The sound in a WAV file of one channel of 16-bit PCM at 16 kHz.

    The layout is that of "Multimedia Programming Interface and Data Specifications 1.0" (IBM and
    Microsoft, 1991). A length that is unknown while a file is written stands there as 0 or as the
    highest number: then the sound goes on to the end. AudioError for anything else, saying
    what it is.
    """
    if len(file) < 12 or file[:4] != b"RIFF" or file[8:12] != b"WAVE":
        raise AudioError("this is no WAV file")
    place, known = 12, False
    while place + _CHUNK.size <= len(file):
        name, length = _CHUNK.unpack_from(file, place)
        place += _CHUNK.size
        if name == b"fmt ":
            _check(file[place : place + length])
            known = True
        if name == b"data":
            if not known:
                raise AudioError("this WAV file does not say what is in it")
            end = place + length if 0 < length <= len(file) - place else len(file)
            if length and end - place < length and length < 0xFFFFFF00:
                raise AudioError("this WAV file was cut off")
            return file[place : end - (end - place) % WIDTH]
        place += length + length % 2
    raise AudioError("there is no sound in this WAV file")


def _check(chunk: bytes) -> None:
    if len(chunk) < _FORMAT.size:
        raise AudioError("this WAV file was cut off")
    code, channels, rate, _, _, bits = _FORMAT.unpack_from(chunk)
    if code == _EXTENSIBLE and len(chunk) >= 26:
        (code,) = struct.unpack_from("<H", chunk, 24)
    if (code, channels, rate, bits) != (_PCM, 1, RATE, 8 * WIDTH):
        what = "PCM" if code == _PCM else f"format {code}"
        raise AudioError(
            f"this WAV file is {what} of {bits} bits, {rate} Hz, {channels} channels; "
            "it must be PCM of 16 bits, 16000 Hz, 1 channel"
        )
