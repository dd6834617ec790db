"""Learning: the same questions always give the same model."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from skill.editorial import read_content
from skill.leaflet import Leaflet, identity
from skill.training import Question, dump_model, fingerprint, learn
from skill.understanding.ear import load_ear, parse_model
from skill.understanding.normalise import plain

Material = tuple[list[Question], dict[str, Any]]


@pytest.fixture(scope="session")
def plant() -> Leaflet:
    """The leaflet of the small folder."""
    return read_content(Path(__file__).resolve().parents[1] / "small_content")[0].leaflet


def test_learning_twice_gives_the_same_bytes(
    small_material: Material, small_model: dict[str, Any], plant: Leaflet
) -> None:
    questions, words = small_material

    assert dump_model(learn(questions, words, plant)) == dump_model(small_model)


LEARNT = "6b7294a8edd9"
"""Of what training makes of the small folder: the first digits of its SHA-256."""


def test_the_same_questions_give_the_same_model_as_before(small_model: dict[str, Any]) -> None:
    """The shipped model is learnt anew under CI alone, for two minutes; this sees it at once."""
    table = {name: part for name, part in small_model.items() if name not in ("inputs", "leaflet")}

    assert sha256(dump_model(table).encode()).hexdigest()[:12] == LEARNT, (
        "training or the small folder has changed: run `make learn`, which changes the shipped "
        "model when it was training, look at its figures, and write the new digits here"
    )


def test_a_model_names_what_it_was_made_of(
    small_material: Material, small_model: dict[str, Any], plant: Leaflet
) -> None:
    questions, words = small_material

    assert small_model["inputs"] == fingerprint(questions, words, plant)
    assert small_model["classes"] == sorted({row.label for row in questions})
    assert small_model["careful"] == ["water"]
    assert small_model["leaflet"] == identity(plant)
    assert small_model["checked"] == []


def test_another_question_is_another_fingerprint(small_material: Material, plant: Leaflet) -> None:
    questions, words = small_material
    first = fingerprint(questions, words, plant)

    assert fingerprint(questions[1:], words, plant) != first
    assert fingerprint([replace(questions[0], label="x"), *questions[1:]], words, plant) != first
    assert fingerprint(questions, words | {"everyday_words": []}, plant) != first
    assert fingerprint(list(questions), dict(reversed(words.items())), plant) == first


def test_another_risk_is_another_fingerprint(small_material: Material, plant: Leaflet) -> None:
    passage = replace(plant.passages["licht"], risk="dose")
    other = replace(plant, passages=plant.passages | {"licht": passage})

    assert fingerprint(*small_material, other) != fingerprint(*small_material, plant)


def test_a_check_or_another_level_is_another_fingerprint(
    small_material: Material, plant: Leaflet
) -> None:
    brand = plant.alarms["brand"]
    found = {fingerprint(*small_material, plant)}
    for other in (replace(brand, check="Zei u dat?"), replace(brand, level="nu")):
        leaflet = replace(plant, alarms=plant.alarms | {"brand": other})
        found.add(fingerprint(*small_material, leaflet))

    assert len(found) == 3


def test_what_is_told_or_needed_is_another_fingerprint(
    small_material: Material, plant: Leaflet
) -> None:
    questions, words = small_material
    rule = [{"label": "not_covered:katten", "when": [["kat"]], "unless": []}]

    found = {
        fingerprint(questions, words | more, plant)
        for more in ({}, {"told": rule}, {"needs": rule})
    }

    assert len(found) == 3


def test_short_sentences_mean_what_was_written(small_model: dict[str, Any]) -> None:
    assert small_model["exact"]["herhaal"] == "control:repeat"
    assert small_model["exact"]["ja graag"] == "control:yes"
    kinds = {label.split(":")[0] for label in small_model["exact"].values()}
    assert kinds.isdisjoint({"alarm", "answer"}), "an answer depends on what was asked"


EXACT = [
    Question("Koorts!", "confirm:giftig", ""),
    Question("ik heb er van geproefd geloof ik", "confirm:giftig", ""),
    Question("de plek of het water van de plant", "clarify:licht|water", ""),
]


def test_a_bare_sign_and_two_at_once_are_matched_whole_and_taught_to_nothing(
    small_material: Material, plant: Leaflet
) -> None:
    questions, words = small_material
    alarms = plant.alarms | {"giftig": replace(plant.alarms["giftig"], check="Zei u dat?")}

    model = learn([*questions, *EXACT], words, replace(plant, alarms=alarms))

    assert {plain(row.text): row.label for row in EXACT}.items() <= model["exact"].items()
    assert model["classes"] == sorted({row.label for row in questions})
    assert model["checked"] == ["giftig"]


def test_what_a_recogniser_wrote_is_learnt_from_and_is_never_exact(
    small_material: Material, plant: Leaflet
) -> None:
    questions, words = small_material
    ghosts = [
        Question(f"{first} {second}", "alarm:giftig", "verhoord", heard=True)
        for first in ("bed", "dank", "zo")
        for second in ("u wel kijker", "ondertiteld kijker", "kijker")
    ]
    assert "kijker" not in str(learn(questions, words, plant)["features"])

    model = learn([*questions, *ghosts], words, plant)

    assert "kijker" in str(model["features"])
    assert not {plain(row.text) for row in ghosts} & model["exact"].keys()


def test_a_model_is_one_line_of_json(small_model: dict[str, Any]) -> None:
    text = dump_model(small_model)

    assert text.count("\n") == 1
    assert json.loads(text).keys() - small_model.keys() == {"sum"}
    assert parse_model(text) == json.loads(text)
    assert load_ear(small_model)("herhaal").label == "control:repeat"
