"""What Amazon's testers hold against a response, as one function; and the runtime to do it in.

Functional and voice tests that the rules come from:
https://developer.amazon.com/docs/custom-skills/functional-testing-for-a-custom-skill.html
https://developer.amazon.com/en-US/docs/alexa/custom-skills/voice-interface-and-user-experience-testing-for-a-custom-skill.html
The clips have the lengths that they have in audio/manifest.json, as far as they were made.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.etree import ElementTree

from skill import labels
from skill.channels.alexa import make_handler
from skill.channels.alexa.handler import Handler
from skill.channels.runtime import Runtime
from skill.dialogue import load_state
from skill.intents import meanings, slot_name, slot_questions
from skill.leaflet import Leaflet, script
from skill.manifest import Clip, Entry, Manifest, read_manifest
from skill.settings import Settings, read_settings
from skill.understanding import Hear, Understanding
from tests import shipped
from tests.channels.alexa.conftest import BASE, ROOT
from tests.channels.alexa.envelopes import Envelope, slot

Response = dict[str, Any]

VOICES = ("clips", "device")
"""Who speaks: the clips, or the device because there are none."""

_INVITES = re.compile(r"(Of )?(zeg|noem|stel|u kunt) [^?]*\.", re.IGNORECASE)
"""How a sentence invites an answer without being a question: `Zeg ja of nee.`"""

_SENTENCE = re.compile(r"(?<=[.?!])\s+")


def leaflet() -> Leaflet:
    """The real leaflet, as the editors' files have it now."""
    return shipped.content().leaflet


def shipped_ear() -> Hear:
    """The ear that is shipped, with a memory."""
    return shipped.ear()


def model() -> dict[str, Any]:
    """The interaction model of the real leaflet, with all its questions and its own ear."""
    language: dict[str, Any] = shipped.interaction()["interactionModel"]["languageModel"]
    return language


@cache
def intents() -> dict[str, str]:
    """Every intent of the model, with the label that it means; empty for those with a slot."""
    known = meanings(leaflet())
    return {intent["name"]: known.get(intent["name"], "") for intent in model()["intents"]}


@cache
def words(intent: str) -> tuple[str, ...]:
    """Every word that the gap of an intent lists, values and synonyms; none without a gap."""
    question = slot_questions(leaflet()).get(intent)
    if question is None:
        return ()
    values = leaflet().slot_types[question.slot].values
    return tuple(word for value in values for word in value.split("|"))


def filled(intent: str, word: str | None = None) -> dict[str, Any] | None:
    """The slots of an intent with a gap, filled with the word or its first one; else None."""
    if intent not in slot_questions(leaflet()):
        return None
    name = slot_name(slot_questions(leaflet())[intent].slot)
    return {name: slot(name, words(intent)[0] if word is None else word)}


REFUSED = "sport"
"""The subject that the ear hears in every question whose gap holds the first word of its type."""


UNDERSTOOD = (
    "passage",
    "clarify",
    "not_covered",
    "control",
    "out_of_scope",
    "opening",
    "answer",
    "confirm",
)
"""Kinds of labels that the ear hears when one says them, beside alarms."""


@cache
def _refused() -> set[str]:
    questions = slot_questions(leaflet()).items()
    return {one.hear.replace(f"{{{one.slot}}}", words(intent)[0]) for intent, one in questions}


def ear(text: str) -> Understanding:
    """An ear to which one says the label that it must hear; `twijfel` could be an alarm.

    `confirm:koorts + passage:goed-tillen` is a sign and a question in one breath.
    """
    text, *also = text.split(" + ")
    if text in _refused():
        return Understanding(labels.subject(REFUSED), 0.8, 0.2)
    kind, name = labels.kind(text), labels.name(text)
    if kind == "alarm" and name in leaflet().alarms:
        return Understanding(text, alarm=name, also=tuple(also))
    if kind in UNDERSTOOD:
        return Understanding(text, 0.8, 0.2, also=tuple(also))
    return Understanding(labels.UNCLEAR, doubtful=text == "twijfel")


@cache
def manifest() -> Manifest:
    """Both clips of every line, as long as they really are; else as long as reading takes."""
    made = read_manifest(ROOT / "audio").clips

    def clip(line_id: str, text: str, slow: bool) -> Clip:
        entry = made.get(line_id)
        if entry is not None and entry.text == text:
            seconds = (entry.slow if slow else entry.normal).seconds
        else:
            seconds = len(text) / (7 if slow else 10) + 0.5
        name = f"{line_id}-0a1b{'-slow' if slow else ''}.mp3"
        return Clip(name, "0" * 64, seconds, -16.0, -3.0, "test")

    return Manifest(
        "test",
        {
            line.id: Entry(
                line.text,
                line.text,
                clip(line.id, line.text, False),
                clip(line.id, line.text, True),
            )
            for line in script(leaflet()).values()
        },
    )


