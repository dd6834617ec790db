"""After a warning of ours: `dat heb ik`, `dat laatste`, `welke?`, and the check of our own hearing.

A warning is a line that names signs (`signs` in prompts.yaml and of an opening). Which one was just
spoken follows from the lines of the last reply, so nothing more has to be remembered.
"""

from __future__ import annotations

from dataclasses import replace

from skill import labels
from skill.dialogue.alarms import alarm, in_tempo, release
from skill.dialogue.answer import answer, asked_besides
from skill.dialogue.choices import words
from skill.dialogue.reply import Turn, Turned, control_reply, reply, settled
from skill.dialogue.sayable import level_of, may_be_said, opening_kind, urgency
from skill.leaflet import Leaflet, opening_of
from skill.understanding import Understanding

_FIRST = frozenset("eerste".split())
_SECOND = frozenset("tweede middelste".split())
_THIRD = frozenset("derde".split())
_LAST = frozenset("laatste".split())
_AGAIN = ("repeat", "slower", "faster")


def warned(leaflet: Leaflet, said: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The last of the lines `said` that names signs, and their codes; empty when none does."""
    for line in reversed(said):
        kind = line.partition("_")[0]
        signs: tuple[str, ...] = ()
        if kind in ("prompt", "closing") and line in leaflet.prompts:
            signs = leaflet.prompts[line].signs
        elif kind == "opening":
            found = leaflet.openings.get(opening_of(line))
            signs = found.signs if found else ()
        known = tuple(code for code in signs if code in leaflet.alarms)
        if known:
            return line, known
    return "", ()


def doubted(leaflet: Leaflet, heard: Understanding) -> Understanding:
    """What was heard, where the recogniser doubts its own words.

    A sign is asked back (`Begrijp ik goed dat ...?`), or taken as said where there is nothing to
    ask; so is a call for help. Anything else was not understood, and nothing is remembered of it.
    """
    code = heard.alarm or ""
    if labels.kind(heard.label) in ("alarm", "confirm"):
        code = code or labels.name(heard.label)
    if code in leaflet.alarms:
        asked = leaflet.alarms[code].check
        return replace(heard, label=labels.confirm(code), alarm=None, told=()) if asked else heard
    if opening_kind(leaflet, heard.label) == labels.EMERGENCY:
        return heard
    return Understanding(labels.UNCLEAR, evidence=heard.evidence)


def is_answered(turn: Turn) -> bool:
    """Whether there is a warning, a check or an alarm of ours that can be answered."""
    state = turn.state
    return bool(state.check or turn.alarmed or warned(turn.leaflet, state.said)[1])


def to_warning(turn: Turn, name: str) -> Turned | None:
    """What an answer to a warning of ours does; None where there was nothing to answer.

    `name` is one of `labels.ANSWERS`.
    """
    state = turn.state
    if name == "not_me" and (turn.alarmed or state.check or turn.standing):
        return release(turn)
    if state.check:
        if name == "confirms":
            return alarm(turn, state.check)
        return misheard(turn) if name in ("denies", "not_me") else None
    line, signs = warned(turn.leaflet, state.said)
    if not signs:
        return None
    if name == "confirms":
        return alarm(turn, _which(turn, signs))
    if name == "which":
        tail = state.said[-1:] if state.said[-1] != line else ()
        turn = replace(turn, control="repeat")
        return control_reply(turn, state, line, *tail, said=state.said)
    turn = replace(turn, control="no")
    return control_reply(turn, settled(turn), "prompt_no-question")


def _which(turn: Turn, signs: tuple[str, ...]) -> str:
    """The sign that was pointed at by its place, else the most urgent one."""
    said = frozenset(words(turn.event.text))
    for places, index in ((_LAST, -1), (_FIRST, 0), (_SECOND, 1), (_THIRD, 2)):
        if said & places and (index < len(signs)):
            return signs[index]
    return min(signs, key=lambda code: urgency(turn.leaflet, code))


def asked_now(turn: Turn) -> list[str]:
    """The passages that were asked for in this turn."""
    label = turn.heard.label if turn.heard else ""
    asked = [labels.name(label)] if labels.kind(label) == "passage" else []
    return asked + asked_besides(turn)


def check(turn: Turn, code: str) -> Turned:
    """Asks whether the sign of alarm `code` was heard right. What was asked with it is kept."""
    found = turn.leaflet.alarms[code]
    if not found.check or turn.state.check == code:
        # Naming the same sign again is an answer.
        return alarm(turn, code)
    wishes = [wish for wish in asked_besides(turn) if may_be_said(turn.leaflet, wish)]
    state = replace(settled(turn), check=code, offer=tuple(wishes[:1]))
    return reply(turn, state, "clarify", labels.confirm(code), f"check_{code}")


def checked(turn: Turn) -> Turned | None:
    """Ja or nee to `Begrijp ik goed dat ...?`, or the question again; None for anything else."""
    if turn.control == "yes":
        return alarm(turn, turn.state.check)
    if turn.control in _AGAIN:
        state = in_tempo(turn).state
        return reply(turn, state, "clarify", labels.confirm(state.check), f"check_{state.check}")
    return misheard(turn) if turn.control == "no" else None


def insists(turn: Turn, label: str) -> bool:
    """Whether we ask once more whether a grave sign was heard right, before a question is answered:
    who asks on has not said that it was not so."""
    grave = level_of(turn.leaflet, turn.state.check) in labels.HANDS
    return grave and not turn.state.misses and labels.kind(label) not in ("control", "opening")


def misheard(turn: Turn) -> Turned:
    """The sign was not said: on with what was asked, if anything was."""
    state = replace(settled(turn), check="")
    if turn.state.offer and may_be_said(turn.leaflet, turn.state.offer[0]):
        return answer(replace(turn, state=state), turn.state.offer[0])
    turn = replace(turn, control="no")
    return control_reply(turn, state, "prompt_no-question")


def unanswered(turn: Turn) -> Turned:
    """Nobody said whether a sign was heard right: asked once more, then what to do if it was."""
    state = turn.state
    if not state.misses:
        wishes = [wish for wish in asked_now(turn) if may_be_said(turn.leaflet, wish)]
        state = replace(state, offer=tuple(wishes[:1]) or state.offer)
        say: tuple[str, ...] = (f"check_{state.check}",)
        return reply(turn, state, "clarify", labels.confirm(state.check), *say, misses=1)
    say = ("prompt_fallback-alarm-word", "prompt_ask-open")
    return reply(turn, settled(turn), "fallback", labels.UNCLEAR, *say, misses=1)
