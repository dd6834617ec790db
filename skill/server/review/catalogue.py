"""The list of the review page: what belongs together is one item, with all its lines.

A passage is shown with its title, its offers and what follows it; an alarm with its sentences and
its level. So who approves sees a text in its company, and no line of the script is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from skill.editorial.signoff import GROUPS, PART_NAMES, parts
from skill.labels import LEVELS
from skill.leaflet import Leaflet, Line, menu
from skill.leaflet import bare as bare_id
from skill.server.review.folder import Snapshot

RISKS = {"medicine": "medicijn", "dose": "dosering", "reassuring": "geruststellend"}
"""Risk of a passage as the page names it; the others have no risk to name."""

KINDS = {
    "passage": "Passages",
    "alarm": "Alarmtekens",
    "opening": "Openingen",
    "subject": "Niet in de folder",
    "prompt": "Vaste zinnen",
    "menu": "Menu's",
    "question": "Open vragen",
    "voice": "De stem",
}
"""Kinds of items in the order of the list, as the page names them."""

_OF_A_PASSAGE = GROUPS["passages"]
_TITLE = 70
"""Characters of a sentence that stand for it in the list."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the list."""

    id: str
    kind: str
    part: str
    title: str
    lines: tuple[Line, ...]


def catalogue(snapshot: Snapshot) -> dict[str, Item]:
    """Every item by id, the gravest alarms first; every line stands in one of them."""
    leaflet = snapshot.content.leaflet
    found: dict[str, tuple[str, str, list[Line]]] = {}
    for part, lines in parts(leaflet, list(snapshot.lines.values())).items():
        for line in lines:
            item_id, kind = item_of(leaflet, line)
            found.setdefault(item_id, (kind, part, []))[2].append(line)
    items = {
        item_id: Item(item_id, kind, part, _title(snapshot, item_id, kind, lines), _ordered(lines))
        for item_id, (kind, part, lines) in found.items()
    }
    for question in snapshot.questions:
        if question.id not in items:
            title = f"{question.number}. {question.title}"
            items[question.id] = Item(question.id, "question", "questions", title, ())
    order = list(KINDS)

    def place(item: Item) -> tuple[int, int]:
        alarm = leaflet.alarms.get(item.id.partition("_")[2]) if item.kind == "alarm" else None
        return order.index(item.kind), LEVELS.index(alarm.level) if alarm else 0

    return {item.id: item for item in sorted(items.values(), key=place)}


def item_of(leaflet: Leaflet, line: Line) -> tuple[str, str]:
    """The id and kind of the item in which a line stands."""
    name = line.id.partition("_")[2]
    bare = bare_id(name)
    if line.kind in _OF_A_PASSAGE:
        return (line.id if line.kind == "passage" else name), "passage"
    if line.kind in ("level", "check") or (line.kind == "alarm" and bare in leaflet.alarms):
        return f"alarm_{bare if line.kind == 'alarm' else name}", "alarm"
    if line.kind in ("opening", "choice"):
        return f"opening_{bare}", "opening"
    if line.kind in ("subject", "near"):
        return f"subject_{name}", "subject"
    if line.kind == "signs":
        return name, "opening" if name.startswith("opening_") else "prompt"
    if line.kind in ("menu", "keys"):
        return f"menu_{name}", "menu"
    if line.kind == "digit":
        return "digits", "menu"
    if line.kind in ("question", "voice"):
        return line.id, line.kind
    # A fixed sentence, with the words that a telephone has instead; `welcome-phone` is one itself.
    own = f"prompt_{name}" in leaflet.prompts and line.kind == "prompt"
    return (line.id if own else f"{line.kind}_{bare}"), "prompt"


_FIRST = ("passage", "alarm", "level", "opening", "subject", "prompt", "menu", "title", "offer")


def _ordered(lines: Iterable[Line]) -> tuple[Line, ...]:
    """What is the answer itself first."""

    def place(line: Line) -> int:
        return _FIRST.index(line.kind) if line.kind in _FIRST else len(_FIRST)

    return tuple(sorted(lines, key=place))


