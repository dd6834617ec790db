"""What Twilio posts, and a reply as TwiML.

Names and grammar: https://www.twilio.com/docs/voice/twiml and its page on `gather`. The provider's
own library (51 MB) is not needed to write six verbs; the tests hold every document against its
classes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from skill.channels.phone import spoken
from skill.channels.phone.call import Posted, is_over
from skill.channels.phone.spoken import Addresses, Sound
from skill.channels.runtime import Runtime
from skill.dialogue import Reply
from skill.leaflet import person_number


def read(fields: Mapping[str, str]) -> Posted:
    """A form that was posted."""
    over = is_over(fields.get("CallStatus", ""), fields.get("DialCallStatus", ""))
    return Posted(
        call=fields.get("CallSid", ""),
        keys=fields.get("Digits", ""),
        speech=fields.get("SpeechResult", ""),
        confidence=_number(fields.get("Confidence", "")),
        over=over,
        unanswered="DialCallStatus" in fields and not over,
    )


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def write(runtime: Runtime, reply: Reply, at: Addresses, expected: Sequence[str]) -> str:
    """The document for one reply; every address in `at` is absolute, `expected` is `hints`.

    Every key counts at once (`finishOnKey` is empty, because `#` would be swallowed otherwise), but
    for a code, of which the three digits are gathered together. Coarse words are not masked: people
    say them of where they feel nothing any more.
    """
    document = Element("Response")
    heard = spoken.sounds(runtime, reply)
    if reply.hands_over:
        _speak(document, runtime, heard, at)
        dial = SubElement(document, "Dial", action=at.action, method="POST")
        dial.set("timeout", str(spoken.RINGING))
        dial.set("answerOnBridge", "true")
        SubElement(dial, "Number").text = person_number(runtime.leaflet)
        return _text(document)
    if reply.ends:
        _speak(document, runtime, heard, at)
        SubElement(document, "Hangup")
        return _text(document)
    how = {
        "action": at.action,
        "actionOnEmptyResult": "true",
        "bargeIn": "true" if spoken.may_be_interrupted(reply) else "false",
        "finishOnKey": "",
        "hints": ", ".join(expected),
        "input": "dtmf speech",
        "language": spoken.LANGUAGE,
        "method": "POST",
        "numDigits": str(spoken.keys_at_once(reply)),
        "profanityFilter": "false",
        "speechTimeout": "auto",
        "timeout": str(spoken.patience(reply)),
    }
    if runtime.settings.phone_speech_model:
        how["speechModel"] = runtime.settings.phone_speech_model
    _speak(SubElement(document, "Gather", how), runtime, heard, at)
    return _text(document)


def _speak(verb: Element, runtime: Runtime, heard: list[Sound], at: Addresses) -> None:
    """The provider's voice is named: without one its default may be no Dutch."""
    how = {"language": spoken.LANGUAGE, "voice": runtime.settings.phone_voice}
    for sound in heard:
        if sound.file:
            SubElement(verb, "Play").text = f"{at.audio}/{sound.file}"
        else:
            SubElement(verb, "Say", how).text = sound.text


def nothing() -> str:
    """The empty document: nobody is on the line any more."""
    return _text(Element("Response"))


def sorry(runtime: Runtime, at: Addresses) -> str:
    """What is said when something goes wrong here, and goodbye."""
    document = Element("Response")
    _speak(document, runtime, spoken.apology(runtime), at)
    SubElement(document, "Hangup")
    return _text(document)


def _text(document: Element) -> str:
    """The document as it is sent."""
    return '<?xml version="1.0" encoding="UTF-8"?>' + tostring(document, encoding="unicode")
