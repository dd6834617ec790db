"""Learning: the same questions always give the same model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from skill.editorial import read_content
from skill.leaflet import Leaflet
from skill.training import Question, dump_model, fingerprint, learn
from skill.training.augment import frames, in_passing, other_names
from skill.understanding import load_ear

Material = tuple[list[Question], dict[str, Any]]

TIL = Question("hoe til ik", "passage:tillen", "oud")
ZIT = Question("hoe zit ik goed", "passage:zitten", "oud")
DOOF = Question("mijn kruis is doof", "alarm:doof", "jong")
WEER = Question("wordt het mooi weer", "out_of_scope", "")


@pytest.fixture(scope="session")
def plant() -> Leaflet:
    """The leaflet of the small folder."""
    return read_content(Path(__file__).resolve().parents[1] / "small_content")[0].leaflet


def test_learning_twice_gives_the_same_bytes(
    small_material: Material, small_model: dict[str, Any], plant: Leaflet
) -> None:
    questions, words = small_material

    assert dump_model(learn(questions, words, plant)) == dump_model(small_model)


def test_a_model_names_what_it_was_made_of(
    small_material: Material, small_model: dict[str, Any], plant: Leaflet
) -> None:
    questions, words = small_material

    assert small_model["inputs"] == fingerprint(questions, words, plant)
    assert small_model["classes"] == sorted({row.label for row in questions})
    assert small_model["careful"] == ["water"]


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


def test_short_sentences_mean_what_was_written(small_model: dict[str, Any]) -> None:
    assert small_model["exact"]["herhaal"] == "control:repeat"
    assert small_model["exact"]["ja graag"] == "control:yes"
    assert "alarm" not in {label.split(":")[0] for label in small_model["exact"].values()}


def test_a_model_is_one_line_of_json(small_model: dict[str, Any]) -> None:
    text = dump_model(small_model)

    assert text.count("\n") == 1
    assert load_ear(small_model)("herhaal").label == "control:repeat"


def test_an_alarm_is_learned_in_passing() -> None:
    made = in_passing([TIL, DOOF, ZIT])

    assert [row.label for row in made] == ["alarm:doof"]
    assert DOOF.text in made[0].text
    assert TIL.text in made[0].text or ZIT.text in made[0].text
    assert made == in_passing([TIL, DOOF, ZIT])


def test_without_questions_nothing_passes() -> None:
    assert in_passing([DOOF]) == []
    assert in_passing([]) == []


def test_frames_keep_small_words_only() -> None:
    made = frames([TIL, ZIT, WEER], ["hoe", "ik"], ["soep", "fiets"], most=9)

    assert {row.label for row in made} == {"out_of_scope"}
    assert {len(row.text.split()) for row in made} == {3, 4}
    assert {word for row in made for word in row.text.split()} <= {"hoe", "ik", "soep", "fiets"}
    assert made == frames([TIL, ZIT, WEER], ["hoe", "ik"], ["soep", "fiets"], most=9)


@pytest.mark.parametrize(
    ("small", "everyday", "most"),
    [([], ["soep"], 9), (["hoe"], [], 9), (["hoe"], ["soep"], 0), (["hoe", "til", "ik"], ["x"], 9)],
)
def test_no_frames_without_words(small: list[str], everyday: list[str], most: int) -> None:
    assert frames([TIL], small, everyday, most) == []


NAMES = {
    "groups": {
        "paracetamol": ["paracetamol*", "pcm", "dafalgan"],
        "other": ["zink olie"],
        "back": ["rug"],
    },
    "strange_names": {"subject": "ander", "groups": ["paracetamol", "other"], "endings": ["dol"]},
}


def test_a_known_name_makes_room_for_another_and_for_an_invented_one() -> None:
    asked = [
        Question("Hoeveel paracetamol mag ik?", "passage:dosis", "a"),
        Question("mag pcm bij mijn rug", "not_covered:samen", "b"),
        Question("paracetamol of pcm", "passage:dosis", "a"),
        Question("ik zit de hele dag op het werk en heb pcm", "passage:zit", "a"),
        Question("zit ik goed met mijn rug", "passage:zit", "a"),
        Question("ik heb tien paracetamol op", "alarm:te-veel", "a"),
    ]

    made = other_names(asked, NAMES)

    assert [(row.label, row.voice) for row in made] == [
        ("passage:dosis", "a"),
        ("not_covered:ander", "a"),
        ("not_covered:samen", "b"),
        ("not_covered:ander", "b"),
    ]
    names = [set(row.text.split()) - {*"hoeveel mag ik bij mijn rug".split()} for row in made]
    assert names[0] | names[2] <= {"pcm", "dafalgan"}
    assert all(name.endswith("dol") for name in names[1] | names[3])
    assert names[1] != names[3]
    assert made[1].text.split()[0::2] == ["hoeveel", "mag"]
    assert made == other_names(asked, NAMES)


def test_without_a_subject_for_them_no_name_is_invented() -> None:
    asked = [Question("hoeveel pcm mag ik", "passage:dosis", "a")]

    assert other_names(asked, NAMES | {"strange_names": None}) == []
    assert other_names(asked, {"groups": NAMES["groups"]}) == []
