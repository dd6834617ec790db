"""PNG: pixels to bytes and back, as far as our icons need it (8-bit RGBA, no filter, no interlace).

Format: https://www.w3.org/TR/png-3/. Amazon takes PNG only
(https://developer.Amazon.com/docs/smapi/skill-manifest-v0.html).
"""

from __future__ import annotations

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGBA = struct.pack(">BBBBB", 8, 6, 0, 0, 0)
"""Bit depth, colour type, compression, filter, interlace."""


def write_png(width: int, height: int, pixels: bytes) -> bytes:
    """A PNG file of `pixels`: four bytes (red, green, blue, alpha) each, row by row."""
    if len(pixels) != 4 * width * height:
        raise ValueError(f"{len(pixels)} bytes are not {width} x {height} pixels")
    row = 4 * width
    raw = b"".join(b"\0" + pixels[start : start + row] for start in range(0, len(pixels), row))
    return (
        _SIGNATURE
        + _chunk(b"IHDR", struct.pack(">II", width, height) + _RGBA)
        + _chunk(b"IDAT", zlib.compress(raw, 9))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    check = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)


def read_png(data: bytes) -> tuple[int, int, bytes]:
    """Width, height and pixels of a file of `write_png`. Raises ValueError for anything else.

    Two files with the same picture need not be equal: zlib may compress differently elsewhere.
    """
    if not data.startswith(_SIGNATURE):
        raise ValueError("is not a PNG file")
    chunks: dict[bytes, bytes] = {}
    at = len(_SIGNATURE)
    while at < len(data):
        if at + 12 > len(data):
            raise ValueError("breaks off")
        (length,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if data[at + 8 + length : at + 12 + length] != struct.pack(">I", zlib.crc32(kind + body)):
            raise ValueError("is damaged")
        chunks[kind] = chunks.get(kind, b"") + body
        at += 12 + length
    header = chunks.get(b"IHDR", b"")
    if len(header) != 13 or header[8:] != _RGBA:
        raise ValueError("is not an 8-bit RGBA picture")
    width, height = struct.unpack_from(">II", header)
    try:
        raw = zlib.decompress(chunks.get(b"IDAT", b""))
    except zlib.error as error:
        raise ValueError("is damaged") from error
    row = 4 * width + 1
    if len(raw) != row * height or any(raw[start] for start in range(0, len(raw), row)):
        raise ValueError("has rows that are filtered or missing")
    return width, height, b"".join(raw[i + 1 : i + row] for i in range(0, len(raw), row))
