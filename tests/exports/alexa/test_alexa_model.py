"""The interaction model: everything can be asked, nothing stands in two places, Amazon takes it."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

import pytest

from skill.exports.alexa import interaction_model, limits
from skill.exports.alexa.claims import MOST_OPENING, MOST_SAMPLES
from skill.exports.alexa.model import CARRIERS, MOST_VALUES, VRAAG_TYPE, spread
from skill.intents import (
    ANSWER_INTENTS,
    CONTROL_INTENTS,
    VRAAG_INTENT,
    meanings,
    slot_questions,
)
from skill.leaflet import Leaflet
from skill.understanding import Understanding
from tests import shipped
from tests.channels.alexa.heard import alarmed

SAMPLES = {
    "passage:goed-tillen": ["Hoe til ik goed?", "hoe til ik goed", "mag ik tillen"],
    "passage:bedrust": ["Mag ik tillen?", "help", "mijn kruis is doof"],
    "alarm:doof-kruis": ["Mijn kruis is doof!"],
    "alarm:afvallen": ["ik val af en mijn kruis is doof", "ik val af"],
    "alarm:zwanger-met-klachten": ["ik val af en mijn kruis is doof"],
    "alarm:koorts": ["ik heb 39 graden koorts", "Mijn kruis is doof"],
    "not_covered:hernia": ["heb ik een hernia"],
    "control:repeat": ["Wat zei u?"],
    "opening:complaint": ["Ik heb zo'n pijn in mijn rug", "mijn kruis is doof"],
    "opening:noodhulp": ["bel een ambulance", "Help me!"],
    "answer:confirms": ["dat laatste heb ik", "ja"],
    "confirm:koorts": ["koorts", "Een hernia", "Mijn kruis is doof"],
    "out_of_scope": ["wat voor weer wordt het"],
    "unclear": ["een paar"],
    "lookalike": ["mijn been slaapt even"],
}


def language(model: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = model["interactionModel"]["languageModel"]
    return found


def intents(model: dict[str, Any]) -> dict[str, list[str]]:
    """Samples by intent name."""
    return {intent["name"]: intent["samples"] for intent in language(model)["intents"]}


def values(model: dict[str, Any]) -> list[str]:
    """Values of the slot type of free questions."""
    (kind,) = [one for one in language(model)["types"] if one["name"] == VRAAG_TYPE]
    return [value["name"]["value"] for value in kind["values"]]


@pytest.fixture(scope="module")
def model(leaflet: Leaflet) -> dict[str, Any]:
    return interaction_model(leaflet, SAMPLES | others(leaflet), alarmed)


def others(leaflet: Leaflet) -> dict[str, list[str]]:
    """One question for every alarm and opening that SAMPLES says nothing of."""
    named = [
        *((f"alarm:{code}", f"ik heb {code.replace('-', ' ')}") for code in leaflet.alarms),
        *((f"opening:{one}", f"over {one.replace('-', ' ')}") for one in leaflet.openings),
    ]
    return {label: [text] for label, text in named if label not in SAMPLES}


def test_the_model_keeps_amazons_limits(model: dict[str, Any]) -> None:
    assert limits(model) == []
    assert language(model)["invocationName"] == "mijn rugwijzer"


def test_every_intent_that_is_understood_by_name_is_in_the_model_or_amazons_own(
    leaflet: Leaflet, model: dict[str, Any]
) -> None:
    built = set(intents(model))
    known = set(meanings(leaflet)) | {VRAAG_INTENT} | set(slot_questions(leaflet))
    assert built <= known
    assert {name for name in known - built if not name.startswith("AMAZON.")} == set()


def test_questions_stand_with_their_intent_once(model: dict[str, Any]) -> None:
    table = intents(model)
    assert table["GoedTillenIntent"] == [
        "goed tillen en dragen",
        "goed tillen",
        "hoe tilt en draagt u goed",
        "hoe til ik goed",
        "mag ik tillen",
    ]
    assert "wat zei u" in table["AMAZON.RepeatIntent"]
    assert "heb ik een hernia" in table["NietInFolderHerniaIntent"]


def test_a_sentence_of_two_intents_goes_to_the_safest(model: dict[str, Any]) -> None:
    table = intents(model)
    assert "mijn kruis is doof" in table["AlarmDoofKruisIntent"]
    assert table["AlarmAfvallenIntent"] == ["ik val af"], "nu goes before afspraak"
    assert table["AlarmKoortsIntent"] == ["ik heb negenendertig graden koorts"]
    assert table["NoodhulpIntent"] == ["bel een ambulance", "help me"]
    assert "help" in table["AMAZON.HelpIntent"]
    assert "help me" not in table["AMAZON.HelpIntent"]
    assert "ja" in table["AMAZON.YesIntent"]
    assert "ja" not in table["DatHebIkIntent"]
    assert table["ComplaintIntent"] == ["ik heb zo'n pijn in mijn rug"]
    assert not {"help", "mijn kruis is doof", "mag ik tillen"} & set(table["BedrustIntent"])


def test_a_bare_sign_comes_in_as_text_whatever_else_is_called_so(
    leaflet: Leaflet, model: dict[str, Any]
) -> None:
    assert leaflet.subjects["hernia"].about == "een hernia"
    assert {"koorts", "een hernia"} <= set(values(model))
    assert intents(model)["NietInFolderHerniaIntent"] == ["heb ik een hernia"]


def test_a_question_without_its_sign_is_no_sample_of_an_alarm(leaflet: Leaflet) -> None:
    def hear(text: str) -> Understanding:
        return alarmed(text) if "koorts" in text else Understanding("confirm:koorts")

    told = ["ik heb koorts", "het wordt niks meer", "Koorts: 39 graden", "zo gaat het niet langer"]
    asked = {"alarm:koorts": told, "passage:stress": ["zo gaat het niet langer", "stress"]}
    model = interaction_model(leaflet, asked, hear)
    assert intents(model)["AlarmKoortsIntent"] == [
        "ik heb koorts",
        "koorts negenendertig graden",
    ]
    assert {"het wordt niks meer", "zo gaat het niet langer"} <= set(values(model))
    assert "zo gaat het niet langer" not in intents(model)["StressIntent"]


def test_an_alarm_of_which_few_questions_carry_their_sign_gets_all_of_those(
    leaflet: Leaflet,
) -> None:
    def hear(text: str) -> Understanding:
        return alarmed(text) if "b" in text.split()[-1] else Understanding("unclear")

    letters = "abcdefghij"
    told = [f"koorts {a}{b}{c}" for a in letters for b in letters for c in letters]
    with_sign = [text for text in told if "b" in text.split()[-1]]
    samples = intents(interaction_model(leaflet, {"alarm:koorts": told}, hear))["AlarmKoortsIntent"]
    assert len(with_sign) > len(samples) == MOST_SAMPLES
    assert set(samples) <= set(with_sign)
    assert samples == sorted(samples), "in the order of the file"
    few = [text for text in told if text not in with_sign[20:]]
    assert (
        intents(interaction_model(leaflet, {"alarm:koorts": few}, hear))["AlarmKoortsIntent"]
        == (with_sign[:20])
    )


def test_free_questions_come_in_by_a_slot_that_may_stand_alone(model: dict[str, Any]) -> None:
    (vraag,) = [one for one in language(model)["intents"] if one["name"] == VRAAG_INTENT]
    assert vraag["slots"] == [{"name": "vraag", "type": "VRAAG"}]
    assert "{vraag}" in vraag["samples"]
    free = {"wat voor weer wordt het", "mijn been slaapt even", "een paar", "de tweede"}
    assert free <= set(values(model))
    assert "tillen en opstaan" in values(model), "the menu can be chosen from by name"
    assert "SearchQuery" not in json.dumps(model)


def test_built_ins_have_dutch_samples_but_for_two(model: dict[str, Any]) -> None:
    table = intents(model)
    for intent in (*CONTROL_INTENTS.values(), *ANSWER_INTENTS.values()):
        assert len(table[intent]) >= 3
    assert table["AMAZON.FallbackIntent"] == table["AMAZON.NavigateHomeIntent"] == []


def test_many_questions_are_shared_between_the_intent_and_the_slot(leaflet: Leaflet) -> None:
    letters = "abcdefghij"
    many = [f"mag ik {a}{b}{c} tillen" for a in letters for b in letters for c in letters]
    asked = {"passage:goed-tillen": many, "alarm:koorts": many[:15]}
    model = interaction_model(leaflet, asked, alarmed)
    table = intents(model)
    assert len(table["GoedTillenIntent"]) == MOST_SAMPLES
    assert len(table["AlarmKoortsIntent"]) == 15
    assert set(values(model)) & set(many)
    assert not set(values(model)) & set(table["GoedTillenIntent"])
    assert len(values(model)) <= MOST_VALUES


def test_a_complaint_has_more_samples_than_an_alarm(leaflet: Leaflet) -> None:
    letters = "abcdefghij"
    many = [f"mijn rug {a}{b}{c}" for a in letters for b in letters for c in letters]
    asked = {"opening:complaint": many, "opening:noodhulp": [f"{text} help" for text in many]}
    table = intents(interaction_model(leaflet, asked, alarmed))
    assert len(table["ComplaintIntent"]) == len(table["NoodhulpIntent"]) == MOST_OPENING
    few = {"opening:vague": [f"{text} en nu" for text in many[:30]]}
    table = intents(interaction_model(leaflet, few, alarmed))
    assert len(table["VagueIntent"]) == 30, "an opening gives no sample away"


def test_the_plainest_complaints_are_samples_all(leaflet: Leaflet) -> None:
    letters = "abcdefghij"
    many = [f"mijn rug {a}{b}{c}" for a in letters for b in letters for c in letters]
    plain = ["au", "mijn rug", "rugpijn"]
    asked = {"opening:complaint": many[:500] + plain + many[500:]}
    samples = intents(interaction_model(leaflet, asked, alarmed))["ComplaintIntent"]
    assert len(samples) == MOST_OPENING
    assert [text for text in samples if text in plain] == plain, "in the order of the file"


def test_the_same_content_gives_the_same_model(leaflet: Leaflet, model: dict[str, Any]) -> None:
    samples = SAMPLES | others(leaflet)
    shuffled = {label: samples[label] for label in sorted(samples, reverse=True)}
    assert json.dumps(interaction_model(leaflet, shuffled, alarmed)) == json.dumps(model)


def test_the_real_questions_make_a_model_that_amazon_takes() -> None:
    model = shipped.interaction()
    assert limits(model) == []
    assert len(values(model)) >= 40


def test_spread_takes_evenly_from_the_whole() -> None:
    assert spread(["a", "b", "c"], 3) == ["a", "b", "c"]
    assert spread(list("abcdefghij"), 5) == ["a", "c", "e", "g", "i"]


BROKEN: list[tuple[str, Any, str]] = [
    ("invocationName", "rugwijzer", "is one word"),
    ("invocationName", "rugwijzer 2", "lower-case letters"),
    ("invocationName", "Mijn Rugwijzer", "lower-case letters"),
    ("invocationName", "open rugwijzer", "keeps for itself"),
    ("invocationName", "de rugwijzer", "article or preposition"),
    ("invocationName", "x" * 51, "51 characters"),
    ("types", [], "the slot type VRAAG does not exist"),
    ("types", [{"name": "VRAAG", "values": []}], "has no values"),
    ("types", [{"name": "VRAAG", "values": [{"name": {"value": "a?"}}]}], "Amazon refuses"),
    ("types", [{"name": "VRAAG", "values": [{"name": {"value": "a"}}] * 2}], "'a' 2 times"),
    ("types", [{"name": "VRAAG", "values": [{"name": {"value": "hoe til ik goed"}}]}], "also in"),
    ("types", [{"name": "V", "values": [{"name": {"value": "a"}}] * 50_001}], "50001 values"),
]


@pytest.mark.parametrize(("field", "value", "finding"), BROKEN)
def test_a_broken_model_is_found_out(
    model: dict[str, Any], field: str, value: Any, finding: str
) -> None:
    broken = copy.deepcopy(model)
    language(broken)[field] = value
    assert any(finding in found for found in limits(broken))


@pytest.mark.parametrize(
    ("name", "samples", "finding"),
    [
        ("Tillen2Intent", ["til"], "letters and underscores"),
        ("GoedTillenIntent", ["til"], "used 2 times"),
        ("TilIntent", [], "has no samples"),
        ("TilIntent", ["hoe til ik?"], "characters that Amazon refuses"),
        ("TilIntent", ["hoe til ik 5 kilo"], "characters that Amazon refuses"),
        ("TilIntent", ["hoe til ik goed"], "is also in GoedTillenIntent"),
        ("TilIntent", ["til", "til"], "stands there 2 times"),
        ("TilIntent", ["til {gewicht}"], "has a slot gewicht"),
        ("TilIntent", ["til " * 60], "240 characters"),
        ("AMAZON.FallbackIntent", ["hè"], "may not have samples"),
    ],
)
def test_a_broken_intent_is_found_out(
    model: dict[str, Any], name: str, samples: list[str], finding: str
) -> None:
    broken = copy.deepcopy(model)
    language(broken)["intents"].append({"name": name, "slots": [], "samples": samples})
    assert any(finding in found for found in limits(broken))


def test_too_many_intents_and_missing_built_ins_are_found_out(model: dict[str, Any]) -> None:
    broken = copy.deepcopy(model)
    filler = [chr(97 + n // 26) + chr(97 + n % 26) for n in range(300)]
    language(broken)["intents"] = [
        {"name": f"{word}Intent", "slots": [], "samples": [word]} for word in filler
    ]
    found = limits(broken)
    assert "300 intents; 250 are allowed" in found
    assert "AMAZON.StopIntent is missing" in found


def test_a_model_that_is_too_big_is_found_out(leaflet: Leaflet, model: dict[str, Any]) -> None:
    broken = copy.deepcopy(model)
    language(broken)["intents"][0]["samples"] = ["rug " * 40 + str(n) for n in range(10_000)]
    assert any("bytes; 1500000 are allowed" in found for found in limits(broken))


def test_another_leaflet_has_another_name(leaflet: Leaflet) -> None:
    other = interaction_model(replace(leaflet, invocation_name="mijn kniewijzer"), {}, alarmed)
    assert language(other)["invocationName"] == "mijn kniewijzer"
    assert CARRIERS[0] == "{vraag}"
