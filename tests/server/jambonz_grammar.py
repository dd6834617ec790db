"""A check of a document against jambonz' own specification, and against what is promised here.

`tests/schemas/jambonz-verbs.json` is `specs.json` of the package @jambonz/verb-specifications, by
which its feature server judges a document before it carries it out; the rules by which that file is
read are those of the package's `jambonz-app-json-validation.js`. A document that breaks one ends
the call without a word, so what it leaves open is judged here as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SPECIFICATION = Path(__file__).parents[1] / "schemas" / "jambonz-verbs.json"
TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "number": (int, float),
    "boolean": bool,
    "object": dict,
    "array": list,
}
OURS = ("gather", "dial", "hangup")
"""Verbs that we use: a `say` or `play` of its own that fails may end the call."""


@cache
def specification() -> dict[str, Any]:
    """Every verb and part of a verb, with its properties and which of them are required."""
    found: dict[str, Any] = json.loads(SPECIFICATION.read_text(encoding="utf-8"))
    return found


def wrong_verbs(document: object) -> list[str]:
    """Everything that is wrong with a document."""
    if not isinstance(document, list):
        return ["a document is a list of verbs"]
    found = []
    for number, one in enumerate(document):
        if not isinstance(one, dict) or one.get("verb") not in specification():
            found.append(f"verb {number} is none")
            continue
        body = {name: value for name, value in one.items() if name != "verb"}
        found += list(_specified(one["verb"], body)) or _promised(one["verb"], body)
    return found


def _specified(kind: str, body: dict[str, Any]) -> Iterator[str]:
    rules = specification()[kind]
    for name, value in body.items():
        rule = rules["properties"].get(name)
        if rule is None:
            yield f"{kind}: {name} is not known"
        elif isinstance(rule, str) and rule.startswith("#"):
            yield from _specified(rule[1:], value)
        elif isinstance(rule, list):
            for item in value:
                yield from _specified(rule[0][1:], item)
        elif isinstance(rule, dict):
            if value not in rule.get("enum", [value]):
                yield f"{kind}: {name} may not be {value!r}"
        elif not any(_is(value, one.strip()) for one in rule.split("|")):
            yield f"{kind}: {name} is no {rule}"
    for name in set(rules.get("required", ())) - set(body):
        yield f"{kind}: {name} is missing"


def _is(value: object, kind: str) -> bool:
    # A bool is an int in Python, and no number in JSON.
    return isinstance(value, TYPES[kind]) and (isinstance(value, bool) == (kind == "boolean"))


def _promised(kind: str, body: dict[str, Any]) -> Iterator[str]:
    if kind not in OURS:
        yield f"{kind} is not ours"
    if kind in ("gather", "dial") and not body.get("timeout", 0) > 0:
        yield f"{kind}: waits for ever"
    if "actionHook" in body and not body["actionHook"].startswith("/"):
        yield f"{kind}: an address with a scheme may be too long for jambonz"
    if kind == "gather":
        yield from _promised_of_gather(body)
    for target in body.get("target", ()):
        if not re.fullmatch(r"\+[1-9][0-9]{7,14}", target.get("number", "")):
            yield f"{kind}: {target} is no number"


def _promised_of_gather(body: dict[str, Any]) -> Iterator[str]:
    if "say" in body and "play" in body:
        yield "gather: holds one prompt"
    if body.get("minDigits") != 1:
        yield "gather: a key would start no timer"
    if body.get("numDigits", 1) > 1 and not body.get("interDigitTimeout"):
        yield "gather: a code that stops halfway waits for ever"
    if body.get("actionHook") and not body.get("dtmfBargein"):
        yield "gather: a key cuts off nothing"
    if ("speech" in body["input"]) != ("recognizer" in body):
        yield "gather: a recogniser is for speech, and speech needs one"
    if "speech" in body["input"] and body.get("bargein") != body.get("listenDuringPrompt"):
        yield "gather: a final transcript cuts off what speech may not"
    if body.get("recognizer", {}).get("language", "nl")[:2] != "nl":
        yield "gather: hears another language"
    yield from _promised_of_sound(body)


def _promised_of_sound(body: dict[str, Any]) -> Iterator[str]:
    if "say" in body:
        text, voice = body["say"].get("text"), body["say"].get("synthesizer", {})
        if not isinstance(text, str) or not 0 < len(text) <= 4096:
            yield f"say: {text!r} is no text"
        elif re.match(r"\s*[A-Za-z][A-Za-z0-9+.-]*:", text):
            yield f"say: {text!r} is an address to an older feature server"
        if voice.get("language") != "nl-NL":
            yield "say: another language"
    if "play" in body:
        parts = urlsplit(body["play"]["url"]) if isinstance(body["play"]["url"], str) else None
        if parts is None or parts.scheme not in ("http", "https") or not parts.netloc:
            yield f"play: {body['play']['url']!r} is not one address"
