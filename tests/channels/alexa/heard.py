"""What a listener gets from a response: read as Alexa reads it, with a real XML parser."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.response_envelope import ResponseEnvelope

from skill.understanding import Understanding

SPEAK_FIELDS = {"outputSpeech", "reprompt", "card", "shouldEndSession", "directives"}


def alarmed(text: str) -> Understanding:
    """An ear that hears an alarm in everything."""
    return Understanding("alarm:koorts", alarm="koorts")


def body(response: dict[str, Any]) -> dict[str, Any]:
    """The response inside the envelope, after Amazon's own classes could read it."""
    DefaultSerializer().deserialize(json.dumps(response), ResponseEnvelope)
    assert response["version"] == "1.0"
    found: dict[str, Any] = response["response"]
    return found


def tree(response: dict[str, Any], *, reprompt: bool = False) -> ElementTree.Element:
    """The SSML of the speech or of the reprompt."""
    speech = body(response)["reprompt"] if reprompt else body(response)
    assert speech["outputSpeech"]["type"] == "SSML"
    root = ElementTree.fromstring(speech["outputSpeech"]["ssml"])
    assert root.tag == "speak"
    assert {element.tag for element in root.iter()} <= {"speak", "audio", "prosody"}
    return root


def spoken(response: dict[str, Any], *, reprompt: bool = False) -> str:
    """The words that the device says with its own voice."""
    return " ".join("".join(tree(response, reprompt=reprompt).itertext()).split())


def clips(response: dict[str, Any], *, reprompt: bool = False) -> list[str]:
    """The URLs that the device plays."""
    return [tag.attrib["src"] for tag in tree(response, reprompt=reprompt).iter("audio")]


def state(response: dict[str, Any]) -> dict[str, Any]:
    """The session attributes."""
    found: dict[str, Any] = response["sessionAttributes"]
    return found


def screen(response: dict[str, Any]) -> dict[str, Any]:
    """What is on the screen; AssertionError when the response has none."""
    (directive,) = body(response)["directives"]
    assert directive["type"] == "Alexa.Presentation.APL.RenderDocument"
    assert set(directive["datasources"]) == {"screen"}
    found: dict[str, Any] = directive["datasources"]["screen"]
    return found


def choices(response: dict[str, Any]) -> dict[str, str]:
    """The buttons on the screen: id -> name."""
    return {one["id"]: one["name"] for one in screen(response)["choices"]}


def is_open(response: dict[str, Any]) -> bool:
    """Whether the microphone stays open; the answer must say so itself."""
    ends = body(response)["shouldEndSession"]
    assert isinstance(ends, bool)
    return not ends


def assert_valid(response: dict[str, Any]) -> None:
    """Holds for every response, whatever came in."""
    assert len(json.dumps(response)) < 24_000
    answer = body(response)
    if not answer:
        assert set(response) == {"version", "response"}
        return
    assert set(answer) <= SPEAK_FIELDS
    assert spoken(response) or clips(response)
    assert len(answer["outputSpeech"]["ssml"]) <= 8000
    assert len(clips(response)) <= 5
    assert is_open(response) == ("reprompt" in answer)
    if is_open(response):
        assert spoken(response, reprompt=True) or clips(response, reprompt=True)
    assert len(json.dumps(state(response))) < 2000
