"""Controls: ja, nee, herhaal, langzamer, help ... in every state."""

from __future__ import annotations

from dataclasses import replace

from skill import labels
from skill.dialogue.answer import answer, withdrawn
from skill.dialogue.menus import hear_menu, menu_lines
from skill.dialogue.misses import missed
from skill.dialogue.person import hand_over
from skill.dialogue.reading import read_all, step
from skill.dialogue.reply import (
    Turn,
    Turned,
    aside,
    control_reply,
    goodbye,
    invite,
    question,
    reply,
    settled,
)
from skill.dialogue.sayable import may_be_said
from skill.dialogue.state import MOST_SAID, State
from skill.leaflet import menu, person_number

_LAST_QUESTIONS = (
    "prompt_ask-more",
    "prompt_ask-open",
    "prompt_no-question",
    "prompt_alarm-understood",
)
"""Questions to which `nee` means: that was all."""


def control(turn: Turn) -> Turned:
    """What `turn.control` does in this state; alarms have been dealt with before."""
    match turn.control:
        case "yes":
            return _yes(turn)
        case "no":
            return _no(turn)
        case "repeat":
            return _repeat(turn)
        case "next":
            return step(turn, +1)
        case "previous":
            return step(turn, -1)
        case "slower" | "faster":
            return _tempo(turn, slow=turn.control == "slower")
        case "menu":
            return hear_menu(turn)
        case "help":
            return _help_by_key(turn) if turn.keyed else _help(turn)
        case "start_over":
            return _start_over(turn)
        case "read_all":
            return read_all(turn)
        case "stop" | "cancel":
            return goodbye(turn)
    return missed(turn)


def _yes(turn: Turn) -> Turned:
    state = turn.state
    if labels.kind(state.topic) == "opening" and "prompt_alarm-again" in state.said:
        return _repeat(turn)
    if len(state.offer) > 1:
        return control_reply(turn, state, *question(turn, state))
    if state.offer:
        return answer(turn, state.offer[0])
    if state.reading:
        return step(turn, +1)
    if state.menu == menu.ROOT or state.menu in turn.leaflet.nodes:
        say = menu_lines(turn, state.menu)
        return control_reply(turn, replace(settled(turn), menu=state.menu), *say)
    return control_reply(turn, settled(turn), "prompt_ask-open")


def _no(turn: Turn) -> Turned:
    state = turn.state
    pending = state.offer or state.reading or state.menu or state.helping
    if not pending and state.said[-1:] and state.said[-1] in _LAST_QUESTIONS:
        return goodbye(turn)
    return control_reply(turn, settled(turn), "prompt_no-question")


def _repeat(turn: Turn) -> Turned:
    state = turn.state
    topic = labels.name(state.topic)
    if not state.said:
        # What was said has been withdrawn since, or nothing was said at all.
        if topic in turn.leaflet.passages and not may_be_said(turn.leaflet, topic):
            return withdrawn(turn)
        fresh, ending = invite(turn, state)
        return control_reply(turn, fresh, "prompt_nothing-to-repeat", *ending)
    if labels.kind(state.topic) == "opening":
        return reply(turn, state, "opening", state.topic, *state.said)
    passage = next((line for line in state.said if line in turn.leaflet.passages), "")
    if passage:
        return reply(turn, state, "answer", labels.passage(passage), *state.said)
    return control_reply(turn, state, *state.said)


def _tempo(turn: Turn, *, slow: bool) -> Turned:
    """Says the last reply again in the other tempo; only that reply is what `herhaal` repeats."""
    before = turn.state
    if slow == before.slow:
        line = "prompt_slowest" if slow else "prompt_fastest"
    else:
        line = "prompt_slower" if slow else "prompt_faster"
    state = replace(before, slow=slow)
    if not before.said:
        state, ending = invite(turn, state)
        return control_reply(turn, state, line, *ending)
    say = (line, *before.said[-(MOST_SAID - 1) :])
    return control_reply(turn, state, *say, said=before.said)


def _help(turn: Turn) -> Turned:
    state, ending = invite(turn, aside(turn))
    return control_reply(turn, state, "prompt_help", "prompt_help-alarm", *ending)


def _help_by_key(turn: Turn) -> Turned:
    """Key 0: when not to wait, and the keys; once more inside help: a person.

    A person is named only where there is a number to connect with, and speech where it is heard.
    """
    if turn.state.helping:
        return hand_over(turn)
    state = replace(settled(turn), helping=True)
    spoken = ("prompt_may-speak",) if turn.event.hears else ()
    person = ("prompt_help-person",) if person_number(turn.leaflet) else ()
    say = ("prompt_help-alarm", *spoken, "prompt_help-phone", *person)
    return control_reply(turn, state, *say)


def _start_over(turn: Turn) -> Turned:
    """Everything forgotten but the tempo: who hears badly still does."""
    state = State(slow=turn.state.slow)
    if turn.phone:
        state = replace(state, menu=menu.ROOT)
        return control_reply(turn, state, "prompt_start-over", *menu_lines(turn, menu.ROOT))
    return control_reply(turn, state, "prompt_start-over", "prompt_ask-open")
