"""The conversation: a pure machine from state and event to state and reply."""

from skill.dialogue.codes import code_digits
from skill.dialogue.reply import CODE_LENGTH
from skill.dialogue.respond import respond
from skill.dialogue.state import State, load_state
from skill.dialogue.turns import (
    EVENTS,
    KEYS,
    MEDIA,
    MOMENT_SECONDS,
    SURE,
    Event,
    EventKind,
    Medium,
    Reply,
)

__all__ = [
    "CODE_LENGTH",
    "EVENTS",
    "KEYS",
    "MEDIA",
    "MOMENT_SECONDS",
    "SURE",
    "Event",
    "EventKind",
    "Medium",
    "Reply",
    "State",
    "code_digits",
    "load_state",
    "respond",
]
