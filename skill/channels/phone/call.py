"""What a provider posts about a call -> events, and what is said to them.

Five of its fields are read: the keys, the speech and how sure it is, and how a call or a connection
ended. Not the caller's number, and not where they call from. Names:
https://www.twilio.com/docs/voice/twiml and https://www.twilio.com/docs/voice/twiml/gather
"""

from __future__ import annotations

from collections.abc import Mapping

from skill.channels.runtime import Runtime
from skill.dialogue import KEYS, Event, EventKind, Reply, State, code_digits
from skill.understanding import LONGEST

MOST_KEYS = 8
"""Keys of one request that count; a code has three."""

SURE = 0.4
"""A recogniser's confidence (0..1) below which its words are asked back. The provider gives it with
every transcript; 0 says that there is none (https://www.twilio.com/docs/voice/twiml/gather)."""
BEFORE_SPEECH = ("0", "*")
"""Keys that go before what was heard in the same turn: a television must not cost anybody help."""

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
    return runtime.respond(State(), _event("launch", today))


def go_on(runtime: Runtime, state: State, fields: Mapping[str, str], today: str = "") -> Turned:
    """What follows on keys, speech or silence.

    Speech goes before keys, because it may hold an alarm; but not before help and `again`. Several
    keys at once (a code) are as many turns, of which the last is heard. Fewer digits than a code
    has are posted when no more came, so that silence follows on them.
    """
    if "DialCallStatus" in fields:
        return runtime.respond(state, _event("unanswered", today))
    speech = fields.get("SpeechResult", "").strip()
    keys = [key for key in fields.get("Digits", "") if key in KEYS][:MOST_KEYS]
    if speech and not (keys and keys[0] in BEFORE_SPEECH):
        unsure = is_unsure(fields.get("Confidence", ""))
        return runtime.respond(state, _event("text", today, text=speech[:LONGEST], unsure=unsure))
    silence = _event("silence", today)
    if not keys:
        return runtime.respond(state, silence)
    for key in keys:
        state, reply = runtime.respond(state, _event("key", today, key=key))
        if reply.ends:
            return state, reply
    return runtime.respond(state, silence) if code_digits(state) else (state, reply)


def is_unsure(confidence: str) -> bool:
    """Whether a confidence, as it was posted, says that the words may be others."""
    try:
        return 0 < float(confidence) < SURE
    except ValueError:
        return False


def _event(
    kind: EventKind, today: str, *, text: str = "", key: str = "", unsure: bool = False
) -> Event:
    """An event on a telephone that also understands speech."""
    return Event(kind, text=text, key=key, medium="phone", hears=True, unsure=unsure, today=today)
