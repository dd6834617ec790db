"""Lines -> what an Echo with a screen shows: the words that are said, and nothing else.

Format: Alexa Presentation Language,
https://developer.amazon.com/docs/alexa-presentation-language/apl-document.html. It is sent only to
a device that says that it supports it
(https://developer.amazon.com/docs/alexa-presentation-language/apl-interface.html). The layout is
layout.py; here is what goes into it. Nothing is fetched: no image, no font, no package.

Rules: a line is shown whole or the screen is left out; a choice has a button only when it is named
in what is said; what was asked is nowhere in it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from skill import labels
from skill.channels.alexa.layout import DOCUMENT, VERSION
from skill.channels.alexa.request import part, word
from skill.channels.alexa.ssml import clean
from skill.channels.runtime import Runtime
from skill.dialogue import Reply, State, open_choices
from skill.leaflet import Leaflet
from skill.numbers import digits

INTERFACE = "Alexa.Presentation.APL"

MOST_RESPONSE = 24_000
"""Bytes as JSON of a whole response with its screen. Amazon's newer pages allow 120 kB, the older
24 kB (https://developer.amazon.com/docs/custom-skills/request-and-response-json-reference.html)."""

TOKEN = "rugwijzer"
"""Name of the presentation; a new one with the same name takes the place of the old."""

CALLED = ("112", "113")
"""Levels of alarm that are a number to call."""


def has_screen(envelope: Mapping[str, Any]) -> bool:
    """Whether the device says that it shows documents of our version, or of a later one."""
    interfaces = part(envelope, "context", "System", "device", "supportedInterfaces")
    most = word(part(interfaces, INTERFACE, "runtime").get("maxVersion"))
    return _version(most) >= _version(VERSION)


def _version(text: str) -> tuple[int, ...]:
    """`1.10` -> (1, 10); empty, and so before any other, when it is no version."""
    parts = text.split(".")
    # The length too: a number of a million digits takes minutes to read.
    if all(one.isascii() and one.isdigit() and len(one) <= 4 for one in parts):
        return tuple(int(one) for one in parts)
    return ()


def add_screen(
    response: dict[str, Any], runtime: Runtime, state: State, reply: Reply
) -> dict[str, Any]:
    """The response envelope with what is said on the screen as well.

    It is the envelope itself when that and the screen are more than Amazon takes in one.
    """
    directive = {
        "type": f"{INTERFACE}.RenderDocument",
        "token": TOKEN,
        "document": DOCUMENT,
        "datasources": {"screen": screen(runtime, state, reply)},
    }
    body = response["response"] | {"directives": [directive]}
    whole = response | {"response": body}
    return whole if len(json.dumps(whole)) <= MOST_RESPONSE else response


def screen(runtime: Runtime, state: State, reply: Reply) -> dict[str, Any]:
    """The data of the document: whether it warns, the number to call, lines, and choices."""
    said = [runtime.lines[line_id] for line_id in reply.say if line_id in runtime.lines]
    texts = [clean(line.text) for line in said]
    heard = " ".join(texts)
    choices = open_choices(runtime.leaflet, state) if reply.asks else {}
    return {
        "warns": reply.outcome == "alarm" or reply.grave,
        "number": _number(runtime.leaflet, reply, heard),
        "lines": [
            {"text": marked(text), "title": line.kind == "title"}
            for line, text in zip(said, texts, strict=True)
            if text
        ],
        "choices": [
            {"id": choice, "name": marked(name)}
            for choice, name in ((one, clean(name)) for one, name in choices.items())
            if name in heard
        ],
    }


def marked(text: str) -> str:
    """Text as it stands in a Text component, which takes `<b>` for bold and `&lt;` for `<`
    (https://developer.amazon.com/docs/alexa-presentation-language/apl-text.html). In data
    `${...}` is computed, also inside a text."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return safe.replace("$", "&#36;")


def _number(leaflet: Leaflet, reply: Reply, heard: str) -> str:
    """The number that an alarm or a call for help says to call; empty when none is said."""
    kind, name = labels.kind(reply.label), labels.name(reply.label)
    wanted = ""
    if kind == "alarm" and name in leaflet.alarms:
        wanted = leaflet.alarms[name].level
    elif kind == "opening" and name in leaflet.openings:
        wanted = CALLED[0] if leaflet.openings[name].kind == labels.EMERGENCY else ""
    return wanted if wanted in CALLED and digits(wanted) in heard else ""
