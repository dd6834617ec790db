"""Reads the headers of an MP3 file and nothing else: pure Python, so that a check stays cheap.

An Alexa device refuses a file for one frame of another bit rate, also an index frame at its start,
which ffprobe does not report. So each frame is checked.
Source of the layout: ISO/IEC 11172-3 2.4.1.3 and 13818-3 2.4.2.3.
"""

from __future__ import annotations

from dataclasses import dataclass

from skill.errors import AudioError
from skill.studio.recipe import KBPS, SAMPLE_RATES

SAMPLES_PER_FRAME = 576
"""Of MPEG-2 Layer III."""

_VERSIONS = {0: "MPEG-2.5", 2: "MPEG-2", 3: "MPEG-1"}
_LAYERS = {1: "Layer III", 2: "Layer II", 3: "Layer I"}
_KBPS = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
"""MPEG-2 Layer III by index; 0 is `free format`, 15 does not exist."""
_RATES = (22_050, 24_000, 16_000)
_MONO = 3
_TAG_AT = 4 + 9
"""Where Xing or Info stands in a mono frame: after the side information."""
_VBRI_AT = 4 + 32


@dataclass(frozen=True, slots=True)
class Frames:
    """What all frames of a file have in common."""

    count: int
    rate: int
    """Hz."""

    @property
    def seconds(self) -> float:
        """Play time after decoding, the decoder's 50 ms at the start included."""
        return self.count * SAMPLES_PER_FRAME / self.rate


def frames(data: bytes) -> Frames:
    """The frames of a clip that conforms to the contract.

    AudioError, with the byte where it goes wrong, for anything else: another MPEG version,
    layer, bit rate, sample rate or a second channel; a Xing, Info or VBRI frame; tags; bytes
    that are no frame; a frame cut short.
    """
    if data[:3] == b"ID3":
        raise AudioError("byte 0: an ID3v2 tag; a clip starts with its first frame")
    count = at = rate = 0
    while at < len(data):
        frame_rate, length = _header(data, at)
        if rate and frame_rate != rate:
            raise AudioError(f"byte {at}: {frame_rate} Hz after frames of {rate} Hz")
        if at + length > len(data):
            raise AudioError(f"byte {at}: frame {count + 1} is cut short")
        _no_index(data, at)
        rate, at, count = frame_rate, at + length, count + 1
    if not count:
        raise AudioError("byte 0: the file is empty")
    return Frames(count, rate)


def _header(data: bytes, at: int) -> tuple[int, int]:
    """Sample rate and length in bytes of the frame that starts at `at`."""
    if data[at : at + 3] == b"TAG":
        raise AudioError(f"byte {at}: an ID3v1 tag after the last frame")
    if data[at : at + 8] == b"APETAGEX":
        raise AudioError(f"byte {at}: an APE tag after the last frame")
    if len(data) - at < 4:
        raise AudioError(f"byte {at}: {len(data) - at} bytes that are no frame")
    word = int.from_bytes(data[at : at + 4], "big")
    if word >> 21 != 0x7FF:
        raise AudioError(f"byte {at}: no frame starts here")
    version, layer = word >> 19 & 3, word >> 17 & 3
    if version != 2 or layer != 1:
        name = f"{_VERSIONS.get(version, 'unknown MPEG')} {_LAYERS.get(layer, 'unknown layer')}"
        raise AudioError(f"byte {at}: {name}, not MPEG-2 Layer III")
    bits, frequency = word >> 12 & 15, word >> 10 & 3
    kbps = _KBPS[bits] if bits < len(_KBPS) else 0
    if kbps != KBPS:
        raise AudioError(f"byte {at}: {kbps or 'unknown'} kbps, not {KBPS}")
    rate = _RATES[frequency] if frequency < len(_RATES) else 0
    if rate not in SAMPLE_RATES:
        raise AudioError(f"byte {at}: {rate or 'unknown'} Hz, not 22050 or 24000")
    if word >> 6 & 3 != _MONO:
        raise AudioError(f"byte {at}: more than one channel")
    return rate, 72_000 * kbps // rate + (word >> 9 & 1)


def _no_index(data: bytes, at: int) -> None:
    """Refuses a frame that holds no sound but an index of the file."""
    tag = data[at + _TAG_AT : at + _TAG_AT + 4]
    if tag in (b"Xing", b"Info"):
        raise AudioError(f"byte {at}: a {tag.decode()} frame; it is not sound")
    if data[at + _VBRI_AT : at + _VBRI_AT + 4] == b"VBRI":
        raise AudioError(f"byte {at}: a VBRI frame; it is not sound")
