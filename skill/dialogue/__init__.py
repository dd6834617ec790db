"""The conversation: a pure machine from state and event to state and reply."""

from skill.dialogue.respond import respond
from skill.dialogue.state import State, load_state
from skill.dialogue.turns import EVENTS, KEYS, MEDIA, Event, Reply

__all__ = ["EVENTS", "KEYS", "MEDIA", "Event", "Reply", "State", "load_state", "respond"]
