"""`respond`: one turn of a conversation, without a clock, a file or a network.

Order of the rules: an alarm sign in what was said; what follows an alarm; controls; an open
question of ours (which of two, yes or no, the menu); then what was asked.
"""

from __future__ import annotations

import re
from dataclasses import replace

from skill import labels
from skill.dialogue.alarms import after_alarm, alarm
from skill.dialogue.answer import answer, clarify, may_be_said, not_covered, review_due
from skill.dialogue.controls import control, missed, silent
from skill.dialogue.ellipsis import with_topic
from skill.dialogue.menus import choose_in_words, hear_menu, key, named_choice, number_in
from skill.dialogue.reply import Turn, Turned, goodbye, reply
from skill.dialogue.state import State
from skill.dialogue.turns import Event, Reply
from skill.leaflet import Leaflet, menu
from skill.understanding import Hear, Understanding

_KEY_CONTROLS = {"*": "repeat", "#": "next", "0": "help"}


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
            return _key(turn)
        case "silence":
            return (after_alarm(turn) if turn.state.alarm else None) or silent(turn)
        case "finished":
            return _understood(_with(turn, Understanding(labels.control("next"))))
        case "hangup":
            return goodbye(turn)
    return _launch(turn)


def _launch(turn: Turn) -> Turned:
    fresh = replace(turn, state=State(slow=turn.state.slow))
    due = ("prompt_review-due",) if review_due(turn) else ()
    if turn.phone:
        state, said = hear_menu(fresh, before=("prompt_welcome-phone", *due))
        return state, replace(said, outcome="welcome", label="welcome")
    return reply(fresh, fresh.state, "welcome", "welcome", "prompt_welcome", *due)


def _text(turn: Turn, hear: Hear) -> Turned:
    heard = hear(turn.event.text)
    if heard.alarm is None:
        heard = with_topic(turn.leaflet, hear, turn.state.topic, turn.event.text, heard)
    return _understood(_with(turn, heard))


def _with(turn: Turn, heard: Understanding) -> Turn:
    first = next((label for label in (heard.label, *heard.also) if _is_control(label)), "")
    return replace(turn, heard=heard, control=labels.name(first))


def _is_control(label: str) -> bool:
    return labels.kind(label) == "control"


def _understood(turn: Turn) -> Turned:
    heard = turn.heard or Understanding(labels.UNCLEAR)
    code = heard.alarm or (labels.name(heard.label) if labels.kind(heard.label) == "alarm" else "")
    if code in turn.leaflet.alarms:
        return alarm(turn, code)
    if turn.state.alarm and (_is_control(heard.label) or turn.event.kind == "silence"):
        follow = after_alarm(turn)
        if follow is not None:
            return follow
    turn = replace(turn, state=replace(turn.state, alarm=""))
    chosen = _chosen(turn, heard)
    if chosen is not None:
        return chosen
    if _is_control(heard.label):
        return control(turn)
    return _asked(replace(turn, state=replace(turn.state, reading=False)), heard)


def _chosen(turn: Turn, heard: Understanding) -> Turned | None:
    """A choice in answer to our own question, where one is open; None when it is not that."""
    state, text = turn.state, turn.event.text
    if not text:
        return None
    if len(state.offer) == 2:
        number = number_in(text)
        if number in (1, 2):
            return answer(turn, state.offer[number - 1])
        if re.search(r"\b(laatste|tweede)\b", text.lower()) and len(text.split()) <= 4:
            return answer(turn, state.offer[1])
        if labels.kind(heard.label) in ("clarify", labels.UNCLEAR, labels.OUT_OF_SCOPE):
            return _by_name(turn)
    return choose_in_words(turn) if state.menu and not _is_control(heard.label) else None


def _by_name(turn: Turn) -> Turned | None:
    said = set(re.findall(r"\w+", turn.event.text.lower()))
    hits = [
        name
        for name in turn.state.offer
        if said & set(re.findall(r"\w{4,}", turn.leaflet.passages[name].about.lower()))
    ]
    return answer(turn, hits[0]) if len(hits) == 1 else None


def _asked(turn: Turn, heard: Understanding) -> Turned:
    match labels.kind(heard.label):
        case "passage":
            return answer(turn, labels.name(heard.label))
        case "clarify":
            first, _, second = labels.name(heard.label).partition("|")
            return clarify(turn, first, second)
        case "not_covered" | "out_of_scope":
            return not_covered(turn, heard.label)
    chapter = named_choice(turn.leaflet, menu.ROOT, turn.event.text) if turn.event.text else ""
    if chapter and len(turn.event.text.split()) <= 4 and not heard.doubtful:
        return hear_menu(turn, chapter)
    return missed(turn)


def _key(turn: Turn) -> Turned:
    pressed = turn.event.key
    name = _KEY_CONTROLS.get(pressed, "")
    if pressed == "7":
        name = "faster" if turn.state.slow else "slower"
    if name and not turn.state.menu.startswith("code"):
        turn = replace(turn, control=name)
        if turn.state.alarm:
            return after_alarm(turn) or alarm(turn, turn.state.alarm)
        return control(turn)
    return key(replace(turn, state=replace(turn.state, alarm="")))


def _still_known(leaflet: Leaflet, state: State) -> State:
    """The state without what this edition of the leaflet does not have."""
    offer = tuple(name for name in state.offer if may_be_said(leaflet, name))
    name = labels.name(state.topic)
    return replace(
        state,
        topic=state.topic if name in leaflet.passages or name in leaflet.subjects else "",
        offer=offer if len(offer) == len(state.offer) else (),
        alarm=state.alarm if state.alarm in leaflet.alarms else "",
    )
