"""Putting a reply together: which lines, what is asked after them, and what is remembered."""

from __future__ import annotations

from dataclasses import dataclass, replace

from skill import labels
from skill.dialogue.state import MOST_SAID, State
from skill.dialogue.turns import Event, Reply
from skill.leaflet import Leaflet
from skill.understanding import Understanding

Turned = tuple[State, Reply]
"""What every rule of the dialogue gives: the next state and the reply."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a rule needs to know of this turn."""

    leaflet: Leaflet
    state: State
    event: Event
    heard: Understanding | None = None
    control: str = ""
    """Name of the control with which the turn began, if any."""

    @property
    def phone(self) -> bool:
        """Whether the listener holds a telephone."""
        return self.event.medium == "phone"

    @property
    def keyed(self) -> bool:
        """Whether the listener steers by keys."""
        return self.event.kind == "key"


def asked(state: State) -> tuple[str, str]:
    """What the state is waiting for, and the line that asks it again.

    This follows from the state alone, so that a repeated reply asks the same thing again.
    """
    if state.alarm:
        return "herhalen", "prompt_alarm-again"
    if state.reading:
        return "verder", "prompt_reading-on"
    if len(state.offer) == 2:
        return "clarify", "prompt_reprompt-two"
    if state.offer:
        return "offer", "prompt_reprompt-yes-no"
    if state.menu.startswith("code"):
        return "code", "prompt_code"
    if state.menu:
        return "menu", "prompt_reprompt-menu"
    return "open", "prompt_reprompt"


def reply(turn: Turn, state: State, outcome: str, label: str, *say: str) -> Turned:
    """A reply that keeps the conversation open; `state` is remembered, with what is said now."""
    state = replace(state, said=say[:MOST_SAID])
    asks, reprompt = asked(state)
    return state, Reply(
        outcome=outcome,
        label=label,
        say=say,
        reprompt=reprompt,
        asks=asks,
        slow=state.slow,
        control=turn.control,
        heard=turn.heard,
    )


def goodbye(turn: Turn, line: str = "prompt_goodbye", *before: str) -> Turned:
    """The last reply of a conversation; nothing is remembered."""
    label = labels.control(turn.control) if turn.control else labels.control("stop")
    return State(), Reply(
        outcome="goodbye",
        label=label,
        say=(*before, line),
        slow=turn.state.slow,
        control=turn.control,
        heard=turn.heard,
    )


def settled(turn: Turn) -> State:
    """The state with nothing pending: only the topic and the tempo are kept."""
    return State(topic=turn.state.topic, slow=turn.state.slow)


def control_reply(turn: Turn, state: State, *say: str) -> Turned:
    """A reply to a control."""
    return reply(turn, state, "control", labels.control(turn.control), *say)
