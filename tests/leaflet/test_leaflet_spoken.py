"""Lines that differ by medium or come beside an alarm: openings, checks, standing advice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skill.labels import HANDS, LEVELS
from skill.leaflet import Leaflet, Opening, opening_line, script, standing_lines

GROET = Opening("groet", "greeting", "Een groet", "Dag.", "", "", "", (), (), (), "concept")


def with_opening(leaflet: Leaflet, **fields: object) -> Leaflet:
    return replace(leaflet, openings={"groet": replace(GROET, **fields)})


@pytest.mark.parametrize(
    ("phone", "screen", "lines"),
    [
        ("", "", {"speaker": "", "phone": "", "screen": ""}),
        ("Hallo.", "", {"speaker": "", "phone": "-phone", "screen": ""}),
        ("", "Hoi.", {"speaker": "", "phone": "", "screen": "-screen"}),
        ("Hallo.", "Hoi.", {"speaker": "", "phone": "-phone", "screen": "-screen"}),
    ],
)
def test_an_opening_is_answered_as_the_medium_has_it(
    leaflet: Leaflet, phone: str, screen: str, lines: dict[str, str]
) -> None:
    other = with_opening(leaflet, phone=phone, screen=screen)
    said = {"": "Dag.", "-phone": phone, "-screen": screen}

    for medium, suffix in lines.items():
        name = opening_line(other, "groet", medium)
        assert name == f"opening_groet{suffix}"
        assert script(other)[name].text == said[suffix]
        assert script(other)[name].kind == "opening"


def test_every_opening_can_be_said_on_every_medium(leaflet: Leaflet) -> None:
    lines = script(leaflet)

    assert leaflet.openings
    for name in leaflet.openings:
        for medium in ("speaker", "phone", "screen"):
            assert lines[opening_line(leaflet, name, medium)].kind == "opening"


def test_choices_are_named_as_the_opening_names_them(leaflet: Leaflet) -> None:
    other = with_opening(leaflet, choices=("bedrust", "stress"), names=("rusten", "spanning"))

    assert script(other)["choice_groet"].text == leaflet.prompts["template_choose"].text.format(
        choices="rusten of spanning"
    )
    assert "choice_groet" not in script(with_opening(leaflet))


def test_an_alarm_has_a_check_where_it_can_be_asked(leaflet: Leaflet) -> None:
    lines = script(leaflet)

    assert any(alarm.check for alarm in leaflet.alarms.values())
    for code, alarm in leaflet.alarms.items():
        assert (f"check_{code}" in lines) == bool(alarm.check)
        if alarm.check:
            assert lines[f"check_{code}"].text == alarm.check
            assert lines[f"check_{code}"].status == alarm.status


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("phone", [False, True])
def test_a_grave_alarm_has_two_ways_to_say_it_again(
    leaflet: Leaflet, level: str, phone: bool
) -> None:
    names = standing_lines(leaflet, level, phone=phone)
    said = [script(leaflet)[name].text for name in names]

    assert len(set(said)) == (2 if level in HANDS else 0)
    assert list(names) == sorted(names), "in their order, so that they take turns"
    for text in said:
        assert ("ang op" in text) == phone
        assert "Pak uw telefoon" not in text or not phone


def test_what_stands_is_of_that_level_and_no_other(leaflet: Leaflet) -> None:
    row = replace(leaflet.prompts["standing_nu-1"], name="nu-3", phone="")
    other = replace(leaflet, prompts=leaflet.prompts | {"standing_nu-3": row})

    assert standing_lines(other, "nu") == ("standing_nu-1", "standing_nu-2", "standing_nu-3")
    assert standing_lines(other, "nu", phone=True)[2] == "standing_nu-3", "where both are the same"
    assert standing_lines(other, "n") == ()
