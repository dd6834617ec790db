"""Questions with a gap: how they stand in the model, and what is heard when one comes in."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest

from skill.channels.alexa.request import read_event
from skill.dialogue import Event
from skill.exports.alexa import interaction_model, limits
from skill.intents import meanings, slot_questions
from skill.leaflet import Leaflet, SlotQuestion, SlotType
from skill.understanding import Understanding
from tests.channels.alexa.conftest import fake_ear
from tests.channels.alexa.envelopes import asked, in_session, one_shot, slot
from tests.channels.alexa.heard import alarmed

TODAY = "2026-11-22"
"""The date of every envelope."""

FRUIT = ("appel|goudreinet|elstar", "crème brûlée|vla", "limoen")
MAG = SlotQuestion("fruit-mag", "fruit", "mag ik {fruit} eten", ("mag ik {fruit}", "kan {fruit}"))
HOE = SlotQuestion("fruit-hoe", "fruit", "hoe schil ik {fruit}", ("hoe schil ik {fruit}",))

SAMPLES = {
    "passage:goed-tillen": ["mag ik een appel", "Mag ik elstar?", "hoe til ik"],
    "not_covered:sport": ["Kan vla!"],
    "opening:complaint": ["mag ik limoen", "ik eet niet van de pijn"],
    "out_of_scope": ["hoe schil ik limoen", "en mag ik appel", "wat een weer"],
}


def gapped(leaflet: Leaflet, *values: str) -> Leaflet:
    """The leaflet with the questions above and no others."""
    kind = SlotType("fruit", values or FRUIT)
    return replace(leaflet, slot_types={"fruit": kind}, slots={MAG.id: MAG, HOE.id: HOE})


def language(model: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = model["interactionModel"]["languageModel"]
    return found


def kind(model: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The values of a type."""
    (found,) = [one["values"] for one in language(model)["types"] if one["name"] == name]
    return list(found)


def samples(model: dict[str, Any]) -> dict[str, list[str]]:
    return {intent["name"]: intent["samples"] for intent in language(model)["intents"]}


@pytest.fixture(scope="module")
def model(leaflet: Leaflet) -> dict[str, Any]:
    told = {f"alarm:{code}": [f"ik heb {code.replace('-', ' ')}"] for code in leaflet.alarms}
    told |= {f"opening:{one}": [f"over {one.replace('-', ' ')}"] for one in leaflet.openings}
    return interaction_model(gapped(leaflet), told | SAMPLES, alarmed)


def test_a_question_is_an_intent_with_one_slot(model: dict[str, Any]) -> None:
    (mag,) = [one for one in language(model)["intents"] if one["name"] == "FruitMagIntent"]
    assert mag["slots"] == [{"name": "fruit", "type": "FRUIT"}]
    assert mag["samples"] == ["mag ik {fruit}", "kan {fruit}"]
    assert samples(model)["FruitHoeIntent"] == ["hoe schil ik {fruit}"]
    assert limits(model) == []


def test_a_type_holds_values_with_their_synonyms(model: dict[str, Any]) -> None:
    assert kind(model, "FRUIT") == [
        {"id": "appel", "name": {"value": "appel", "synonyms": ["goudreinet", "elstar"]}},
        {"id": "creme_brulee", "name": {"value": "crème brûlée", "synonyms": ["vla"]}},
        {"id": "limoen", "name": {"value": "limoen", "synonyms": []}},
    ]


def test_a_gap_of_two_words_has_a_name_that_amazon_takes(leaflet: Leaflet) -> None:
    asked = SlotQuestion("zacht-fruit-mag", "zacht-fruit", "x", ("mag ik {zacht-fruit}",))
    kinds = {"zacht-fruit": SlotType("zacht-fruit", ("peer",))}
    asking = replace(leaflet, slot_types=kinds, slots={asked.id: asked})
    model = interaction_model(asking, {}, alarmed)
    assert samples(model)["ZachtFruitMagIntent"] == ["mag ik {zacht_fruit}"]
    assert kind(model, "ZACHT_FRUIT")


