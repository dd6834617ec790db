"""Alarm signs: said before anything else, in every state, and nothing of the leaflet with it.

Levels and rules: the decisions in content/OPEN-VRAGEN.md; all of it is device speech.
"""

from __future__ import annotations

from dataclasses import replace

from skill import labels
from skill.dialogue.answer import may_be_said
from skill.dialogue.reply import Turn, Turned, goodbye, reply, settled
from skill.leaflet import alarm_lines


def alarm(turn: Turn, code: str) -> Turned:
    """Says alarm `code`. It clears every offer.

    An `afspraak` advises to see a doctor and then offers the passage that was asked for: most
    people past fifty can say such a thing, and to refuse them would be untrue.
    """
    found = turn.leaflet.alarms[code]
    label = labels.alarm(code)
    say = alarm_lines(turn.leaflet, code, phone=turn.phone)
    if found.level in labels.SILENCING:
        state = replace(settled(turn), topic="", alarm=code)
        return reply(turn, state, "alarm", label, *say, "prompt_alarm-again")
    state = settled(turn)
    for wish in _asked_for(turn):
        if may_be_said(turn.leaflet, wish):
            return reply(turn, replace(state, offer=(wish,)), "alarm", label, *say, f"offer_{wish}")
    return reply(turn, state, "alarm", label, *say, "prompt_ask-more")


def _asked_for(turn: Turn) -> list[str]:
    also = turn.heard.also if turn.heard else ()
    return [labels.name(label) for label in also if labels.kind(label) == "passage"]


def after_alarm(turn: Turn) -> Turned | None:
    """What follows an alarm: ja, herhaal and silence say it again; None for anything else."""
    code = turn.state.alarm
    if turn.event.kind == "silence":
        if turn.state.misses:
            return goodbye(turn, "prompt_goodbye-silence")
        state, again = alarm(turn, code)
        return replace(state, misses=1), again
    if turn.control in ("yes", "repeat", "slower", "faster"):
        slow = {"slower": True, "faster": False}.get(turn.control, turn.state.slow)
        return alarm(replace(turn, state=replace(turn.state, slow=slow)), code)
    if turn.control == "help":
        first = alarm_lines(turn.leaflet, code, phone=turn.phone)[0]
        say = (first, "prompt_help", "prompt_alarm-again")
        return reply(turn, turn.state, "control", labels.control("help"), *say)
    if turn.control == "no":
        return reply(
            turn, settled(turn), "control", labels.control("no"), "prompt_alarm-understood"
        )
    return None
