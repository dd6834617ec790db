"""The icons are PNG files of the sizes that Amazon asks for, and one picture."""

from __future__ import annotations

import struct
import zlib
from itertools import accumulate

import pytest

from skill.exports.alexa.package import ICONS, PAGES

TEAL, WHITE, AMBER, NOTHING = "0b5a5cff", "ffffffff", "f2b84bff", "00000000"


def pixels(data: bytes, size: int) -> list[bytes]:
    """The rows of an 8-bit RGBA file of that size without interlace and row filters."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">IIBBBBB", data[16:29]) == (size, size, 8, 6, 0, 0, 0)
    raw, at = b"", 8
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", data, at + 8 + length) == (zlib.crc32(kind + body),)
        raw += body if kind == b"IDAT" else b""
        at += length + 12
    raw, step = zlib.decompress(raw), 4 * size + 1
    assert len(raw) == size * step
    assert not any(raw[::step])
    return [raw[start + 1 : start + step] for start in accumulate([0] + [step] * (size - 1))]


@pytest.mark.parametrize(("name", "size"), [("smallIcon", 108), ("largeIcon", 512)])
def test_an_icon_is_a_png_of_its_size_with_our_picture(name: str, size: int) -> None:
    """Round corners that let any ground through, a white line, an amber dot."""
    rows = pixels(ICONS[name].read_bytes(), size)

    def at(x: int, y: int) -> str:
        start = 4 * (x * size // 128)
        return rows[y * size // 128][start : start + 4].hex()

    assert at(0, 0) == at(127, 127) == NOTHING
    assert at(64, 4) == at(4, 64) == at(100, 64) == TEAL
    assert at(38, 48) == AMBER
    assert at(72, 24) == WHITE


def test_the_colours_are_those_of_the_drawing() -> None:
    drawing = (PAGES / "icon.svg").read_text(encoding="utf-8")

    for colour in ("#0b5a5c", "#fff", "#f2b84b"):
        assert f'"{colour}"' in drawing
