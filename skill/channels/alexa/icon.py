"""The icon: the few SVG shapes that ours is made of, drawn as PNG in the sizes Amazon asks for.

Drawn here, because a renderer of all of SVG (cairosvg, resvg) is a system library or thirty
megabytes for one rectangle, one line and one dot. What is understood: a square `viewBox` at 0 0, a
filled `rect` with `rx`, a filled `circle`, and a `path` of M, C, S and L (also in lower case) that
is stroked with round ends. Anything else is refused, so that an icon is never drawn wrong.
The same SVG gives the same pixels on every machine: only + - * / and square roots.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree

from skill.channels.alexa.png import write_png
from skill.errors import ContentError, Finding

SIZES = {"smallIcon": 108, "largeIcon": 512}
"""Pixels of either side of the two icons
(https://developer.amazon.com/docs/smapi/skill-manifest.html)."""

CURVE_STEPS = 24
"""Straight pieces of one curve; at 512 pixels they are shorter than the eye can tell."""

Point = tuple[float, float]
Colour = tuple[int, int, int]
Cover = Callable[[int, int], float]
"""How much of pixel (x, y) a shape covers, 0..1."""

_SVG = "{http://www.w3.org/2000/svg}"
_TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)")


@cache
def draw_icon(svg: str, size: int) -> bytes:
    """A PNG of `size` x `size` pixels with a transparent ground. Raises ContentError for an SVG
    with anything in it that is not drawn here."""
    try:
        return _draw(ElementTree.fromstring(svg), size)
    except (ElementTree.ParseError, ValueError, KeyError) as error:
        fix = "use one rect, circles and stroked paths only"
        raise ContentError([Finding("icon.svg", 0, f"cannot be drawn: {error}", fix)]) from error


def _draw(root: ElementTree.Element, size: int) -> bytes:
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    if (left, top) != (0, 0) or width != height or width <= 0:
        raise ValueError("the viewBox is not a square at 0 0")
    scale = size / width
    picture = [(0.0, 0.0, 0.0, 0.0)] * (size * size)
    for element in root:
        colour, cover, box = _shape(element, scale)
        whole = (float(colour[0]), float(colour[1]), float(colour[2]), 1.0)
        for y in range(max(0, math.floor(box[1])), min(size, math.ceil(box[3]))):
            for x in range(max(0, math.floor(box[0])), min(size, math.ceil(box[2]))):
                part = cover(x, y)
                if part == 1:
                    picture[y * size + x] = whole
                elif part > 0:
                    picture[y * size + x] = _over(picture[y * size + x], colour, part)
    return write_png(size, size, b"".join(map(_bytes, picture)))


def _over(
    below: tuple[float, float, float, float], colour: Colour, part: float
) -> tuple[float, float, float, float]:
    """Premultiplied red, green, blue and alpha with `part` of `colour` laid over `below`."""
    rest = 1 - part
    red, green, blue, alpha = below
    return (
        colour[0] * part + red * rest,
        colour[1] * part + green * rest,
        colour[2] * part + blue * rest,
        part + alpha * rest,
    )


@cache
def _bytes(pixel: tuple[float, float, float, float]) -> bytes:
    red, green, blue, alpha = pixel
    if alpha == 0:
        return bytes(4)
    colours = (red / alpha, green / alpha, blue / alpha, alpha * 255)
    return bytes(math.floor(value + 0.5) for value in colours)


def _shape(
    element: ElementTree.Element, scale: float
) -> tuple[Colour, Cover, tuple[float, float, float, float]]:
    """Colour, cover and box (left, top, right, bottom in pixels) of one element."""
    given = dict(element.attrib)

    def number(name: str) -> float:
        return float(given.pop(name, "0")) * scale

    match element.tag.removeprefix(_SVG):
        case "rect":
            x, y, width, height = (number(name) for name in ("x", "y", "width", "height"))
            box = (x, y, x + width, y + height)
            colour, cover = _colour(given.pop("fill")), _rectangle(box, number("rx"))
        case "circle":
            centre, radius = (number("cx"), number("cy")), number("r")
            colour, cover = _colour(given.pop("fill")), _disc(centre, radius)
            box = _around([centre], radius)
        case "path":
            if given.pop("fill") != "none" or given.pop("stroke-linecap") != "round":
                raise ValueError("a path has a fill, or ends that are not round")
            points = [(x * scale, y * scale) for x, y in _points(given.pop("d"))]
            radius = number("stroke-width") / 2
            colour, cover = _colour(given.pop("stroke")), _line(points, radius)
            box = _around(points, radius)
        case other:
            raise ValueError(f"<{other}> is not known here")
    if given or len(element):
        raise ValueError(f"<{element.tag.removeprefix(_SVG)}> has more than is known here")
    return colour, cover, box


