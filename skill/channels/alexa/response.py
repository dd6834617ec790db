"""A Reply -> what Alexa expects: speech, reprompt, card, screen, session attributes, open or not.

Shape and limits:
https://developer.amazon.com/docs/custom-skills/request-and-response-json-reference.html
The SDK's own classes hold it, so that no field can be misspelt, and are made into JSON once. Its
`DefaultSerializer` gives the same (a test compares them), but that module imports every service
client that Amazon has: half of the start of a Lambda.
"""

from __future__ import annotations

from typing import Any, cast

from ask_sdk_core.response_helper import ResponseFactory
from ask_sdk_model.response_envelope import ResponseEnvelope
from ask_sdk_model.ui.simple_card import SimpleCard

from skill import labels
from skill.channels.alexa.screen import add_screen
from skill.channels.alexa.ssml import REPROMPT_SECONDS, Piece, clean, cut, speech, weight
from skill.channels.runtime import Runtime
from skill.dialogue import Reply, State

VERSION = "1.0"
"""Version of the response format."""

REPROMPT_ROOM = 3000
"""Bytes as JSON for one reprompt, which repeats at most an alarm."""

MOST_CARD = 8000
"""Characters (bytes as JSON, see ssml.MOST_TEXT) of a card with its title."""

WITH_CARD = ("answer", "not_covered", "alarm")
"""Outcomes that leave something to read again in the Alexa app."""

BROKEN = Reply(
    "fallback", labels.UNCLEAR, ("prompt_fallback",), "prompt_reprompt", "open", grave=True
)
"""What is said when there is nothing that can be said. It is grave: nobody knows what was said."""


WARNS = ("alarm", "standing", "opening")
"""Kinds of lines that silence after an alarm, or after a call for help, repeats."""


def nothing() -> dict[str, Any]:
    """The response to what may not be answered with speech, such as SessionEndedRequest."""
    return {"version": VERSION, "response": {}}


def write_response(
    runtime: Runtime, state: State, reply: Reply, audio_base: str = "", *, shows: bool = False
) -> dict[str, Any]:
    """The response envelope.

    `audio_base` is where the clips are for a listener on this machine; `AUDIO_BASE_URL` goes
    before it. `shows` is whether the device has a screen for what is said (screen.py). Lines that
    the script does not have (a state from another edition) are left out.
    """
    if not any(line_id in runtime.lines for line_id in reply.say):
        state, reply = State(slow=state.slow), BROKEN
    if not any(line_id in runtime.lines for line_id in reply.say):
        return nothing()
    base = _base(runtime, reply, audio_base)
    factory = ResponseFactory()
    factory.speak(speech(_pieces(runtime, reply.say, reply.slow), base, slow=reply.slow))
    if reply.asks:
        again = _pieces(runtime, _asked_again(runtime, reply), reply.slow)
        limit, room = REPROMPT_SECONDS, REPROMPT_ROOM
        factory.ask(speech(again, base, slow=reply.slow, seconds=limit, room=room))
    # An absent value leaves some devices in a session with the microphone closed. An Echo cannot
    # go on by itself, so the session is open exactly when something was asked.
    factory.set_should_end_session(not reply.asks)
    card = _card(runtime, reply)
    if card is not None:
        factory.set_card(card)
    envelope = ResponseEnvelope(
        version=VERSION, session_attributes=state.dump(), response=factory.response
    )
    response = cast("dict[str, Any]", written(envelope))
    return add_screen(response, runtime, state, reply) if shows else response


def written(value: Any) -> Any:
    """`value` with every object of the SDK in it as a dictionary, without fields that are None.

    The SDK names the JSON field of an attribute in `attribute_map`, and all attributes in
    `deserialized_types`.
    """
    if isinstance(value, (str, bool, int, float)) or value is None:
        return value
    if isinstance(value, (list, tuple)):
        return [written(one) for one in value]
    if isinstance(value, dict):
        return {name: written(one) for name, one in value.items()}
    return {
        value.attribute_map.get(name, name): written(one)
        for name in value.deserialized_types
        if (one := getattr(value, name)) is not None
    }


def _base(runtime: Runtime, reply: Reply, audio_base: str) -> str:
    # One clip that fails silences the whole response.
    if runtime.settings.alexa_voice != "clips" or reply.grave:
        return ""
    return runtime.settings.audio_base_url or audio_base.rstrip("/")


def _pieces(runtime: Runtime, say: tuple[str, ...], slow: bool) -> list[Piece]:
    return [
        Piece(runtime.lines[line_id], runtime.clip(line_id, slow=slow))
        for line_id in say
        if line_id in runtime.lines
    ]


def _asked_again(runtime: Runtime, reply: Reply) -> tuple[str, ...]:
    """Lines after eight seconds of silence. Silence after an alarm repeats the alarm."""
    known = [line_id for line_id in reply.say if line_id in runtime.lines]
    if reply.asks == "herhalen":
        said = [line_id for line_id in known if runtime.lines[line_id].kind in WARNS]
        return (*said, reply.reprompt)
    return (reply.reprompt,) if reply.reprompt in runtime.lines else tuple(known[-1:])


def _card(runtime: Runtime, reply: Reply) -> SimpleCard | None:
    """What was said as plain text, without the spoken title and the question after it.

    The last line of the card names the content version, so that a patient and a hospital can find
    out which text was heard.
    """
    if reply.outcome not in WITH_CARD:
        return None
    said = reply.say[:-1] if reply.asks and len(reply.say) > 1 else reply.say
    lines = [runtime.lines[line_id] for line_id in said if line_id in runtime.lines]
    text = " ".join(clean(line.text) for line in lines if line.kind != "title")
    if not text:
        return None
    title = cut(clean(_title(runtime, reply)), 500)
    version = f"\n\n{clean(runtime.leaflet.title)}, tekst {runtime.leaflet.fingerprint}"
    return SimpleCard(title, cut(text, MOST_CARD - weight(title + version)) + version)


def _title(runtime: Runtime, reply: Reply) -> str:
    """Title of the passage or subject. An alarm has none: others may see the screen."""
    leaflet, name = runtime.leaflet, labels.name(reply.label)
    match labels.kind(reply.label):
        case "passage" if name in leaflet.passages:
            return leaflet.passages[name].title
        case "not_covered" if name in leaflet.subjects:
            return leaflet.subjects[name].title
    return leaflet.title
