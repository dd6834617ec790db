"""Certification: request types, cards, and what stands in the store and in the model."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from skill import labels
from skill.channels.alexa import make_handler
from skill.exports.alexa import limits
from skill.exports.alexa.sentences import sample
from skill.exports.alexa.skill_json import skill_json
from skill.leaflet import script
from skill.understanding import MODEL_FILE
from tests.channels.alexa.certification import (
    VOICES,
    asks,
    handler,
    heard,
    intents,
    leaflet,
    model,
    runtime,
    say,
    shipped_ear,
)
from tests.channels.alexa.conftest import ROOT
from tests.channels.alexa.conversations import CONVERSATIONS, reached, ways_in
from tests.channels.alexa.envelopes import asked, envelope, in_session, one_shot

EMPTY = {"version": "1.0", "response": {}}

UNASKED = (
    "SessionEndedRequest",
    "SessionResumedRequest",
    "AudioPlayer.PlaybackStarted",
    "AudioPlayer.PlaybackNearlyFinished",
    "AudioPlayer.PlaybackFinished",
    "AudioPlayer.PlaybackStopped",
    "AudioPlayer.PlaybackFailed",
    "PlaybackController.PlayCommandIssued",
    "PlaybackController.PauseCommandIssued",
    "PlaybackController.NextCommandIssued",
    "PlaybackController.PreviousCommandIssued",
    "System.ExceptionEncountered",
    "Alexa.Presentation.APL.RuntimeError",
    "AlexaSkillEvent.SkillEnabled",
    "Connections.Response",
    "Een.Verzoek.Van.Morgen",
)
"""Requests that may not be answered with speech, a card, a reprompt or shouldEndSession."""

ENGLISH = re.compile(
    r"\b(the|you|your|please|welcome|goodbye|sorry|question|yes|what|would|with|and|skill|alexa)\b",
    re.IGNORECASE,
)
"""Words that no Dutch sentence of ours holds."""


@pytest.mark.parametrize("kind", UNASKED)
@pytest.mark.parametrize("voice", VOICES)
def test_case_8_what_was_not_asked_for_gets_the_empty_response(voice: str, kind: str) -> None:
    request = {"type": kind, "token": "x", "offsetInMilliseconds": 0, "reason": "ERROR"}
    for state in (None, reached("reading"), reached("alarm pending")):
        assert handler(voice)(envelope(request, state, new=False), None) == EMPTY
    without_session = envelope(request)
    del without_session["session"]
    assert handler(voice)(without_session, None) == EMPTY


@pytest.mark.parametrize(
    "reason", ["USER_INITIATED", "EXCEEDED_MAX_REPROMPTS", "ERROR", "A_REASON_OF_NEXT_YEAR"]
)
def test_case_8_the_end_of_a_session_is_not_answered(reason: str) -> None:
    for kind in ("INVALID_RESPONSE", "ENDPOINT_TIMEOUT", "INTERNAL_ERROR", None):
        error = {"type": kind, "message": "x"}
        request = {"type": "SessionEndedRequest", "reason": reason, "error": error}
        assert handler("clips")(envelope(request, reached("reading"), new=False), None) == EMPTY


def test_case_9_a_card_shows_what_was_said() -> None:
    for intent, label in intents().items():
        card = say("clips", one_shot(intent)).card
        name = labels.name(label)
        if labels.kind(label) == "passage":
            assert card is not None
            assert card["title"] == leaflet().passages[name].title
            assert leaflet().passages[name].text in card["content"]
        elif labels.kind(label) in ("alarm", "not_covered"):
            assert card is not None
            assert "tekst " in card["content"], "the content version"
        elif labels.kind(label) == "control" and name not in ("next", "read_all"):
            assert card is None


@pytest.mark.parametrize("state", CONVERSATIONS)
def test_case_9_a_card_is_plain_in_every_state(state: str) -> None:
    for intent in intents():
        card = say("device", ways_in(state, intent)).card
        if card is not None:
            assert intent not in json.dumps(card)
            assert "Wilt u" not in card["content"].split("\n")[0][-60:], "no question to answer"


def test_case_3_every_topic_can_be_an_example_phrase() -> None:
    """`Alexa, vraag mijn rugwijzer naar <noun phrase>`: the phrase must be a sample itself."""
    names = {label: name for name, label in intents().items()}
    samples = {intent["name"]: intent["samples"] for intent in model()["intents"]}
    for passage in leaflet().passages.values():
        own = samples[names[labels.passage(passage.id)]]
        assert sample(passage.about) in own
        assert len(own) >= 5


def test_case_4_what_the_model_lets_through_is_answered_by_the_real_ear() -> None:
    if not (ROOT / "content" / MODEL_FILE).is_file():
        pytest.skip("no model: run `python -m skill learn`")
    handle = make_handler(replace(runtime("clips"), hear=shipped_ear()))
    sentences = [one["name"]["value"] for kind in model()["types"] for one in kind["values"]][::5]
    sentences += [intent["samples"][0] for intent in model()["intents"] if intent["samples"]]
    states = [None, *(reached(state) for state in CONVERSATIONS)]
    assert len(sentences) > 5 * len(states)
    for number, sentence in enumerate(sentences):
        heard(handle(asked(sentence, states[number % len(states)]), None))


def test_case_10_everything_that_is_said_is_dutch() -> None:
    for line in script(leaflet()).values():
        assert not ENGLISH.search(line.text), line
    for passage in leaflet().passages.values():
        assert not ENGLISH.search(passage.title)


def test_case_12_the_model_has_no_sentence_twice_and_keeps_every_limit() -> None:
    assert limits({"interactionModel": {"languageModel": model()}}) == []
    seen: dict[str, str] = {}
    for intent in model()["intents"]:
        for sentence in intent["samples"]:
            assert seen.setdefault(sentence, intent["name"]) == intent["name"], sentence
        assert len(intent["samples"]) == len(set(intent["samples"]))


def test_case_5_the_word_for_help_belongs_to_help() -> None:
    """`help` is Amazon's own: a call for help that took it would fail there."""
    owners = [one["name"] for one in model()["intents"] if "help" in one["samples"]]
    assert owners == ["AMAZON.HelpIntent"]


