"""What a provider posts about a call -> events: the same rules whichever provider it is.

How a provider writes it is read by the module of its language (`twiml`, `jambonz`) into `Posted`:
the keys, the speech and how sure it is, and how a call or a connection ended. Not the caller's
number, and not where they call from.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from skill.channels.runtime import Runtime
from skill.dialogue import KEYS, SURE, Event, EventKind, Reply, State, code_digits
from skill.understanding import LONGEST

MOST_KEYS = 8
"""Keys of one request that count; a code has three."""

BEFORE_SPEECH = ("0", "*")
"""Keys that go before what was heard in the same turn: a television must not cost anybody help."""

ENDED = ("completed", "busy", "no-answer", "failed", "canceled")
"""What a provider calls the status of a call that is over."""
COMPLETED = ("completed", "answered")
"""What it calls the status of a connection in which somebody was spoken to."""

Turned = tuple[State, Reply]


@dataclass(frozen=True, slots=True)
class Posted:
    """One request about a call, in words that are no provider's."""

    call: str = ""
    """The call's own id."""
    keys: str = field(default="", repr=False)
    speech: str = field(default="", repr=False)
    confidence: float = 0.0
    """How sure the recogniser is of the speech (0..1); 0 when it does not say."""
    over: bool = False
    """Whether nobody is on the line any more, or somebody was spoken to and has hung up."""
    unanswered: bool = False
    """Whether the caller was to be connected with a person, who was not reached."""
    told: bool = False
    """Whether the document that the provider has says what is next, so that no turn follows."""


def is_over(call: str, connection: str) -> bool:
    """Whether a call is over, by its status and by that of a connection with a person."""
    return call in ENDED or connection in COMPLETED


def begin(runtime: Runtime, today: str = "") -> Turned:
    """The welcome. `today` is an ISO date."""
    return runtime.respond(State(), _event("launch", today))


def go_on(runtime: Runtime, state: State, posted: Posted, today: str = "") -> Turned:
    """What follows on keys, speech or silence.

    Speech goes before keys, because it may hold an alarm; but not before help and `again`. Several
    keys at once (a code) are as many turns, of which the last is heard. Fewer digits than a code
    has are posted when no more came, so that silence follows on them.
    """
    if posted.unanswered:
        return runtime.respond(state, _event("unanswered", today))
    speech = posted.speech.strip()
    keys = [key for key in posted.keys if key in KEYS][:MOST_KEYS]
    if speech and not (keys and keys[0] in BEFORE_SPEECH):
        unsure = is_unsure(posted.confidence)
        return runtime.respond(state, _event("text", today, text=speech[:LONGEST], unsure=unsure))
    silence = _event("silence", today)
    if not keys:
        return runtime.respond(state, silence)
    for key in keys:
        state, reply = runtime.respond(state, _event("key", today, key=key))
        if reply.ends:
            return state, reply
    return runtime.respond(state, silence) if code_digits(state) else (state, reply)


def is_unsure(confidence: float) -> bool:
    """Whether a provider's confidence says that the words may be others; 0 says that there is none
    (https://www.twilio.com/docs/voice/twiml/gather)."""
    return 0 < confidence < SURE


def _event(
    kind: EventKind, today: str, *, text: str = "", key: str = "", unsure: bool = False
) -> Event:
    """An event on a telephone that also understands speech."""
    return Event(kind, text=text, key=key, medium="phone", hears=True, unsure=unsure, today=today)
