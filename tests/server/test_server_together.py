"""What editors, reviewers and patients do at the same moment on one server."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from review_desk import Desk, error_of, spoken
from test_server_review_takes import SECONDS, built, offer

from skill.channels import Runtime
from skill.ears import Ear
from skill.editorial import compile_content
from skill.errors import BadRequest, EarError
from skill.manifest import read_manifest
from skill.server import create_app
from skill.server.hearing import Hearing
from skill.server.kept import Kept
from skill.server.listen import editable
from skill.server.login import TRIES_AT_ONCE
from skill.server.making import MAKING
from skill.server.renewed import Renewed
from skill.settings import Settings

SAYS = "op vaste dagen"


def accepted(desk: Desk, line: str = "water") -> None:
    """Somebody brings a recording of a line as it reads now, and takes it."""
    take = offer(desk, spoken(SECONDS), line).get_json()["take"]
    assert desk.client.post(f"/review/takes/{take}/accept", json={}).status_code == 200


def test_a_recording_never_speaks_a_text_that_was_changed_before_its_clip(plants: Desk) -> None:
    accepted(plants)
    plants.rewrite("passages/water.md", SAYS, "in de ochtend")

    built(plants, "water")

    entry = read_manifest(plants.audio).clips["water"]
    assert "recording" not in (entry.normal.source, entry.slow.source)


def test_a_recording_that_comes_while_clips_are_made_waits_and_is_not_lost(plants: Desk) -> None:
    take = offer(plants, spoken(SECONDS)).get_json()["take"]

    with MAKING:
        answer = plants.client.post(f"/review/takes/{take}/accept", json={})
    assert error_of(answer) == (409, "busy")
    assert not (plants.audio / "recordings").exists()

    assert plants.client.post(f"/review/takes/{take}/accept", json={}).status_code == 200


def test_no_recording_writes_over_a_manifest_that_cannot_be_read(plants: Desk) -> None:
    """Somebody is merging two versions of it."""
    take = offer(plants, spoken(SECONDS)).get_json()["take"]
    path = plants.audio / "manifest.json"
    path.write_text("<<<<<<< " + path.read_text())
    before = path.read_bytes()

    answer = plants.client.post(f"/review/takes/{take}/accept", json={})

    assert error_of(answer) == (500, "not_written")
    assert path.read_bytes() == before
    assert not (plants.audio / "recordings").exists()


@dataclass
class Server:
    """A server whose texts are edited, and that takes over from itself."""

    renewed: Renewed
    folder: Path

    @property
    def client(self) -> FlaskClient:
        app = self.renewed._app
        assert isinstance(app, Flask)
        client = app.test_client()
        client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        return client


@pytest.fixture
def edited(learned: Path, hummed_plants: Path, tmp_path: Path) -> Callable[..., Server]:
    audio = Path(shutil.copytree(hummed_plants, tmp_path / "audio"))

    def make(**changes: Any) -> Server:
        given = Settings(content_dir=learned, audio_dir=audio, edit=True)
        return Server(editable(replace(given, **changes)), learned)

    return make


def test_a_take_waits_on_when_a_build_takes_over(edited: Callable[..., Server]) -> None:
    server = edited()
    path = "/review/takes/water/normal"
    take = server.client.post(path, data=spoken(SECONDS), content_type="audio/wav").get_json()
    server.renewed.renew()

    assert server.client.get(take["url"]).status_code == 200
    assert server.client.post(f"{take['url']}/accept", json={}).status_code == 200


def test_clips_that_are_being_made_are_still_told_of(edited: Callable[..., Server]) -> None:
    server = edited()
    with MAKING:  # so that it waits
        assert server.client.post("/review/build", json={"lines": ["water"]}).status_code == 200
        server.renewed.renew()

        state = server.client.get("/review/build").get_json()
        assert (state["running"], state["lines"]) == (True, ["water"])
        again = server.client.post("/review/build", json={"lines": ["water"]})
        assert error_of(again) == (409, "busy")


def test_no_limit_begins_anew_when_a_build_takes_over(edited: Callable[..., Server]) -> None:
    server = edited(public=True, review_secret="een lang geheim van de kliniek")
    for _ in range(TRIES_AT_ONCE):
        assert server.client.post("/login", data={"secret": "geraden"}).status_code == 403
    while server.client.post("/api/turn", json={"text": ""}).status_code == 200:
        pass
    server.renewed.renew()

    assert server.client.post("/login", data={"secret": "geraden"}).status_code == 429
    assert server.client.post("/api/turn", json={"text": ""}).status_code == 429


def test_a_call_goes_on_when_a_build_takes_over(edited: Callable[..., Server]) -> None:
    """An alarm that stands in it goes on standing."""
    server = edited()

    def says(text: str, address: str) -> str:
        posted = {"CallSid": "CA1", "From": "+31600000000", "CallStatus": "in-progress"}
        return server.client.post(address, data={**posted, "SpeechResult": text}).text

    def address(document: str) -> str:
        return re.findall(r"/phone/turn\?state=[\w.-]+", document)[0]

    alarm = says("mijn kind heeft van de plant gegeten", address(says("", "/phone/voice")))
    before = says("hoeveel water", address(alarm))
    server.renewed.renew()

    assert says("hoeveel water", address(alarm)) == before


def test_an_ear_is_not_loaded_again_when_a_build_takes_over(runtime: Runtime) -> None:
    made: list[int] = []

    def make() -> Ear:
        made.append(1)
        raise EarError("no ear")

    kept, given = Kept(), replace(runtime.settings, ear="whisper", public_url="https://x.example")
    hearing = kept.get("ear", Hearing)
    create_app(given, runtime, make_ear=make, kept=kept)
    create_app(given, runtime, make_ear=lambda: pytest.fail("another ear"), kept=kept)

    with pytest.raises(BadRequest, match="no ear"):
        hearing.hear(b"")
    assert made == [1]


def test_a_passage_that_is_withdrawn_and_built_is_heard_nowhere(
    edited: Callable[..., Server],
) -> None:
    """Not by the address of its clip either, which somebody may have kept."""
    server = edited()
    asked = {"text": "hoeveel water", "channel": "web"}
    before = server.client.post("/api/turn", json=asked).get_json()
    urls = {one["id"]: one["url"] for one in before["clips"]}
    assert before["passage"] == "water"
    assert server.client.get(urls["water"]).status_code == 200

    fields = {"item": "passages/water", "field": "status", "text": "ingetrokken"}
    saved = server.client.post("/edit/save", json={**fields, "was": "concept"})
    assert saved.status_code == 200, saved.text
    compile_content(server.folder)
    server.renewed.renew()

    assert server.client.get(urls["water"]).status_code == 404
    assert server.client.get(f"{urls['water']}/{urls['title_water'][7:]}").status_code == 404
    says = before["clips"][1]["text"]
    ways: list[dict[str, Any]] = [asked, {"event": "silence"}, {"text": "herhaal"}]
    ways += [{"event": "key", "key": key} for key in "0123456789*#"]
    for way in ways:
        for state in (None, before["state"], {"code": "10"}, {"offer": ["water"]}):
            given = {"channel": "web", **way, "state": state}
            assert says not in server.client.post("/api/turn", json=given).text
    assert says not in server.client.get("/edit/heard/passages/water").text
