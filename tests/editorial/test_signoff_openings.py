"""Sign-off of openings, checks, standing advice and warnings: nothing is heard that nobody saw."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from wrong_openings import FILE, RIGHT

from skill.editorial import Content, read_content
from skill.editorial.signoff.approvals import (
    Signoff,
    all_items,
    counts,
    open_lines,
    place,
    signoff_findings,
)
from skill.editorial.signoff.items import EDITORS, MEDICAL, code, roles, to_approve
from skill.editorial.signoff.sheet import sheet
from skill.leaflet import Leaflet, Line
from tests.editorial.signed import NO_VOICE, approved, lines_of, sections


@pytest.fixture
def opened(small: Path) -> Content:
    """The small leaflet with an opening, and an alarm that has all it may have."""
    (small / "openings").mkdir()
    (small / FILE).write_text(RIGHT, encoding="utf-8")
    alarm = small / "alarms" / "giftig.md"
    more = "level: nu\ncheck: Zei u dat iemand at?\nnever: [water]\ntogether: [brand + katten]\n"
    alarm.write_text(alarm.read_text("utf-8").replace("level: nu\n", more), encoding="utf-8")
    content, findings = read_content(small)
    assert findings == []
    return content


def with_alarm(leaflet: Leaflet, **fields: object) -> Leaflet:
    other = replace(leaflet.alarms["giftig"], **fields)
    return replace(leaflet, alarms=leaflet.alarms | {"giftig": other})


def with_opening(leaflet: Leaflet, **fields: object) -> Leaflet:
    other = replace(leaflet.openings["dorre-plant"], **fields)
    return replace(leaflet, openings={"dorre-plant": other})


def test_openings_have_a_part_of_their_own(opened: Content) -> None:
    names = [line.id for line in sections(opened, Signoff())["openings"]]

    assert names == [
        "opening_dorre-plant",
        "opening_dorre-plant-phone",
        "opening_dorre-plant-screen",
        "choice_dorre-plant",
    ]
    assert counts(to_approve(opened.leaflet))["openings"] == 4


def test_checks_standing_advice_and_signs_stand_with_the_alarms(opened: Content) -> None:
    found = sections(opened, Signoff())["alarms"]
    names = {line.id for line in found}

    assert {line.kind for line in found} == {"alarm", "check", "level", "signs", "standing"}
    assert {"check_giftig", "signs_opening_dorre-plant"} <= names
    assert {
        f"standing_{level}-{n}{phone}"
        for level in ("112", "113", "nu")
        for n in (1, 2)
        for phone in ("", "-phone")
    } <= names
    assert counts(to_approve(opened.leaflet))["alarm lines"] == len(found)


def test_every_line_is_counted_and_shown_in_words(opened: Content) -> None:
    items = to_approve(opened.leaflet)
    page = sheet(opened.leaflet, sections(opened, Signoff()), Signoff())

    assert sum(counts(items).values()) == len(items)
    assert [code(line) for line in items if code(line) not in page] == []
    assert "Wat mensen zeggen zonder iets te vragen" in page
    for kind in ("check", "standing", "signs", "opening", "choice"):
        assert f">{kind};" not in page, "an approver reads Dutch"


def test_every_line_has_a_place(opened: Content) -> None:
    lines = lines_of(opened)
    places = {name: place(line, opened.places, Signoff()) for name, line in lines.items()}

    assert [name for name, (where, _) in places.items() if where == Signoff().where] == []
    assert places["check_giftig"] == ("plant/alarms/giftig.md", 5)
    assert places["opening_dorre-plant-phone"] == (f"plant/{FILE}", 14)
    assert places["opening_dorre-plant-screen"] == (f"plant/{FILE}", 14)
    assert places["choice_dorre-plant"] == (f"plant/{FILE}", 8)
    assert places["signs_opening_dorre-plant"] == (f"plant/{FILE}", 10)
    assert places["standing_nu-2-phone"] == ("plant/prompts.yaml", 25)


def test_an_opening_is_medical_and_its_choices_are_the_editors(opened: Content) -> None:
    lines = lines_of(opened)

    for name in (
        "opening_dorre-plant",
        "check_giftig",
        "standing_nu-1",
        "signs_opening_dorre-plant",
    ):
        assert roles(lines[name]) == (MEDICAL,), name
    assert EDITORS in roles(lines["choice_dorre-plant"])


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"text": "Anders."}, "opening_dorre-plant"),
        ({"phone": "Anders."}, "opening_dorre-plant-phone"),
        ({"screen": "Anders."}, "opening_dorre-plant-screen"),
        ({"names": ("water", "geel")}, "choice_dorre-plant"),
        ({"signs": ("brand", "giftig")}, "signs_opening_dorre-plant"),
    ],
)
def test_an_opening_that_changes_is_open_again(
    opened: Content, fields: dict[str, object], name: str
) -> None:
    signoff = approved(to_approve(opened.leaflet))

    after = with_opening(opened.leaflet, **fields)

    assert open_lines(opened.leaflet, signoff) == []
    assert [line.id for line in open_lines(after, signoff)] == [name]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"check": "Anders?"}, "check_giftig"),
        ({"never": ()}, "level_giftig"),
        ({"never": ("water", "licht")}, "level_giftig"),
        ({"together": ()}, "level_giftig"),
        ({"level": "vandaag", "never": ("licht",)}, "level_giftig"),
    ],
)
def test_what_an_alarm_decides_is_open_again_when_it_changes(
    opened: Content, fields: dict[str, object], name: str
) -> None:
    signoff = approved(to_approve(opened.leaflet))

    opened_again = {line.id for line in open_lines(with_alarm(opened.leaflet, **fields), signoff)}

    assert name in opened_again
    assert opened_again <= {name, "signs_opening_dorre-plant"}


def test_the_decisions_are_said_in_words(opened: Content) -> None:
    lines = lines_of(opened)

    assert lines["level_giftig"].text == (
        "Van de plant gegeten: niveau nu. Ook bij brand + katten. Daarna klinkt niet: water geven."
    )
    assert lines["level_brand"].text == "Brand bij de plant: niveau 112."
    assert lines["signs_opening_dorre-plant"].text == (
        "`Dat heb ik` geeft: Van de plant gegeten (nu); Brand bij de plant (112)."
    )


def test_a_warning_that_names_no_sign_decides_nothing(opened: Content) -> None:
    without = with_opening(opened.leaflet, signs=())

    assert [line.kind for line in to_approve(without) if line.kind == "signs"] == []


def claimed(opened: Content, leaflet: Leaflet) -> list[str]:
    nothing = replace(Signoff(), exists=True)
    found = signoff_findings(leaflet, NO_VOICE, nothing, opened.places)
    return [
        one.what.split("`")[1]
        for one in found
        if one.where in (f"plant/{FILE}", "plant/alarms/giftig.md")
    ]


def test_a_status_that_claims_more_than_the_file_is_told(opened: Content) -> None:
    """The alarm of the small folder is called approved, and with it its check."""
    assert claimed(opened, opened.leaflet) == ["alarm_giftig-also", "check_giftig"]
    assert "opening_dorre-plant" in claimed(
        opened, with_opening(opened.leaflet, status="goedgekeurd")
    )


def test_nothing_is_left_when_all_is_approved(opened: Content) -> None:
    everything = all_items(opened.leaflet, NO_VOICE, Signoff())

    assert open_lines(opened.leaflet, approved(everything)) == []
    assert isinstance(everything[0], Line)