@cache
def runtime(voice: str) -> Runtime:
    """The runtime for one of VOICES."""
    if voice == "clips":
        settings = read_settings({"AUDIO_BASE_URL": BASE})
        return Runtime(leaflet(), script(leaflet()), ear, manifest(), settings)
    return Runtime(leaflet(), script(leaflet()), ear, Manifest(), Settings())


@cache
def handler(voice: str) -> Handler:
    """The handler for one of VOICES."""
    return make_handler(runtime(voice))


@cache
def _clips() -> dict[str, tuple[str, float]]:
    """URL of a clip -> the text that it says, and its seconds."""
    table = {}
    for entry in manifest().clips.values():
        for clip in (entry.normal, entry.slow):
            table[f"{BASE}/{clip.file}"] = (entry.text, clip.seconds)
    return table


@dataclass(frozen=True)
class Heard:
    """What a listener gets of one response."""

    text: str
    """All that is said, by clips and by the device."""
    again: str
    """What is said after eight seconds of silence; empty when the session is closed."""
    clips: int
    open: bool
    state: dict[str, Any]
    """The session attributes, as Alexa sends them back."""
    card: dict[str, Any] | None

    @property
    def last(self) -> str:
        """The last sentence."""
        return _SENTENCE.split(self.text)[-1]


def heard(response: Response) -> Heard:
    """Reads a response as Alexa does and holds every rule of a response against it."""
    assert set(response) == {"version", "sessionAttributes", "response"}
    assert response["version"] == "1.0"
    assert len(json.dumps(response).encode()) <= 24_000
    body = response["response"]
    assert {"outputSpeech", "shouldEndSession"} <= set(body)
    assert set(body) <= {"outputSpeech", "reprompt", "card", "shouldEndSession"}
    assert body["shouldEndSession"] in (True, False)
    text, clips = _spoken(body["outputSpeech"], 240)
    again = _spoken(body["reprompt"]["outputSpeech"], 90)[0] if "reprompt" in body else ""
    attributes = json.loads(json.dumps(response["sessionAttributes"]))
    assert len(json.dumps(attributes)) < 2000
    assert load_state(attributes).dump() == attributes
    found = Heard(
        text, again, clips, not body["shouldEndSession"], attributes, _card(body.get("card"))
    )
    # Open without a question fails certification (4.1), and so does a question that is not heard.
    assert found.open == asks(found.last), found
    assert found.open == asks(_SENTENCE.split(again)[-1]) == bool(again), found
    return found


def asks(sentence: str) -> bool:
    """Whether a sentence asks for an answer, or invites one."""
    return sentence.endswith("?") or _INVITES.fullmatch(sentence) is not None


def _spoken(speech: dict[str, Any], most_seconds: float) -> tuple[str, int]:
    """What an outputSpeech says, and how many clips it plays."""
    assert set(speech) == {"type", "ssml"}
    assert speech["type"] == "SSML"
    assert len(speech["ssml"]) <= 8000
    root = ElementTree.fromstring(speech["ssml"])
    assert root.tag == "speak"
    said, seconds, clips = [root.text or ""], 0.0, 0
    for element in root:
        if element.tag == "audio":
            assert set(element.attrib) == {"src"}
            text, length = _clips()[element.attrib["src"]]
            seconds += length
            clips += 1
        else:
            assert (element.tag, element.attrib) == ("prosody", {"rate": "slow"})
            text = element.text or ""
        assert len(element) == 0
        said += [text, element.tail or ""]
    assert clips <= 5
    assert seconds <= most_seconds
    words = " ".join(" ".join(said).split())
    assert words
    return words, clips


def _card(card: dict[str, Any] | None) -> dict[str, Any] | None:
    """A card that has something to say, in plain text, and no name of a developer's."""
    if card is not None:
        assert set(card) == {"type", "title", "content"}
        assert card["type"] == "Simple"
        assert len(card["title"] + card["content"]) <= 8000
        for text in (card["title"], card["content"]):
            assert text.strip()
            assert not re.search(r"[<>{}_]|&\w+;|Intent|AMAZON|prompt|https?:", text), text
    return card


def say(voice: str, envelope: Envelope) -> Heard:
    """One turn."""
    return heard(handler(voice)(envelope, None))


@cache
def text(line_id: str) -> str:
    """A line as it is heard."""
    return " ".join(script(leaflet())[line_id].text.split())


def passages_in(heard: Heard) -> list[str]:
    """The passages that are said."""
    return [one for one in leaflet().passages if text(one) in heard.text]


def missed(heard: Heard) -> bool:
    """Whether the listener is told of not having been understood."""
    return any(text(line) in heard.text for line in ("prompt_fallback", "prompt_misses"))