def _colour(text: str) -> Colour:
    found = re.fullmatch(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", text)
    if found is None:
        raise ValueError(f"colour {text!r} is not #rgb or #rrggbb")
    digits = found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _around(points: list[Point], radius: float) -> tuple[float, float, float, float]:
    across, down = [x for x, _ in points], [y for _, y in points]
    reach = radius + 1
    return min(across) - reach, min(down) - reach, max(across) + reach, max(down) + reach


def _edge(distance: float) -> float:
    """Cover of a pixel whose middle is `distance` pixels outside the edge (inside: negative)."""
    return min(1.0, max(0.0, 0.5 - distance))


def _disc(centre: Point, radius: float) -> Cover:
    return lambda x, y: _edge(_apart((x + 0.5, y + 0.5), centre) - radius)


def _rectangle(box: tuple[float, float, float, float], radius: float) -> Cover:
    left, top, right, bottom = box

    def cover(x: int, y: int) -> float:
        across = max(left + radius - x - 0.5, x + 0.5 - right + radius)
        down = max(top + radius - y - 0.5, y + 0.5 - bottom + radius)
        if across > 0 and down > 0:
            return _edge(math.sqrt(across * across + down * down) - radius)
        return _edge(max(across, down) - radius)

    return cover


def _line(points: list[Point], radius: float) -> Cover:
    """A stroke: each pixel's distance to the nearest piece, kept for the pixels near a piece."""
    near: dict[Point, float] = {}
    for start, end in pairwise(points):
        left, top, right, bottom = map(math.floor, _around([start, end], radius))
        for y in range(top, bottom + 1):
            for x in range(left, right + 1):
                apart = _to_piece((x + 0.5, y + 0.5), start, end)
                if apart < near.get((x, y), math.inf):
                    near[x, y] = apart
    return lambda x, y: _edge(near.get((x, y), math.inf) - radius)


def _apart(one: Point, other: Point) -> float:
    across, down = one[0] - other[0], one[1] - other[1]
    return math.sqrt(across * across + down * down)


def _to_piece(point: Point, start: Point, end: Point) -> float:
    across, down = end[0] - start[0], end[1] - start[1]
    length = across * across + down * down
    if length == 0:
        return _apart(point, start)
    along = ((point[0] - start[0]) * across + (point[1] - start[1]) * down) / length
    along = min(1.0, max(0.0, along))
    return _apart(point, (start[0] + along * across, start[1] + along * down))


def _points(path: str) -> list[Point]:
    """The corners of a path, curves cut in straight pieces."""
    if _TOKEN.sub("", path).strip(" ,\n"):
        raise ValueError(f"path {path!r} cannot be read")
    tokens = iter(_TOKEN.findall(path))
    points: list[Point] = []
    control: Point = (0.0, 0.0)
    for command, numbers in _commands(tokens):
        if not points and command.upper() != "M":
            raise ValueError("a path begins with M")
        here = points[-1] if points else (0.0, 0.0)
        origin = here if command.islower() else (0.0, 0.0)
        pairs = [
            (origin[0] + x, origin[1] + y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)
        ]
        match command.upper():
            case "M" | "L":
                if command.upper() == "M" and points:
                    raise ValueError("a path has one M")
                points += pairs
                control = points[-1]
            case "C":
                points += _curve(here, pairs[0], pairs[1], pairs[2])
                control = pairs[1]
            case "S":
                mirrored = (2 * here[0] - control[0], 2 * here[1] - control[1])
                points += _curve(here, mirrored, pairs[0], pairs[1])
                control = pairs[0]
    return points


_NUMBERS = {"M": 2, "L": 2, "C": 6, "S": 4}


def _commands(tokens: Iterator[str]) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; numbers that go on without a letter repeat the command."""
    command, numbers = "", list[float]()
    for token in tokens:
        if token.isalpha():
            if numbers or token.upper() not in _NUMBERS:
                raise ValueError(f"path command {token!r} is not known here, or comes too soon")
            command = token
        elif not command:
            raise ValueError("a path begins with M")
        else:
            numbers.append(float(token))
            if len(numbers) == _NUMBERS[command.upper()]:
                yield command, numbers
                numbers = []
    if numbers:
        raise ValueError("a path breaks off")


def _curve(start: Point, first: Point, second: Point, end: Point) -> Iterator[Point]:
    """A cubic Bézier curve, without its start."""
    for step in range(1, CURVE_STEPS + 1):
        t = step / CURVE_STEPS
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        yield (
            a * start[0] + b * first[0] + c * second[0] + d * end[0],
            a * start[1] + b * first[1] + c * second[1] + d * end[1],
        )
