"""The script: every sentence that can be heard has one id, and can be spoken."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from skill.leaflet import Leaflet, alarm_lines, script
from skill.leaflet.script import _all

KINDS = (
    "passage title offer first second closing prompt alarm check standing opening choice subject "
    "menu keys digit"
).split()
LINE_ID = re.compile(rf"(?:(?:{'|'.join(KINDS[1:])})_)?[a-z0-9]+(?:-[a-z0-9]+)*")
SPEAKABLE = re.compile(r"[A-Za-zÀ-ÿ .,?!:'’\-]+")


def test_no_two_lines_share_an_id(leaflet: Leaflet) -> None:
    ids = [line.id for line in _all(leaflet)]

    assert len(ids) == len(set(ids))
    assert list(script(leaflet)) == ids


def test_ids_fit_the_names_of_clips(leaflet: Leaflet) -> None:
    assert [name for name in script(leaflet) if not LINE_ID.fullmatch(name)] == []


def test_a_passage_has_its_bare_id(leaflet: Leaflet) -> None:
    lines = script(leaflet)

    for passage in leaflet.passages.values():
        assert lines[passage.id].text == passage.text
        assert lines[passage.id].kind == "passage"


def test_what_stands_before_the_bar_is_the_kind(leaflet: Leaflet) -> None:
    for line in script(leaflet).values():
        assert line.kind in KINDS
        assert line.id.startswith(f"{line.kind}_") == (line.kind != "passage")


def test_every_line_can_be_spoken(leaflet: Leaflet) -> None:
    for line in script(leaflet).values():
        assert SPEAKABLE.fullmatch(line.text), line
        assert line.text == " ".join(line.text.split())
        assert line.status


def test_whole_lines_end_as_sentences(leaflet: Leaflet) -> None:
    for line in script(leaflet).values():
        if line.kind != "first":
            assert line.text.endswith((".", "?", "!")), line
        if line.kind != "second":
            assert line.text[0].isupper() or line.text[0] == "'", line


def test_a_title_ends_like_a_sentence(leaflet: Leaflet) -> None:
    passage = replace(leaflet.passages["goed-tillen"], spoken_title="Hoe tilt u?")
    asked = replace(leaflet, passages=leaflet.passages | {passage.id: passage})

    assert script(leaflet)["title_goed-tillen"].text == "Goed tillen."
    assert script(asked)["title_goed-tillen"].text == "Hoe tilt u?"


def test_an_offer_names_the_passage(leaflet: Leaflet) -> None:
    lines = script(leaflet)

    assert lines["offer_goed-tillen"].text == "Wilt u ook iets horen over goed tillen en dragen?"
    assert lines["first_goed-tillen"].text == "Gaat het om goed tillen en dragen,"
    assert lines["second_goed-tillen"].text == "of goed tillen en dragen?"


def test_a_menu_names_its_choices(leaflet: Leaflet) -> None:
    lines = script(leaflet)

    assert lines["menu_tillen-en-opstaan"].text.startswith("U kunt kiezen uit goed tillen")
    assert " of " in lines["menu_tillen-en-opstaan"].text
    assert lines["keys_root"].text.startswith(
        "Voor tillen en opstaan, toets één. Medicijnen, twee. "
    )
    assert lines["keys_root"].text.endswith("zes. Hulp, nul. Een code van de kaart, acht.")
    assert lines["keys_zitten-en-slapen"].text.count("toets") == 1
    assert lines["digit_0"].text == "Nul."


def test_every_alarm_can_be_said(leaflet: Leaflet) -> None:
    lines = script(leaflet)

    for code in leaflet.alarms:
        for phone in (False, True):
            names = alarm_lines(leaflet, code, phone=phone)
            assert 1 <= len(names) <= 2
            assert all(lines[name].kind == "alarm" for name in names)


def test_a_telephone_is_never_told_to_pick_up_a_telephone(leaflet: Leaflet) -> None:
    lines = script(leaflet)

    for code, alarm in leaflet.alarms.items():
        said = " ".join(lines[name].text for name in alarm_lines(leaflet, code, phone=True))
        assert "Pak uw telefoon" not in said
        if alarm.level in ("112", "113", "nu"):
            assert "Hang op" in said
    assert {"112", "113", "nu"} <= {alarm.level for alarm in leaflet.alarms.values()}


def test_a_speaker_is_never_told_to_hang_up(leaflet: Leaflet) -> None:
    lines = script(leaflet)

    for code, alarm in leaflet.alarms.items():
        said = " ".join(lines[name].text for name in alarm_lines(leaflet, code))
        assert "ang op" not in said
        if alarm.level in ("112", "113", "nu"):
            assert re.search(r"\b[Bb]el\b", said)


@pytest.mark.parametrize(
    ("say", "say_phone", "speaker", "phone"),
    [
        ("", "", "alarm_nu", "alarm_nu-phone"),
        ("Kom.", "", "alarm_proef", "alarm_proef"),
        ("", "Bel.", "alarm_nu", "alarm_proef-phone"),
        ("Kom.", "Bel.", "alarm_proef", "alarm_proef-phone"),
    ],
)
def test_its_own_sentence_goes_before_the_level(
    leaflet: Leaflet, say: str, say_phone: str, speaker: str, phone: str
) -> None:
    one = next(alarm for alarm in leaflet.alarms.values() if alarm.level == "nu")
    proef = replace(one, code="proef", say=say, say_phone=say_phone, also="")
    other = replace(leaflet, alarms={"proef": proef})

    assert alarm_lines(other, "proef") == (speaker,)
    assert alarm_lines(other, "proef", phone=True) == (phone,)
    assert set(alarm_lines(other, "proef")) <= set(script(other))


def test_an_addition_comes_last(leaflet: Leaflet) -> None:
    code, alarm = next((code, one) for code, one in leaflet.alarms.items() if one.also)

    assert alarm_lines(leaflet, code)[-1] == f"alarm_{code}-also"
    assert script(leaflet)[f"alarm_{code}-also"].text == alarm.also
