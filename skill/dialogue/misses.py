"""Nothing to go on: what was said was not understood, or nothing was said."""

from __future__ import annotations

from dataclasses import replace

from skill import labels
from skill.dialogue.alarms import alarm_line
from skill.dialogue.menus import hear_menu
from skill.dialogue.reply import Turn, Turned, goodbye, question, reply, settled

CODE = "code"
"""Menu of a state in which the digits of a code are keyed; what was keyed stands behind it."""
MOST_MISSES = 3
"""Misses are counted up to here; the third is the last."""


def missed(turn: Turn) -> Turned:
    """Not understood: another try, then the menu.

    What had been said stays what `herhaal` repeats, and what was offered stays offered. A pending
    alarm is named again; a word of an alarm is met with the advice to call. A telephone line is not
    kept open for a television: the third time it says where to find help.
    """
    state, safety = turn.state, _safety(turn)
    if turn.phone and not safety and state.misses >= MOST_MISSES - 1:
        return goodbye(turn, "prompt_goodbye-misses")
    if state.misses:
        after, said = hear_menu(turn, before=safety or ("prompt_misses",))
        return replace(after, misses=_one_more(state.misses)), replace(said, label=labels.UNCLEAR)
    if safety and not turn.alarmed:
        say = (*safety, "prompt_ask-open")
        after, said = reply(turn, settled(turn), "fallback", labels.UNCLEAR, *say)
        return replace(after, misses=1), said
    after, said = reply(turn, state, "fallback", labels.UNCLEAR, *safety, "prompt_fallback")
    return replace(after, said=state.said, misses=1), said


def _safety(turn: Turn) -> tuple[str, ...]:
    heard = turn.heard
    if turn.alarmed:
        return (alarm_line(turn),)
    if heard is not None and (heard.doubtful or labels.kind(heard.label) == "alarm"):
        return ("prompt_fallback-alarm-word",)
    return ()


def _one_more(misses: int) -> int:
    return min(misses + 1, MOST_MISSES)


def silent(turn: Turn) -> Turned:
    """Nothing was heard: the question again, then the menu, then goodbye and whom to ask.

    Who stopped in the middle of a code begins it anew: all three digits are asked for.
    """
    state = turn.state
    if state.menu.startswith(CODE):
        state = replace(state, menu=CODE)
    if state.misses >= MOST_MISSES - 1:
        return goodbye(turn, "prompt_goodbye-silence")
    if state.misses:
        after, said = hear_menu(turn)
        return replace(after, misses=2), replace(said, label=labels.UNCLEAR)
    after, said = reply(turn, state, "fallback", labels.UNCLEAR, *question(turn, state))
    return replace(after, said=state.said, misses=1), said
