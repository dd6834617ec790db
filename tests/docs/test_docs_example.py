"""examples/voeten: another leaflet, the same program. Nothing in the code knows about backs."""

from __future__ import annotations

import pytest

from skill import checks
from skill.channels import Runtime
from skill.channels.turn import turn


def test_it_has_no_findings_but_that_its_clips_are_not_made(voeten: Runtime) -> None:
    found = checks.findings(voeten.settings)
    assert [one for one in found if not one.where.startswith("audio/")] == []
    assert len(found) == 2 * len(voeten.lines)


def _say(voeten: Runtime, text: str, state: object = None) -> dict:
    return turn(voeten, {"state": state, "channel": "speaker", "text": text})


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("Hoe kan ik nieuwe laarzen het beste inlopen?", "inlopen"),
        ("mogen mijn natte schoenen op de verwarming staan", "schoenen-drogen"),
        ("hoeveel ruimte hou ik over bij mijn tenen", "ruimte-bij-de-tenen"),
        ("welke maat schoenen heb ik", "maat-meten"),
    ],
)
def test_a_question_gets_its_passage(voeten: Runtime, question: str, passage: str) -> None:
    answer = _say(voeten, question)
    assert answer["outcome"] == "answer"
    assert answer["passage"] == passage
    assert voeten.leaflet.passages[passage].text in answer["text"]


def test_yes_gets_the_passage_that_was_offered(voeten: Runtime) -> None:
    first = _say(voeten, "hoe loop ik nieuwe schoenen in")
    assert first["asks"] == "offer"
    assert _say(voeten, "ja", first["state"])["passage"] == "schoenen-drogen"


def test_an_alarm_goes_before_a_question(voeten: Runtime) -> None:
    answer = _say(voeten, "mijn voet is blauw en koud, welke maat heb ik nodig")
    assert answer["level"] == "nu"
    assert answer["passage"] is None


def test_a_subject_is_refused_and_somebody_is_named(voeten: Runtime) -> None:
    answer = _say(voeten, "heb ik steunzolen nodig")
    assert answer["outcome"] == "not_covered"
    assert "podotherapeut" in answer["text"]


def test_what_it_is_not_about_is_refused(voeten: Runtime) -> None:
    assert _say(voeten, "wat voor weer wordt het morgen")["outcome"] == "not_covered"


def test_the_telephone_finds_every_passage(voeten: Runtime) -> None:
    for code, passage in voeten.leaflet.codes.items():
        answer: dict = {"state": None}
        for key in f"8{code}#":
            payload = {"state": answer["state"], "channel": "phone", "event": "key", "key": key}
            answer = turn(voeten, payload)
        assert answer["passage"] == passage


def test_no_sentence_of_it_is_about_backs(voeten: Runtime) -> None:
    said = " ".join(line.text.lower() for line in voeten.lines.values())
    assert "rug" not in said.replace("terug", "")
