"""The frame reader accepts what the contract asks for, and says what is wrong with all else."""

from __future__ import annotations

import lameenc  # type: ignore[import-not-found, import-untyped, unused-ignore]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.errors import AudioError
from skill.studio.frames import frames


def encoded(rate: int = 22_050, kbps: int = 48, channels: int = 1, seconds: int = 1) -> bytes:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(channels)
    encoder.set_in_sample_rate(rate)
    encoder.set_out_sample_rate(rate)
    encoder.set_bit_rate(kbps)
    encoder.set_quality(7)
    silence = bytes(2 * channels * rate * seconds)
    return bytes(encoder.encode(silence) + encoder.flush())


GOOD = encoded()
FIRST = 156  # bytes of the first frame: 72 * 48000 / 22050, without padding


@pytest.mark.parametrize("rate", [22_050, 24_000])
def test_a_clip_is_read_frame_by_frame(rate: int) -> None:
    found = frames(encoded(rate, seconds=2))
    assert found.rate == rate
    assert found.seconds == pytest.approx(2.08, abs=0.06)  # the encoder adds 50 ms and fills up


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (encoded(kbps=64), "byte 0: 64 kbps, not 48"),
        (encoded(rate=44_100, kbps=48), "byte 0: MPEG-1 Layer III, not MPEG-2"),
        (encoded(rate=16_000), "byte 0: 16000 Hz"),
        (encoded(channels=2), "more than one channel"),
        (b"ID3\x04\x00\x00\x00\x00\x00\x00" + GOOD, "byte 0: an ID3v2 tag"),
        (GOOD + b"TAG" + bytes(125), "an ID3v1 tag"),
        (GOOD + b"APETAGEX" + bytes(24), "an APE tag"),
        (GOOD + b"\0\0", "2 bytes that are no frame"),
        (GOOD + b"\0\0\0\0\0", "no frame starts here"),
        (GOOD[:-1], "is cut short"),
        (GOOD[: FIRST + 2], "no frame"),
        (GOOD[:13] + b"Xing" + GOOD[17:], "byte 0: a Xing frame"),
        (GOOD[:13] + b"Info" + GOOD[17:], "byte 0: a Info frame"),
        (GOOD[:36] + b"VBRI" + GOOD[40:], "byte 0: a VBRI frame"),
        (GOOD + encoded(24_000), "24000 Hz after frames of 22050 Hz"),
        (GOOD + encoded(kbps=64), "64 kbps"),
        (b"", "the file is empty"),
        (b"<html>429</html>", "byte 0: no frame starts here"),
    ],
)
def test_anything_else_is_refused_with_its_place(data: bytes, problem: str) -> None:
    with pytest.raises(AudioError, match=problem):
        frames(data)


def outcome(data: bytes) -> int | str:
    """The number of frames, or what is wrong."""
    try:
        return frames(data).count
    except AudioError as error:
        return str(error)


@given(st.binary(max_size=400))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    found = outcome(data)
    assert found.startswith("byte ") if isinstance(found, str) else found > 0


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
def test_a_changed_byte_is_refused_or_leaves_the_length(place: int, value: int) -> None:
    found = outcome(GOOD[:place] + bytes([value]) + GOOD[place + 1 :])
    assert found.startswith("byte ") if isinstance(found, str) else found == frames(GOOD).count
