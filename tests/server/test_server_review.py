"""What the review page shows: everything that can be heard, and what it is based on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from review_desk import Desk, error_of
from server_stand_in import leaflet

from skill.channels import Runtime
from skill.editorial.signoff import all_items
from skill.leaflet import script
from skill.manifest import read_manifest
from skill.server.review.heard import read_back

PAGES = Path(__file__).parents[2] / "skill" / "pages"


def index(client: FlaskClient) -> dict[str, dict[str, object]]:
    return {one["id"]: one for one in client.get("/review/items").get_json()["items"]}


def detail(client: FlaskClient, item: str) -> dict[str, object]:
    found: dict[str, object] = client.get(f"/review/items/{item}").get_json()
    return found


def test_every_line_that_can_be_heard_or_must_be_approved_stands_in_one_item(backs: Desk) -> None:
    found = [line for item in index(backs.client).values() for line in item["lines"]]
    signoff = backs.signoff()
    wanted = {line.id for line in all_items(leaflet(), read_manifest(backs.audio), signoff)}

    assert len(found) == len(set(found))
    assert set(found) == wanted | set(script(leaflet()))


def test_every_line_shows_its_text_and_who_may_approve_it(backs: Desk) -> None:
    client, texts = backs.client, {one.id: one.text for one in script(leaflet()).values()}
    for item in ("goed-tillen", "alarm_doof-kruis", "opening_privacy", "prompt_help-alarm"):
        for line in detail(client, item)["lines"]:
            assert line["text"] == texts.get(line["id"], line["text"])
            assert line["roles"]


def test_a_passage_stands_beside_what_the_leaflet_says(backs: Desk) -> None:
    about = detail(backs.client, "paracetamol")["about"]

    assert about["risk"] == "dosering"
    assert about["code"] == "126"
    (dose,) = [one for one in about["statements"] if one["id"] == "S74"]
    assert "500 mg" in dose["hard_facts"]
    said = [piece for one in about["sentences"] for piece in one["pieces"]]
    assert ["vier keer per dag", True] in [[words.lower(), marked] for words, marked in said]
    assert [one["item"] for one in about["elsewhere"]] == ["closing_dosis"]
    assert about["follow_ups"]


def test_a_sentence_of_our_own_is_known_as_one(backs: Desk) -> None:
    found = index(backs.client)
    own = [item for item in found.values() if item["kind"] == "passage" and item["without_source"]]

    assert "kan-bewegen-kwaad" in {item["id"] for item in own}
    about = detail(backs.client, "kan-bewegen-kwaad")["about"]
    assert [one["own"] for one in about["sentences"]].count(True) >= 1
    assert not found["paracetamol"]["without_source"]


def test_an_alarm_shows_its_source_its_evidence_and_what_raises_it(backs: Desk) -> None:
    found = detail(backs.client, "alarm_doof-kruis")
    about = found["about"]

    assert "richtlijnen.nhg.org" in found["background"]["source"]
    assert found["background"]["evidence"] == "GOED"
    assert "bij het afvegen" in found["background"]["note"]
    assert about["level"] == "nu"
    assert len(about["raises"]) > 30
    assert "ik heb geen dove billen, hoe moet ik zitten" in about["leaves"]
    assert {one["what"] for one in about["alike"]}
    assert [one["number"] for one in found["questions"]][:2] == ["1", "3"]


def test_an_alarm_without_a_source_says_so(backs: Desk) -> None:
    alarms = [item for item in index(backs.client).values() if item["kind"] == "alarm"]
    without = {item["id"] for item in alarms if item["without_source"]}

    assert "alarm_nachtzweten" in without
    assert "alarm_doof-kruis" not in without
    for item in without:
        background = detail(backs.client, item)["background"]
        assert "://" not in background["source"] or background["evidence"].startswith("NIET")


def test_an_alarm_shows_its_check_what_it_bars_and_what_makes_it(backs: Desk) -> None:
    alarms = leaflet().alarms
    about = detail(backs.client, "alarm_ongeluk-met-uitval")["about"]

    assert about["check"] == alarms["ongeluk-met-uitval"].check
    assert {one["id"] for one in about["never"]} == set(alarms["ongeluk-met-uitval"].never)
    assert [alarms[one].label for one in ("val-zonder-uitval", "kracht-weg")] in about["together"]


def test_an_opening_shows_what_is_said_elsewhere_and_what_it_leads_to(backs: Desk) -> None:
    openings = leaflet().openings
    complaint = detail(backs.client, "opening_complaint")["about"]
    privacy = [one["id"] for one in detail(backs.client, "opening_privacy")["lines"]]

    assert [one["item"] for one in complaint["elsewhere"]] == ["closing_veiligheid-gevoel"]
    assert [one["id"] for one in complaint["choices"]] == list(openings["complaint"].choices)
    assert {"opening_privacy-phone", "opening_privacy-screen"} <= set(privacy)


def test_a_question_to_the_owner_leads_to_what_it_is_about(backs: Desk) -> None:
    found = detail(backs.client, "question_2")
    touched = {one["id"] for one in found["about"]["touches"]}

    assert {"paracetamol", "closing_dosis", "subject_kinderen", "alarm_te-veel-pillen"} <= touched
    assert found["about"]["before_use"]
    for item in touched:
        assert "2" in index(backs.client)[item]["questions"]


def test_both_tempos_of_a_line_can_be_played(client: FlaskClient, runtime: Runtime) -> None:
    lines = {one["id"]: one for one in detail(client, "goed-tillen")["lines"]}
    clips = [runtime.clip("goed-tillen", slow=slow) for slow in (False, True)]

    addresses = [one["url"] for one in lines["goed-tillen"]["sounds"]]
    assert addresses == [f"/review/clips/{clip.file}" for clip in clips if clip]
    assert lines["first_goed-tillen"]["sounds"] == []
    assert client.get(addresses[0]).mimetype == "audio/mpeg"
    part = client.get(addresses[1], headers={"Range": "bytes=0-9"})
    assert (part.status_code, len(part.data)) == (206, 10)


@pytest.mark.parametrize(
    ("path", "refusal"),
    [
        ("/review/items/nergens", (404, "no_item")),
        ("/review/clips/nergens.mp3", (404, "no_clip")),
        ("/review/clips/manifest.json", (404, "no_clip")),
        ("/review/takes/nergens", (410, "take_gone")),
    ],
)
def test_what_is_not_there_is_refused(
    client: FlaskClient, path: str, refusal: tuple[int, str]
) -> None:
    assert error_of(client.get(path)) == refusal


def test_a_change_in_the_files_is_seen_at_once(plants: Desk) -> None:
    before = plants.line("water", "water")
    plants.rewrite("passages/water.md", "twee keer per week", "drie keer per week")
    after = plants.line("water", "water")

    assert "twee keer per week" in before["text"]
    assert "drie keer per week" in after["text"]
    assert before["hash"] != after["hash"]
    assert (after["sounds"], after["stale_sound"]) == ([], True)


def test_a_withdrawn_passage_says_so_and_is_found_by_it(plants: Desk) -> None:
    plants.rewrite("passages/water.md", "status: concept", "status: ingetrokken")
    rows = plants.client.get("/review/items").get_json()["items"]

    assert [one["id"] for one in rows if one["withdrawn"]] == ["water"]
    assert [one["id"] for one in rows if "ingetrokken" in one["words"]] == ["water"]


def test_while_a_file_is_wrong_the_last_right_list_is_shown_and_why(plants: Desk) -> None:
    assert plants.client.get("/review/items").get_json()["findings"] == []
    plants.rewrite("passages/water.md", "risk: ", "risks: ")
    found = plants.client.get("/review/items").get_json()

    assert any("passages/water.md" in one and "risk" in one for one in found["findings"])
    assert "water" in {item["id"] for item in found["items"]}


def test_a_folder_that_was_never_right_shows_what_is_wrong(plants: Desk) -> None:
    (plants.content / "prompts.yaml").write_text("prompt: [\n", encoding="utf-8")
    found = plants.client.get("/review/items").get_json()

    assert found["items"] == []
    assert found["findings"]
    assert error_of(plants.client.get("/review/items/water")) == (409, "content_broken")


def test_the_sheet_to_print_is_made_of_the_same_texts(plants: Desk) -> None:
    answer = plants.client.get("/review/sheet")

    assert plants.line("water", "water")["text"] in answer.text
    assert f"water:{plants.line('water', 'water')['hash'][:6]}" in answer.text
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
    assert "style-src 'sha256-" in answer.headers["Content-Security-Policy"]


def test_every_refusal_has_words_on_the_page() -> None:
    told = set(re.findall(r"^  (\w+): \"", (PAGES / "review-api.js").read_text("utf-8"), re.M))
    raised = {
        code
        for path in (PAGES.parent / "server" / "review").glob("*.py")
        for code in re.findall(r"BadRequest\(\s*\"(\w+)\"", path.read_text("utf-8"))
    }

    assert len(raised) > 15
    assert raised <= told


def test_modules_of_the_page_are_short_and_load_what_is_there(client: FlaskClient) -> None:
    files = sorted(PAGES.glob("review*.js"))
    for path in files:
        text = path.read_text("utf-8")
        assert len(text.splitlines()) <= 300
        for loaded in re.findall(r'from "\./([\w.-]+)"', text):
            assert client.get(f"/pages/{loaded}").mimetype == "text/javascript"
    assert len(files) > 5


def test_the_shipped_clips_are_known_as_they_were_heard(backs: Desk) -> None:
    heard = read_back(backs.audio)
    assert len(heard) > 700
    assert {"text", "percent", "telephone", "wrong", "flagged", "accepted", "known"} == set(
        next(iter(heard.values()))
    )
