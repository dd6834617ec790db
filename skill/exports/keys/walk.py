"""The dialogue, unrolled: every state that keys can lead to, and what every key does there.

Breadth-first over `respond`, from the moment a call is answered. Nothing of the menu is known
here: what a key does is asked of the dialogue itself. State is finite, so the walk ends.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from skill.dialogue import KEYS, Event, EventKind, Medium, Reply, State, respond
from skill.leaflet import Leaflet
from skill.understanding import Understanding

OTHER = "other"
"""A key that a telephone can send and hardly any has: A, B, C or D."""
SILENCE, UNANSWERED = "silence", "unanswered"
INPUTS = (*KEYS, OTHER, SILENCE)
"""All that can happen while a call waits."""
WAITS, MOMENT, ENDS = "waits", "moment", "ends"

MEDIUM: Medium = "phone"
_EVENTS: dict[str, EventKind] = {
    "launch": "launch",
    SILENCE: "silence",
    UNANSWERED: "unanswered",
}
"""What happens that is no key."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a caller hears between two inputs."""

    say: tuple[str, ...]
    """Ids of lines, in order."""
    slow: bool
    then: str
    """What comes after it: the call `waits` for an input, for as long as a caller may think or for
    a `moment` only; or it `ends`, or a person could not be reached (`unanswered`)."""

    @property
    def ends(self) -> bool:
        """Whether the call is over after it."""
        return self.then == ENDS


@dataclass(frozen=True, slots=True)
class Place:
    """A state of a call: the dialogue's own, and whether the text was overdue for review."""

    state: State
    due: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What an input leads to."""

    spoken: Spoken
    place: Place


@dataclass(frozen=True, slots=True)
class Machine:
    """A conversation by keys, complete."""

    starts: Mapping[bool, Step]
    """How a call begins, by whether the text is overdue; only False where it never can be."""
    steps: Mapping[Place, Mapping[str, Step]]
    """Per place what each input leads to, in the order of INPUTS; then what happens by itself."""

    def all_spoken(self) -> set[Spoken]:
        """Everything that can be heard at once."""
        found = {step.spoken for step in self.starts.values()}
        for row in self.steps.values():
            found.update(step.spoken for step in row.values())
        return found


def walk(leaflet: Leaflet) -> Machine:
    """The machine of a leaflet, for callers who have keys and no voice."""
    dates = {False: ""}
    if leaflet.review_by[:1].isdigit():
        dates[True] = "9999-12-31"
    events = {due: _events(today) for due, today in dates.items()}
    starts = {
        due: _step(leaflet, Place(State(), due), one["launch"]) for due, one in events.items()
    }
    steps: dict[Place, dict[str, Step]] = {}
    waiting = deque(starts.values())
    while waiting:
        step = waiting.popleft()
        row = steps.setdefault(step.place, {}) if not step.spoken.ends else {}
        for name in _inputs(step.spoken):
            if name not in row:
                row[name] = _step(leaflet, step.place, events[step.place.due][name])
                waiting.append(row[name])
    order = (*INPUTS, UNANSWERED)
    return Machine(
        starts,
        {place: {name: row[name] for name in order if name in row} for place, row in steps.items()},
    )


def _inputs(spoken: Spoken) -> tuple[str, ...]:
    """What can happen during these words and after them."""
    if spoken.then in (WAITS, MOMENT):
        return INPUTS
    return (UNANSWERED,) if spoken.then == UNANSWERED else ()


def _events(today: str) -> dict[str, Event]:
    """Per input what the dialogue is told of it."""
    keys = {name: "A" if name == OTHER else name for name in (*KEYS, OTHER)}
    return {
        **{name: Event("key", key=key, medium=MEDIUM, today=today) for name, key in keys.items()},
        **{name: Event(kind, medium=MEDIUM, today=today) for name, kind in _EVENTS.items()},
    }


def _step(leaflet: Leaflet, place: Place, event: Event) -> Step:
    after, reply = respond(leaflet, _no_ear, place.state, event)
    return Step(Spoken(reply.say, reply.slow, _then(reply)), Place(after, place.due))


def _then(reply: Reply) -> str:
    if reply.hands_over:
        return UNANSWERED
    if reply.ends:
        return ENDS
    return MOMENT if reply.asks == "moment" else WAITS


def _no_ear(_: str) -> Understanding:
    """For the letter: a caller with keys says nothing."""
    return Understanding("unclear")


def heard(spoken: Iterable[Spoken]) -> list[tuple[str, bool]]:
    """Every line that is played, with its tempo: the sounds that an exchange needs."""
    return sorted({(line, one.slow) for one in spoken for line in one.say})