def test_its_sentences_are_of_no_topic_and_no_free_question(model: dict[str, Any]) -> None:
    assert {"hoe til ik", "mag ik een appel"} <= set(samples(model)["GoedTillenIntent"])
    assert "mag ik elstar" not in samples(model)["GoedTillenIntent"]
    assert "kan vla" not in samples(model)["NietInFolderSportIntent"]
    assert samples(model)["ComplaintIntent"] == ["ik eet niet van de pijn"]
    free = {one["name"]["value"] for one in kind(model, "VRAAG")}
    assert "wat een weer" in free
    assert not {"hoe schil ik limoen", "kan vla"} & free


def test_a_word_whose_sentence_is_an_alarm_or_a_control_is_left_out(leaflet: Leaflet) -> None:
    told = {"alarm:koorts": ["mag ik appel", "kan vla?"], "control:stop": ["hoe schil ik limoen"]}
    model = interaction_model(gapped(leaflet), told, alarmed)
    assert "mag ik appel" in samples(model)["AlarmKoortsIntent"]
    assert kind(model, "FRUIT") == [
        {"id": "appel", "name": {"value": "goudreinet", "synonyms": ["elstar"]}},
        {"id": "creme_brulee", "name": {"value": "crème brûlée", "synonyms": []}},
    ]


def test_a_leaflet_without_gaps_has_one_type(leaflet: Leaflet) -> None:
    model = interaction_model(replace(leaflet, slot_types={}, slots={}), SAMPLES, alarmed)
    assert [one["name"] for one in language(model)["types"]] == ["VRAAG"]


@pytest.mark.parametrize(
    ("values", "finding"),
    [
        ([("appel", ["peer", "peer"])], "the slot type FRUIT holds 'peer' 2 times"),
        ([("appel", []), ("peer", ["appel"])], "the slot type FRUIT holds 'appel' 2 times"),
        ([("appel", ["elstar 2"])], "'elstar 2' holds characters Amazon refuses"),
        ([("appel", ["appel?"])], "'appel?' holds characters Amazon refuses"),
        ([("appel", ["tillen en dragen"])], "'mag ik tillen en dragen' is also in"),
        ([("appel", [str(n) for n in range(50_000)])], "50003 values and synonyms"),
    ],
)
def test_what_amazon_refuses_is_found_in_synonyms_too(
    model: dict[str, Any], values: list[tuple[str, list[str]]], finding: str
) -> None:
    broken = copy.deepcopy(model)
    said = [{"name": {"value": value, "synonyms": others}} for value, others in values]
    kind(broken, "FRUIT")
    for one in language(broken)["types"]:
        one["values"] = said if one["name"] == "FRUIT" else one["values"][:2]
    language(broken)["intents"][0]["samples"] += ["mag ik tillen en dragen"]
    assert any(finding in found for found in limits(broken))


def test_two_values_with_one_id_are_found(model: dict[str, Any]) -> None:
    broken = copy.deepcopy(model)
    for value in kind(broken, "FRUIT"):
        value["id"] = "appel"
    assert "the slot type FRUIT has the id 'appel' 3 times" in limits(broken)


def event(leaflet: Leaflet, envelope: dict[str, Any]) -> Event:
    """What an envelope is read as."""
    return read_event(envelope, meanings(leaflet), slot_questions(leaflet), fake_ear)


@pytest.mark.parametrize("word", ["appel", "goudreinet", "stoofpeer van gisteren", "{fruit}"])
def test_the_word_is_heard_in_its_question_as_it_was_said(leaflet: Leaflet, word: str) -> None:
    envelope = one_shot("FruitMagIntent", {"fruit": slot("fruit", word)})
    heard = event(gapped(leaflet), envelope)
    assert heard == Event("text", text=f"mag ik {word} eten", today=TODAY)


