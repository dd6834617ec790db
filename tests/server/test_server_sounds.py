"""Clips that are gone, cut off or changed while the server runs: the truth is told, and spoken."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from server_stand_in import make_runtime

from skill.channels import Runtime
from skill.errors import ContentError
from skill.manifest import MANIFEST_NAME, read_manifest
from skill.server import create_app

LINE = "goed-tillen"
QUESTION = "hoe til ik goed"


def harm(path: Path, how: str) -> None:
    data = path.read_bytes()
    if how == "gone":
        path.unlink()
    elif how == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif how == "a pipe":
        path.unlink()
        os.mkfifo(path)
    elif how == "empty":
        path.write_bytes(b"")
    else:
        path.write_bytes(data[:-1] + bytes((data[-1] ^ 1,)))


def clip_of(runtime: Runtime, line_id: str) -> str:
    clip = runtime.clip(line_id)
    assert clip is not None
    return clip.file


def turn(client: FlaskClient) -> dict[str, Any]:
    answer = client.post("/api/turn", json={"text": QUESTION}).get_json()
    return {one["id"]: one for one in answer["clips"]}


@pytest.mark.parametrize("how", ["gone", "cut", "empty", "changed", "a pipe"])
def test_a_harmed_clip_is_not_played_and_the_others_are(
    client: FlaskClient, runtime: Runtime, how: str
) -> None:
    before = turn(client)
    assert before[LINE]["url"]
    fresh = client.get("/health").get_json()["clips"]["fresh"]
    harm(runtime.settings.audio_dir / clip_of(runtime, LINE), how)

    now = turn(client)
    assert now[LINE]["url"] is None
    assert now[LINE]["text"] == before[LINE]["text"], "the device's voice says it"
    assert now["title_goed-tillen"] == before["title_goed-tillen"]
    assert client.get("/health").get_json()["clips"]["fresh"] == fresh - 1
    assert client.get(before[LINE]["url"]).status_code == 404
    assert client.get(before["title_goed-tillen"]["url"]).status_code == 200


def test_a_clip_that_was_mended_is_played_again(client: FlaskClient, runtime: Runtime) -> None:
    path = runtime.settings.audio_dir / clip_of(runtime, LINE)
    data = path.read_bytes()
    harm(path, "cut")
    assert turn(client)[LINE]["url"] is None
    path.write_bytes(data)

    assert turn(client)[LINE]["url"] is not None


def test_a_telephone_and_a_speaker_hear_the_text_of_a_harmed_clip(
    client: FlaskClient, runtime: Runtime
) -> None:
    file = clip_of(runtime, LINE)
    harm(runtime.settings.audio_dir / file, "cut")

    called = client.post("/phone/turn", data={"SpeechResult": QUESTION}).text
    intent = {"name": "VraagIntent", "slots": {"vraag": {"name": "vraag", "value": QUESTION}}}
    envelope = {"request": {"type": "IntentRequest", "intent": intent}, "session": {"new": True}}
    spoken = client.post("/alexa", json=envelope).text
    for answer in (called, spoken):
        assert file not in answer
        assert clip_of(runtime, "title_goed-tillen") in answer


def test_clips_that_stand_elsewhere_are_not_judged_by_our_copies(tmp_path: Path) -> None:
    runtime = make_runtime(tmp_path, audio_base_url="https://clips.example")
    client = create_app(runtime.settings, runtime).test_client()
    file = clip_of(runtime, LINE)
    harm(tmp_path / file, "gone")

    assert (
        f"https://clips.example/{file}"
        in client.post("/phone/turn", data={"SpeechResult": QUESTION}).text
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("file", 7),
        ("file", "../../etc/passwd"),
        ("file", ""),
        ("file", ".hidden"),
        ("sha256", None),
        ("seconds", "1.0"),
        ("seconds", True),
        ("seconds", float("nan")),
        ("seconds", -1),
        ("lufs", [1]),
        ("peak_db", float("inf")),
        ("source", {}),
        ("another", 1),
    ],
)
def test_a_manifest_of_the_wrong_types_is_told_at_the_start(
    runtime: Runtime, field: str, value: object
) -> None:
    path = runtime.settings.audio_dir / MANIFEST_NAME
    raw = json.loads(path.read_text())
    raw["clips"][LINE]["slow"][field] = value
    path.write_text(json.dumps(raw))

    with pytest.raises(ContentError, match="is not a manifest"):
        read_manifest(path.parent)


@pytest.mark.parametrize("name", ["text", "spoken"])
def test_a_manifest_without_words_is_told_at_the_start(runtime: Runtime, name: str) -> None:
    path = runtime.settings.audio_dir / MANIFEST_NAME
    raw = json.loads(path.read_text())
    raw["clips"][LINE][name] = 7
    path.write_text(json.dumps(raw))

    with pytest.raises(ContentError, match="7 is no text"):
        read_manifest(path.parent)
