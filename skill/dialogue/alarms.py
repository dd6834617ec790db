"""Alarm signs: said before anything else, in every state, and nothing of the leaflet with it.

Levels and rules: the decisions in content/OPEN-VRAGEN.md; all of it is device speech.
"""

from __future__ import annotations

from dataclasses import replace

from skill import labels
from skill.dialogue.answer import DOCTOR, asked_besides, reassures
from skill.dialogue.reply import Turn, Turned, control_reply, farewell, goodbye, reply, settled
from skill.dialogue.sayable import may_be_said, silences
from skill.leaflet import alarm_lines

_AGAIN = ("yes", "repeat", "next", "previous")
"""Controls that say a grave alarm again. `Verder` may be meant as `ja, ga door`, and someone who
was just told to call a doctor should not hear the next topic of a leaflet for it."""


def alarm(turn: Turn, code: str) -> Turned:
    """Says alarm `code`. It clears every offer.

    An `afspraak` advises to see a doctor and then offers the passage that was asked for: most
    people past fifty can say such a thing, and to refuse them would be untrue.
    """
    label = labels.alarm(code)
    say = alarm_lines(turn.leaflet, code, phone=turn.phone)
    state = replace(settled(turn), alarm=code)
    if silences(turn.leaflet, code):
        return reply(turn, replace(state, topic=""), "alarm", label, *say, "prompt_alarm-again")
    wish = _wish(turn)
    if wish:
        return reply(turn, replace(state, offer=(wish,)), "alarm", label, *say, f"offer_{wish}")
    return reply(turn, state, "alarm", label, *say, "prompt_ask-more")


def _wish(turn: Turn) -> str:
    """The passage that was asked for; when that one reassures, when to see a doctor."""
    for wish in asked_besides(turn):
        wish = DOCTOR if reassures(turn, wish) else wish
        if may_be_said(turn.leaflet, wish):
            return wish
    return ""


def alarm_line(turn: Turn) -> str:
    """The line of the pending alarm that names what to do."""
    return alarm_lines(turn.leaflet, turn.state.alarm, phone=turn.phone)[0]


def after_alarm(turn: Turn) -> Turned | None:
    """What a control or silence does while an alarm is pending; None for what it changes nothing.

    Only a new question, a choice from the menu or a new start leaves the alarm behind.
    """
    if not turn.alarmed:
        return _after_advice(turn)
    code = turn.state.alarm
    if turn.event.kind == "silence":
        return _alarm_in_silence(turn)
    if turn.control in _AGAIN:
        return alarm(turn, code)
    if turn.control in ("slower", "faster"):
        return alarm(_in_tempo(turn), code)
    if turn.control == "help":
        if turn.phone:
            return alarm(turn, code)
        say = (alarm_line(turn), "prompt_help", "prompt_alarm-again")
        return control_reply(turn, turn.state, *say)
    if turn.control == "no":
        return control_reply(turn, settled(turn), "prompt_alarm-understood")
    return goodbye(turn) if turn.control in ("stop", "cancel") else None


def _alarm_in_silence(turn: Turn) -> Turned:
    """Once more with the question, and then once more as the last word.

    A telephone repeats it once and hangs up: the same telephone is needed to call.
    """
    state, again = alarm(turn, turn.state.alarm)
    if turn.state.misses or turn.phone:
        return farewell(turn, "alarm", again.label, *again.say[:-1])
    return replace(state, misses=1), again


def _after_advice(turn: Turn) -> Turned | None:
    """After an `afspraak` only what repeats it is special: it stays an alarm, with its offer."""
    state = turn.state
    if turn.control not in ("repeat", "slower", "faster") or not state.said:
        return None
    state = _in_tempo(turn).state
    return reply(turn, state, "alarm", labels.alarm(state.alarm), *state.said)


def _in_tempo(turn: Turn) -> Turn:
    slow = {"slower": True, "faster": False}.get(turn.control, turn.state.slow)
    return replace(turn, state=replace(turn.state, slow=slow))
