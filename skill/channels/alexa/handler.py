"""The handler: one envelope in, one response envelope out, whatever comes in.

What the ASK SDK does here, and why the request is read as the plain JSON it is. The SDK's builder
and classes make the answer (response.py). Its skill builder is not used: that turns the envelope
into classes and enumerations *before* any handler or exception handler runs, and a request type,
error type or device feature that is newer than the SDK raises there (ask-sdk-model 1.82, last
release 2023: https://github.com/alexa/alexa-skills-kit-sdk-for-python/issues/203). A patient who
names an alarm sign would then hear an error. What the builder would add, the skill id and one
catch-all, stands below; what is left to dispatch is three request types.
"""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from skill.channels.alexa.metrics import count
from skill.channels.alexa.request import (
    ANSWERED,
    TAP,
    application_ids,
    part,
    pauses,
    read_event,
    read_state,
    request_type,
    word,
)
from skill.channels.alexa.response import BROKEN, nothing, write_response
from skill.channels.alexa.screen import has_screen
from skill.channels.alexa.tap import read_tap
from skill.channels.runtime import Runtime
from skill.dialogue import Event, Reply, State
from skill.errors import BadRequest
from skill.intents import meanings, slot_questions

Handler = Callable[[object, object], dict[str, Any]]
"""What AWS Lambda and the server call: the envelope, and a context that is not looked at."""

ERROR_TYPES = (
    "INVALID_RESPONSE",
    "DEVICE_COMMUNICATION_ERROR",
    "INTERNAL_SERVICE_ERROR",
    "INTERNAL_ERROR",
    "ENDPOINT_TIMEOUT",
)
"""Why Alexa may end a session
(https://developer.amazon.com/docs/custom-skills/request-types-reference.html)."""

_log = logging.getLogger(__name__)


def make_handler(runtime: Runtime, audio_base: str = "") -> Handler:
    """The handler for one leaflet.

    `audio_base` is the URL of the clips for simulators on this machine; `AUDIO_BASE_URL` goes
    before it. The handler raises BadRequest (status 400) for an envelope of another skill when
    `ALEXA_SKILL_ID` is set, and nothing else. Raises ContentError when two names in the content
    would be the same intent.
    """
    known, questions = meanings(runtime.leaflet), slot_questions(runtime.leaflet)

    def handle(envelope: object, context: object = None) -> dict[str, Any]:
        started = time.perf_counter()
        request = part(envelope)
        verify_skill(request, runtime.settings.alexa_skill_id)
        if request_type(request) not in ANSWERED:
            _note_end(request)
            return nothing()
        try:
            state = read_state(request)
            if request_type(request) == TAP:
                event = read_tap(request, runtime.leaflet, state)
            else:
                event = read_event(request, known, questions, runtime.hear)
            if pauses(request, state, event):
                state, reply = _hold(runtime, state, event)
            else:
                state, reply = _turn(runtime, state, event)
            shows = has_screen(request)
            response = write_response(runtime, state, reply, audio_base, shows=shows)
        except Exception as error:
            # Whatever went wrong, a patient hears a sentence. It may have been the screen.
            _note(error)
            reply, response = BROKEN, write_response(runtime, State(), BROKEN)
        count(runtime, reply, started)
        return response

    return handle


def verify_skill(envelope: dict[str, Any], skill_id: str) -> None:
    """Raises BadRequest unless every skill id in the envelope is `skill_id` (empty: no check).

    An envelope without any id is refused too
    (https://developer.amazon.com/docs/custom-skills/host-a-custom-skill-as-a-web-service.html).
    """
    if skill_id and application_ids(envelope) != {skill_id}:
        raise BadRequest("wrong_skill", "the request is for another skill than ALEXA_SKILL_ID")


def _turn(runtime: Runtime, state: State, event: Event) -> tuple[State, Reply]:
    """One turn. A state that breaks it is dropped: it may not stand before an alarm."""
    try:
        return runtime.respond(state, event)
    except Exception as error:
        if state == State():
            raise
        _note(error)
        return runtime.respond(State(), event)


def _hold(runtime: Runtime, state: State, event: Event) -> tuple[State, Reply]:
    """A pause in the reading: what silence there gives, as often as one likes and never a miss."""
    held = Event("silence", today=event.today)
    state, reply = _turn(runtime, replace(state, misses=0), held)
    return replace(state, misses=0), reply


def _note(error: Exception) -> None:
    """Logs which error it was and where. Its message may quote what was said, so it is left out."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
    _log.error("turn failed: %s at %s", type(error).__name__, place)


def _note_end(envelope: dict[str, Any]) -> None:
    """Logs why Alexa broke off a session: the only place where it says what it did not accept."""
    request = part(envelope, "request")
    if request.get("reason") == "ERROR":
        _log.warning("session ended by an error: %s", _code(part(request, "error").get("type")))


def _code(value: object) -> str:
    """An error type of Amazon's; anything else is not repeated in a log."""
    return word(value) if word(value) in ERROR_TYPES else "?"
