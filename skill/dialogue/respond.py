"""`respond`: one turn of a conversation, without a clock, a file or a network.

Order of the rules for what was said (docs/house.md names the same):

1. a plain choice by number or place where one was open (`allebei` is both passages, not both legs);
2. an alarm sign, also one that what was said now makes with what was told before;
3. a call for help;
4. ja or nee to our check of a sign, and what answers a warning or an alarm of ours;
5. a sign that we are not sure to have heard: we ask;
6. an alarm that stands: its controls, and for anything else its advice again;
7. the wish for a person; keys that are spoken on a telephone;
8. what follows a lighter alarm; a choice by its name;
9. controls;
10. openings, and what was asked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from skill import labels
from skill.dialogue.alarms import after_alarm, alarm, standing
from skill.dialogue.answer import answer, clarify, not_covered, review_due
from skill.dialogue.choices import (
    MOST_WORDS_UNSURE,
    chosen_by_name,
    named,
    picked,
    plainly_chosen,
    words,
)
from skill.dialogue.codes import end_of_code
from skill.dialogue.controls import control
from skill.dialogue.ellipsis import with_topic
from skill.dialogue.keys import key, press, spoken_keys
from skill.dialogue.menus import hear_menu
from skill.dialogue.misses import missed, silent
from skill.dialogue.openings import call_for_help, is_emergency, opening, wants_human
from skill.dialogue.person import hand_over, told_whom, wants_person
from skill.dialogue.reply import Turn, Turned, control_reply, goodbye, reply, settled
from skill.dialogue.sayable import line_may_be_said, may_be_said, still_sayable
from skill.dialogue.state import State
from skill.dialogue.told import completed, made, remember, summed
from skill.dialogue.turns import Event, Reply
from skill.dialogue.warnings import (
    check,
    checked,
    doubted,
    insists,
    is_answered,
    to_warning,
    unanswered,
)
from skill.leaflet import Leaflet, menu
from skill.leaflet.menu import MOST_CHOICES
from skill.understanding import Hear, Understanding


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
        case "unanswered":
            return told_whom(turn)
        case "hangup":
            return goodbye(turn)
        case "launch":
            return _launch(turn)


def _of_the_person(leaflet: Leaflet, heard: Understanding) -> Understanding:
    """What was heard; who asks about a subject that is about the person has told it too."""
    asked = labels.kind(heard.label) == labels.NOT_COVERED
    subject = leaflet.subjects.get(labels.name(heard.label)) if asked else None
    if subject is None or not subject.remember:
        return heard
    return replace(heard, told=remember(heard.told, (subject.id,), heard.taken_back))


def _launch(turn: Turn) -> Turned:
    fresh = replace(turn, state=State(slow=turn.state.slow))
    due = review_due(turn)
    trial = ("prompt_trial",) if turn.leaflet.trial else ()
    if turn.phone:
        spoken = ("prompt_may-speak",) if turn.event.hears else ()
        before = (*trial, *("prompt_welcome-phone", "prompt_review-due")[: 1 + due], *spoken)
        state, said = hear_menu(fresh, before=before)
        return state, replace(said, outcome="welcome", label="welcome")
    line = "prompt_welcome-due" if due else "prompt_welcome"
    return reply(fresh, fresh.state, "welcome", "welcome", *trial, line)


def _text(turn: Turn, hear: Hear) -> Turned:
    heard = hear(turn.event.text)
    if turn.event.unsure:
        # No word of it is a choice, a key or a name either.
        turn = replace(turn, event=replace(turn.event, text=""))
        return _understood(_with(turn, doubted(turn.leaflet, heard)))
    if heard.alarm is None and labels.kind(heard.label) != "alarm":
        heard = with_topic(turn.leaflet, hear, turn.state.topic, turn.event.text, heard)
    return _understood(_with(turn, heard))


def _silence(turn: Turn) -> Turned:
    if turn.state.check:
        return unanswered(turn)
    return (after_alarm(turn) if turn.alarmed else None) or end_of_code(turn) or silent(turn)


def _with(turn: Turn, heard: Understanding) -> Turn:
    heard = _of_the_person(turn.leaflet, heard)
    first = next((label for label in (heard.label, *heard.also) if _is_control(label)), "")
    return Turn(turn.leaflet, turn.state, turn.event, heard, labels.name(first))


def _is_control(label: str) -> bool:
    return labels.kind(label) == "control"


def _understood(turn: Turn) -> Turned:
    heard = turn.heard or Understanding(labels.UNCLEAR)
    denied = False
    if labels.kind(heard.label) == "answer" and not is_answered(turn):
        denied = labels.name(heard.label) == "denies" and not turn.state.offer
        # `Klopt` and `zeker niet` also answer an offer, where nothing was warned of.
        heard = replace(heard, label=_plainly(turn, labels.name(heard.label)))
        turn = _with(turn, heard)
    if not turn.standing and (choice := plainly_chosen(turn)) is not None:
        return choice
    if (signed := _sign(turn, heard)) is not None:
        return signed
    if denied or _only_takes_back(turn, heard):
        # `Ik ben niet gevallen` needs no warning of ours; it is no `nee` that ends anything either.
        turn = replace(_remembering(turn, heard), control="no")
        # What comes now does not lean on the subject that was taken back.
        return control_reply(turn, replace(settled(turn), topic=""), "prompt_no-question")
    return _asked(_remembering(turn, heard), heard)


def _plainly(turn: Turn, name: str) -> str:
    """What an answer to a warning means where there was none: yes or no to an offer, or nothing."""
    plain = {"confirms": "yes", "denies": "no"}.get(name, "")
    return labels.control(plain) if plain and turn.state.offer else labels.UNCLEAR


def _sign(turn: Turn, heard: Understanding) -> Turned | None:
    """What goes before any question: signs, calls for help, answers to our own warnings."""
    label, leaflet = heard.label, turn.leaflet
    if (code := _alarm_code(turn, heard)) in leaflet.alarms:
        return alarm(_remembering(turn, heard), code)
    turn = _remembering(turn, heard)
    if is_emergency(turn, label):
        return call_for_help(turn, labels.name(label))
    if turn.state.check and (after := checked(turn)) is not None:
        return after
    if labels.kind(label) == "answer" and (after := to_warning(turn, labels.name(label))):
        return after
    if labels.kind(label) == "confirm" and labels.name(label) in leaflet.alarms:
        return standing(turn) if turn.standing else check(turn, labels.name(label))
    if turn.state.check and (label == labels.UNCLEAR or insists(turn, label)):
        return unanswered(turn)
    return _while_standing(turn, heard) if turn.standing else None


def _alarm_code(turn: Turn, heard: Understanding) -> str:
    """The alarm that was heard, or that new facts make with what was told before; or empty."""
    if heard.alarm or labels.kind(heard.label) == "alarm":
        return heard.alarm or labels.name(heard.label)
    half = labels.name(heard.label) if labels.kind(heard.label) == "confirm" else heard.half
    if half in turn.leaflet.alarms:
        if completed(turn.leaflet, turn.state.told, half):
            return half
        # A sign that would be asked about is believed where it makes an alarm with what was told.
        if (code := summed(turn.leaflet, turn.state.told, half)) != half:
            return code
    return made(turn.leaflet, turn.state.told, heard.told)


def _while_standing(turn: Turn, heard: Understanding) -> Turned | None:
    """Until it is taken back, an alarm that stands is the answer to everything."""
    if not _is_control(heard.label) and turn.control not in ("yes", "no"):
        return standing(turn)
    if turn.control in ("start_over", "menu"):
        turn = replace(turn, state=State(slow=turn.state.slow))
        return control(turn)
    return after_alarm(turn) or standing(turn)


def _remembering(turn: Turn, heard: Understanding) -> Turn:
    """The turn with what was told of the person in it."""
    told = remember(turn.state.told, heard.told, heard.taken_back)
    if told == turn.state.told:
        return turn
    return replace(turn, state=replace(turn.state, told=told))


def _only_takes_back(turn: Turn, heard: Understanding) -> bool:
    """Whether something that was told of the person is taken back, and nothing else is said."""
    if set(heard.taken_back).isdisjoint(turn.state.told):
        return False
    silent = labels.kind(heard.label) in (labels.UNCLEAR, labels.OUT_OF_SCOPE)
    return silent or heard.label in [labels.subject(name) for name in heard.taken_back]


def _asked(turn: Turn, heard: Understanding) -> Turned:
    label = heard.label
    if wants_human(turn, label) or wants_person(turn.event.text):
        # Someone who was just told to call a doctor hears it again.
        return alarm(turn, turn.state.alarm) if turn.alarmed else hand_over(turn)
    if turn.phone and turn.event.kind == "text" and (pressed := spoken_keys(turn.event.text)):
        # A key is certain, whatever its name sounds like.
        return press(replace(turn, heard=replace(heard, doubtful=False)), pressed)
    if turn.state.alarm and _is_control(label) and (follow := after_alarm(turn)) is not None:
        return follow
    if turn.alarmed and label == labels.UNCLEAR:
        return missed(turn)
    if turn.state.alarm or turn.state.check:
        turn = replace(turn, state=replace(turn.state, alarm="", check=""))
    if (choice := chosen_by_name(turn, heard)) is not None:
        return choice
    if not _is_control(label) and picked(words(turn.event.text), MOST_CHOICES) is not None:
        # `De tweede` where nothing was to be chosen: whatever it sounds like, it is no question.
        return missed(turn)
    return control(turn) if _is_control(label) else _answered(turn, heard)


def _answered(turn: Turn, heard: Understanding) -> Turned:
    name = labels.name(heard.label)
    match labels.kind(heard.label):
        case "passage":
            return answer(turn, name)
        case "clarify":
            first, _, second = name.partition("|")
            return clarify(turn, first, second)
        case "opening" if name in turn.leaflet.openings:
            return opening(turn, name)
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
    lost: dict[str, Any] = {}
    if state.topic and not _is_known_topic(leaflet, labels.name(state.topic)):
        lost["topic"] = ""
    if state.said and (said := still_sayable(leaflet, state.said)) != state.said:
        lost["said"] = said
    if state.offer and not _may_still_choose(leaflet, state.offer):
        lost["offer"] = ()
    if state.menu not in ("", menu.ROOT) and state.menu not in leaflet.nodes:
        lost["menu"] = ""
    if state.bookmark and state.bookmark not in leaflet.passages:
        lost["bookmark"] = ""
    if state.alarm and state.alarm not in leaflet.alarms:
        lost["alarm"] = ""
    if state.check and not line_may_be_said(leaflet, f"check_{state.check}"):
        lost["check"] = ""
    told = tuple(one for one in state.told if one in leaflet.alarms or one in leaflet.subjects)
    if told != state.told:
        lost["told"] = told
    return replace(state, **lost) if lost else state


def _is_known_topic(leaflet: Leaflet, name: str) -> bool:
    return name in leaflet.passages or name in leaflet.subjects or name in leaflet.openings


def _may_still_choose(leaflet: Leaflet, offer: tuple[str, ...]) -> bool:
    if len(offer) == 1:
        return offer[0] in leaflet.passages
    return all(may_be_said(leaflet, part) for part in offer)
