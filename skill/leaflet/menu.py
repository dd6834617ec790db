"""The menu: a tree of chapters, groups and passages, and the ways through it.

The same tree is heard on the speaker (`U kunt kiezen uit ...`) and keyed on the telephone.
"""

from __future__ import annotations

from collections.abc import Iterator

from skill.leaflet.types import Leaflet

ROOT = "root"
"""Name of the node above the chapters."""

WITHDRAWN = "ingetrokken"
"""Status of a passage that is not said any more."""

MOST_CHOICES = 6
"""Choices in any menu: keys 7-9 and 0 have fixed meanings."""


def children(leaflet: Leaflet, node: str) -> tuple[str, ...]:
    """Ids of the choices at `node` (`root`, a chapter or a group), in order."""
    return leaflet.chapters if node == ROOT else leaflet.nodes[node].children


def offered(leaflet: Leaflet, node: str) -> tuple[str, ...]:
    """The choices at `node` that are named: none that was withdrawn, no group with nothing left."""
    return tuple(choice for choice in children(leaflet, node) if is_offered(leaflet, choice))


def is_offered(leaflet: Leaflet, choice: str) -> bool:
    """Whether a choice leads to something that may be said. Its key stays its key on paper."""
    if choice in leaflet.nodes:
        return bool(offered(leaflet, choice))
    return leaflet.passages[choice].status != WITHDRAWN


def parent(leaflet: Leaflet, choice: str) -> str:
    """The node in which `choice` (a node or a passage) stands; `root` for a chapter."""
    if choice in leaflet.chapters:
        return ROOT
    for node in leaflet.nodes.values():
        if choice in node.children:
            return node.id
    return ROOT


def about(leaflet: Leaflet, choice: str) -> str:
    """How a choice is named in speech."""
    if choice in leaflet.nodes:
        return leaflet.nodes[choice].spoken
    return leaflet.passages[choice].about


def key_paths(leaflet: Leaflet) -> dict[str, str]:
    """Passage id -> the keys that lead to it from the root (`32`: at most three)."""
    paths: dict[str, str] = {}
    for keys, choice in _walk(leaflet, ROOT, ""):
        if choice in leaflet.passages:
            paths[choice] = keys
    return paths


def _walk(leaflet: Leaflet, node: str, keys: str) -> Iterator[tuple[str, str]]:
    for number, choice in enumerate(children(leaflet, node), start=1):
        here = keys + str(number)
        yield here, choice
        if choice in leaflet.nodes:
            yield from _walk(leaflet, choice, here)


def spoken_list(items: list[str]) -> str:
    """`a, b of c`: a choice as it is said."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + " of " + items[-1]