def test_case_6_no_sentence_for_stop_is_also_one_of_a_topic() -> None:
    samples = {intent["name"]: set(intent["samples"]) for intent in model()["intents"]}
    ways_out = samples["AMAZON.StopIntent"] | samples["AMAZON.CancelIntent"]
    assert {"stop", "annuleer"} <= ways_out
    for name, label in intents().items():
        if labels.kind(label) != "control":
            assert not samples[name] & ways_out


def manifest() -> dict[str, Any]:
    """The manifest of a package as the content gives it now."""
    whole = {"interactionModel": {"languageModel": model()}}
    found: dict[str, Any] = skill_json(leaflet(), whole, concept=True)["manifest"]
    return found


def test_cases_3_and_10_the_store_page_matches_the_model() -> None:
    page = manifest()["publishingInformation"]["locales"]["nl-NL"]
    said = {one for intent in model()["intents"] for one in intent["samples"]}
    name = model()["invocationName"]
    first, *others = (phrase.lower().rstrip("?!.") for phrase in page["examplePhrases"])
    assert first.startswith("alexa, ")
    assert name in first
    for phrase in others:
        bare = re.sub(rf"^alexa, vraag {name} (naar|over|voor) ", "", phrase)
        assert bare.replace(",", "") in said
    assert not ENGLISH.search(page["summary"].replace("Alexa", ""))
    assert "112" in page["description"]
    assert re.search(r"geen|niet", page["description"]), "the disclaimer"


def test_case_11_no_name_or_address_borrows_amazons() -> None:
    found = manifest()
    page = found["publishingInformation"]["locales"]["nl-NL"]
    assert not re.search(r"alexa|amazon|echo|skill", page["name"], re.IGNORECASE)
    for locale in found["privacyAndCompliance"].get("locales", {}).values():
        for url in locale.values():
            host = re.sub(r"^https://([^/]+).*", r"\1", url)
            assert not re.search(r"alexa|amazon", host, re.IGNORECASE)


def test_a_question_is_never_the_last_thing_on_the_way_out() -> None:
    for state in CONVERSATIONS:
        said = say("device", in_session("AMAZON.StopIntent", reached(state))).text
        assert not asks(said.split(". ")[-1])
