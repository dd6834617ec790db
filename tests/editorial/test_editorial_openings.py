"""`openings/<id>.md`, and what alarms and warnings may name: what is read, and what is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from told import change, told
from wrong_openings import ALARM, ALARMS, FILE, LEVEL, OPENINGS, RIGHT, WARNINGS

from skill.editorial import compile_content, read_content
from skill.leaflet import DEVICE_SPEECH, Opening, read_leaflet

SHORT = "---\nkind: greeting\ntitle: Een groet\nstatus: concept\n---\nDag.\n"


@pytest.fixture
def opened(small: Path) -> Path:
    """The small folder with an opening that has every field."""
    (small / "openings").mkdir()
    (small / FILE).write_text(RIGHT, encoding="utf-8")
    return small


def test_a_folder_may_do_without(small: Path) -> None:
    assert read_content(small)[0].leaflet.openings == {}


def test_every_field_is_read(opened: Path) -> None:
    assert told(opened) == []
    assert read_content(opened)[0].leaflet.openings == {
        "dorre-plant": Opening(
            id="dorre-plant",
            kind="complaint",
            title="Iemand klaagt over de plant",
            text="Wat jammer van uw plant. Daar kijken we naar.",
            phone="Wat jammer van uw plant, zegt u.",
            screen="Wat jammer van uw plant, typt u.",
            closing="proef",
            choices=("water", "geel-blad"),
            names=("genoeg water", "gele bladeren"),
            signs=("giftig", "brand"),
            status=DEVICE_SPEECH,
        )
    }


def test_an_opening_needs_a_kind_a_title_a_status_and_a_text(small: Path) -> None:
    (small / "openings").mkdir()
    (small / "openings" / "groet.md").write_text(SHORT, encoding="utf-8")

    assert told(small) == []
    found = read_content(small)[0].leaflet.openings["groet"]
    assert found == Opening(
        "groet", "greeting", "Een groet", "Dag.", "", "", "", (), (), (), "concept"
    )


def test_an_opening_is_compiled_and_part_of_the_content_version(opened: Path) -> None:
    compiled = compile_content(opened)

    assert read_leaflet(opened) == compiled
    change(opened, FILE, "gele bladeren", "bladeren die geel zijn")
    assert compile_content(opened).fingerprint != compiled.fingerprint


@pytest.mark.parametrize("name", OPENINGS | ALARMS | WARNINGS)
def test_one_mistake_one_finding(opened: Path, name: str) -> None:
    (file, old, new), expected = (OPENINGS | ALARMS | WARNINGS)[name]
    change(opened, file, old, new)

    assert told(opened) == expected


def test_an_empty_page_is_told_once(opened: Path) -> None:
    (opened / FILE).write_text("")

    assert told(opened) == [f"{FILE}:1: does not start with a line `---`"]


def test_a_file_name_is_an_id(opened: Path) -> None:
    (opened / FILE).rename(opened / "openings" / "Dorre plant.md")

    assert told(opened) == ["openings/Dorre plant.md:0: the file's name is not an id"]


def test_what_an_alarm_may_have_is_read(small: Path) -> None:
    more = "check: Zei u dat?\nnever: [water]\ntogether: [brand + katten, brand + giftig]\n"
    change(small, ALARM, LEVEL, LEVEL + more)

    assert told(small) == []
    alarm = read_content(small)[0].leaflet.alarms["giftig"]
    assert alarm.check == "Zei u dat?"
    assert alarm.never == ("water",)
    assert alarm.together == ("brand + katten", "brand + giftig")


def test_a_warning_names_its_signs_in_their_order(small: Path) -> None:
    change(
        small,
        "prompts.yaml",
        'help: {text: "Zin help."',
        'help: {text: "Zin.", signs: [giftig, brand]',
    )

    assert told(small) == []
    prompts = read_content(small)[0].leaflet.prompts
    assert prompts["prompt_help"].signs == ("giftig", "brand")
    assert prompts["standing_nu-2"].phone == "Hang op, nu, keer twee."


def test_no_net_is_said_where_a_subject_says_so(small: Path) -> None:
    assert read_content(small)[0].leaflet.subjects["katten"].net is True
    change(small, "subjects/katten.md", "offer: [licht]", "offer: [licht]\nnet: nee")
    assert read_content(small)[0].leaflet.subjects["katten"].net is False
    change(small, "subjects/katten.md", "net: nee", "net: ja")
    assert told(small) == ["subjects/katten.md:6: `net` is 'ja'"]
