"""A topic by its code: key 8 and three digits, from a card.

Who keys from paper makes mistakes with a finger, and must never hear another topic for it: 8 1, and
then 1 0 9 anew, is no code 110 with a key 9 behind it. So after a code that exists the line listens
for a moment: a digit right behind it makes it one that does not exist, `#` says that it is whole.
"""

from __future__ import annotations

from dataclasses import replace

from skill import labels
from skill.dialogue.answer import answer
from skill.dialogue.menus import hear_menu
from skill.dialogue.misses import MOST_MISSES
from skill.dialogue.reply import (
    CODE_LENGTH,
    Turn,
    Turned,
    goodbye,
    is_whole_code,
    leaves_code,
    reply,
    settled,
)
from skill.dialogue.state import State

DIGITS = tuple("0123456789")
HELP = "0"
"""Help, with when not to wait, is one key away also where a code is asked for."""


def code_digits(state: State) -> str:
    """The digits of a code that was begun and is not whole; empty where there is none."""
    digits = state.code or ""
    return digits if len(digits) < CODE_LENGTH else ""


def ask_code(turn: Turn, digits: str = "") -> Turned:
    """Asks for the digits, and is silent once there is one: who heard the question again in the
    middle of a code would begin anew, and hear the passage of another code.

    Only a code that exists makes good what was keyed wrong before it.
    """
    state, label = settled(turn, code=digits), labels.control("menu")
    say = () if digits else ("prompt_code",)
    misses = turn.state.misses
    return reply(turn, state, "menu", label, *say, said=("prompt_code",), misses=misses)


def key_in_code(turn: Turn) -> Turned | None:
    """What a key does where a code is asked for; None for a key that does what it always does.

    `*` begins anew. `#` says that this was all, but where nothing was keyed it is the next topic.
    """
    keyed, pressed = turn.state.code or "", turn.event.key
    if pressed == "*":
        return ask_code(turn)
    if pressed == "#" and keyed:
        return end_of_code(turn) or _no_such_code(turn, keyed)
    if pressed not in DIGITS or (keyed + pressed == HELP and not _begins(turn, HELP)):
        return None
    digits = keyed + pressed
    if len(digits) < CODE_LENGTH or is_whole_code(turn.leaflet, digits):
        return ask_code(turn, digits)
    return _no_such_code(turn, digits)


def end_of_code(turn: Turn) -> Turned | None:
    """What follows when no digit comes any more: the topic, or a step back after key 9 alone.

    None where no such moment was waited.
    """
    digits = turn.state.code or ""
    if is_whole_code(turn.leaflet, digits):
        by_key = replace(turn, event=replace(turn.event, kind="key", key="#"))
        return answer(by_key, turn.leaflet.codes[digits])
    return hear_menu(turn) if leaves_code(turn.leaflet, digits) else None


def _begins(turn: Turn, digits: str) -> bool:
    return any(code.startswith(digits) for code in turn.leaflet.codes)


def _no_such_code(turn: Turn, digits: str) -> Turned:
    """Says so with what was keyed (elsewhere than on a telephone it was seen), and asks again; the
    third time in a row it says where to find help. Said once more it is without what was keyed:
    that would be a state for each code.
    """
    if turn.state.misses >= MOST_MISSES - 1:
        return goodbye(turn, "prompt_goodbye-misses")
    keyed = tuple(f"digit_{digit}" for digit in digits) if turn.phone else ()
    say = ("prompt_bad-code", *keyed, "prompt_code")
    state, label = settled(turn, code=""), labels.control("menu")
    misses = min(turn.state.misses + 1, MOST_MISSES)
    return reply(turn, state, "menu", label, *say, said=(say[0], say[-1]), misses=misses)
