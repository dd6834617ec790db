"""The keys of a telephone: no key waits for a longer one, but for the three digits of a code.

Help, with when not to wait, is one key away from anywhere: also where a code is asked for.
"""

from __future__ import annotations

from dataclasses import replace

from skill import labels
from skill.dialogue.alarms import after_alarm
from skill.dialogue.answer import answer
from skill.dialogue.controls import control
from skill.dialogue.menus import choose, hear_menu
from skill.dialogue.misses import CODE, MOST_MISSES
from skill.dialogue.reply import Turn, Turned, goodbye, plays, reply, settled
from skill.dialogue.state import State
from skill.leaflet import menu

_DIGITS = tuple("0123456789")
_CONTROLS = {"*": "repeat", "#": "next", "0": "help"}
CODE_LENGTH = 3
_LEAVING = ("0", "9")
"""Help and back also work where a code is asked for, as long as no code begins with them."""


def code_digits(state: State) -> str:
    """The digits of a code that were keyed so far; empty where there are none."""
    return state.menu.removeprefix(CODE) if state.menu.startswith(CODE) else ""


def key(turn: Turn) -> Turned:
    """What one key does."""
    pressed = turn.event.key
    if turn.state.menu.startswith(CODE) and pressed in _DIGITS:
        digits = code_digits(turn.state) + pressed
        if digits not in _LEAVING or any(code.startswith(digits) for code in turn.leaflet.codes):
            return _code(turn, digits)
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
    """Asks for the digits. Only a code that exists makes good what was keyed wrong before it."""
    state = replace(settled(turn), menu=CODE + digits)
    after, said = reply(turn, state, "menu", labels.control("menu"), "prompt_code")
    return replace(after, misses=turn.state.misses), said


def _code(turn: Turn, digits: str) -> Turned:
    if len(digits) < CODE_LENGTH:
        return _ask_code(turn, digits)
    passage_id = turn.leaflet.codes.get(digits, "")
    if passage_id in turn.leaflet.passages:
        return answer(turn, passage_id)
    return _no_such(turn, menu.ROOT, "prompt_bad-code")


def _no_such(turn: Turn, node: str, line: str) -> Turned:
    """Says so and names the choices; the third time in a row it says where to find help."""
    if turn.state.misses >= MOST_MISSES - 1:
        return goodbye(turn, "prompt_goodbye-misses")
    state, said = hear_menu(turn, node, before=(line,))
    return replace(state, misses=min(turn.state.misses + 1, MOST_MISSES)), said
