"""The keys of a telephone: no key waits for a longer one, but for the three digits of a code.

Help, with when not to wait, is one key away from anywhere: also where a code is asked for.
"""

from __future__ import annotations

from dataclasses import replace

from skill import labels
from skill.dialogue.alarms import after_alarm
from skill.dialogue.answer import answer
from skill.dialogue.choices import words
from skill.dialogue.controls import control
from skill.dialogue.menus import choose, hear_menu
from skill.dialogue.misses import MOST_MISSES
from skill.dialogue.reply import Turn, Turned, goodbye, plays, reply, settled
from skill.dialogue.state import State
from skill.dialogue.warnings import checked
from skill.leaflet import menu

_DIGITS = tuple("0123456789")
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
"""Keys that answer `Zei u dat ...?`."""
CODE_LENGTH = 3
_LEAVING = ("0", "9")
"""Help and back also work where a code is asked for, as long as no code begins with them."""


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
    if len(digits) != CODE_LENGTH or not all(digit in _DIGITS for digit in digits):
        return ()
    return ("8", *digits)


def code_digits(state: State) -> str:
    """The digits of a code that were keyed so far; empty where there are none."""
    return state.code or ""


def key(turn: Turn) -> Turned:
    """What one key does."""
    pressed = turn.event.key
    if turn.state.check and pressed in _YES_NO:
        return checked(replace(turn, control=_YES_NO[pressed])) or _choice(turn, pressed)
    if turn.state.code is not None and pressed == "*":
        return _ask_code(turn, "")
    if turn.state.code is not None and pressed in _DIGITS:
        digits = turn.state.code + pressed
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
    # A choice by key ends the alarm, the reading and what was told of the person.
    state = replace(turn.state, alarm="", check="", told=(), reading=False, bookmark="")
    turn = replace(turn, state=state)
    node = state.menu if state.menu in turn.leaflet.nodes else menu.ROOT
    if pressed == "8":
        return _ask_code(turn, "")
    if pressed == "9":
        return hear_menu(turn, node if plays(state) else menu.parent(turn.leaflet, node))
    number = int(pressed) if pressed in tuple("123456") else 0
    if 1 <= number <= len(state.offer) and len(state.offer) > 1:
        return answer(turn, state.offer[number - 1])
    choices = menu.children(turn.leaflet, node)
    if 1 <= number <= len(choices):
        return choose(turn, choices[number - 1])
    return _no_such(turn, node, "prompt_bad-key")


def _ask_code(turn: Turn, digits: str) -> Turned:
    """Asks for the digits, and is silent once there is one: who heard the question again in the
    middle of a code would begin anew, and hear the passage of another code.

    Only a code that exists makes good what was keyed wrong before it.
    """
    state, label = replace(settled(turn), code=digits), labels.control("menu")
    say = () if digits else ("prompt_code",)
    misses = turn.state.misses
    return reply(turn, state, "menu", label, *say, said=("prompt_code",), misses=misses)


def _code(turn: Turn, digits: str) -> Turned:
    if len(digits) < CODE_LENGTH:
        return _ask_code(turn, digits)
    passage_id = turn.leaflet.codes.get(digits, "")
    if passage_id in turn.leaflet.passages:
        return answer(turn, passage_id)
    # A menu by keys is one line; a spoken one is two, and then it is too much with the digits.
    keyed = tuple(f"digit_{digit}" for digit in digits) if turn.phone else ()
    return _no_such(turn, menu.ROOT, "prompt_bad-code", *keyed)


def _no_such(turn: Turn, node: str, line: str, *keyed: str) -> Turned:
    """Says so, with what was `keyed`, and names the choices; the third time in a row it says where
    to find help. Said once more it is without what was keyed: that would be a state for each code.
    """
    if turn.state.misses >= MOST_MISSES - 1:
        return goodbye(turn, "prompt_goodbye-misses")
    misses = min(turn.state.misses + 1, MOST_MISSES)
    state, said = hear_menu(turn, node, before=(line, *keyed), misses=misses)
    return replace(state, said=(line, *said.say[1 + len(keyed) :])), said
