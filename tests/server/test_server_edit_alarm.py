"""A new alarm from a form: two files, as an editor would have begun them, or none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from edit_desk import Desk

from skill.editorial import read_content

QUESTIONS = "\n".join(
    f"de plant ligt {where} op de grond"
    for where in "nu net weer pas zomaar ineens vandaag steeds soms vaak".split()
)
FORM = {
    "code": "omgevallen",
    "label": "De plant is omgevallen: scherven",
    "level": "vandaag",
    "say": "",
    "check": "Zei u dat de plant is omgevallen?",
    "source": "",
    "evidence": "",
    "body": "Een pot die gebroken is.",
    "questions": QUESTIONS,
}


@pytest.fixture
def desk(learned: Path) -> Desk:
    return Desk(learned)


def add(desk: Desk, **changes: Any) -> tuple[int, Any]:
    return desk.post("alarm", **(FORM | changes))


def test_an_alarm_without_a_known_source_waits_for_approval_and_says_so(desk: Desk) -> None:
    status, told = add(desk)

    assert (status, told["item"]) == (200, "alarms/omgevallen")
    assert desk.file("alarms/omgevallen.md") == (
        "---\n"
        "group: A03\n"
        "label: 'De plant is omgevallen: scherven'\n"
        "level: vandaag\n"
        "source: geen bron gevonden\n"
        "evidence: 'NIET: geen bron gevonden'\n"
        "status: wacht op klinische goedkeuring\n"
        "check: Zei u dat de plant is omgevallen?\n"
        "---\n"
        "Een pot die gebroken is.\n"
    )
    assert desk.file("questions/alarm/omgevallen.txt") == QUESTIONS + "\n"
    content, findings = read_content(desk.folder)
    assert findings == []
    assert content.leaflet.alarms["omgevallen"].level == "vandaag"
    assert desk.text("alarms/omgevallen", "check") == FORM["check"]


def test_the_form_has_a_field_for_all_that_is_asked(desk: Desk) -> None:
    assert [one["name"] for one in desk.get("alarm")["fields"]] == list(FORM)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": ""}, "code"),
        ({"code": "Om gevallen"}, "code"),
        ({"code": "../leaflet"}, "code"),
        ({"code": "stap-2"}, "code"),
        ({"code": "giftig"}, "code"),
        ({"code": "nul"}, "code"),
        ({"code": "a" * 49}, "code"),
        ({"code": "a" * 300}, "code"),
        ({"level": ""}, "level"),
        ({"questions": ""}, "questions"),
        ({"source": "https://voorbeeld.example", "evidence": ""}, "evidence"),
    ],
)
def test_what_the_form_lacks_is_told_at_its_field(
    desk: Desk, changes: dict[str, str], field: str
) -> None:
    before = sorted(desk.folder.rglob("*"))

    status, told = add(desk, **changes)

    assert (status, list(told["wrong"])) == (422, [field])
    assert sorted(desk.folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"questions": "de plant ligt om"}, "minstens tien"),
        ({"questions": QUESTIONS + "\n(dicht"}, "niet gesloten"),
        (
            {"questions": QUESTIONS + "\nmijn kind heeft van de plant gegeten"},
            "staat al in plant/questions/alarm/giftig.txt",
        ),
        (
            {"questions": QUESTIONS + "\nwater geven hoe vaak"},
            "“water geven hoe vaak” staat al in plant/questions/passage/water.txt:3",
        ),
        ({"check": "U zei dat."}, "vraagteken"),
        ({"say": "Bel om 9 uur."}, "in cijfers"),
        ({"code": "katten"}, "onderwerp"),
    ],
)
def test_what_the_checks_say_of_it_is_told_and_nothing_is_written(
    desk: Desk, changes: dict[str, str], told: str
) -> None:
    looked = desk.post("alarm/check", **(FORM | changes))[1]
    status, answer = add(desk, **changes)

    assert status == 422
    assert [one["text"] for one in answer["findings"]] == [
        one["text"] for one in looked["findings"]
    ]
    assert any(told in one["text"] for one in answer["findings"]), answer["findings"]
    assert not (desk.folder / "alarms" / "omgevallen.md").exists()
    assert not (desk.folder / "questions" / "alarm" / "omgevallen.txt").exists()


def test_looking_writes_nothing(desk: Desk) -> None:
    before = sorted(desk.folder.rglob("*"))

    status, told = desk.post("alarm/check", **FORM)

    assert (status, told["findings"], told["wrong"]) == (200, [], {})
    assert sorted(desk.folder.rglob("*")) == before


@pytest.mark.parametrize("file", ["alarms/omgevallen.md", "questions/alarm/omgevallen.txt"])
def test_a_file_that_is_there_is_not_overwritten(desk: Desk, file: str) -> None:
    """Also one that no alarm is read from: the questions of an alarm that was taken away."""
    (desk.folder / file).write_text("van een ander\n")

    status, told = add(desk)

    assert (status, list(told["wrong"])) == (422, ["code"])
    assert desk.file(file) == "van een ander\n"
