"""A reply as TwiML.

Grammar: https://www.twilio.com/docs/voice/twiml. The provider's own library (51 MB) is not
needed to write six verbs; the tests hold every document against its classes.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from skill.channels.phone.hints import hints
from skill.channels.runtime import Runtime
from skill.dialogue import CODE_LENGTH, MOMENT_SECONDS, Reply
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


def write(runtime: Runtime, reply: Reply, at: Addresses) -> str:
    """The document for one reply.

    Every key counts at once (`finishOnKey` is empty, because `#` would be swallowed otherwise), but
    for a code, of which the three digits are gathered together. Coarse words are not masked: people
    say them of where they feel nothing any more. Noise does not cut off a grave turn; a key does.
    """
    document = Element("Response")
    if reply.hands_over:
        _speak(document, runtime, reply, at)
        dial = SubElement(document, "Dial", action=at.action, method="POST", timeout=str(RINGING))
        dial.set("answerOnBridge", "true")
        SubElement(dial, "Number").text = person_number(runtime.leaflet)
        return _text(document)
    if reply.ends:
        _speak(document, runtime, reply, at)
        SubElement(document, "Hangup")
        return _text(document)
    how = {
        "action": at.action,
        "actionOnEmptyResult": "true",
        "bargeIn": "false" if reply.grave else "true",
        "finishOnKey": "",
        "hints": ", ".join(hints(runtime.leaflet)),
        "input": "dtmf speech",
        "language": LANGUAGE,
        "method": "POST",
        "numDigits": str(CODE_LENGTH if reply.asks == "code" else 1),
        "profanityFilter": "false",
        "speechTimeout": "auto",
        "timeout": str(_patience(reply)),
    }
    if runtime.settings.phone_speech_model:
        how["speechModel"] = runtime.settings.phone_speech_model
    _speak(SubElement(document, "Gather", how), runtime, reply, at)
    return _text(document)


def _patience(reply: Reply) -> int:
    """Seconds that nothing may be heard."""
    if reply.asks == "moment":
        return MOMENT_SECONDS
    return PATIENCE_GRAVE if reply.grave else PATIENCE


def _speak(verb: Element, runtime: Runtime, reply: Reply, at: Addresses) -> None:
    """The lines of a reply: clips, and the provider's own voice for a line without one.

    A grave turn is the provider's own voice altogether, and then once more in clips: neither a clip
    that cannot be fetched nor a voice that the provider no longer has may silence it.
    """
    if not reply.grave:
        for line in reply.say:
            if not _play(verb, runtime, line, at, slow=reply.slow):
                _say(verb, runtime, line)
        return
    for line in reply.say:
        _say(verb, runtime, line)
    for line in reply.say:
        _play(verb, runtime, line, at, slow=reply.slow)


def _say(verb: Element, runtime: Runtime, line: str) -> None:
    """One line in the provider's voice, which is named: without one its default may be no Dutch."""
    how = {"language": LANGUAGE, "voice": runtime.settings.phone_voice}
    SubElement(verb, "Say", how).text = runtime.lines[line].text


def _play(verb: Element, runtime: Runtime, line: str, at: Addresses, *, slow: bool) -> bool:
    """The clip of a line; whether it has one."""
    clip = runtime.clip(line, slow=slow)
    if clip is not None:
        SubElement(verb, "Play").text = f"{at.audio}/{clip.file}"
    return clip is not None


def nothing() -> str:
    """The empty document: nobody is on the line any more."""
    return _text(Element("Response"))


def sorry(runtime: Runtime, at: Addresses) -> str:
    """What is said when something goes wrong here: whom to ask instead, and goodbye."""
    document = Element("Response")
    _say(document, runtime, "prompt_withdrawn")
    _play(document, runtime, "prompt_withdrawn", at, slow=False)
    SubElement(document, "Hangup")
    return _text(document)


def _text(document: Element) -> str:
    """The document as it is sent."""
    return '<?xml version="1.0" encoding="UTF-8"?>' + tostring(document, encoding="unicode")
