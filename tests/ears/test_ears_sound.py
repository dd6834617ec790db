"""A sound as it comes from a page or a recorder: what is read of it, and what is refused."""

from __future__ import annotations

import io
import struct
import wave

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.ears import read_wav, seconds
from skill.errors import AudioError

SOUND = struct.pack("<800h", *range(800))


def wav(sound: bytes = SOUND, channels: int = 1, rate: int = 16_000, width: int = 2) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(channels)
        out.setframerate(rate)
        out.setsampwidth(width)
        out.writeframes(sound)
    return file.getvalue()


def with_chunk(name: bytes, inside: bytes) -> bytes:
    """A file with another chunk before its sound."""
    file = wav()
    extra = struct.pack("<4sI", name, len(inside)) + inside + b"\0" * (len(inside) % 2)
    return file[:36] + extra + file[36:]


def test_the_sound_of_a_file() -> None:
    assert read_wav(wav()) == SOUND
    assert seconds(SOUND) == 0.05


@pytest.mark.parametrize("inside", [b"", b"odd", b"even"])
def test_what_else_is_in_a_file_is_passed_over(inside: bytes) -> None:
    assert read_wav(with_chunk(b"LIST", inside)) == SOUND


@pytest.mark.parametrize("length", [0, 0xFFFFFFFF])
def test_a_recorder_that_does_not_know_the_length_yet(length: int) -> None:
    file = wav()
    assert read_wav(file[:40] + struct.pack("<I", length) + file[44:]) == SOUND


def test_the_extensible_layout() -> None:
    inside = struct.pack("<HHIIHHHHIH14x", 0xFFFE, 1, 16_000, 32_000, 2, 16, 22, 16, 4, 1)
    file = b"RIFF\0\0\0\0WAVE" + struct.pack("<4sI", b"fmt ", len(inside)) + inside
    assert read_wav(file + struct.pack("<4sI", b"data", len(SOUND)) + SOUND) == SOUND


REFUSED = {
    "nothing": (b"", "no WAV file"),
    "a text": (b"hoe til ik goed?", "no WAV file"),
    "an MP3 file": (b"\xff\xf3\x84\xc4" * 50, "no WAV file"),
    "the beginning of one": (wav()[:30], "cut off"),
    "half of one": (wav()[:500], "cut off"),
    "no sound": (wav()[:36], "no sound"),
    "two channels": (wav(channels=2), "2 channels; it must be PCM of 16 bits, 16000 Hz, 1 channel"),
    "another rate": (wav(rate=44_100), "44100 Hz"),
    "eight bits": (wav(width=1), "8 bits"),
    "A-law": (wav()[:20] + b"\x06\x00" + wav()[22:], "format 6"),
    "no format": (b"RIFF\0\0\0\0WAVE" + wav()[36:], "does not say what is in it"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_such_file_is_named(name: str) -> None:
    file, why = REFUSED[name]
    with pytest.raises(AudioError, match=why):
        read_wav(file)


@given(
    file=st.binary(max_size=80)
    | st.builds(
        lambda at, junk, end: (wav()[:at] + junk + wav()[at + len(junk) :])[:end],
        st.integers(0, 60),
        st.binary(max_size=12),
        st.integers(0, 2000),
    )
)
@settings(max_examples=200, deadline=None)
def test_no_bytes_break_it(file: bytes) -> None:
    try:
        sound = read_wav(file)
    except AudioError:
        return
    assert sound in file
    assert len(sound) % 2 == 0
