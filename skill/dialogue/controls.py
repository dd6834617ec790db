"""Controls: herhaal, volgende, langzamer, help ... in every state."""

from __future__ import annotations

from dataclasses import replace

from skill import labels
from skill.dialogue.answer import answer, may_be_said, neighbour
from skill.dialogue.menus import hear_menu, help_by_key
from skill.dialogue.reply import Turn, Turned, asked, control_reply, goodbye, reply, settled
from skill.dialogue.state import MOST_SAID, State


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
            return _step(turn, +1)
        case "previous":
            return _step(turn, -1)
        case "slower":
            return _tempo(turn, slow=True)
        case "faster":
            return _tempo(turn, slow=False)
        case "menu":
            return hear_menu(turn)
        case "help":
            return _help(turn)
        case "start_over":
            return _start_over(turn)
        case "read_all":
            return _read_all(turn)
    return goodbye(turn)


def _yes(turn: Turn) -> Turned:
    state = turn.state
    if state.reading:
        return _step(turn, +1)
    if len(state.offer) == 2:
        return reply(turn, state, "control", labels.control("yes"), *_both(state.offer))
    if state.offer:
        return answer(turn, state.offer[0])
    if state.menu:
        return hear_menu(turn, _node(turn))
    return control_reply(turn, settled(turn), "prompt_ask-open")


def _both(offer: tuple[str, ...]) -> tuple[str, ...]:
    return (f"first_{offer[0]}", f"second_{offer[1]}")


def _no(turn: Turn) -> Turned:
    state = turn.state
    if state.offer or state.reading or state.menu:
        return control_reply(turn, settled(turn), "prompt_no-question")
    return goodbye(turn)


def _repeat(turn: Turn) -> Turned:
    state = turn.state
    if not state.said:
        return control_reply(turn, state, "prompt_nothing-to-repeat", "prompt_ask-open")
    heard_before = [line for line in state.said if line in turn.leaflet.passages]
    if heard_before and not may_be_said(turn.leaflet, heard_before[0]):
        return answer(turn, heard_before[0])
    if heard_before:
        return reply(turn, state, "answer", labels.passage(heard_before[0]), *state.said)
    return control_reply(turn, state, *state.said)


def _step(turn: Turn, step: int) -> Turned:
    leaflet, here = turn.leaflet, labels.name(turn.state.topic)
    if here in leaflet.subjects:
        here = next(iter(leaflet.subjects[here].offer), "")
    if not here:
        first = next(name for name in leaflet.passages if may_be_said(leaflet, name))
        return answer(turn, first)
    there = neighbour(leaflet, here, step)
    if there:
        return answer(turn, there)
    end = "prompt_last-passage" if step > 0 else "prompt_first-passage"
    state = replace(settled(turn), reading=False)
    return control_reply(turn, state, end, "prompt_ask-more")


def _tempo(turn: Turn, *, slow: bool) -> Turned:
    line = "prompt_slower" if slow else "prompt_faster"
    state = replace(turn.state, slow=slow)
    before = tuple(said for said in state.said if said not in ("prompt_slower", "prompt_faster"))
    if not before:
        return control_reply(turn, state, line, "prompt_ask-open")
    return control_reply(turn, state, line, *before[-(MOST_SAID - 1) :])


def _help(turn: Turn) -> Turned:
    if turn.keyed:
        return help_by_key(turn)
    say = ("prompt_help", "prompt_help-alarm", "prompt_ask-open")
    return control_reply(turn, settled(turn), *say)


def _start_over(turn: Turn) -> Turned:
    state = State(slow=turn.state.slow)
    if turn.phone:
        return hear_menu(turn)
    return control_reply(turn, state, "prompt_start-over", "prompt_ask-open")


def _read_all(turn: Turn) -> Turned:
    first = next(name for name in turn.leaflet.passages if may_be_said(turn.leaflet, name))
    reading = replace(turn, state=replace(settled(turn), reading=True))
    return answer(reading, first, before=("prompt_reading",))


def _node(turn: Turn) -> str:
    return turn.state.menu if turn.state.menu in turn.leaflet.nodes else "root"


def missed(turn: Turn) -> Turned:
    """Nothing to go on: a hint first, then the menu."""
    state = turn.state
    if turn.heard is not None and turn.heard.doubtful:
        say = ("prompt_fallback-alarm-word", "prompt_ask-open")
        return reply(turn, settled(turn), "fallback", labels.UNCLEAR, *say)
    if state.misses:
        turned, said = hear_menu(turn, before=("prompt_misses",))
        return replace(turned, misses=min(state.misses + 1, 3)), said
    state = replace(state, misses=1)
    return reply(turn, state, "fallback", labels.UNCLEAR, "prompt_fallback")


def silent(turn: Turn) -> Turned:
    """Nothing was heard: the question again, then the menu, then goodbye and where to ask."""
    misses = turn.state.misses
    if misses >= 2:
        return goodbye(turn, "prompt_goodbye-silence")
    if misses == 1:
        state, said = hear_menu(turn)
        return replace(state, misses=2), said
    state = replace(turn.state, misses=1)
    kind, question = asked(state)
    line = "prompt_unhearable" if kind == "open" else question
    return reply(turn, state, "fallback", labels.UNCLEAR, line)
