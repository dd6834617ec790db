"""What was understood of one utterance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Understanding:
    """The meaning of one utterance, and how sure that is.

    The utterance itself is not kept. `evidence` holds parts of it and is left out of the repr, so
    that nothing a patient said reaches a log by accident.
    """

    label: str
    """Precise label (`skill.labels`): passage, clarify, alarm, not_covered, control ..."""
    score: float = 1.0
    """0..1; how far the label stands above the next, 1 for an exact match or a rule."""
    threshold: float = 0.0
    """The score that this label needed to be given."""
    alarm: str | None = None
    """Code of the alarm sign that was heard, if any; `label` is then that alarm's."""
    runners_up: tuple[tuple[str, float], ...] = ()
    """The next best labels with their scores, best first; at most three."""
    also: tuple[str, ...] = ()
    """Other labels in the same utterance: a `control:no` before a question, a second question."""
    told: tuple[str, ...] = ()
    """What it tells of the person, from a closed list: ids of subjects (pregnant, a child)."""
    taken_back: tuple[str, ...] = ()
    """Of the same list, what it says does not hold: `het is voor mezelf`, `ik ben niet zwanger`."""
    half: str | None = None
    """Code of an alarm that takes two things, of which only one was heard: no sign by itself."""
    doubtful: bool = False
    """A word of an alarm was heard without the alarm: a reply errs on the safe side."""
    evidence: tuple[str, ...] = field(default=(), repr=False)
    """Why, for a person: normalised text, words that matched, guard that bit, thresholds."""


Hear = Callable[[str], Understanding]
"""What dialogue is given to understand text with; tests bring a fake."""
