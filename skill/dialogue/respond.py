"""`respond`: one turn of a conversation, without a clock, a file or a network.

Order of the rules: a plain `de tweede` where a choice was open; an alarm sign in what was said;
the wish for a person; what follows an alarm; a choice by its name; controls; then what was asked.
"""

from __future__ import annotations

import re
from dataclasses import replace

from skill import labels
from skill.dialogue.alarms import after_alarm, alarm
from skill.dialogue.answer import answer, clarify, not_covered, review_due
from skill.dialogue.choices import (
    MOST_WORDS_UNSURE,
    chosen_by_name,
    named,
    picked,
    plainly_chosen,
    words,
)
from skill.dialogue.controls import control
from skill.dialogue.ellipsis import with_topic
from skill.dialogue.keys import key
from skill.dialogue.menus import hear_menu
from skill.dialogue.misses import missed, silent
from skill.dialogue.person import hand_over, told_whom, wants_person
from skill.dialogue.reply import Turn, Turned, goodbye, reply
from skill.dialogue.sayable import may_be_said, still_sayable
from skill.dialogue.state import State
from skill.dialogue.turns import Event, Reply
from skill.leaflet import Leaflet
from skill.leaflet.menu import MOST_CHOICES
from skill.understanding import Hear, Understanding

_OTHER_MENUS = re.compile(r"root|help|code\d{0,2}")
"""Menus of a state that are no chapter or group."""


def respond(leaflet: Leaflet, hear: Hear, state: State, event: Event) -> tuple[State, Reply]:
    """The next state and what to say.

    `hear` understands text; it is called for `text` events only. A state that names passages or
    alarms which the leaflet no longer has counts as if it did not.
    """
    turn = Turn(leaflet, _still_known(leaflet, state), event)
    match event.kind:
        case "text":
            return _text(turn, hear)
        case "label":
            return _understood(_with(turn, Understanding(event.label)))
        case "key":
            return key(turn)
        case "silence":
            return _silence(turn)
        case "finished":
            return _finished(turn)
        case "unanswered":
            return told_whom(turn)
        case "hangup":
            return goodbye(turn)
    return _launch(turn)


def _launch(turn: Turn) -> Turned:
    fresh = replace(turn, state=State(slow=turn.state.slow))
    due = review_due(turn)
    trial = ("prompt_trial",) if turn.leaflet.trial else ()
    if turn.phone:
        before = (*trial, *("prompt_welcome-phone", "prompt_review-due")[: 1 + due])
        state, said = hear_menu(fresh, before=before)
        return state, replace(said, outcome="welcome", label="welcome")
    line = "prompt_welcome-due" if due else "prompt_welcome"
    return reply(fresh, fresh.state, "welcome", "welcome", *trial, line)


def _text(turn: Turn, hear: Hear) -> Turned:
    heard = hear(turn.event.text)
    if heard.alarm is None and labels.kind(heard.label) != "alarm":
        heard = with_topic(turn.leaflet, hear, turn.state.topic, turn.event.text, heard)
    return _understood(_with(turn, heard))


def _silence(turn: Turn) -> Turned:
    return (after_alarm(turn) if turn.alarmed else None) or silent(turn)


def _finished(turn: Turn) -> Turned:
    """A clip ended by itself: that moves the reading on, and otherwise is the same as silence."""
    if not turn.state.reading or turn.alarmed:
        return _silence(replace(turn, event=replace(turn.event, kind="silence")))
    return control(replace(turn, control="next"))


def _with(turn: Turn, heard: Understanding) -> Turn:
    first = next((label for label in (heard.label, *heard.also) if _is_control(label)), "")
    return replace(turn, heard=heard, control=labels.name(first))


def _is_control(label: str) -> bool:
    return labels.kind(label) == "control"


def _understood(turn: Turn) -> Turned:
    heard = turn.heard or Understanding(labels.UNCLEAR)
    choice = plainly_chosen(turn)
    if choice is not None:
        return choice
    code = heard.alarm or (labels.name(heard.label) if labels.kind(heard.label) == "alarm" else "")
    if code in turn.leaflet.alarms:
        return alarm(turn, code)
    if wants_person(turn.event.text):
        # Who was just told to call a doctor is told so again.
        return alarm(turn, turn.state.alarm) if turn.alarmed else hand_over(turn)
    if turn.state.alarm and _is_control(heard.label):
        follow = after_alarm(turn)
        if follow is not None:
            return follow
    if turn.alarmed and heard.label == labels.UNCLEAR:
        return missed(turn)
    turn = replace(turn, state=replace(turn.state, alarm=""))
    choice = chosen_by_name(turn, heard)
    if choice is not None:
        return choice
    if not _is_control(heard.label) and picked(words(turn.event.text), MOST_CHOICES) is not None:
        # `De tweede` where nothing was to be chosen: whatever it sounds like, it is no question.
        return missed(turn)
    return control(turn) if _is_control(heard.label) else _asked(turn, heard)


def _asked(turn: Turn, heard: Understanding) -> Turned:
    match labels.kind(heard.label):
        case "passage":
            return answer(turn, labels.name(heard.label))
        case "clarify":
            first, _, second = labels.name(heard.label).partition("|")
            return clarify(turn, first, second)
        case "not_covered" | "out_of_scope":
            return not_covered(turn, heard.label)
    chapter = _chapter(turn) if not heard.doubtful else ""
    return hear_menu(turn, chapter) if chapter else missed(turn)


def _chapter(turn: Turn) -> str:
    """The chapter that a short text names, where nothing else was understood."""
    said = words(turn.event.text)
    if len(said) > MOST_WORDS_UNSURE:
        return ""
    return named(turn.leaflet, turn.leaflet.chapters, said)[0]


def _still_known(leaflet: Leaflet, state: State) -> State:
    """The state without what this edition of the leaflet does not have.

    A single offer that was withdrawn meanwhile stays: `ja` then hears that it was.
    """
    name = labels.name(state.topic)
    offer = state.offer if all(part in leaflet.passages for part in state.offer) else ()
    if len(offer) == 2 and not all(may_be_said(leaflet, part) for part in offer):
        offer = ()
    known_menu = state.menu in leaflet.nodes or _OTHER_MENUS.fullmatch(state.menu)
    return replace(
        state,
        topic=state.topic if name in leaflet.passages or name in leaflet.subjects else "",
        said=still_sayable(leaflet, state.said),
        offer=offer,
        menu=state.menu if known_menu else "",
        place=state.place if state.place in leaflet.passages else "",
        alarm=state.alarm if state.alarm in leaflet.alarms else "",
    )
