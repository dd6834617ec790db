"""The keys of a telephone: no key waits for a longer one, but for the three digits of a code."""

from __future__ import annotations

from dataclasses import replace

from skill import labels
from skill.dialogue.alarms import after_alarm
from skill.dialogue.answer import answer
from skill.dialogue.controls import control
from skill.dialogue.menus import choose, hear_menu
from skill.dialogue.misses import MOST_MISSES
from skill.dialogue.reply import Turn, Turned, plays, reply, settled
from skill.leaflet import menu

_DIGITS = tuple("0123456789")
_CONTROLS = {"*": "repeat", "#": "next", "0": "help"}
CODE = "code"
"""Menu of a state in which the digits of a code are keyed; what was keyed stands behind it."""
CODE_LENGTH = 3


def key(turn: Turn) -> Turned:
    """What one key does."""
    pressed = turn.event.key
    if turn.state.menu.startswith(CODE) and pressed in _DIGITS:
        return _code(turn, turn.state.menu.removeprefix(CODE) + pressed)
    name = _CONTROLS.get(pressed, "")
    if pressed == "7":
        name = "faster" if turn.state.slow else "slower"
    if name:
        turn = replace(turn, control=name)
        follow = after_alarm(turn) if turn.state.alarm else None
        return follow or control(replace(turn, state=replace(turn.state, alarm="")))
    return _choice(turn, pressed)


def _choice(turn: Turn, pressed: str) -> Turned:
    # Who keys a choice has left the alarm and the reading behind.
    state = replace(turn.state, alarm="", reading=False, place="")
    turn = replace(turn, state=state)
    node = state.menu if state.menu in turn.leaflet.nodes else menu.ROOT
    if pressed == "8":
        return _ask_code(turn, "")
    if pressed == "9":
        return hear_menu(turn, node if plays(state) else menu.parent(turn.leaflet, node))
    number = int(pressed) if pressed in tuple("123456") else 0
    if number in (1, 2) and len(state.offer) == 2:
        return answer(turn, state.offer[number - 1])
    choices = menu.children(turn.leaflet, node)
    if 1 <= number <= len(choices):
        return choose(turn, choices[number - 1])
    return _no_such(turn, node, "prompt_bad-key")


def _ask_code(turn: Turn, digits: str) -> Turned:
    state = replace(settled(turn), menu=CODE + digits)
    return reply(turn, state, "menu", labels.control("menu"), "prompt_code")


def _code(turn: Turn, digits: str) -> Turned:
    if len(digits) < CODE_LENGTH:
        return _ask_code(turn, digits)
    passage_id = turn.leaflet.codes.get(digits, "")
    if passage_id in turn.leaflet.passages:
        return answer(turn, passage_id)
    return _no_such(turn, menu.ROOT, "prompt_bad-code")


def _no_such(turn: Turn, node: str, line: str) -> Turned:
    state, said = hear_menu(turn, node, before=(line,))
    return replace(state, misses=min(turn.state.misses + 1, MOST_MISSES)), said
