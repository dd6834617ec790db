"""Names: every topic has one intent, every intent one meaning."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skill import labels
from skill.channels import alexa
from skill.errors import ContentError
from skill.intents import (
    ANSWER_INTENTS,
    CONTROL_INTENTS,
    TEXT_SLOTS,
    alarm_intent,
    intent_of,
    meanings,
    opening_intent,
    passage_intent,
    slot_intent,
    slot_name,
    slot_questions,
    slot_type,
    subject_intent,
)
from skill.leaflet import Leaflet, SlotQuestion


def test_a_name_of_the_content_becomes_an_intent_by_rule() -> None:
    assert passage_intent("goed-tillen") == "GoedTillenIntent"
    assert alarm_intent("doof-kruis") == "AlarmDoofKruisIntent"
    assert subject_intent("hernia") == "NietInFolderHerniaIntent"
    assert opening_intent("wie-ben-je") == "WieBenJeIntent"
    assert slot_intent("medicijn-mag") == "MedicijnMagIntent"
    assert (slot_name("pijn-plek"), slot_type("pijn-plek")) == ("pijn_plek", "PIJN_PLEK")


@pytest.mark.parametrize("name", ["r06", "Tillen", "goed tillen", "goed_tillen", "één", "-a", ""])
def test_a_name_that_amazon_would_refuse_is_refused_here(name: str) -> None:
    with pytest.raises(ContentError, match="cannot be an Alexa intent"):
        passage_intent(name)


def test_everything_in_the_content_has_an_intent_of_its_own(leaflet: Leaflet) -> None:
    known = meanings(leaflet)
    topics = [
        *map(labels.passage, leaflet.passages),
        *map(labels.alarm, leaflet.alarms),
        *map(labels.subject, leaflet.subjects),
        *map(labels.opening, leaflet.openings),
    ]
    given = list(known.values())
    assert [given.count(label) for label in topics] == [1] * len(topics)
    assert len(leaflet.passages) == 34
    names = [*known, *TEXT_SLOTS, *slot_questions(leaflet)]
    assert len({name.casefold() for name in names}) == len(names)


def test_every_control_has_an_intent(leaflet: Leaflet) -> None:
    assert set(CONTROL_INTENTS) == set(labels.CONTROLS)
    known = meanings(leaflet)
    for name, intent in CONTROL_INTENTS.items():
        assert known[intent] == labels.control(name)


def test_every_answer_to_a_warning_has_an_intent(leaflet: Leaflet) -> None:
    assert set(ANSWER_INTENTS) == set(labels.ANSWERS)
    known = meanings(leaflet)
    for name, intent in ANSWER_INTENTS.items():
        assert known[intent] == labels.answer(name)


def test_an_opening_with_the_name_of_a_passage_is_refused(leaflet: Leaflet) -> None:
    opening = replace(leaflet.openings["worry"], id="stress")
    crowded = replace(leaflet, openings=leaflet.openings | {"stress": opening})
    with pytest.raises(ContentError, match="StressIntent, which is taken"):
        meanings(crowded)


@pytest.mark.parametrize(
    ("built_in", "label"),
    [
        ("AMAZON.NavigateHomeIntent", "control:start_over"),
        ("AMAZON.FallbackIntent", "unclear"),
        ("AMAZON.PauseIntent", "control:stop"),
        ("AMAZON.ResumeIntent", "control:next"),
        ("AMAZON.MoreIntent", "control:next"),
    ],
)
def test_other_built_ins_mean_what_is_nearest(leaflet: Leaflet, built_in: str, label: str) -> None:
    assert meanings(leaflet)[built_in] == label


@pytest.mark.parametrize("name", ["vraag", "onderwerpen", "alarm-doof-kruis", "dat-heb-ik"])
def test_two_names_that_would_be_one_intent_are_refused(leaflet: Leaflet, name: str) -> None:
    passage = replace(leaflet.passages["goed-tillen"], id=name)
    crowded = replace(leaflet, passages=leaflet.passages | {name: passage})
    with pytest.raises(ContentError, match="is taken"):
        meanings(crowded)


def test_a_question_with_a_gap_means_what_its_word_makes_of_it(leaflet: Leaflet) -> None:
    questions = slot_questions(leaflet)
    assert questions["MedicijnHoeveelIntent"] == leaflet.slots["medicijn-hoeveel"]
    assert not set(questions) & set(meanings(leaflet))


@pytest.mark.parametrize("name", ["vraag", "goed-tillen", "niet-in-folder-hernia"])
def test_a_question_with_the_name_of_a_topic_is_refused(leaflet: Leaflet, name: str) -> None:
    crowded = replace(leaflet, slots={name: SlotQuestion(name, "x", "{x}", ("{x}",))})
    with pytest.raises(ContentError, match="is taken"):
        meanings(crowded)


def test_the_public_names_are_complete_and_sorted() -> None:
    assert alexa.__all__ == sorted(alexa.__all__)
    assert all(hasattr(alexa, name) for name in alexa.__all__)


def test_a_label_has_the_intent_that_means_it(leaflet: Leaflet) -> None:
    table = meanings(leaflet)
    for label in set(table.values()) - {labels.UNCLEAR}:
        assert table[intent_of(label)] == label
    for label in (
        "unclear",
        "out_of_scope",
        "not_covered",
        "clarify:a|b",
        "confirm:a",
        "control:x",
    ):
        assert intent_of(label) == ""
