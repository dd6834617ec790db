"""The icons: real PNG files of the right size, drawn from our one SVG, never drawn wrong."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.channels.alexa.icon import SIZES, draw_icon
from skill.channels.alexa.package import ICON
from skill.channels.alexa.png import read_png, write_png
from skill.errors import ContentError

SVG = ICON.read_text(encoding="utf-8")

TEAL, WHITE, AMBER = (11, 90, 92, 255), (255, 255, 255, 255), (242, 184, 75, 255)


def pixel(data: bytes, x: int, y: int) -> tuple[int, ...]:
    width, _, pixels = read_png(data)
    start = 4 * (y * width + x)
    return tuple(pixels[start : start + 4])


def square(inside: str, box: str = "0 0 10 10") -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{inside}</svg>'


@pytest.mark.parametrize(("name", "size"), [("smallIcon", 108), ("largeIcon", 512)])
def test_an_icon_is_a_png_of_its_size(name: str, size: int) -> None:
    data = draw_icon(SVG, SIZES[name])

    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (size, size)
    assert read_png(data)[:2] == (size, size)
    assert draw_icon(SVG, size) == data


def test_what_is_drawn_is_our_icon() -> None:
    """Round corners that let any ground through, a white line, an amber dot."""
    data = draw_icon(SVG, 128)

    assert pixel(data, 0, 0) == pixel(data, 127, 127) == (0, 0, 0, 0)
    assert pixel(data, 64, 4) == pixel(data, 4, 64) == TEAL
    assert pixel(data, 38, 48) == AMBER
    assert pixel(data, 72, 24) == WHITE
    assert pixel(data, 100, 64) == TEAL


def test_edges_are_smooth() -> None:
    width, _, pixels = read_png(draw_icon(SVG, 64))
    alphas = set(pixels[3::4])

    assert width == 64
    assert {0, 255} < alphas


def test_shapes_stand_where_the_svg_says() -> None:
    data = draw_icon(
        square(
            '<rect width="10" height="10" fill="#000"/>'
            '<path d="M2 2L8 2l0 6" fill="none" stroke="#ff0000" stroke-width="2" '
            'stroke-linecap="round"/><circle cx="3" cy="8" r="1" fill="#00f"/>'
        ),
        100,
    )

    assert pixel(data, 50, 20) == pixel(data, 80, 50) == pixel(data, 11, 20) == (255, 0, 0, 255)
    assert pixel(data, 30, 80) == (0, 0, 255, 255)
    assert pixel(data, 50, 60) == pixel(data, 5, 20) == (0, 0, 0, 255)


@pytest.mark.parametrize(
    "svg",
    [
        "geen svg",
        "<svg/>",
        square("", box="0 0 10 20"),
        square("", box="1 0 10 10"),
        square('<ellipse rx="2" ry="3" fill="#000"/>'),
        square('<rect width="5" height="5"/>'),
        square('<rect width="5" height="5" fill="teal"/>'),
        square('<rect width="5" height="5" fill="#000" opacity="0.5"/>'),
        square('<path d="M1 1L2 2" fill="#000"/>'),
        *(
            square(
                f'<path d="{path}" fill="none" stroke="#000" stroke-width="1" '
                'stroke-linecap="round"/>'
            )
            for path in ("L1 1", "M1 1Q2 2 3 3", "M1 1L2", "M1 1#", "1 1", "M1 1M2 2", "M1 L2 2")
        ),
    ],
)
def test_what_is_not_understood_is_refused(svg: str) -> None:
    with pytest.raises(ContentError, match=r"icon\.svg: cannot be drawn"):
        draw_icon(svg, 16)


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 6), st.integers(1, 6), st.data())
def test_pixels_come_back_as_they_were(width: int, height: int, data: st.DataObject) -> None:
    pixels = data.draw(st.binary(min_size=4 * width * height, max_size=4 * width * height))

    assert read_png(write_png(width, height, pixels)) == (width, height, pixels)


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_a_damaged_file_is_refused(data: st.DataObject) -> None:
    whole = write_png(2, 2, bytes(range(16)))
    at = data.draw(st.integers(0, len(whole) - 1))
    change = data.draw(st.integers(1, 255))
    damaged = whole[:at] + bytes([whole[at] ^ change]) + whole[at + 1 :]

    with pytest.raises(ValueError):  # noqa: PT011 (which one depends on the byte)
        read_png(damaged)


def test_other_pictures_are_refused() -> None:
    with pytest.raises(ValueError, match="not a PNG"):
        read_png(b"GIF89a")
    with pytest.raises(ValueError, match="are not 2 x 2"):
        write_png(2, 2, b"")
    grey = struct.pack(">II", 1, 1) + bytes((8, 0, 0, 0, 0))
    chunk = struct.pack(">I", 13) + b"IHDR" + grey + struct.pack(">I", zlib.crc32(b"IHDR" + grey))
    with pytest.raises(ValueError, match="8-bit RGBA"):
        read_png(b"\x89PNG\r\n\x1a\n" + chunk)
