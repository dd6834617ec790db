"""Through the leaflet in its own order: volgende, vorige, and lees alles voor."""

from __future__ import annotations

from dataclasses import replace

from skill import labels
from skill.dialogue.answer import answer, told, withdrawn
from skill.dialogue.menus import menu_lines
from skill.dialogue.reply import (
    Turn,
    Turned,
    control_reply,
    invite,
    plays,
    question,
    reply,
    settled,
)
from skill.dialogue.sayable import first_passage, neighbour
from skill.leaflet import menu


def read_all(turn: Turn) -> Turned:
    """Reads the first passage and asks whether to go on."""
    first = first_passage(turn.leaflet)
    return read(turn, first, before=("prompt_reading",)) if first else withdrawn(turn)


def read(turn: Turn, passage_id: str, *, before: tuple[str, ...] = ()) -> Turned:
    """Reads one passage of the whole; after the last one reading is over."""
    say = told(turn, passage_id, before)
    state = replace(settled(turn), topic=labels.passage(passage_id))
    if neighbour(turn.leaflet, passage_id, +1):
        state = replace(state, reading=True)
        return reply(turn, state, "answer", state.topic, *say, "prompt_reading-on")
    state, ending = invite(turn, state, "prompt_ask-more")
    return reply(turn, state, "answer", state.topic, *say[-3:], "prompt_reading-done", *ending)


def step(turn: Turn, by: int) -> Turned:
    """The next (+1) or previous (-1) passage, seen from what was spoken of.

    While the leaflet is read aloud it is seen from there, and reading goes on. `Terug` in a menu
    is the menu above it.
    """
    state, leaflet = turn.state, turn.leaflet
    if by < 0 and state.menu in leaflet.nodes and not plays(state):
        above = menu.parent(leaflet, state.menu)
        return control_reply(turn, replace(settled(turn), menu=above), *menu_lines(turn, above))
    if len(state.offer) > 1 and by > 0:
        # A choice is open: `volgende` chooses nothing of it.
        return control_reply(turn, state, *question(turn, state))
    here = _here(turn)
    if not here:
        return _from_nowhere(turn, by)
    there = neighbour(leaflet, here, by)
    if there:
        return read(turn, there) if state.reading else answer(turn, there)
    line = "prompt_last-passage" if by > 0 else "prompt_first-passage"
    fresh, ending = invite(turn, settled(turn), "prompt_ask-more")
    return control_reply(turn, fresh, line, *ending)


def _here(turn: Turn) -> str:
    state, leaflet = turn.state, turn.leaflet
    if state.reading and state.bookmark:
        return state.bookmark
    name = labels.name(state.topic)
    if name in leaflet.subjects:
        return next(iter(leaflet.subjects[name].offer), "")
    return name if name in leaflet.passages else ""


def _from_nowhere(turn: Turn, by: int) -> Turned:
    first = first_passage(turn.leaflet)
    if by > 0 and first:
        return answer(turn, first)
    state, ending = invite(turn, settled(turn))
    return control_reply(turn, state, "prompt_nothing-before", *ending)
