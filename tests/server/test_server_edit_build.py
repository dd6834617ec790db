"""From a changed text to what is heard, from one button: compile, learn, clips, and go on."""

from __future__ import annotations

import threading
from dataclasses import asdict
from json import dumps, loads
from pathlib import Path
from typing import Any

import pytest
from edit_desk import Desk

from skill.errors import ContentError, Finding
from skill.leaflet import LEAFLET_FILE, script
from skill.manifest import MANIFEST_NAME, read_manifest
from skill.server.editing import build as building
from skill.server.editing.build import Build
from skill.studio import build
from skill.studio.build import Built
from skill.understanding import MODEL_FILE
from tests.conftest import paper_clip

WATER = "passages/water"


@pytest.fixture
def desk(learned: Path) -> Desk:
    return Desk(learned)


def built(desk: Desk) -> dict[str, Any]:
    """Presses the button and waits until it is over."""
    status, begun = desk.post("job")
    assert (status, begun["state"] in ("running", "done", "failed")) == (200, True)
    for thread in threading.enumerate():
        if thread.name == "build":
            thread.join()
    state: dict[str, Any] = desk.get("job")
    return state


def steps(state: dict[str, Any]) -> dict[str, str]:
    return {one["name"]: one["state"] for one in state["steps"]}


def test_a_changed_text_is_heard_without_a_restart(desk: Desk) -> None:
    assert desk.get("job") | {"steps": []} == {
        "state": "idle", "steps": [], "made": 0, "of": 0, "silent": [], "message": "",
        "findings": [], "content": "", "waits": False,
    }  # fmt: skip
    body = desk.text(WATER, "body").replace("op vaste dagen", "in de ochtend")
    desk.save(WATER, "body", body)
    assert "op vaste dagen" in desk.get(f"heard/{WATER}")["text"]
    assert desk.get("job")["waits"] is True

    state = built(desk)

    assert (state["state"], state["waits"]) == ("done", False)
    assert steps(state) == {
        "compile": "done", "learn": "skipped", "clips": "skipped", "renew": "done",
    }  # fmt: skip
    assert "in de ochtend" in desk.get(f"heard/{WATER}")["text"]
    assert desk.client.get("/health").get_json()["content"] == state["content"]


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("alarms/giftig", "Bel nu. Houd de plant bij de hand."),
        ("subjects/katten", "Over katten staat niets in de folder."),
        ("prompt/prompt_welcome", "Zin welcome."),
        ("prompt/level_nu", "Bel nu."),
        ("prompt/template_offer", ""),
        (WATER, "Water geven. Geef uw plant twee keer"),
    ],
)
def test_each_item_is_heard_as_a_conversation_has_it(desk: Desk, item: str, said: str) -> None:
    heard = desk.get(f"heard/{item}")

    assert heard["text"].startswith(said)
    assert " ".join(one["text"] for one in heard["clips"]) == heard["text"]


def test_what_was_begun_on_the_old_application_ends_there(desk: Desk) -> None:
    old = desk.app
    desk.save(WATER, "title", "Hoe vaak water?")
    built(desk)

    assert desk.app is not old
    assert old.test_client().get("/health").status_code == 200


def test_a_new_alarm_is_learnt_and_then_raised(desk: Desk) -> None:
    from test_server_edit_alarm import FORM

    assert desk.post("alarm", **FORM)[0] == 200
    assert desk.get("heard/alarms/omgevallen") == {"text": "", "clips": []}
    model = (desk.folder / MODEL_FILE).read_bytes()

    state = built(desk)

    assert (state["state"], steps(state)["learn"]) == ("done", "done"), state
    assert (desk.folder / MODEL_FILE).read_bytes() != model
    turn = {"channel": "web", "text": "de plant ligt ineens op de grond"}
    answer = desk.client.post("/api/turn", json=turn).get_json()
    assert (answer["alarm"], answer["level"]) == ("omgevallen", "vandaag")


def test_a_folder_that_is_wrong_is_not_built_and_the_server_goes_on(desk: Desk) -> None:
    before = (desk.folder / LEAFLET_FILE).read_bytes()
    path = desk.folder / "passages" / "water.md"
    path.write_text(path.read_text().replace("twee keer", "3 keer"))

    state = built(desk)

    assert (state["state"], state["message"]) == (
        "failed",
        "Het opbouwen is gestopt; er klinkt nog wat er klonk.",
    )
    assert steps(state)["compile"] == "failed"
    assert all("Engels" not in one["text"] for one in state["findings"])
    assert {one["where"] for one in state["findings"]} == {"plant/passages/water.md"}
    assert (desk.folder / LEAFLET_FILE).read_bytes() == before
    assert "twee keer" in desk.get(f"heard/{WATER}")["text"]


