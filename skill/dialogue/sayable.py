"""What may be said: which passages, which lines, and what comes next in the leaflet."""

from __future__ import annotations

from typing import Literal

from skill import labels
from skill.labels import Level
from skill.leaflet import Leaflet, alarm_lines, menu, opening_of

_ASKING_KINDS = ("offer", "second", "keys", "check", "choice")
_ASKING_PROMPTS = frozenset(
    f"prompt_{name}"
    for name in (
        "after-phone alarm-again alarm-release alarm-released alarm-understood "
        "alarm-understood-113 ask-more ask-open code fallback help-person help-phone "
        "menu-root no-question reading-on reprompt reprompt-menu reprompt-two reprompt-yes-no "
        "unhearable welcome welcome-due"
    ).split()
)
_OF_A_PASSAGE = ("title", "offer", "first", "second")


def may_be_said(leaflet: Leaflet, passage_id: str) -> bool:
    """Whether a passage exists and has not been withdrawn."""
    found = leaflet.passages.get(passage_id)
    return found is not None and found.status != menu.WITHDRAWN


def first_passage(leaflet: Leaflet) -> str:
    """The first passage in leaflet order that may be said; empty when all were withdrawn."""
    return next((name for name in leaflet.passages if may_be_said(leaflet, name)), "")


def neighbour(leaflet: Leaflet, passage_id: str, step: int) -> str:
    """The next (+1) or previous (-1) passage in leaflet order that may be said; empty at an end."""
    order = list(leaflet.passages)
    if passage_id not in order:
        return ""
    index = order.index(passage_id) + step
    while 0 <= index < len(order):
        if may_be_said(leaflet, order[index]):
            return order[index]
        index += step
    return ""


def line_may_be_said(leaflet: Leaflet, line_id: str) -> bool:
    """Whether the script has this line and it belongs to no withdrawn passage.

    Told from the id, so that not every turn has to write out the whole script.
    """
    if line_id in leaflet.passages:
        return may_be_said(leaflet, line_id)
    kind, _, name = line_id.partition("_")
    if kind in _OF_A_PASSAGE:
        return may_be_said(leaflet, name)
    if kind in ("prompt", "closing"):
        return line_id in leaflet.prompts
    if kind == "subject":
        return name in leaflet.subjects
    if kind == "opening":
        return opening_of(line_id) in leaflet.openings
    if kind == "choice":
        opened = leaflet.openings.get(name)
        return opened is not None and all(may_be_said(leaflet, one) for one in opened.choices)
    if kind == "check":
        return name in leaflet.alarms and bool(leaflet.alarms[name].check)
    if kind == "standing":
        return line_id.removesuffix("-phone") in leaflet.prompts
    if kind == "digit":
        return name in tuple("0123456789")
    if kind in ("menu", "keys"):
        return name == menu.ROOT or name in leaflet.nodes
    return kind == "alarm" and any(
        line_id in alarm_lines(leaflet, code, phone=phone)
        for code in leaflet.alarms
        for phone in (False, True)
    )


def line_asks(line_id: str) -> bool:
    """Whether a line asks or invites, so that a reply that stays open may end with it."""
    return line_id in _ASKING_PROMPTS or line_id.partition("_")[0] in _ASKING_KINDS


def still_sayable(leaflet: Leaflet, said: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of an earlier reply that may be said once more; none without its question."""
    if any(line in leaflet.passages and not may_be_said(leaflet, line) for line in said):
        return ()
    kept = tuple(line for line in said if line_may_be_said(leaflet, line))
    return kept if kept and kept[-1] == said[-1] and line_asks(kept[-1]) else ()


def level_of(leaflet: Leaflet, code: str) -> Level | Literal[""]:
    """The level of an alarm; empty when there is no such alarm."""
    found = leaflet.alarms.get(code)
    return found.level if found else ""


def urgency(leaflet: Leaflet, code: str) -> int:
    """0 for an alarm of the most urgent level and upwards; what is no alarm comes last."""
    level = level_of(leaflet, code)
    return labels.LEVELS.index(level) if level else len(labels.LEVELS)


def opening_kind(leaflet: Leaflet, label: str) -> str:
    """The kind of the opening that a label names; empty when it names none."""
    if labels.kind(label) != "opening":
        return ""
    found = leaflet.openings.get(labels.name(label))
    return found.kind if found else ""


def silences(leaflet: Leaflet, code: str) -> bool:
    """Whether after alarm `code` nothing of the leaflet is said in that turn."""
    return level_of(leaflet, code) in labels.SILENCING
