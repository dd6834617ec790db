"""Nothing to go on: what was said was not understood, or nothing was said."""

from __future__ import annotations

from dataclasses import replace

from skill import labels
from skill.dialogue.alarms import alarm_line
from skill.dialogue.menus import hear_menu
from skill.dialogue.reply import Turn, Turned, goodbye, question, reply, settled

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
        before = safety or ("prompt_misses",)
        after, said = hear_menu(turn, before=before, misses=_one_more(state.misses))
        return after, replace(said, label=labels.UNCLEAR)
    if safety and not turn.alarmed:
        say = (*safety, "prompt_ask-open")
        return reply(turn, settled(turn), "fallback", labels.UNCLEAR, *say, misses=1)
    say = (*safety, "prompt_fallback")
    return reply(turn, state, "fallback", labels.UNCLEAR, *say, said=state.said, misses=1)


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

    Who stopped in the middle of a code begins it anew: all three digits are asked for. After a call
    for help no menu: what was said is said again, and the line is free to call.
    """
    state = turn.state
    if state.misses and turn.helped:
        return goodbye(turn, "prompt_goodbye-silence")
    if state.code is not None:
        state = replace(state, code="")
    if state.misses >= MOST_MISSES - 1:
        return goodbye(turn, "prompt_goodbye-silence")
    if state.misses:
        after, said = hear_menu(turn, misses=2)
        return after, replace(said, label=labels.UNCLEAR)
    say = question(turn, state)
    return reply(turn, state, "fallback", labels.UNCLEAR, *say, said=state.said, misses=1)
