"""Amazon's limits on an interaction model, checked before Amazon does.

The build of a model fails as a whole and names no line; these findings do. Sources:
https://developer.amazon.com/docs/smapi/interaction-model-schema.html (shape) and
https://www.developer.amazon.com/en-US/docs/alexa/interaction-model-design/design-the-invocation-name-for-your-skill.html
(invocation name). Numbers that Amazon's readable pages do not give are the careful ones.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from skill.exports.alexa.model import EMPTY
from skill.exports.alexa.sentences import LONGEST_SAMPLE, normal, sample

MOST_INTENTS = 250
MOST_BYTES = 1_500_000
MOST_TYPE_VALUES = 50_000
REQUIRED = (
    "AMAZON.StopIntent",
    "AMAZON.CancelIntent",
    "AMAZON.HelpIntent",
    "AMAZON.FallbackIntent",
    "AMAZON.NavigateHomeIntent",
)

_RESERVED = frozenset(
    "alexa amazon echo computer ziggy skill app open start vraag speel lanceer laad begin "
    "gebruik zeg vertel".split()
)
_SMALL_WORDS = frozenset("de het een van voor over naar om op in met en of uit aan bij".split())
_INVOCATION = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?\.?(?: [^\W\d_]+(?:'[^\W\d_]+)?\.?)*")
_INTENT = re.compile(r"(?:AMAZON\.)?[A-Za-z_]+")
_NAME = re.compile(r"[A-Za-z_]+")
_SLOT = re.compile(r"\{(\w+)\}")

BUILT_IN = frozenset(
    f"AMAZON.{name}Intent"
    for name in (
        "Cancel Fallback Help LoopOff LoopOn More NavigateHome NavigateSettings Next No PageDown "
        "PageUp Pause Previous Repeat Resume ScrollDown ScrollLeft ScrollRight ScrollUp Select "
        "ShuffleOff ShuffleOn StartOver Stop Yes"
    ).split()
)
"""Intents that may begin with `AMAZON.`: that prefix is Amazon's
(https://developer.amazon.com/docs/custom-skills/standard-built-in-intents.html)."""


def limits(model: dict[str, Any]) -> list[str]:
    """What Amazon would refuse in a model of `interaction_model`, one sentence each."""
    language = model["interactionModel"]["languageModel"]
    return [
        *_invocation(language["invocationName"]),
        *_intents(language["intents"]),
        *_slots(language),
        *_samples(language),
        *_values(language),
        *_size(model),
    ]


def _invocation(name: str) -> Iterator[str]:
    words = name.split()
    if not 2 <= len(name) <= 50:
        yield f"invocation name {name!r} has {len(name)} characters; 2 to 50 are allowed"
    if len(words) < 2:
        yield f"invocation name {name!r} is one word; only a brand of one's own may be that"
    if name != name.lower() or not _INVOCATION.fullmatch(name):
        yield f"invocation name {name!r} may hold lower-case letters, spaces, ' and . only"
    for word in words:
        if word in _RESERVED:
            yield f"invocation name {name!r} holds {word!r}, which Amazon keeps for itself"
    if len(words) == 2 and _SMALL_WORDS & set(words):
        yield f"invocation name {name!r} is a word with an article or preposition"


def _intents(intents: list[dict[str, Any]]) -> Iterator[str]:
    names = [intent["name"] for intent in intents]
    if len(names) > MOST_INTENTS:
        yield f"{len(names)} intents; {MOST_INTENTS} are allowed"
    for name, count in _several(map(str.casefold, names)):
        yield f"the intent name {name} is used {count} times"
    for name in names:
        if not _INTENT.fullmatch(name):
            yield f"intent name {name!r} may hold letters and underscores only"
        if name.startswith("AMAZON.") and name not in BUILT_IN:
            yield f"intent name {name!r}: AMAZON. is for Amazon's own intents"
    for name in REQUIRED:
        if name not in names:
            yield f"{name} is missing"
    for intent in intents:
        if intent["name"] in EMPTY and intent["samples"]:
            yield f"{intent['name']} may not have samples"
        if not intent["name"].startswith("AMAZON.") and not intent["samples"]:
            yield f"{intent['name']} has no samples"


def _slots(language: dict[str, Any]) -> Iterator[str]:
    types = [one["name"] for one in language.get("types", ())]
    for name, count in _several(map(str.casefold, types)):
        yield f"the slot type {name} is there {count} times"
    for name in types:
        if not _NAME.fullmatch(name):
            yield f"slot type {name!r} may hold letters and underscores only"
    for intent in language["intents"]:
        name = intent["name"]
        for slot, count in _several(one["name"] for one in intent["slots"]):
            yield f"{name}: the slot {slot} is there {count} times"
        for slot in dict.fromkeys(one["name"] for one in intent["slots"]):
            if not _NAME.fullmatch(slot):
                yield f"{name}: slot {slot!r} may hold letters and underscores only"
        for kind in (one["type"] for one in intent["slots"]):
            if not kind.startswith("AMAZON.") and kind not in types:
                yield f"{name}: the slot type {kind} does not exist"


def _samples(language: dict[str, Any]) -> Iterator[str]:
    owners: dict[str, str] = {}
    types = {one["name"]: one["values"] for one in language.get("types", ())}
    for intent in language["intents"]:
        name, slots = intent["name"], {one["name"]: one["type"] for one in intent["slots"]}
        for text in intent["samples"]:
            yield from _sample(name, text, slots)
            for sentence in _said(text, slots, types):
                if owners.setdefault(normal(sentence), name) != name:
                    yield f"{name}: {sentence!r} is also in {owners[normal(sentence)]}"
        for text, count in _several(map(normal, intent["samples"])):
            yield f"{name}: {text!r} stands there {count} times"


def _sample(name: str, text: str, slots: dict[str, str]) -> Iterator[str]:
    used = _SLOT.findall(text)
    for slot in used:
        if slot not in slots:
            yield f"{name}: {text!r} has a slot {slot} that the intent does not have"
    plain = " ".join(_SLOT.sub("", text).split())
    if not text.strip():
        yield f"{name} has an empty sample"
    if plain != sample(plain):
        yield f"{name}: {text!r} holds characters that Amazon refuses"
    if len(text) > LONGEST_SAMPLE:
        yield f"{name}: a sample has {len(text)} characters; {LONGEST_SAMPLE} are allowed"


def _said(text: str, slots: dict[str, str], types: dict[str, list[dict[str, Any]]]) -> list[str]:
    """The sentences that a sample stands for: itself, or one per word of its only slot."""
    found = _SLOT.findall(text)
    if len(found) != 1:
        return [text]
    words = _words(types.get(slots.get(found[0], ""), []))
    return [text.replace(f"{{{found[0]}}}", word) for word in words]


def _words(values: list[dict[str, Any]]) -> list[str]:
    """Every value of a type and every synonym: Amazon listens for both alike."""
    names = [value["name"] for value in values]
    return [word for name in names for word in (name["value"], *name.get("synonyms", ()))]


def _values(language: dict[str, Any]) -> Iterator[str]:
    total = 0
    for one in language.get("types", ()):
        texts = _words(one["values"])
        total += len(texts)
        if not texts:
            yield f"the slot type {one['name']} has no values"
        for text, count in _several(map(normal, texts)):
            yield f"the slot type {one['name']} holds {text!r} {count} times"
        for name, count in _several(value["id"] for value in one["values"] if "id" in value):
            yield f"the slot type {one['name']} has the id {name!r} {count} times"
        for text in texts:
            if text != sample(text):
                yield f"the slot type {one['name']}: {text!r} holds characters Amazon refuses"
    if total > MOST_TYPE_VALUES:
        yield f"{total} values and synonyms of slot types; {MOST_TYPE_VALUES} are allowed"


def _several(names: Iterable[str]) -> list[tuple[str, int]]:
    """What is there more than once, and how often."""
    return [(name, count) for name, count in Counter(names).items() if count > 1]


def _size(model: dict[str, Any]) -> Iterator[str]:
    size = len(json.dumps(model, indent=2, ensure_ascii=False).encode())
    if size > MOST_BYTES:
        yield f"the model is {size} bytes; {MOST_BYTES} are allowed"
