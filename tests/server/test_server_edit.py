"""A text is changed over `/edit`: what is told, what is written, what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from edit_desk import OURS, Desk

from skill import atomic_write
from skill.server import create_app
from skill.settings import Settings

WATER = "passages/water"
BODY = """\
Geef uw plant twee keer per week water, op vaste dagen. [S01]
Laat daarna geen water in de schaal staan. [S02]
Zo blijft de plant het hele jaar fris. [eigen]"""


@pytest.fixture
def desk(learned: Path) -> Desk:
    return Desk(learned)


def texts(told: object) -> list[str]:
    assert isinstance(told, dict)
    return [one["text"] for one in told["findings"]]


def test_a_form_shows_the_fields_as_the_file_has_them(desk: Desk) -> None:
    form = desk.get(f"item/{WATER}")

    assert (form["item"], form["file"]) == (WATER, "passages/water.md")
    assert {one["name"]: one["text"] for one in form["fields"]} == {
        "body": BODY,
        "title": "Hoeveel water?",
        "spoken_title": "Water geven",
        "about": "water geven",
        "status": "concept",
    }
    status = form["fields"][-1]
    assert status["choices"] == ["concept", "goedgekeurd", "ingetrokken"]


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("water", WATER),
        ("title_water", WATER),
        ("after_water", WATER),
        ("alarm_giftig-also", "alarms/giftig"),
        ("level_giftig", "alarms/giftig"),
        ("alarm_nu-phone", "prompt/level_nu"),
        ("level_nu", "prompt/level_nu"),
        ("standing_nu-1", "prompt/standing_nu-1"),
        ("closing_proef", "prompt/closing_proef"),
        ("subject_katten", "subjects/katten"),
        ("signs_prompt_welcome", "prompt/prompt_welcome"),
    ],
)
def test_a_line_leads_to_what_it_belongs_to(desk: Desk, line: str, item: str) -> None:
    assert desk.get(f"item/{line}")["item"] == item


@pytest.mark.parametrize(
    "name",
    ["menu_root", "passages/niets", "passages/../leaflet", "leaflet.yaml", "prompt/welcome", "%00"],
)
def test_what_cannot_be_edited_is_no_item(desk: Desk, name: str) -> None:
    assert desk.get(f"item/{name}")["error"]["code"] == "no_item"


@pytest.mark.parametrize(
    ("item", "field", "text", "told"),
    [
        (WATER, "about", "een heel lang aanbod over water geven aan planten", "zeven woorden"),
        (WATER, "spoken_title", "Hoe u uw plant water geeft", "meer dan vier woorden"),
        (WATER, "about", "licht voor de plant", ""),
        (WATER, "title", "", "`title` is leeg of ontbreekt"),
        ("subjects/katten", "body", "Heeft u een kat?", "vraagt niets"),
        ("prompt/prompt_welcome", "text", "Kom om 9 uur.", "“9” is een getal in cijfers"),
        ("prompt/prompt_welcome", "text", "Kom bv. langs.", "“bv.” is een afkorting"),
        ("prompt/template_offer", "text", "Nog iets?", "{about} ontbreekt"),
        ("alarms/giftig", "check", "U zei dat.", "eindigt met een vraagteken"),
    ],
)
def test_each_field_is_judged_in_dutch_before_it_is_written(
    desk: Desk, item: str, field: str, text: str, told: str
) -> None:
    found = " ".join(texts(desk.check(item, field, text)))

    assert (told in found) if told else not found
    assert "Engels" not in found


def test_a_sentence_is_judged_at_its_own_row(desk: Desk) -> None:
    body = BODY.replace("twee keer", "2 keer")
    told = desk.check(WATER, "body", body)

    assert [(one["row"], one["where"]) for one in told["findings"]] == [(0, ""), (1, "")]
    assert "Er staat een getal in cijfers: schrijf het als woord." in texts(told)
    assert any("twee keer per week" in one for one in texts(told))


def test_a_statement_that_falls_away_is_told(desk: Desk) -> None:
    told = desk.check(WATER, "body", BODY.replace(" [S02]", " [S01]"))

    assert any("S02" in one for one in texts(told))


def test_a_sentence_without_a_statement_hides_nothing_else(desk: Desk) -> None:
    found = texts(desk.check(WATER, "body", "Geef 2 keer (veel) water."))

    assert any("heeft geen spoor" in one for one in found)
    assert any("in cijfers" in one for one in found)
    assert any("klinken niet: ( )" in one for one in found)
    assert any("4 woorden" in one or "5 woorden" in one for one in found)


def test_an_offer_that_another_passage_has_is_told_with_its_file(desk: Desk) -> None:
    other = desk.text("passages/licht", "about")
    found = desk.check(WATER, "about", other)["findings"]

    assert ["met dezelfde woorden" in one["text"] for one in found] == [True]


def test_what_is_heard_is_told_too(desk: Desk) -> None:
    told = desk.check(WATER, "body", BODY)

    assert (told["findings"], told["changed"], told["words"]) == ([], False, 27)
    assert 5 < told["seconds"] < 15


def test_an_answer_that_becomes_too_long_may_be_saved_and_is_warned_of(desk: Desk) -> None:
    body = BODY + "\nZo blijft de kamerplant bijzonder verzorgingsbehoeftig. [eigen]" * 3
    longer = (
        body + "\nVerantwoordelijkheidsgevoel helpt kamerplantenliefhebbers dagelijks. [eigen]" * 3
    )
    told = desk.check(WATER, "body", longer)

    assert told["findings"] == []
    assert any("seconden lang; 35 is het langste" in one for one in told["warnings"])
    assert desk.save(WATER, "body", longer)[0] == 200


def test_a_change_is_written_as_an_editor_would(desk: Desk) -> None:
    before = desk.file("passages/water.md")
    body = BODY.replace("op vaste dagen", "in de ochtend")

    status, told = desk.save(WATER, "body", body)

    assert (status, told["changed"]) == (200, True)
    assert desk.file("passages/water.md") == before.replace("op vaste dagen", "in de ochtend")
    assert desk.text(WATER, "body") == body


def test_what_a_word_processor_brings_along_is_left_out(desk: Desk) -> None:
    told = desk.check(WATER, "body", BODY.replace("twee keer", "twee\u00a0ke\u00ader"))

    assert (told["findings"], told["changed"]) == ([], False)


def test_quotes_of_a_word_processor_are_told(desk: Desk) -> None:
    found = texts(desk.check(WATER, "body", BODY.replace("fris", "“fris”")))

    assert found == ["Deze tekens klinken niet: “ ” (schrijf het uit in woorden, of laat ze weg)."]


def test_a_passage_is_withdrawn(desk: Desk) -> None:
    assert desk.save(WATER, "status", "ingetrokken")[0] == 200
    assert "status: ingetrokken\n" in desk.file("passages/water.md")


def test_an_alarm_gets_a_sentence_of_its_own_and_loses_it(desk: Desk) -> None:
    before = desk.file("alarms/giftig.md")

    desk.save("alarms/giftig", "say", "Bel nu: ga niet zelf.")
    assert "say: 'Bel nu: ga niet zelf.'\n" in desk.file("alarms/giftig.md")
    desk.save("alarms/giftig", "say", "")
    assert desk.file("alarms/giftig.md") == before


def test_what_breaks_reading_is_refused_with_every_finding(desk: Desk) -> None:
    before = desk.file("passages/water.md")

    status, told = desk.save(WATER, "body", "Kort en 2 keer. [S01]")

    assert (status, told["error"]["code"]) == (422, "refused")
    assert len(told["findings"]) > 3
    assert desk.file("passages/water.md") == before


def test_a_mistake_that_stood_already_keeps_nobody_from_saving(desk: Desk) -> None:
    path = desk.folder / "passages" / "licht.md"
    path.write_text(path.read_text().replace("meestal", "altijd"))

    status, told = desk.save("passages/licht", "title", "Waar staat de plant?")

    assert status == 200
    assert ["meestal" in one["text"] for one in told["stood"]] == [True]


def test_a_field_that_was_changed_meanwhile_is_shown_and_not_written(desk: Desk) -> None:
    path = desk.folder / "passages" / "water.md"
    path.write_text(path.read_text().replace("Hoeveel water?", "Hoe vaak water?"))

    status, told = desk.save(WATER, "title", "Hoe geeft u water?", was="Hoeveel water?")

    assert (status, told["error"]["code"], told["now"]) == (409, "stale", "Hoe vaak water?")
    assert "Hoe vaak water?" in path.read_text()


def test_two_tabs_may_change_two_fields_of_one_file(desk: Desk) -> None:
    assert desk.save(WATER, "title", "Hoe vaak water?", was="Hoeveel water?")[0] == 200
    assert desk.save(WATER, "about", "vaak water geven", was="water geven")[0] == 200
    assert "title: Hoe vaak water?" in desk.file("passages/water.md")


def test_a_file_that_is_broken_is_told_and_left(desk: Desk) -> None:
    path = desk.folder / "passages" / "water.md"
    path.write_text("---\ntitle: [\n---\n")

    told = desk.get(f"item/{WATER}")

    assert told["error"]["code"] == "refused"
    assert texts(told) == [
        "De opmaak van het bestand klopt niet: kijk naar inspringen en dubbele punten."
    ]
    assert path.read_text() == "---\ntitle: [\n---\n"


def test_a_disk_that_takes_nothing_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = desk.file("passages/water.md")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic_write.Path, "write_bytes", full)
    # The copy that is checked is written too; only the folder itself is full.
    monkeypatch.setattr("skill.server.editing.change.verdict", lambda *_: _right(desk))
    status, told = desk.save(WATER, "title", "Hoe vaak water?")

    assert (status, told["error"]["code"]) == (500, "not_saved")
    assert "kijk naar de rechten en de ruimte" in texts(told)[0]
    assert desk.file("passages/water.md") == before


def _right(desk: Desk) -> object:
    from skill.editorial import read_content
    from skill.editorial.editing import Verdict

    content = read_content(desk.folder)[0]
    return Verdict((), (), content, content)


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({}, "bad_edit"),
        ({"item": WATER, "field": "body", "text": 3}, "bad_edit"),
        ({"item": WATER, "field": "risk", "text": "none"}, "no_item"),
        ({"item": "passages/zon", "field": "body", "text": ""}, "no_item"),
        ({"item": WATER, "field": "status", "text": "klaar"}, "bad_edit"),
        ({"item": WATER, "field": "body", "text": "a" * 20_001}, "too_long"),
    ],
)
def test_a_payload_of_another_shape_is_refused(
    desk: Desk, payload: dict[str, object], code: str
) -> None:
    assert desk.post("check", **payload)[1]["error"]["code"] == code
    assert desk.post("save", **payload)[1]["error"]["code"] == code


ROUTES = (
    ("GET", "item/water"),
    ("POST", "check"),
    ("POST", "save"),
    ("GET", "alarm"),
    ("POST", "alarm/check"),
    ("POST", "alarm"),
    ("GET", "heard/water"),
    ("POST", "job"),
    ("GET", "job"),
)


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_without_edit_there_is_nothing(learned: Path, method: str, path: str) -> None:
    app = create_app(Settings(content_dir=learned, audio_dir=learned))
    answer = app.test_client().open(f"/edit/{path}", method=method, json={})

    assert (answer.status_code, answer.get_json()["error"]["code"]) == (404, "editing_off")


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_a_server_for_the_world_is_edited_by_nobody(learned: Path, method: str, path: str) -> None:
    desk = Desk(learned, public_url="https://phone.example")
    answer = desk.client.open(f"/edit/{path}", method=method, json={})

    assert answer.status_code in (401, 403)


@pytest.mark.parametrize(("method", "path"), [one for one in ROUTES if one[0] == "POST"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost:3000"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=lambda one: " ".join(one.values()),
)
def test_another_site_changes_nothing(
    desk: Desk, method: str, path: str, headers: dict[str, str]
) -> None:
    status, told = desk.post(
        path, headers, item=WATER, field="status", text="concept", was="concept"
    )

    assert (status, told["error"]["code"] in ("cross_site", "loopback_only")) == (403, True)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_a_form_of_another_site_changes_nothing(desk: Desk, kind: str) -> None:
    body = json.dumps({"item": WATER, "field": "title", "text": "a", "was": "Hoeveel water?"})
    answer = desk.client.post("/edit/save", data=body, content_type=kind, headers=OURS)

    assert answer.status_code == 415