def test_without_what_learns_that_is_told_and_nothing_is_half(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from test_server_edit_alarm import FORM

    def nothing(*_: object) -> None:
        raise ModuleNotFoundError(name="sklearn")

    monkeypatch.setattr(building, "learn", nothing)
    before = [(desk.folder / one).read_bytes() for one in (LEAFLET_FILE, MODEL_FILE)]
    desk.post("alarm", **FORM)

    state = built(desk)

    assert (state["state"], "sklearn" in state["message"]) == ("failed", True)
    assert [(desk.folder / one).read_bytes() for one in (LEAFLET_FILE, MODEL_FILE)] == before


def test_what_nobody_foresaw_ends_the_build_without_a_traceback(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("water")

    monkeypatch.setattr(building, "status", broken)
    state = built(desk)

    assert state["message"] == "Er ging iets mis in het programma. Probeer het nog eens."


def test_a_server_that_cannot_take_over_goes_on_with_the_old_and_says_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise ContentError([Finding("plant/compiled/model.json", 0, "cannot be read: a disk")])

    desk.save(WATER, "body", desk.text(WATER, "body").replace("op vaste dagen", "in de ochtend"))
    monkeypatch.setattr(desk.server, "_make", broken)

    state = built(desk)

    assert (state["state"], steps(state)["renew"]) == ("failed", "failed")
    assert [one["text"] for one in state["findings"]] == ["Het bestand kan niet worden gelezen."]
    assert "op vaste dagen" in desk.get(f"heard/{WATER}")["text"]


def voice(desk: Desk, engine: str) -> None:
    """Clips on paper for every line, in a voice."""
    clips = {
        line.id: {
            "text": line.text,
            "spoken": line.text,
            "normal": asdict(paper_clip(line.id)),
            "slow": asdict(paper_clip(line.id, slow=True)),
        }
        for line in script(desk_leaflet(desk)).values()
    }
    text = dumps({"engine": engine, "clips": clips})
    (desk.settings.audio_dir / MANIFEST_NAME).write_text(text, encoding="utf-8")


def desk_leaflet(desk: Desk) -> Any:
    from skill.leaflet import read_leaflet

    return read_leaflet(desk.folder)


def test_clips_that_were_made_elsewhere_wait_to_be_heard(desk: Desk) -> None:
    assert desk.get("job")["waits"] is False
    voice(desk, "gtts nl-strange")
    assert desk.get("job")["waits"] is True

    assert built(desk)["waits"] is False


def test_where_the_voice_is_not_the_device_speaks_and_the_page_says_so(desk: Desk) -> None:
    voice(desk, "gtts nl-strange")
    before = (desk.settings.audio_dir / MANIFEST_NAME).read_bytes()
    desk.save(WATER, "title", "Hoe vaak water?")

    state = built(desk)

    told = next(one for one in state["steps"] if one["name"] == "clips")
    assert (state["state"], told["state"]) == ("done", "skipped")
    assert "is hier niet geïnstalleerd" in told["told"]
    assert "gtts nl-strange" in told["told"]
    assert (desk.settings.audio_dir / MANIFEST_NAME).read_bytes() == before


def test_only_the_changed_line_gets_new_clips_in_the_voice_of_the_others(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from skill.editorial import read_content
    from skill.studio import engine

    content = read_content(desk.folder)[0]
    lines = list(script(content.leaflet).values())
    folder = desk.settings.audio_dir
    build(lines, content.lexicon, folder, engine=engine("silent"), progress=lambda _: None)
    made: list[Built] = []

    def watched(*arguments: Any, **named: Any) -> Built:
        made.append(build(*arguments, **named))
        return made[-1]

    monkeypatch.setattr(building, "build", watched)
    monkeypatch.setattr(building, "chosen", lambda *_: ("silent", None))
    body = desk.text(WATER, "body").replace("op vaste dagen", "in de ochtend")
    desk.save(WATER, "body", body)

    state = built(desk)

    assert (state["state"], state["made"], state["of"]) == ("done", 2, 2), state
    assert {name.partition("-")[0] for name in made[0].made} == {"water"}
    clips = desk.get(f"heard/{WATER}")["clips"]
    assert all(one["url"] for one in clips)
    assert desk.client.get(clips[1]["url"]).status_code == 200
    assert "in de ochtend" in read_manifest(folder).clips["water"].text


def test_one_build_runs_at_a_time(learned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    going, runs = threading.Event(), []

    def slow(self: Build) -> None:
        runs.append(1)
        going.wait(30)

    monkeypatch.setattr(Build, "run", slow)
    desk = Desk(learned)
    assert desk.post("job")[1]["state"] == "running"
    assert desk.post("job")[1]["state"] == "running"
    going.set()

    assert runs == [1]
    assert loads(dumps(desk.get("job")))["state"] == "running"
