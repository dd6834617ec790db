"""What Alexa sends -> an Event and the State it belongs to.

Rule of this room: an envelope is data from outside, and plain JSON (handler.py says why). A field
that is missing, has another type or a value nobody knows yet costs that field and nothing more.
What was said is handed on in the Event and kept nowhere.

Shape: https://developer.amazon.com/docs/custom-skills/request-and-response-json-reference.html
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from skill import labels
from skill.dialogue import Event, State, load_state
from skill.intents import PAUSE_INTENT, TEXT_SLOTS, slot_name
from skill.leaflet import SlotQuestion
from skill.understanding import LONGEST, Hear, Understanding

TAP = "Alexa.Presentation.APL.UserEvent"
"""Type of the request that a tap on the screen is (tap.py)."""

ANSWERED = ("LaunchRequest", "IntentRequest", TAP)
"""Request types that are answered with speech. All others (SessionEndedRequest, AudioPlayer.*,
PlaybackController.*, System.*, what may come) must not be, or are not ours to answer."""

MOST_SCREENED = 64
"""Texts in other slots that are listened to; an intent of ours has two slots at most."""

MOST_LETTERS = 2 * LONGEST
"""Characters of those after which no further text is listened to."""


def part(value: object, *path: str) -> dict[str, Any]:
    """The object at `path` inside `value`; an empty one when anything on the way is not there."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def word(value: object) -> str:
    """`value` when it is a string, else an empty one."""
    return value if isinstance(value, str) else ""


def request_type(envelope: Mapping[str, Any]) -> str:
    """`LaunchRequest`, `IntentRequest`, ...; empty when the envelope does not say."""
    return word(part(envelope, "request").get("type"))


def application_ids(envelope: Mapping[str, Any]) -> set[str]:
    """The skill ids that the envelope names: in its context, and in its session when it has one.

    An id that is no string counts as an empty one, so that it equals no skill's.
    """
    places = (
        part(envelope, "context", "System", "application"),
        part(envelope, "session", "application"),
    )
    return {word(place.get("applicationId")) for place in places if place}


def read_state(envelope: Mapping[str, Any]) -> State:
    """The state in the session attributes; a fresh one for a new session, or none, or garbage."""
    session = part(envelope, "session")
    return State() if session.get("new") is True else load_state(session.get("attributes"))


def pauses(envelope: Mapping[str, Any], state: State, event: Event) -> bool:
    """Whether the listener holds up the reading of the whole leaflet.

    Nothing but an open session remembers where that was, so the session stays open and asks
    whether to go on. An alarm sign that came with the intent (then the event is text) goes before.
    """
    name = word(part(envelope, "request", "intent").get("name"))
    return state.reading and event.kind == "label" and name == PAUSE_INTENT


def read_event(
    envelope: Mapping[str, Any],
    meanings: Mapping[str, str],
    questions: Mapping[str, SlotQuestion],
    hear: Hear,
) -> Event:
    """The event of a Launch or IntentRequest.

    `meanings` is `names.meanings(leaflet)`, `questions` is `names.slot_questions(leaflet)`: those
    are heard as the whole question, with the word as it was said and not as Amazon resolved it.
    `hear` screens words in any other slot: when they hold a sign, or one of which we would ask
    whether it was heard right, the words are the event and not the intent. An intent that nobody
    knows is `unclear`.
    """
    request = part(envelope, "request")
    today = read_date(request)
    if request_type(envelope) == "LaunchRequest":
        return Event("launch", today=today)
    name = word(part(request, "intent").get("name"))
    slots = part(request, "intent", "slots")
    question = questions.get(name)
    slot = slot_name(question.slot) if question else TEXT_SLOTS.get(name, "")
    said = next(_spoken(slots.get(slot)), "")
    # What was said in the slot of the intent itself is heard in `respond`, as the whole question.
    every = (text for held in slots.values() for text in _spoken(held) if text != said)
    others = _bounded(dict.fromkeys(islice(every, MOST_SCREENED)))
    sign = next((text for text in others if _holds_sign(hear(text))), "")
    if sign or said:
        whole = question.hear.replace(f"{{{question.slot}}}", said) if question else said
        return Event("text", text=sign or whole, today=today)
    label = labels.UNCLEAR if slot else meanings.get(name, labels.UNCLEAR)
    return Event("label", label=label, today=today)


def _bounded(texts: Iterable[str]) -> Iterator[str]:
    letters = 0
    for text in texts:
        if letters >= MOST_LETTERS:
            return
        letters += len(text)
        yield text


def _holds_sign(heard: Understanding) -> bool:
    """Whether a text names a sign of an alarm, or may do so."""
    return heard.alarm is not None or labels.kind(heard.label) in ("alarm", "confirm")


def _spoken(slot: object) -> Iterator[str]:
    """The words in a slot: its value, else those of its slotValue (one, or a list of them).

    A slot that Alexa opened but could not fill holds `?`, or nothing.
    """
    held = part(slot, "slotValue")
    several = held.get("values")
    values = [part(slot).get("value"), held.get("value")]
    values += [part(one).get("value") for one in several] if isinstance(several, list) else []
    for value in values:
        text = word(value).strip()[:LONGEST]
        if any(letter.isalnum() for letter in text):
            yield text


def read_date(request: Mapping[str, Any]) -> str:
    """The ISO date of a request; empty when it carries none."""
    try:
        return datetime.date.fromisoformat(word(request.get("timestamp"))[:10]).isoformat()
    except ValueError:
        return ""
