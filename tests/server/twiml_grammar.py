"""The grammar of TwiML, read from the provider's own library, and a check of a document against it.

Which verbs stand in which, and which attributes they have, are the methods of the library's classes
and their parameters. What a value may be is written out here, for the attributes that we use:
https://www.twilio.com/docs/voice/twiml/gather and its neighbours.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree

from twilio.twiml import lower_camel, voice_response

_OWN = ("self", "kwargs", "message", "url", "phone_number", "number")
"""Parameters of the library's methods that are text of the verb, not attributes."""

KEYS = re.compile(r"[0-9*#]*")
SECONDS = re.compile(r"[1-9][0-9]{0,2}")
BOOL = re.compile(r"true|false")


def _absolute(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme in ("http", "https") and bool(parts.netloc) and len(value) < 4096


VALUES = {
    ("Gather", "input"): lambda value: set(value.split()) <= {"dtmf", "speech"},
    ("Gather", "language"): lambda value: value == "nl-NL",
    ("Gather", "numDigits"): lambda value: re.fullmatch(r"[1-9][0-9]?", value),
    ("Gather", "finishOnKey"): lambda value: len(value) <= 1 and KEYS.fullmatch(value),
    ("Gather", "timeout"): SECONDS.fullmatch,
    ("Gather", "speechTimeout"): lambda value: value == "auto" or SECONDS.fullmatch(value),
    ("Gather", "profanityFilter"): BOOL.fullmatch,
    ("Gather", "bargeIn"): BOOL.fullmatch,
    ("Gather", "actionOnEmptyResult"): BOOL.fullmatch,
    ("Gather", "action"): _absolute,
    ("Gather", "hints"): lambda value: all(0 < len(one) <= 100 for one in value.split(", ")),
    ("Gather", "speechModel"): re.compile(r"[a-z0-9_-]+").fullmatch,
    ("Gather", "method"): lambda value: value in ("GET", "POST"),
    ("Say", "language"): lambda value: value == "nl-NL",
    ("Say", "voice"): lambda value: value in ("Polly.Lotte", "Polly.Ruben"),
    ("Dial", "action"): _absolute,
    ("Dial", "method"): lambda value: value in ("GET", "POST"),
    ("Dial", "timeout"): SECONDS.fullmatch,
    ("Dial", "answerOnBridge"): BOOL.fullmatch,
}
"""What a value may be; an attribute that is not here is one that we do not use."""

TEXTS = {
    "Say": lambda text: 0 < len(text) <= 4096,
    "Play": _absolute,
    "Number": re.compile(r"\+[1-9][0-9]{7,14}").fullmatch,
}
"""What the text of a verb may be; the others have none."""

ENDS = ("Gather", "Dial", "Hangup")
"""Verbs after which no other of a document is reached."""


def methods(verb: str) -> dict[str, list[str]]:
    """Verbs that may stand in `verb`, with their attributes."""
    kind = voice_response.VoiceResponse if verb == "Response" else getattr(voice_response, verb)
    found = {}
    for name, method in vars(kind).items():
        if name.startswith("_") or not inspect.isfunction(method):
            continue
        names = [one for one in inspect.signature(method).parameters if one not in _OWN]
        found[name[:1].upper() + lower_camel(name)[1:]] = [lower_camel(one) for one in names]
    return found


def wrong(text: str) -> list[str]:
    """Everything that is wrong with a document."""
    try:
        root = ElementTree.fromstring(text.encode())
    except ElementTree.ParseError as error:
        return [f"is no XML: {error}"]
    if root.tag != "Response" or root.attrib:
        return [f"the root is <{root.tag}>"]
    tags = [verb.tag for verb in root]
    late = [tag for tag in tags[:-1] if tag in ENDS]
    return [*_inside(root), *(f"<{tag}> is not the last verb" for tag in late)]


def _inside(parent: ElementTree.Element) -> Iterator[str]:
    known = methods(parent.tag)
    for verb in parent:
        if verb.tag not in known:
            yield f"<{verb.tag}> in <{parent.tag}>"
            continue
        for name, value in verb.attrib.items():
            rule = VALUES.get((verb.tag, name))
            if name not in known[verb.tag] or rule is None or not rule(value):
                yield f"<{verb.tag} {name}={value!r}>"
        rule, said = TEXTS.get(verb.tag), verb.text or ""
        if (rule is None and said) or (rule is not None and not rule(said)) or verb.tail:
            yield f"<{verb.tag}> says {said!r}"
        yield from _inside(verb)
