"""The key map: which keys lead to which passage, and how long that takes.

Time is counted from the answer to the first word (the title) of a passage, as the clips measure it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

from skill.leaflet import Leaflet, Line, key_sentences, menu, script
from skill.manifest import Manifest

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


def ways(leaflet: Leaflet, manifest: Manifest) -> list[Way]:
    """The way to every passage, in the order of the menu."""
    codes = {passage: code for code, passage in leaflet.codes.items()}
    lines = script(leaflet)
    welcome = _seconds(lines, manifest, "prompt_welcome-phone")
    found = []
    for passage, keys in menu.key_paths(leaflet).items():
        steps = list(_steps(leaflet, lines, manifest, keys))
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


def _steps(
    leaflet: Leaflet, lines: dict[str, Line], manifest: Manifest, keys: str
) -> Iterator[tuple[float, float]]:
    """For each key: seconds of its menu up to the choice, and to its end.

    A clip is divided as its text is.
    """
    node = menu.ROOT
    for key in keys:
        sentences = key_sentences(leaflet, node)
        whole = _seconds(lines, manifest, f"keys_{node}")
        heard = len(" ".join(sentences[: int(key)])) / len(" ".join(sentences))
        yield whole * heard, whole
        node = menu.children(leaflet, node)[int(key) - 1]


def _seconds(lines: dict[str, Line], manifest: Manifest, line_id: str) -> float:
    clip = manifest.clip(line_id, lines[line_id].text)
    return clip.seconds if clip else len(lines[line_id].text) / SPEED


def key_map(leaflet: Leaflet, manifest: Manifest) -> str:
    """The map as text: the fixed keys, the tree, and the times."""
    found = {way.passage: way for way in ways(leaflet, manifest)}
    rows = [
        "* again   # next   9 back   0 help, 0 again a person   7 slower / normal   8 + code",
        "",
        f"{'':50} {'code':4} {'to the choice':>13} {'to the end':>10} {'by code':>8}",
        *_tree(leaflet, found, menu.ROOT, ""),
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
    lines = script(leaflet)
    timed = ("prompt_welcome-phone", *(f"keys_{node}" for node in (menu.ROOT, *leaflet.nodes)))
    missing = [line for line in timed if manifest.clip(line, lines[line].text) is None]
    if missing:
        rows.append(f"estimated at {SPEED:.0f} characters a second (no clip): {', '.join(missing)}")
    return "\n".join(rows) + "\n"


def _tree(leaflet: Leaflet, found: dict[str, Way], node: str, keys: str) -> Iterator[str]:
    for number, choice in enumerate(menu.children(leaflet, node), start=1):
        here = f"{keys}{number}"
        indent = "  " * len(keys)
        if choice in found:
            way = found[choice]
            name = f"{indent}{here} {leaflet.passages[choice].spoken_title}"
            times = f"{way.seconds:13.1f} {way.patient:10.1f} {way.by_code:8.1f}"
            yield f"{name:50} {way.code:4} {times}"
        else:
            yield f"{indent}{here} {leaflet.nodes[choice].title}"
            yield from _tree(leaflet, found, choice, here)