def test_amazons_own_name_for_a_word_is_not_looked_at(leaflet: Leaflet) -> None:
    """Resolution gives `appel` for `goudreinet`; a word that it got wrong would be lost there."""
    said = slot("fruit", "goudreinet")
    said["resolutions"] = {
        "resolutionsPerAuthority": [
            {"status": {"code": "ER_SUCCESS_MATCH"}, "values": [{"value": {"name": "appel"}}]}
        ]
    }
    heard = event(gapped(leaflet), in_session("FruitHoeIntent", {}, {"fruit": said}))
    assert heard.text == "hoe schil ik goudreinet"


@pytest.mark.parametrize("word", [None, "", "?", " ... "])
def test_a_gap_in_which_nothing_was_heard_is_unclear(leaflet: Leaflet, word: str | None) -> None:
    envelope = one_shot("FruitMagIntent", {"fruit": slot("fruit", word)})
    assert event(gapped(leaflet), envelope) == Event("label", label="unclear", today=TODAY)


def test_a_gap_that_is_not_there_is_unclear(leaflet: Leaflet) -> None:
    other = {"groente": slot("groente", "prei")}
    for slots in (None, {}, other):
        assert event(gapped(leaflet), one_shot("FruitMagIntent", slots)).label == "unclear"


UNSURE = "iets met koorts"
"""Words with which the ear below wants to check its hearing."""


def checking_ear(text: str) -> Understanding:
    """The fake ear, which is also unsure of one thing."""
    return Understanding("confirm:koorts") if text == UNSURE else fake_ear(text)


@pytest.mark.parametrize("words", ["mijn kruis voelt doof", UNSURE])
@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("GoedTillenIntent", "onderwerp"),
        ("AMAZON.YesIntent", "x"),
        ("AMAZON.PauseIntent", "x"),
        ("ComplaintIntent", "x"),
        ("FruitMagIntent", "groente"),
        ("VraagIntent", "onderwerp"),
        ("AMAZON.SelectIntent", "x"),
        ("IetsVanAmazonIntent", "x"),
    ],
)
def test_a_sign_in_any_slot_is_what_was_said(
    leaflet: Leaflet, name: str, given: str, words: str
) -> None:
    known, questions = meanings(gapped(leaflet)), slot_questions(gapped(leaflet))
    several = {"name": given, "slotValue": {"values": [{"value": "tja"}, {"value": words}]}}
    for held in (slot(given, words), several):
        envelope = in_session(name, {}, {"a": slot("a", "hoe til ik goed"), given: held})
        heard = read_event(envelope, known, questions, checking_ear)
        assert (heard.kind, heard.text) == ("text", words)


@pytest.mark.parametrize("words", ["hoe til ik goed", "blorp", "?", None])
def test_other_words_leave_an_intent_what_it_is(leaflet: Leaflet, words: str | None) -> None:
    known, questions = meanings(leaflet), slot_questions(leaflet)
    for name, label in (("ComplaintIntent", "opening:complaint"), ("Onbekend", "unclear")):
        envelope = in_session(name, {}, {"x": slot("x", words)})
        heard = read_event(envelope, known, questions, checking_ear)
        assert heard == Event("label", label=label, today=TODAY)


def test_free_text_is_heard_once(leaflet: Leaflet) -> None:
    """What is said in the slot of the intent itself goes through the ear in `respond`."""

    def no_ear(text: str) -> Understanding:
        raise AssertionError(text)

    known, questions = meanings(leaflet), slot_questions(leaflet)
    envelope = asked("mijn kruis voelt doof")
    assert read_event(envelope, known, questions, no_ear).text == "mijn kruis voelt doof"


def test_the_word_stands_in_no_repr(leaflet: Leaflet) -> None:
    envelope = one_shot("FruitMagIntent", {"fruit": slot("fruit", "goudreinet")})
    assert "goudreinet" not in repr(event(gapped(leaflet), envelope))
