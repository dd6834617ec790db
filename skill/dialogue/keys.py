"""The keys of a telephone: no key waits for a longer one, but where a code is keyed (`codes`)."""

from __future__ import annotations

from dataclasses import replace

from skill.dialogue.alarms import after_alarm
from skill.dialogue.answer import answer
from skill.dialogue.choices import words
from skill.dialogue.codes import DIGITS, ask_code, end_of_code, key_in_code
from skill.dialogue.controls import control
from skill.dialogue.menus import choose, hear_menu
from skill.dialogue.misses import MOST_MISSES
from skill.dialogue.reply import CODE_LENGTH, Turn, Turned, goodbye, plays
from skill.dialogue.warnings import checked
from skill.leaflet import menu

_CONTROLS = {"*": "repeat", "#": "next", "0": "help"}
_NAMES = "nul een twee drie vier vijf zes zeven acht negen".split()
_SPOKEN = {
    **{name: str(digit) for digit, name in enumerate(_NAMES)},
    **{str(number): str(number) for number in range(1000)},
    **dict.fromkeys(("sterretje", "ster", "sterretjes", "asterisk"), "*"),
    **dict.fromkeys(("hekje", "hek", "hashtag"), "#"),
}
_AROUND_KEYS = frozenset("toets toetsen druk op de het nummer cijfer code eh ehm ik kies".split())
"""Words that may stand around a key that is spoken."""
_YES_NO = {"1": "yes", "2": "no"}
"""Keys that answer `Begrijp ik goed dat ...?`."""


def spoken_keys(text: str) -> tuple[str, ...]:
    """The keys that a caller names instead of pressing: `toets nul`, `sterretje`, `één nul negen`.

    One key, or the three digits of a code (then with the key 8 before it); empty for anything else.
    """
    said = [word for word in words(text) if word not in _AROUND_KEYS]
    pressed = tuple(_SPOKEN.get(word, "") for word in said)
    if not pressed or not all(pressed):
        return ()
    if len(pressed) == 1 and len(pressed[0]) == 1:
        return pressed
    digits = tuple("".join(pressed))
    if len(digits) != CODE_LENGTH or not all(digit in DIGITS for digit in digits):
        return ()
    return ("8", *digits)


def key(turn: Turn) -> Turned:
    """What one key does."""
    pressed = turn.event.key
    if turn.state.check and pressed in _YES_NO:
        return checked(replace(turn, control=_YES_NO[pressed])) or _choice(turn, pressed)
    if turn.state.code is not None and (turned := key_in_code(turn)) is not None:
        return turned
    name = _CONTROLS.get(pressed, "")
    if pressed == "7":
        name = "faster" if turn.state.slow else "slower"
    if name:
        turn = replace(turn, control=name)
        follow = after_alarm(turn) if turn.state.alarm else None
        return follow or control(replace(turn, state=replace(turn.state, alarm="")))
    return _choice(turn, pressed)


def _choice(turn: Turn, pressed: str) -> Turned:
    # A choice by key ends the alarm, the reading and what was told of the person.
    state = replace(turn.state, alarm="", check="", told=(), reading=False, bookmark="")
    turn = replace(turn, state=state)
    node = state.menu if state.menu in turn.leaflet.nodes else menu.ROOT
    if pressed == "8":
        return ask_code(turn)
    if pressed == "9":
        return hear_menu(turn, node if plays(state) else menu.parent(turn.leaflet, node))
    number = int(pressed) if pressed in tuple("123456") else 0
    if 1 <= number <= len(state.offer) and len(state.offer) > 1:
        return answer(turn, state.offer[number - 1])
    choices = menu.children(turn.leaflet, node)
    if 1 <= number <= len(choices):
        return choose(turn, choices[number - 1])
    return _no_such(turn, node)


def _no_such(turn: Turn, node: str) -> Turned:
    """Says that the key has no choice, and names the choices; the third time in a row it says where
    to find help.
    """
    if turn.state.misses >= MOST_MISSES - 1:
        return goodbye(turn, "prompt_goodbye-misses")
    misses = min(turn.state.misses + 1, MOST_MISSES)
    return hear_menu(turn, node, before=("prompt_bad-key",), misses=misses)


def press(turn: Turn, pressed: tuple[str, ...]) -> Turned:
    """Keys that were spoken do what the keys do; where a code is asked for, its digits suffice.

    Nothing can follow on them, so that no moment is waited after a code.
    """
    if turn.state.code is not None and len(pressed) > 1:
        pressed = pressed[1:]
    for name in pressed:
        turn = replace(turn, event=replace(turn.event, kind="key", key=name))
        turned = key(turn)
        turn = replace(turn, state=turned[0])
    return end_of_code(turn) or turned