def _title(snapshot: Snapshot, item_id: str, kind: str, lines: list[Line]) -> str:
    leaflet, name = snapshot.content.leaflet, item_id.partition("_")[2]
    if kind == "passage":
        return leaflet.passages[item_id].title
    if kind == "alarm":
        return leaflet.alarms[name].label
    if kind == "opening":
        return leaflet.openings[name].title
    if kind == "subject":
        return leaflet.subjects[name].title
    if kind == "menu":
        if item_id == "digits":
            return "Cijfers van een code"
        return f"Menu: {leaflet.nodes[name].title}" if name in leaflet.nodes else "Hoofdmenu"
    if kind == "question":
        titles = {one.id: f"{one.number}. {one.title}" for one in snapshot.questions}
        return titles.get(item_id, lines[0].text)
    if kind == "voice":
        return "De stem"
    text = lines[0].text
    return text if len(text) <= _TITLE else text[: _TITLE - 1].rsplit(" ", 1)[0] + " …"


def part_title(leaflet: Leaflet, part: str) -> str:
    """A chapter's title, or what a part that is no chapter is called."""
    node = leaflet.nodes.get(part)
    return node.title if node else PART_NAMES.get(part, part)


def state(snapshot: Snapshot, line: Line) -> str:
    """`approved`, `changed` (another text was), `open`, or `none` for what nobody approves."""
    if line.id not in snapshot.to_approve:
        return "none"
    if snapshot.signoff.holds(line):
        return "approved"
    return "changed" if snapshot.signoff.before(line) else "open"


def without_source(snapshot: Snapshot, item: Item) -> bool:
    """Whether something that is said here has no source outside this house.

    A fixed sentence without medical content (`U mag ook praten.`) needs none.
    """
    if item.kind == "passage":
        sentences = snapshot.content.sentences.get(item.id, ())
        return any(not one.statements for one in sentences)
    if item.kind not in ("alarm", "opening", "subject", "prompt"):
        return False
    found = snapshot.content.backgrounds.get(item.id)
    waits = item.kind == "alarm" or any("klinische" in line.status for line in item.lines)
    return found is not None and (waits or bool(found.source)) and found.without_source


def row(snapshot: Snapshot, item: Item, asked: Iterable[str]) -> dict[str, Any]:
    """An item as the list shows it; `asked` are the numbers of the questions about it."""
    leaflet, states = snapshot.content.leaflet, [state(snapshot, line) for line in item.lines]
    passage = leaflet.passages.get(item.id) if item.kind == "passage" else None
    alarm = leaflet.alarms.get(item.id.partition("_")[2]) if item.kind == "alarm" else None
    background = snapshot.content.backgrounds.get(item.id)
    codes = [code for code, name in leaflet.codes.items() if passage and name == passage.id]
    withdrawn = passage is not None and passage.status == menu.WITHDRAWN
    asked = list(asked)
    words = [item.id, item.title, *codes, *(line.text for line in item.lines)]
    words += [alarm.group, alarm.level] if alarm else []
    words += [background.source, background.evidence] if background else []
    words += [f"vraag {number}" for number in asked]
    words += [menu.WITHDRAWN] if withdrawn else []
    return {
        "id": item.id,
        "kind": item.kind,
        "part": item.part,
        "title": item.title,
        "lines": [line.id for line in item.lines],
        "open": sum(one in ("open", "changed") for one in states),
        "changed": states.count("changed"),
        "approved": states.count("approved"),
        "risk": RISKS.get(passage.risk, "") if passage else "",
        "level": alarm.level if alarm else "",
        "withdrawn": withdrawn,
        "without_source": without_source(snapshot, item),
        "misheard": _misheard(snapshot, item),
        "questions": asked,
        "recorded": any(
            name in snapshot.recordings
            for line in item.lines
            for name in (line.id, f"{line.id}-slow")
        ),
        "words": " ".join(words),
    }


def _misheard(snapshot: Snapshot, item: Item) -> bool:
    for line in item.lines:
        entry = snapshot.manifest.clips.get(line.id)
        for clip in (entry.normal, entry.slow) if entry else ():
            ear = snapshot.ears.get(clip.file)
            if ear and ear["flagged"] and not ear["accepted"]:
                return True
    return False
