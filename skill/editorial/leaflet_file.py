"""`leaflet.yaml` -> the frame of a Leaflet: title, origin, contact, chapters and order."""

from __future__ import annotations

from typing import Any

from skill.editorial.fields import Fields, is_date, is_id
from skill.editorial.source import Value
from skill.leaflet import Node, dialled
from skill.leaflet.menu import MOST_CHOICES

UNKNOWN = "onbekend"
MOST_CHAPTERS = 6
"""Keys 7, 8, 9 and 0 have a fixed meaning at the root."""
MOST_EXAMPLES = 6
"""Questions to choose from that a small screen still shows at once."""
LONGEST_EXAMPLE = 60
"""Characters of one of them."""
MOST_KEYS = 3
"""Keys from the root to a passage."""

RESERVED = ("root", "help")
RESERVED_START = "code"
"""What a conversation's state calls its own menus (skill/dialogue/state.py)."""


def read_leaflet_file(top: Fields) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What this file says of a Leaflet, by field, and the order of the passages in the source.

    What is wrong goes to the findings of `top`.
    """
    nodes: dict[str, Node] = {}
    named: list[Value] = []
    contact, urls = top.map("contact"), top.map("urls")
    chapters = tuple(
        _node(Fields(item, top.where, top.findings), nodes, named) for item in top.list("chapters")
    )
    if len(chapters) > MOST_CHAPTERS:
        top.report(top.line("chapters"), f"{len(chapters)} chapters; a telephone has keys for 6")
    frame: dict[str, Any] = {
        "title": top.text("title"),
        "source": top.text("source"),
        "edition": top.text("edition"),
        "review_by": _date(top, "review_by"),
        "invocation_name": top.text("invocation_name"),
        "contact": {name: contact.text(name) for name in ("person", "phone")},
        "urls": {name: urls.text(name) for name in ("privacy", "terms")},
        "examples": _examples(top),
        "chapters": tuple(name for name in chapters if name),
        "nodes": nodes,
    }
    order = top.texts("order")
    number = frame["contact"]["phone"]
    if number not in ("", UNKNOWN) and not dialled(number):
        what = f"`phone` {number!r} is not a number with a country code"
        contact.report(contact.line("phone"), what, f"write +31 43 123 45 67, or {UNKNOWN}")
    for part in (contact, urls, top):
        part.done()
    _menu_holds_each_passage_once(top, nodes, named, order)
    return frame, order


def _node(row: Fields, nodes: dict[str, Node], named: list[Value], depth: int = 1) -> str:
    """Reads a chapter or group with everything below it; gives its id.

    Passages that are named go to `named`; `depth` is the number of keys that lead here.
    """
    name, title, spoken = row.slug("id"), row.text("title"), row.text("spoken")
    children = tuple(_child(item, row, nodes, named, depth) for item in row.list("contains"))
    row.done()
    if name in RESERVED or name.startswith(RESERVED_START):
        row.report(row.line("id"), f"`{name}` is a name of the program's own", "choose another")
    if depth == MOST_KEYS:
        what = f"what is in `{name}` is more than {MOST_KEYS} keys away"
        row.report(row.value.line, what, "put it in the group above")
    if len(children) > MOST_CHOICES:
        what = f"`{name}` has {len(children)} choices; a telephone menu has at most {MOST_CHOICES}"
        row.report(row.value.line, what, "make a group")
    if name in nodes:
        row.report(row.value.line, f"chapter or group `{name}` stands here twice")
    elif name:
        nodes[name] = Node(name, title, spoken, tuple(child for child in children if child))
    return name


def _child(item: Value, row: Fields, nodes: dict[str, Node], named: list[Value], depth: int) -> str:
    if item.kind == "map":
        return _node(Fields(item, row.where, row.findings), nodes, named, depth + 1)
    if item.kind != "text" or not is_id(item.text):
        row.report(item.line, "a passage id or a group is expected here")
        return ""
    named.append(item)
    return item.text


def _menu_holds_each_passage_once(
    top: Fields, nodes: dict[str, Node], named: list[Value], order: tuple[str, ...]
) -> None:
    lines: dict[str, list[int]] = {}
    for item in named:
        lines.setdefault(item.text, []).append(item.line)
    for name, places in lines.items():
        if name in nodes:
            fix = "write the group out where it belongs"
            top.report(places[0], f"`{name}` is a chapter or group, not a passage", fix)
        elif name not in order:
            top.report(places[0], f"passage `{name}` is not in `order`", "add it there")
        for line in places[1:]:
            fix = "each passage has one place in the menu"
            top.report(line, f"passage `{name}` stands in the chapters twice", fix)
    for name in dict.fromkeys(order):
        if name not in lines:
            what = f"passage `{name}` is in no chapter"
            top.report(top.line("chapters"), what, "each passage has one place in the menu")
    for name in sorted({name for name in order if order.count(name) > 1}):
        top.report(top.line("order"), f"passage `{name}` stands in `order` twice", "keep one")


def _examples(top: Fields) -> tuple[str, ...]:
    found = top.texts("examples", required=False)
    line = top.line("examples")
    if len(found) > MOST_EXAMPLES:
        top.report(line, f"{len(found)} examples; at most {MOST_EXAMPLES} are shown", "leave some")
    for one in found:
        if len(one) > LONGEST_EXAMPLE:
            top.report(line, f"example {one!r} is long", f"use {LONGEST_EXAMPLE} characters")
    for one in sorted({one for one in found if found.count(one) > 1}):
        top.report(line, f"example {one!r} stands here twice", "keep one")
    return found


def _date(top: Fields, name: str) -> str:
    text = top.text(name)
    if text and text != UNKNOWN and not is_date(text):
        what = f"`{name}` {text!r} is not a date"
        top.report(top.line(name), what, f"write 2027-01-31, or {UNKNOWN}")
        return UNKNOWN
    return text
