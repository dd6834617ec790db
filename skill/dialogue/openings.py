"""Openings: a complaint, a greeting, `wie ben jij`, a call for help. Each has its own reply."""

from __future__ import annotations

from dataclasses import replace

from skill import labels
from skill.dialogue.alarms import alarm
from skill.dialogue.person import hand_over
from skill.dialogue.reply import Turn, Turned, aside, invite, reply, settled
from skill.dialogue.sayable import level_of, may_be_said, opening_kind
from skill.leaflet import opening_line

PERSON = "person"
"""Kind of opening that is the wish for a human."""


def is_emergency(turn: Turn, label: str) -> bool:
    """Whether a label is a call for help."""
    return opening_kind(turn.leaflet, label) == labels.EMERGENCY


def wants_human(turn: Turn, label: str) -> bool:
    """Whether a label is the wish for a human."""
    return opening_kind(turn.leaflet, label) == PERSON


def call_for_help(turn: Turn, opening_id: str) -> Turned:
    """Says that we cannot call, and whom to call. An alarm that stands goes on standing."""
    if level_of(turn.leaflet, turn.state.alarm) == "112":
        return alarm(turn, turn.state.alarm)
    line = opening_line(turn.leaflet, opening_id, turn.event.medium)
    label = labels.opening(opening_id)
    standing = turn.state.alarm if turn.standing else ""
    state = replace(settled(turn), topic=label, alarm=standing)
    return reply(turn, state, "opening", label, line, "prompt_alarm-again")


def opening(turn: Turn, opening_id: str) -> Turned:
    """Answers an opening: its sentence, its warning, and what there is to choose from."""
    found = turn.leaflet.openings[opening_id]
    label = labels.opening(opening_id)
    if found.kind == PERSON:
        return hand_over(turn)
    say: tuple[str, ...] = (opening_line(turn.leaflet, opening_id, turn.event.medium),)
    closing = f"closing_{found.closing}"
    if found.closing and closing not in turn.state.said:
        say += (closing,)
    state = replace(aside(turn), topic=label)
    choices = tuple(name for name in found.choices if may_be_said(turn.leaflet, name))
    if choices == found.choices and choices and not state.reading:
        state = replace(state, offer=choices)
        return reply(turn, state, "opening", label, *say, f"choice_{opening_id}")
    state, ending = invite(turn, state)
    return reply(turn, state, "opening", label, *say, *ending)
