"""The samples of the real model: where a plain complaint stands, and what an alarm is made of."""

from __future__ import annotations

from functools import cache

import pytest

from skill import labels
from skill.exports.alexa.claims import MOST_OPENING
from skill.exports.alexa.model import VRAAG_TYPE
from skill.exports.alexa.model_limits import MOST_BYTES, MOST_INTENTS
from skill.exports.alexa.sentences import normal, sample
from skill.intents import ANSWER_INTENTS, alarm_intent, opening_intent
from tests import shipped
from tests.channels.alexa.certification import leaflet, model, shipped_ear

LISTENED = 400
"""Samples of alarms that are heard in a test: all four thousand take seconds."""


@cache
def intents() -> dict[str, frozenset[str]]:
    """Samples as Amazon compares them, by intent."""
    return {one["name"]: frozenset(map(normal, one["samples"])) for one in model()["intents"]}


@cache
def free() -> frozenset[str]:
    """Values of the slot of free questions."""
    (kind,) = (one["values"] for one in model()["types"] if one["name"] == VRAAG_TYPE)
    return frozenset(normal(value["name"]["value"]) for value in kind)


@cache
def written(label: str, *, lookalike: bool = False) -> frozenset[str]:
    """The editors' questions with a label."""
    rows = shipped.questions()
    found = (row.text for row in rows if (row.label, row.lookalike) == (label, lookalike))
    return frozenset(normal(sample(text)) for text in found) - {""}


def alarm_samples() -> frozenset[str]:
    return frozenset().union(*(intents()[alarm_intent(code)] for code in leaflet().alarms))


def test_every_alarm_sample_is_heard_as_an_alarm_by_the_shipped_ear() -> None:
    texts = [
        text
        for intent in model()["intents"]
        if intent["name"] in set(map(alarm_intent, leaflet().alarms))
        for text in intent["samples"]
    ]
    step = max(1, len(texts) // LISTENED)
    assert len(texts) > 3000
    for text in texts[::step]:
        assert shipped_ear()(text).alarm is not None, text


@pytest.mark.parametrize("opening_id", sorted(leaflet().openings))
def test_what_people_tell_stands_with_its_own_intent_and_in_no_alarm(opening_id: str) -> None:
    own = intents()[opening_intent(opening_id)]
    told = written(labels.opening(opening_id))
    assert own
    assert own <= told
    assert not told & alarm_samples()


def test_a_plain_complaint_has_samples_enough_to_attract_one() -> None:
    own = intents()["ComplaintIntent"]
    assert len(own) == MOST_OPENING
    assert max(len(intents()[alarm_intent(code)]) for code in leaflet().alarms) < len(own)
    assert {"rugpijn", "mijn rug", "zere rug"} <= own


def test_what_sounds_like_an_alarm_comes_in_as_text() -> None:
    plain = written("opening:complaint", lookalike=True)
    assert plain
    assert not plain & alarm_samples()
    assert not plain & intents()["ComplaintIntent"]
    assert plain & free()


def test_bare_signs_come_in_as_text() -> None:
    bare = frozenset().union(*(written(labels.confirm(code)) for code in leaflet().alarms))
    samples = frozenset().union(*intents().values())
    assert bare
    assert bare - samples <= free()
    assert bare & samples <= alarm_samples(), "only an alarm goes before a check of the hearing"


def test_scraps_come_in_as_text_or_not_at_all() -> None:
    controls = {name for name in intents() if name.startswith("AMAZON.")}
    topics = frozenset().union(*(intents()[name] for name in set(intents()) - controls))
    assert not written(labels.UNCLEAR) & topics
    assert written(labels.UNCLEAR) & free()


def test_every_answer_has_samples_of_its_own() -> None:
    for name, intent in ANSWER_INTENTS.items():
        assert len(intents()[intent] & written(labels.answer(name))) >= 50


def test_there_is_room_left() -> None:
    assert len(intents()) <= MOST_INTENTS - 50
    assert MOST_BYTES == 1_500_000
