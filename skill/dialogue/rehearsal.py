"""A conversation that was written down beforehand: who does what, and what must be heard on it.

The file it stands in is read elsewhere (`skill.editorial`). Here it is played: each cue becomes
events, and a reply is held against what the cue expects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from skill import labels
from skill.dialogue.turns import Event, EventKind, Medium, Reply
from skill.leaflet import Leaflet, menu

Does = Literal["zegt", "toets", "stilte", "start", "ophangen"]
"""What a caller does, in the words of the file."""
DOES: tuple[Does, ...] = get_args(Does)

Expected = str | bool | tuple[str, ...]

TEXTS = ("uitkomst", "vraagt", "passage", "niveau", "onderwerp")
"""What a cue may expect that is a word: outcome, what is asked, passage, level, subject."""
SWITCHES = ("geen_passage", "langzaam", "einde")
"""The same that holds or does not: no passage is heard, it is slow, the conversation is over."""
LINES = ("hoort", "hoort_niet")
"""The same that is a list of lines: heard in this order, and not heard."""

_EVENTS: Mapping[Does, EventKind] = {"stilte": "silence", "start": "launch", "ophangen": "hangup"}


@dataclass(frozen=True, slots=True)
class Cue:
    """One turn of a rehearsal."""

    does: Does
    value: str
    """What is said, or which keys are pressed; empty for the rest. Not in a repr."""
    medium: Medium
    expects: Mapping[str, Expected]
    """By name in TEXTS, SWITCHES and LINES; what is not named may be anything."""

    def __repr__(self) -> str:
        return f"Cue(does={self.does!r}, medium={self.medium!r})"


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """One conversation with what must come of it."""

    name: str
    today: str
    """ISO date on which it is held; empty when it does not matter."""
    hears: bool
    """Whether a telephone also understands speech."""
    review_by: str
    """The leaflet's review date in it; empty: the leaflet's own."""
    withdrawn: tuple[str, ...]
    """Passages that are withdrawn in it."""
    trial: bool
    """Whether texts still wait for their sign-off in it."""
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a reply is not what a cue expects."""

    field: str
    wanted: Expected
    got: Expected


def staged(leaflet: Leaflet, rehearsal: Rehearsal) -> Leaflet:
    """The leaflet as it is in a rehearsal. Passages that it does not have cannot be withdrawn."""
    passages = dict(leaflet.passages)
    for name in rehearsal.withdrawn:
        if name in passages:
            passages[name] = replace(passages[name], status=menu.WITHDRAWN)
    review_by = rehearsal.review_by or leaflet.review_by
    return replace(leaflet, passages=passages, review_by=review_by, trial=rehearsal.trial)


def events(cue: Cue, rehearsal: Rehearsal) -> Iterator[Event]:
    """What happens in a turn: one event, or one for each key."""
    today, hears = rehearsal.today, rehearsal.hears
    if cue.does == "toets":
        for key in cue.value:
            yield Event("key", key=key, medium=cue.medium, hears=hears, today=today)
    elif cue.does == "zegt":
        yield Event("text", text=cue.value, medium=cue.medium, hears=hears, today=today)
    else:
        yield Event(_EVENTS[cue.does], medium=cue.medium, hears=hears, today=today)


def differences(leaflet: Leaflet, cue: Cue, reply: Reply) -> list[Difference]:
    """Everything in which a reply is not what was expected; empty when it is."""
    kind, name = labels.kind(reply.label), labels.name(reply.label)
    passages = tuple(line for line in reply.say if line in leaflet.passages)
    alarm = leaflet.alarms.get(name) if kind == "alarm" else None
    got: dict[str, Expected] = {
        "uitkomst": reply.outcome,
        "vraagt": reply.asks,
        "passage": ", ".join(passages),
        "niveau": alarm.level if alarm else "",
        "onderwerp": name if kind == labels.NOT_COVERED else "",
        "geen_passage": not passages,
        "langzaam": reply.slow,
        "einde": reply.ends,
    }
    wrong = [
        Difference(field, cue.expects[field], got[field])
        for field in got
        if field in cue.expects and cue.expects[field] != got[field]
    ]
    wanted, banned = _lines(cue, "hoort"), _lines(cue, "hoort_niet")
    if tuple(line for line in reply.say if line in wanted) != wanted:
        wrong.append(Difference("hoort", wanted, reply.say))
    if heard := tuple(line for line in reply.say if line in banned):
        wrong.append(Difference("hoort_niet", banned, heard))
    return wrong


def _lines(cue: Cue, field: str) -> tuple[str, ...]:
    found = cue.expects.get(field, ())
    return found if isinstance(found, tuple) else ()
