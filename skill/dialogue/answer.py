"""Answers: a passage with its title, closing line and offer; a subject that is not covered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from skill import labels
from skill.dialogue.reply import Turn, Turned, aside, invite, reply, settled
from skill.dialogue.sayable import may_be_said
from skill.dialogue.told import excludes, may_be_given
from skill.leaflet import alarm_lines, menu

DOCTOR = "naar-de-huisarts"
"""Offered first after a passage that could reassure someone who should not be reassured."""

CLOSE = 0.6
"""A runner-up with at least this share of the best score is offered first."""


def told(turn: Turn, passage_id: str, before: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The lines of a passage: title, text, at most one closing line; at most four with `before`.

    A closing line is not said twice in a row, except with a dose. In the first reply of a
    conversation the listener also hears that the text awaits review. At a launch that has been said
    already.
    """
    passage = turn.leaflet.passages[passage_id]
    say = (*before, f"title_{passage_id}", passage_id)
    for closing in (f"closing_{name}" for name in passage.closing[:1]):
        if closing not in turn.state.said or passage.risk == "dose":
            say += (closing,)
    if review_due(turn) and not turn.state.said and len(say) < 4:
        say += ("prompt_review-due",)
    return say


def answer(turn: Turn, passage_id: str, *, offer: str = "") -> Turned:
    """Says a passage and offers another; `offer` when it is known which.

    A question asked while the leaflet is read aloud is answered, and then reading is offered again.
    """
    leaflet = turn.leaflet
    if not may_be_said(leaflet, passage_id):
        return withdrawn(turn)
    if bar := excludes(leaflet, turn.state.told, passage_id):
        return _excluded(turn, bar)
    say = told(turn, passage_id)
    state = replace(aside(turn), topic=labels.passage(passage_id))
    if state.reading:
        return reply(turn, state, "answer", state.topic, *say, "prompt_reading-on")
    if turn.keyed:
        state = replace(state, menu=menu.parent(leaflet, passage_id))
        return reply(turn, state, "answer", state.topic, *say, "prompt_after-phone")
    offered = offer if may_be_said(leaflet, offer) else offer_after(turn, passage_id)
    if not offered:
        return reply(turn, state, "answer", state.topic, *say, "prompt_ask-more")
    state = replace(state, offer=(offered,))
    return reply(turn, state, "answer", state.topic, *say, f"offer_{offered}")


def _excluded(turn: Turn, bar: str) -> Turned:
    """What is said instead of a passage that does not hold for somebody who told us so."""
    code = labels.name(bar)
    if labels.kind(bar) != "alarm":
        return not_covered(turn, bar)
    state = replace(settled(turn), alarm=code)
    say = alarm_lines(turn.leaflet, code, phone=turn.phone)
    return reply(turn, state, "alarm", bar, *say, "prompt_alarm-again")


def asked_besides(turn: Turn) -> list[str]:
    """Passages that were asked for in the same breath as what is answered now."""
    also = turn.heard.also if turn.heard else ()
    return [labels.name(label) for label in also if labels.kind(label) == "passage"]


def offer_after(turn: Turn, passage_id: str) -> str:
    """The passage to offer after this one; empty when there is none to offer.

    What was just heard is not offered again.
    """
    said_before = labels.name(turn.state.topic)
    for wish in _wishes(turn, passage_id):
        given = may_be_given(turn.leaflet, turn.state.told, wish)
        if given and wish not in (passage_id, said_before):
            return wish
    return ""


def _wishes(turn: Turn, passage_id: str) -> Iterator[str]:
    """First the second question of the same utterance, or the offer that `ja` took before it came
    with a question. After a reassuring passage the doctor goes before anything that reassures.
    Then a runner-up that came close, then the follow-ups.
    """
    leaflet, heard = turn.leaflet, turn.heard
    passage = leaflet.passages[passage_id]
    besides = asked_besides(turn)
    if turn.control == "yes" and len(turn.state.offer) == 1:
        besides += turn.state.offer
    if passage.risk == "reassuring":
        yield from (wish for wish in besides if not reassures(turn, wish))
        yield DOCTOR
    yield from besides
    # The runners-up of `ja, vertel maar` say nothing about what it gave.
    if heard is not None and heard.label == labels.passage(passage_id) and heard.score < 1:
        for label, score in heard.runners_up[:1]:
            if labels.kind(label) == "passage" and score >= CLOSE * heard.score:
                yield labels.name(label)
    yield from passage.follow_ups


def reassures(turn: Turn, passage_id: str) -> bool:
    """Whether a passage could reassure someone who should not be reassured."""
    found = turn.leaflet.passages.get(passage_id)
    return found is not None and found.risk == "reassuring"


def withdrawn(turn: Turn) -> Turned:
    """What is said instead of a passage that was withdrawn, or that is no longer there."""
    state, ending = invite(turn, aside(turn))
    return reply(turn, state, "not_covered", labels.NOT_COVERED, "prompt_withdrawn", *ending)


def not_covered(turn: Turn, label: str) -> Turned:
    """Says that the leaflet does not answer this, whom to ask, and when not to wait."""
    leaflet = turn.leaflet
    found = leaflet.subjects.get(labels.name(label))
    if found is None:
        line = "prompt_not-in-leaflet" if label == labels.NOT_COVERED else "prompt_out-of-scope"
        state, ending = invite(turn, aside(turn))
        return reply(turn, state, "not_covered", label, line, *ending)
    said: tuple[str, ...] = (f"subject_{found.id}",)
    if found.net and "prompt_refusal-net" not in turn.state.said:
        said += ("prompt_refusal-net",)
    state = replace(aside(turn), topic=label)
    wishes = [wish for wish in asked_besides(turn) if wish not in found.never]
    for wish in (*wishes, *found.offer):
        given = may_be_given(leaflet, turn.state.told, wish)
        if given and not state.reading and not turn.keyed:
            state = replace(state, offer=(wish,))
            return reply(turn, state, "not_covered", label, *said, f"offer_{wish}")
    state, ending = invite(turn, state, "prompt_ask-more")
    return reply(turn, state, "not_covered", label, *said, *ending)


def clarify(turn: Turn, first: str, second: str) -> Turned:
    """Asks which of two passages is meant."""
    if first == second or not may_be_said(turn.leaflet, second):
        return answer(turn, first)
    if not may_be_said(turn.leaflet, first):
        return answer(turn, second)
    state = replace(aside(turn), offer=(first, second))
    label = labels.clarify(first, second)
    return reply(turn, state, "clarify", label, f"first_{first}", f"second_{second}")


def review_due(turn: Turn) -> bool:
    """Whether the text should have been looked at again by now (both are ISO dates)."""
    by, today = turn.leaflet.review_by, turn.event.today
    return by[:1].isdigit() and bool(today) and today > by
