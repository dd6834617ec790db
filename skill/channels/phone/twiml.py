"""A reply as TwiML, built with the provider's own library.

Grammar: https://www.twilio.com/docs/voice/twiml
"""

from __future__ import annotations

from dataclasses import dataclass

from twilio.twiml.voice_response import Gather, VoiceResponse

from skill.channels.shop import Shop
from skill.dialogue import CODE_LENGTH, Reply
from skill.leaflet import person_number

LANGUAGE = "nl-NL"
PATIENCE = 6
"""Seconds of silence before the question is asked again."""
PATIENCE_GRAVE = 8
"""The same after an alarm, a call for help, or the question whether a sign was heard right."""
RINGING = 25
"""Seconds that a person's telephone rings."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the provider finds what, as absolute addresses."""

    action: str
    """Where it posts the caller's answer; holds the sealed state."""
    audio: str
    """Root of the clips, without a slash at the end."""


def write(shop: Shop, reply: Reply, at: Addresses) -> str:
    """The document for one reply.

    Every key counts at once (`finishOnKey` is empty, because `#` would be swallowed otherwise), but
    for a code, of which the three digits are gathered together. Coarse words are not masked: people
    say them of where they feel nothing any more. Noise does not cut off a grave turn; a key does.
    """
    document = VoiceResponse()
    if reply.hands_over:
        _say(document, shop, reply, at)
        dial = document.dial(
            action=at.action, method="POST", timeout=RINGING, answer_on_bridge=True
        )
        dial.number(person_number(shop.leaflet))
        return str(document)
    if reply.ends:
        _say(document, shop, reply, at)
        document.hangup()
        return str(document)
    gather = document.gather(
        input="dtmf speech",
        language=LANGUAGE,
        num_digits=CODE_LENGTH if reply.asks == "code" else 1,
        finish_on_key="",
        timeout=PATIENCE_GRAVE if reply.grave else PATIENCE,
        speech_timeout="auto",
        profanity_filter=False,
        barge_in=not reply.grave,
        action_on_empty_result=True,
        action=at.action,
        method="POST",
    )
    _say(gather, shop, reply, at)
    return str(document)


def _say(verb: VoiceResponse | Gather, shop: Shop, reply: Reply, at: Addresses) -> None:
    """The lines of a reply: clips, and the provider's own voice for a line without one.

    A grave turn is the provider's own voice altogether: a clip that cannot be fetched must not
    silence it. The other channels do the same.
    """
    for line in reply.say:
        clip = None if reply.grave else shop.clip(line, slow=reply.slow)
        if clip is None:
            verb.say(shop.lines[line].text, language=LANGUAGE)
        else:
            verb.play(f"{at.audio}/{clip.file}")


def nothing() -> str:
    """The empty document: nobody is on the line any more."""
    return str(VoiceResponse())


def sorry(shop: Shop) -> str:
    """What is said when something goes wrong here: whom to ask instead, and goodbye."""
    document = VoiceResponse()
    document.say(shop.lines["prompt_withdrawn"].text, language=LANGUAGE)
    document.hangup()
    return str(document)
