"""`leaflet.yaml` -> the frame of a Leaflet: title, origin, contact, chapters and order."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from skill.editorial.fields import SLUG, Fields
from skill.editorial.source import Value
from skill.leaflet import Leaflet, Node
from skill.leaflet.menu import MOST_CHOICES

UNKNOWN = "onbekend"
MOST_CHAPTERS = 6
"""Keys 7, 8, 9 and 0 have a fixed meaning at the root."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A leaflet without its texts, and the order in which the passages stand in the source."""

    leaflet: Leaflet
    order: tuple[str, ...]


def read_leaflet_file(top: Fields) -> Frame:
    """The frame; what is wrong goes to the findings of `top`."""
    nodes: dict[str, Node] = {}
    contact, urls = top.map("contact"), top.map("urls")
    chapters = tuple(
        _node(Fields(item, top.where, top.findings), nodes) for item in top.list("chapters")
    )
    if len(chapters) > MOST_CHAPTERS:
        top.report(top.line("chapters"), f"{len(chapters)} chapters; a telephone has keys for 6")
    leaflet = Leaflet(
        title=top.text("title"),
        source=top.text("source"),
        edition=top.text("edition"),
        review_by=_date(top, "review_by"),
        invocation_name=top.text("invocation_name"),
        contact={name: contact.text(name) for name in ("person", "phone")},
        urls={name: urls.text(name) for name in ("privacy", "terms")},
        chapters=tuple(name for name in chapters if name),
        nodes=nodes,
        passages={},
        alarms={},
        subjects={},
        prompts={},
        codes={},
        fingerprint="",
    )
    order = top.texts("order")
    for part in (contact, urls, top):
        part.done()
    _menu_holds_each_passage_once(top, nodes, order)
    return Frame(leaflet, order)


def _node(row: Fields, nodes: dict[str, Node]) -> str:
    """Reads a chapter or group with everything below it; gives its id."""
    name, title, spoken = row.slug("id"), row.text("title"), row.text("spoken")
    children = tuple(_child(item, row, nodes) for item in row.list("contains"))
    row.done()
    if len(children) > MOST_CHOICES:
        what = f"`{name}` has {len(children)} choices; a telephone menu has at most {MOST_CHOICES}"
        row.report(row.value.line, what, "make a group")
    if name in nodes:
        row.report(row.value.line, f"chapter or group `{name}` stands here twice")
    elif name:
        nodes[name] = Node(name, title, spoken, tuple(child for child in children if child))
    return name


def _child(item: Value, row: Fields, nodes: dict[str, Node]) -> str:
    if item.kind == "map":
        return _node(Fields(item, row.where, row.findings), nodes)
    if item.kind != "text" or not SLUG.fullmatch(item.text):
        row.report(item.line, "a passage id or a group is expected here")
        return ""
    return item.text


def _menu_holds_each_passage_once(
    top: Fields, nodes: dict[str, Node], order: tuple[str, ...]
) -> None:
    seen: list[str] = [
        child for node in nodes.values() for child in node.children if child not in nodes
    ]
    for name in order:
        if seen.count(name) != 1:
            what = f"passage `{name}` stands {seen.count(name)} times in the chapters"
            top.report(top.line("chapters"), what, "each passage has one place in the menu")
    for name in seen:
        if name not in order:
            top.report(top.line("order"), f"passage `{name}` is not in `order`", "add it")
    for name in sorted({name for name in order if order.count(name) > 1}):
        top.report(top.line("order"), f"passage `{name}` stands in `order` twice", "keep one")


def _date(top: Fields, name: str) -> str:
    text = top.text(name)
    if text and text != UNKNOWN:
        try:
            datetime.date.fromisoformat(text)
        except ValueError:
            what = f"`{name}` {text!r} is not a date"
            top.report(top.line(name), what, f"write 2027-01-31, or {UNKNOWN}")
            return UNKNOWN
    return text
