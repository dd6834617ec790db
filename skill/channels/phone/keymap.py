"""The key map: which keys lead to which passage, and how long that takes.

Time is counted from the answer to the first word (the title) of a passage, as the clips measure it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

from skill.channels.shop import Shop
from skill.leaflet import key_sentences, menu

REACTION = 0.5
"""Seconds between what is heard and the key."""
SPEED = 14.0
"""Characters a second, for a line that has no clip."""


@dataclass(frozen=True, slots=True)
class Way:
    """How one passage is reached."""

    passage: str
    keys: str
    """From the root, at most three."""
    code: str
    """Three digits after key 8."""
    seconds: float
    """For who hears each menu up to the choice and keys it at once."""
    patient: float
    """For who hears everything to its end."""
    by_code: float
    """For who has the code on paper and keys at once."""


def ways(shop: Shop) -> list[Way]:
    """The way to every passage, in the order of the menu."""
    codes = {passage: code for code, passage in shop.leaflet.codes.items()}
    welcome = _seconds(shop, "prompt_welcome-phone")
    found = []
    for passage, keys in menu.key_paths(shop.leaflet).items():
        steps = list(_steps(shop, keys))
        found.append(
            Way(
                passage,
                keys,
                codes.get(passage, ""),
                welcome + sum(step[0] + REACTION for step in steps),
                welcome + sum(step[1] + REACTION for step in steps),
                (1 + len(codes.get(passage, ""))) * REACTION,
            )
        )
    return found


def _steps(shop: Shop, keys: str) -> Iterator[tuple[float, float]]:
    """For each key: seconds of its menu up to the choice, and to its end.

    A clip is divided as its text is.
    """
    node = menu.ROOT
    for key in keys:
        sentences = key_sentences(shop.leaflet, node)
        whole = _seconds(shop, f"keys_{node}")
        heard = len(" ".join(sentences[: int(key)])) / len(" ".join(sentences))
        yield whole * heard, whole
        node = menu.children(shop.leaflet, node)[int(key) - 1]


def _seconds(shop: Shop, line_id: str) -> float:
    clip = shop.clip(line_id)
    return clip.seconds if clip else len(shop.lines[line_id].text) / SPEED


def key_map(shop: Shop) -> str:
    """The map as text: the fixed keys, the tree, and the times."""
    found = {way.passage: way for way in ways(shop)}
    rows = [
        "* again   # next   9 back   0 help, 0 again a person   7 slower / normal   8 + code",
        "",
        f"{'':50} {'code':4} {'to the choice':>13} {'to the end':>10} {'by code':>8}",
        *_tree(shop, found, menu.ROOT, ""),
        "",
        "seconds from the answer to the first word, by keys:",
    ]
    for name, numbers in (
        ("hearing each menu up to the choice", [way.seconds for way in found.values()]),
        ("hearing everything", [way.patient for way in found.values()]),
        ("by code, keyed at once", [way.by_code for way in found.values()]),
    ):
        rows.append(f"  {name:36} mean {fmean(numbers):5.1f}   worst {max(numbers):5.1f}")
    presses = [len(way.keys) for way in found.values()]
    rows.append(f"presses: mean {fmean(presses):.1f}, most {max(presses)}; by code {4}")
    missing = [line for line in _lines(shop) if shop.clip(line) is None]
    if missing:
        rows.append(f"estimated at {SPEED:.0f} characters a second (no clip): {', '.join(missing)}")
    return "\n".join(rows) + "\n"


def _lines(shop: Shop) -> list[str]:
    return ["prompt_welcome-phone", *(f"keys_{node}" for node in (menu.ROOT, *shop.leaflet.nodes))]


def _tree(shop: Shop, found: dict[str, Way], node: str, keys: str) -> Iterator[str]:
    for number, choice in enumerate(menu.children(shop.leaflet, node), start=1):
        here = f"{keys}{number}"
        indent = "  " * len(keys)
        if choice in found:
            way = found[choice]
            name = f"{indent}{here} {shop.leaflet.passages[choice].spoken_title}"
            times = f"{way.seconds:13.1f} {way.patient:10.1f} {way.by_code:8.1f}"
            yield f"{name:50} {way.code:4} {times}"
        else:
            yield f"{indent}{here} {shop.leaflet.nodes[choice].title}"
            yield from _tree(shop, found, choice, here)
