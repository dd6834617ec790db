"""The conversation: a pure machine from state and event to state and reply."""

from skill.dialogue.codes import code_digits
from skill.dialogue.open_choices import open_choices
from skill.dialogue.rehearsal import (
    DOES,
    LINES,
    SWITCHES,
    TEXTS,
    Cue,
    Difference,
    Does,
    Expected,
    Rehearsal,
    differences,
    events,
    staged,
)
from skill.dialogue.reply import CODE_LENGTH
from skill.dialogue.respond import respond
from skill.dialogue.state import State, load_state
from skill.dialogue.turns import KEYS, MOMENT_SECONDS, SURE, Event, EventKind, Medium, Reply

__all__ = [
    "CODE_LENGTH",
    "DOES",
    "KEYS",
    "LINES",
    "MOMENT_SECONDS",
    "SURE",
    "SWITCHES",
    "TEXTS",
    "Cue",
    "Difference",
    "Does",
    "Event",
    "EventKind",
    "Expected",
    "Medium",
    "Rehearsal",
    "Reply",
    "State",
    "code_digits",
    "differences",
    "events",
    "load_state",
    "open_choices",
    "respond",
    "staged",
]
