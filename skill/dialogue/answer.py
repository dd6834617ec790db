"""Answers: a passage with its title, closing line and offer; a subject that is not covered."""

from __future__ import annotations

from dataclasses import replace

from skill import labels
from skill.dialogue.reply import Turn, Turned, reply, settled
from skill.dialogue.state import State
from skill.leaflet import Leaflet, menu

DOCTOR = "naar-de-huisarts"
"""Offered first after a passage that could reassure someone who should not be reassured."""

CLOSE = 0.6
"""A runner-up with at least this share of the best score is offered first."""


def may_be_said(leaflet: Leaflet, passage_id: str) -> bool:
    """Whether a passage exists and has not been withdrawn."""
    found = leaflet.passages.get(passage_id)
    return found is not None and found.status != "ingetrokken"


def answer(turn: Turn, passage_id: str, *, before: tuple[str, ...] = ()) -> Turned:
    """Says a passage: title, text, at most one closing line, and the offer of another.

    `before` holds lines that go first; the whole stays within five lines.
    """
    leaflet = turn.leaflet
    if not may_be_said(leaflet, passage_id):
        return withdrawn(turn)
    passage = leaflet.passages[passage_id]
    say = (*before, f"title_{passage_id}", passage_id)
    say += tuple(f"closing_{name}" for name in passage.closing[:1])
    if review_due(turn) and not turn.state.said and len(say) < 4:
        say += ("prompt_review-due",)
    state = replace(settled(turn), topic=labels.passage(passage_id))
    if turn.state.reading:
        return _read_on(turn, replace(state, reading=True), passage_id, say)
    if turn.phone and turn.keyed:
        state = replace(state, menu=menu.parent(leaflet, passage_id))
        return reply(turn, state, "answer", state.topic, *say, "prompt_after-phone")
    offered = offer_after(turn, passage_id)
    if not offered:
        return reply(turn, state, "answer", state.topic, *say, "prompt_ask-more")
    state = replace(state, offer=(offered,))
    return reply(turn, state, "answer", state.topic, *say, f"offer_{offered}")


def _read_on(turn: Turn, state: State, passage_id: str, say: tuple[str, ...]) -> Turned:
    if neighbour(turn.leaflet, passage_id, +1):
        return reply(turn, state, "answer", state.topic, *say, "prompt_reading-on")
    state = replace(state, reading=False)
    return reply(
        turn, state, "answer", state.topic, *say[-3:], "prompt_reading-done", "prompt_ask-more"
    )


def offer_after(turn: Turn, passage_id: str) -> str:
    """The passage to offer after this one; empty when there is none to offer.

    A second question in the same utterance comes first. After a reassuring passage it is the
    doctor; then a runner-up that came close, then the follow-ups. What was just heard is not
    offered again.
    """
    leaflet, heard = turn.leaflet, turn.heard
    wishes: list[str] = []
    if heard is not None:
        wishes += [labels.name(label) for label in heard.also if labels.kind(label) == "passage"]
    passage = leaflet.passages[passage_id]
    if passage.risk == "reassuring":
        wishes.append(DOCTOR)
    if heard is not None and heard.score < 1:
        wishes += [
            labels.name(label)
            for label, score in heard.runners_up[:1]
            if labels.kind(label) == "passage" and score >= CLOSE * heard.score
        ]
    wishes += passage.follow_ups
    said_before = labels.name(turn.state.topic)
    for wish in wishes:
        if wish not in (passage_id, said_before) and may_be_said(leaflet, wish):
            return wish
    return ""


def withdrawn(turn: Turn) -> Turned:
    """What is said instead of a passage that was withdrawn."""
    state = settled(turn)
    return reply(
        turn, state, "not_covered", labels.NOT_COVERED, "prompt_withdrawn", "prompt_ask-open"
    )


def not_covered(turn: Turn, label: str) -> Turned:
    """Says that the leaflet does not answer this, whom to ask, and when not to wait."""
    leaflet = turn.leaflet
    found = leaflet.subjects.get(labels.name(label))
    if found is None:
        say = ("prompt_out-of-scope", "prompt_ask-open")
        return reply(turn, settled(turn), "not_covered", label, *say)
    said = (f"subject_{found.id}", "prompt_refusal-net")
    state = replace(settled(turn), topic=label)
    for wish in found.offer:
        if may_be_said(leaflet, wish):
            state = replace(state, offer=(wish,))
            return reply(turn, state, "not_covered", label, *said, f"offer_{wish}")
    return reply(turn, state, "not_covered", label, *said, "prompt_ask-more")


def clarify(turn: Turn, first: str, second: str) -> Turned:
    """Asks which of two passages is meant."""
    if not may_be_said(turn.leaflet, first):
        return answer(turn, second)
    if not may_be_said(turn.leaflet, second):
        return answer(turn, first)
    state = replace(settled(turn), offer=(first, second))
    label = labels.clarify(first, second)
    return reply(turn, state, "clarify", label, f"first_{first}", f"second_{second}")


def neighbour(leaflet: Leaflet, passage_id: str, step: int) -> str:
    """The next (+1) or previous (-1) passage in leaflet order that may be said; empty at an end."""
    order = list(leaflet.passages)
    if passage_id not in order:
        return ""
    index = order.index(passage_id) + step
    while 0 <= index < len(order):
        if may_be_said(leaflet, order[index]):
            return order[index]
        index += step
    return ""


def review_due(turn: Turn) -> bool:
    """Whether the text should have been looked at again by now (both are ISO dates)."""
    by, today = turn.leaflet.review_by, turn.event.today
    return by[:1].isdigit() and bool(today) and today > by
