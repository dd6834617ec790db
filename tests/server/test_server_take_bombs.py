"""A recording that is not what its header says, or that is far larger than its bytes."""

from __future__ import annotations

import struct

import pytest
from review_desk import Desk, as_wav, error_of
from test_server_review_takes import offer

from skill.errors import AudioError
from skill.studio.mp3 import HIGHEST_RATE, lasts

BLOCK = 65_535
"""Samples of one frame of FLAC at the most; a frame in which all are the same takes 14 bytes."""


def checksum(data: bytes, polynomial: int, bits: int) -> int:
    """The CRC of FLAC (RFC 9639 section 9.1.8 and 9.3)."""
    found, top = 0, 1 << (bits - 1)
    for byte in data:
        found ^= byte << (bits - 8)
        for _ in range(8):
            found = (found << 1) ^ polynomial if found & top else found << 1
            found &= (1 << bits) - 1
    return found


def flac(frames: int, told: int, rate: int = 22_050) -> bytes:
    """Frames of 65,535 equal samples each, and a header that tells of another number of samples."""
    sizes = struct.pack(">HH", BLOCK, BLOCK) + bytes(6)
    info = sizes + ((rate << 44) | (15 << 36) | told).to_bytes(8, "big") + bytes(16)
    data = b"fLaC\x80" + len(info).to_bytes(3, "big") + info
    for number in range(frames):
        head = b"\xff\xf8\x70\x08" + chr(number).encode() + struct.pack(">H", BLOCK - 1)
        head += bytes([checksum(head, 0x07, 8)])
        body = head + b"\x00" + struct.pack(">h", 900 if number % 2 else -900)
        data += body + struct.pack(">H", checksum(body, 0x8005, 16))
    return data


@pytest.mark.parametrize("told", [0, 22_050 * 9])
def test_what_goes_on_longer_than_its_header_says_is_not_decoded(plants: Desk, told: int) -> None:
    """8 MB of it would be ten hours, and fill 150 GB."""
    data = flac(45, told)
    assert len(data) < 1000

    assert error_of(offer(plants, data)) == (422, "take_long")


def test_a_sound_is_looked_at_as_far_as_it_may_last() -> None:
    data = flac(4, 0)

    assert lasts(data, 11.0)
    assert not lasts(data, 12.0)


@pytest.mark.parametrize("rate", [HIGHEST_RATE + 1, 384_000])
def test_a_rate_that_no_recorder_has_is_refused(plants: Desk, rate: int) -> None:
    data = as_wav(bytes(4_000), rate)

    assert error_of(offer(plants, data)) == (422, "take_unreadable")
    with pytest.raises(AudioError, match="Hz"):
        lasts(data, 1.0)


def test_eight_megabytes_behind_a_tag_that_says_more_are_refused(plants: Desk) -> None:
    data = b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + bytes(8_000_000)

    assert error_of(offer(plants, data)) == (422, "take_unreadable")
