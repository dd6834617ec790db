"""The card for paper: the topics with their codes, by chapter of the menu, as one A5 page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from skill.leaflet import Leaflet, menu, person_number

TEMPLATES = Path(__file__).resolve().parents[2] / "pages"
TEMPLATE = "card.html"


@dataclass(frozen=True, slots=True)
class Topic:
    """One passage on the card."""

    title: str
    code: str


@dataclass(frozen=True, slots=True)
class Group:
    """Topics that stand together in the menu; those of the chapter itself have no title."""

    title: str
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the menu and the key that leads to it."""

    key: str
    title: str
    groups: tuple[Group, ...]


def card_page(leaflet: Leaflet, number: str, *, trial: bool, speech: bool) -> bytes:
    """The page, which stands by itself.

    `speech`: for a line that also understands what is said; else for one by keys only. `number` is
    the line's telephone number; empty for a blank to write it in. `trial` puts on it that not
    everything was approved.
    """
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template(TEMPLATE)
    digits = " ".join(number.split())
    return page.render(
        leaflet=leaflet,
        chapters=chapters(leaflet),
        person=bool(person_number(leaflet)),
        number=digits,
        trial=trial,
        speech=speech,
    ).encode()


def chapters(leaflet: Leaflet) -> list[Chapter]:
    """The chapters as they stand on the card. What was withdrawn is not on it."""
    return [
        Chapter(str(number), leaflet.nodes[chapter].title, tuple(_groups(leaflet, chapter)))
        for number, chapter in enumerate(leaflet.chapters, start=1)
    ]


def _groups(leaflet: Leaflet, node: str, title: str = "") -> Iterator[Group]:
    """The topics of `node` itself by their codes, and then those of each group in it."""
    codes = {passage: code for code, passage in leaflet.codes.items()}
    choices = menu.children(leaflet, node)
    topics = (
        Topic(leaflet.passages[name].spoken_title, codes.get(name, ""))
        for name in choices
        if name in leaflet.passages and menu.is_offered(leaflet, name)
    )
    own = tuple(sorted(topics, key=lambda topic: topic.code))
    if own:
        yield Group(title, own)
    for name in choices:
        if name in leaflet.nodes:
            yield from _groups(leaflet, name, leaflet.nodes[name].title)
