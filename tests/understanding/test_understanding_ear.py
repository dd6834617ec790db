"""The ear: any text in, one understanding out, and not a word of it kept."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill import labels
from skill.dialogue import Event
from skill.training import Question
from skill.understanding import Hear, Understanding
from skill.understanding.ear import load_ear

many = settings(deadline=None, max_examples=200)


@pytest.fixture(scope="session")
def hear(small_model: dict[str, Any]) -> Hear:
    """An ear for house plants."""
    return load_ear(small_model)


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("hoeveel water moet de plant", "passage:water"),
        ("waar zet ik mijn plant?", "passage:licht"),
        ("Waarom worden de blaadjes zo geel", "passage:geel-blad"),
        ("mijn plant staat in brand", "alarm:brand"),
        ("mijn kind heeft van de plant gegeten", "alarm:giftig"),
        ("mijn kat knabbelt aan de plant", "not_covered:katten"),
        ("wat voor weer wordt het", "out_of_scope"),
        ("herhaal", "control:repeat"),
        ("JA!", "control:yes"),
        ("nee.", "control:no"),
    ],
)
def test_what_is_understood(hear: Hear, said: str, label: str) -> None:
    assert hear(said).label == label


def test_what_was_learned_is_known(
    hear: Hear, small_material: tuple[list[Question], dict[str, Any]]
) -> None:
    questions, _ = small_material
    right = sum(hear(row.text).label == row.label for row in questions)

    assert right >= 0.97 * len(questions)


def test_a_word_group_is_told_with_the_word_that_was_said(hear: Hear) -> None:
    evidence = hear("er komen vlammen uit de pot").evidence

    assert "woordgroepen: vuur (vlammen)" in evidence


def test_an_alarm_goes_before_a_question(hear: Hear) -> None:
    heard = hear("hoeveel water geef ik, er komen vlammen uit de pot")

    assert heard.label == "alarm:brand"
    assert heard.alarm == "brand"


def test_a_guard_goes_before_an_answer(hear: Hear) -> None:
    assert hear("hoeveel water wil mijn poes").label == "not_covered:katten"


def test_a_soft_guard_gives_way_where_the_model_is_sure(small_model: dict[str, Any]) -> None:
    raw = copy.deepcopy(small_model)
    aside = "waarom worden de blaadjes zo geel, de kat slaapt ernaast"
    assert load_ear(raw)(aside).label == "not_covered:katten"

    raw["guards"][0]["soft"] = True
    hear = load_ear(raw)

    assert hear(aside).label == "passage:geel-blad"
    assert hear("wat doet mijn kat met die plant").label == "not_covered:katten"
    assert hear("hoeveel water moet de plant, mijn kat").label == "not_covered:katten", "a dose"


def test_a_no_before_a_question_is_remembered(hear: Hear) -> None:
    heard = hear("nee hoeveel water moet de plant")

    assert heard.label == "passage:water"
    assert "control:no" in heard.also


@pytest.mark.parametrize("said", ["", " ", "\n", "?!", "🙂", "\x00", "東京", "\ud800"])
def test_nothing_is_unclear(hear: Hear, said: str) -> None:
    assert hear(said).label == labels.UNCLEAR
    assert hear(said).score == 0.0


@many
@given(
    st.text(max_size=80)
    | st.text(st.characters(), max_size=40)
    | st.lists(
        st.sampled_from("ja nee hoeveel water plant brand kat mijn . , ? en hoe 8 op".split()),
        max_size=14,
    ).map(" ".join)
)
def test_any_text_has_a_meaning(hear: Hear, small_model: dict[str, Any], text: str) -> None:
    heard = hear(text)

    known = {*small_model["classes"], labels.UNCLEAR}
    assert heard.label in known or labels.kind(heard.label) == "clarify"
    assert 0.0 <= heard.score <= 1.0
    assert 0.0 <= heard.threshold <= 1.0
    assert len(heard.runners_up) <= 3
    assert {label for label, _ in heard.runners_up} <= known - {heard.label}
    assert (heard.alarm is not None) == (labels.kind(heard.label) == "alarm")
    assert len(heard.also) <= 2
    assert heard.evidence


@many
@given(st.text("abcdefghij ", min_size=12, max_size=40).filter(lambda text: text.strip()))
def test_no_text_in_a_repr(hear: Hear, text: str) -> None:
    said = f"zqx {text} zqx"

    assert "zqx" not in repr(hear(said))
    assert "zqx" not in repr(Event("text", text=said))
    assert "zqx" in " ".join(hear(said).evidence), "evidence is for a person who asks"


def test_the_same_text_means_the_same(hear: Hear) -> None:
    assert hear("waar zet ik mijn plant") == hear("waar zet ik mijn plant")


def test_a_very_long_text_is_cut(hear: Hear) -> None:
    assert hear("hoeveel water " * 100_000).label.startswith(("passage:", "unclear", "out_of"))


def test_an_understanding_does_not_change() -> None:
    with pytest.raises(AttributeError):
        Understanding("unclear").label = "passage:water"  # type: ignore[misc]
