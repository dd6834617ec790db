"""What a provider posts about a call -> events, and what is said to them.

Four of its fields are read: the keys, the speech, and how a call or a connection ended. Not the
caller's number, and not where they call from. Names: https://www.twilio.com/docs/voice/twiml and
https://www.twilio.com/docs/voice/twiml/gather
"""

from __future__ import annotations

from collections.abc import Mapping

from skill.channels.runtime import Runtime
from skill.dialogue import KEYS, Event, Reply, State, code_digits
from skill.understanding import LONGEST

MOST_KEYS = 8
"""Keys of one request that count; a code has three."""

ENDED = ("completed", "busy", "no-answer", "failed", "canceled")
"""Values of `CallStatus` of a call that is over."""
COMPLETED = ("completed", "answered")
"""Values of `DialCallStatus` of a connection in which somebody was spoken to."""

Turned = tuple[State, Reply]


def is_over(fields: Mapping[str, str]) -> bool:
    """Whether nobody is on the line any more, or somebody was spoken to and has hung up."""
    return fields.get("CallStatus", "") in ENDED or fields.get("DialCallStatus", "") in COMPLETED


def begin(runtime: Runtime, today: str = "") -> Turned:
    """The welcome. `today` is an ISO date."""
    return runtime.respond(State(), Event("launch", medium="phone", today=today))


def go_on(runtime: Runtime, state: State, fields: Mapping[str, str], today: str = "") -> Turned:
    """What follows on keys, speech or silence.

    Speech goes before keys, because it may hold an alarm. Several keys at once (a code) are as many
    turns, of which the last is heard; who stopped in the middle of a code is asked for it again.
    """
    if "DialCallStatus" in fields:
        return runtime.respond(state, Event("unanswered", medium="phone", today=today))
    speech = fields.get("SpeechResult", "").strip()
    if speech:
        text = speech[:LONGEST]
        return runtime.respond(state, Event("text", text=text, medium="phone", today=today))
    silence = Event("silence", medium="phone", today=today)
    keys = [key for key in fields.get("Digits", "") if key in KEYS][:MOST_KEYS]
    if not keys:
        return runtime.respond(state, silence)
    for key in keys:
        state, reply = runtime.respond(state, Event("key", key=key, medium="phone", today=today))
        if reply.ends:
            return state, reply
    return runtime.respond(state, silence) if code_digits(state) else (state, reply)
