"""Alarm signs: said before anything else, in every state, and nothing of the leaflet with it.

A grave alarm (112, 113, nu) stands: until it is taken back, every question gets the advice again.
Levels and rules: the decisions in content/OPEN-VRAGEN.md; all of it is device speech.
"""

from __future__ import annotations

from dataclasses import replace

from skill import labels
from skill.dialogue.answer import DOCTOR, asked_besides, reassures
from skill.dialogue.reply import Turn, Turned, control_reply, farewell, goodbye, reply, settled
from skill.dialogue.sayable import level_of, silences, urgency
from skill.dialogue.state import State
from skill.dialogue.told import REMEMBERED, may_be_given, remember, summed
from skill.leaflet import alarm_lines, standing_lines

_AGAIN = ("yes", "repeat", "next", "previous")
"""Controls that say a grave alarm again. `Verder` may be meant as `ja, ga door`, and someone who
was just told to call a doctor should not hear the next topic of a leaflet for it."""


def alarm(turn: Turn, code: str) -> Turned:
    """Says alarm `code`, or what it makes with what was told before. It clears every offer.

    An `afspraak` advises to see a doctor and then offers the passage that was asked for: most
    people past fifty can say such a thing, and to refuse them would be untrue. A lighter sign does
    not take the place of an alarm that stands.
    """
    code = summed(turn.leaflet, turn.state.told, code)
    if turn.standing:
        code = min((code, turn.state.alarm), key=lambda one: urgency(turn.leaflet, one))
    label = labels.alarm(code)
    say = alarm_lines(turn.leaflet, code, phone=turn.phone)
    told = turn.state.told
    if level_of(turn.leaflet, code) in REMEMBERED:
        told = remember(told, (code,))
    state = replace(settled(turn), alarm=code, told=told)
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
        if may_be_given(turn.leaflet, turn.state.told, wish):
            return wish
    return ""


def alarm_line(turn: Turn) -> str:
    """The line of the pending alarm that names what to do."""
    return alarm_lines(turn.leaflet, turn.state.alarm, phone=turn.phone)[0]


def standing(turn: Turn) -> Turned:
    """The advice of the alarm that stands once more: shorter, and not in the words of last time."""
    code = turn.state.alarm
    found = turn.leaflet.alarms[code]
    lines = standing_lines(turn.leaflet, found.level, phone=turn.phone)
    own = found.say or not lines
    fresh = [line for line in lines if line not in turn.state.said]
    first = alarm_line(turn) if own else (fresh or lines)[0]
    state = replace(settled(turn), alarm=code, topic="")
    return reply(turn, state, "alarm", labels.alarm(code), first, "prompt_alarm-release")


def release(turn: Turn) -> Turned:
    """An alarm or a check is taken back: it was not meant. Of the person nothing is remembered."""
    state = State(topic="", slow=turn.state.slow)
    turn = replace(turn, state=state, control="start_over")
    return control_reply(turn, state, "prompt_alarm-released")


def after_alarm(turn: Turn) -> Turned | None:
    """What a control or silence does while an alarm is pending; None where it changes nothing."""
    if not turn.alarmed:
        return _after_advice(turn)
    code = turn.state.alarm
    if turn.event.kind == "silence":
        return _alarm_in_silence(turn)
    if turn.control in _AGAIN:
        return alarm(turn, code)
    if turn.control in ("slower", "faster"):
        return alarm(in_tempo(turn), code)
    if turn.control == "help":
        if turn.phone:
            return alarm(turn, code)
        say = (alarm_line(turn), "prompt_help", "prompt_alarm-again")
        return control_reply(turn, turn.state, *say)
    if turn.control == "no":
        return _understood(turn)
    if turn.control in ("stop", "cancel"):
        return goodbye(turn)
    return standing(turn) if turn.standing and turn.control == "read_all" else None


def _understood(turn: Turn) -> Turned:
    """`Nee` to `Zal ik dat herhalen?`: a grave alarm stands all the same."""
    if not turn.standing:
        return control_reply(turn, settled(turn), "prompt_ask-more")
    line = "prompt_alarm-understood"
    if level_of(turn.leaflet, turn.state.alarm) == "113":
        own = "prompt_alarm-understood-113"
        line = own if own in turn.leaflet.prompts else line
    return control_reply(turn, replace(settled(turn), alarm=turn.state.alarm), line)


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
    state = in_tempo(turn).state
    return reply(turn, state, "alarm", labels.alarm(state.alarm), *state.said)


def in_tempo(turn: Turn) -> Turn:
    """The turn in the tempo that was asked for, if one was."""
    slow = {"slower": True, "faster": False}.get(turn.control, turn.state.slow)
    return replace(turn, state=replace(turn.state, slow=slow))
