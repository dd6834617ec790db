"""Certification: every word in every gap, with the ear that is shipped.

Why there are gaps at all: an intent says no word of what was asked, and Amazon would put a question
about a medicine that the leaflet does not know with the dose of one that it does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from skill.channels.alexa import make_handler
from skill.channels.alexa.handler import Handler
from skill.exports.alexa import interaction_model
from skill.intents import slot_questions
from skill.understanding import MODEL_FILE
from tests import shipped
from tests.channels.alexa.certification import (
    VOICES,
    filled,
    heard,
    leaflet,
    model,
    runtime,
    shipped_ear,
    words,
)
from tests.channels.alexa.conftest import ROOT
from tests.channels.alexa.conversations import CONVERSATIONS, reached
from tests.channels.alexa.envelopes import in_session, one_shot

GAPS = tuple(slot_questions(leaflet()))
MEDICINES = tuple(one for one in GAPS if slot_questions(leaflet())[one].slot == "medicijn")
DOSES = [one.text for one in leaflet().passages.values() if one.risk == "dose"]

LEAFLETS_OWN = next(
    value.split("|")
    for value in leaflet().slot_types["medicijn"].values
    if value.startswith("paracetamol|")
)
"""The medicine whose dose the leaflet gives, by all its names."""


@pytest.fixture(scope="module")
def alexa() -> Handler:
    """The handler with the shipped ear, without clips, so that all that is said can be read."""
    if not (ROOT / "content" / MODEL_FILE).is_file():
        pytest.skip("no model: run `python -m skill learn`")
    return make_handler(replace(runtime("device"), hear=shipped_ear()))


def turns() -> Iterator[tuple[str, str]]:
    """Every intent with a gap and every word for it."""
    for intent in GAPS:
        for word in words(intent):
            yield intent, word


def test_medicines_activities_and_places_can_be_asked_about() -> None:
    assert {one.slot for one in leaflet().slots.values()} == {"medicijn", "activiteit", "plek"}
    assert len(MEDICINES) == 4
    assert len(words("MedicijnMagIntent")) > 100


@pytest.mark.parametrize("intent", MEDICINES)
def test_the_dose_is_said_for_no_other_medicine(alexa: Handler, intent: str) -> None:
    others = [word for word in words(intent) if word not in LEAFLETS_OWN]
    assert len(others) > 50
    assert DOSES
    for word in others:
        said = heard(alexa(one_shot(intent, filled(intent, word)), None)).text
        assert not [dose for dose in DOSES if dose in said], word


@pytest.mark.parametrize(
    "word",
    ["oxazepam van mijn man", "de pillen van de buurvrouw", "dolorix", "sterke pijnstillers"],
)
def test_a_word_that_no_type_lists_gets_no_dose_either(alexa: Handler, word: str) -> None:
    envelope = one_shot("MedicijnHoeveelIntent", filled("MedicijnHoeveelIntent", word))
    said = heard(alexa(envelope, None)).text
    assert not [dose for dose in DOSES if dose in said]


def test_the_dose_of_the_leaflets_own_medicine_is_said(alexa: Handler) -> None:
    envelope = one_shot("MedicijnHoeveelIntent", filled("MedicijnHoeveelIntent", "paracetamol"))
    assert DOSES[0] in heard(alexa(envelope, None)).text


def test_an_activity_or_a_place_never_gets_a_dose(alexa: Handler) -> None:
    others = [(intent, word) for intent, word in turns() if intent not in MEDICINES]
    assert len(others) > 50
    assert DOSES
    for intent, word in others:
        said = heard(alexa(one_shot(intent, filled(intent, word)), None)).text
        assert not [dose for dose in DOSES if dose in said], word


def test_an_alarm_sign_in_a_gap_is_an_alarm(alexa: Handler) -> None:
    words = "zwemmen want mijn kruis is doof en ik kan niet meer plassen"
    for intent in GAPS:
        said = heard(alexa(one_shot(intent, filled(intent, words)), None))
        assert "alarm" in said.state, intent


@pytest.mark.parametrize("voice", VOICES)
def test_every_word_keeps_every_rule_in_some_state(voice: str) -> None:
    handle = make_handler(replace(runtime(voice), hear=shipped_ear()))
    states = [None, *(reached(state) for state in CONVERSATIONS)]
    for number, (intent, word) in enumerate(turns()):
        before = states[number % len(states)]
        heard(handle(in_session(intent, before, filled(intent, word)), None))


def test_every_listed_word_reaches_the_model() -> None:
    """No alarm or control of the real content takes a word away from its type."""
    for kind in leaflet().slot_types.values():
        (type_,) = [one for one in model()["types"] if one["name"] == kind.id.upper()]
        names = [value["name"] for value in type_["values"]]
        listed = ["|".join([name["value"], *name["synonyms"]]) for name in names]
        assert listed == list(kind.values)


def test_every_intent_that_had_many_samples_still_has() -> None:
    """Sentences went from topics to questions with a gap; forty is what a topic needs."""
    asked = shipped.asked()
    ungapped = replace(leaflet(), slot_types={}, slots={})
    without = interaction_model(ungapped, asked, shipped_ear())
    before = without["interactionModel"]["languageModel"]["intents"]
    now = {intent["name"]: len(intent["samples"]) for intent in model()["intents"]}
    for intent in before:
        assert now[intent["name"]] >= min(40, len(intent["samples"])), intent["name"]
