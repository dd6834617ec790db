"""`POST /alexa` for a simulator on this machine: an envelope in, an envelope out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from server_stand_in import make_runtime

from skill.channels import Runtime
from skill.server import create_app

OURS = "amzn1.ask.skill.ours"


def launch(skill_id: str = OURS) -> dict[str, Any]:
    """What Alexa sends for `Alexa, open mijn rugwijzer`."""
    application = {"applicationId": skill_id}
    return {
        "version": "1.0",
        "session": {"new": True, "sessionId": "s", "application": application, "attributes": {}},
        "context": {"System": {"application": application, "user": {"userId": "u"}}},
        "request": {
            "type": "LaunchRequest",
            "requestId": "r",
            "timestamp": "2026-11-22T10:00:00Z",
            "locale": "nl-NL",
        },
    }


def test_a_launch_is_answered_with_clips_of_this_server(
    client: FlaskClient, runtime: Runtime
) -> None:
    clip = runtime.clip("prompt_welcome")
    assert clip is not None
    answer = client.post("/alexa", json=launch(), headers={"Host": "127.0.0.1:5123"}).get_json()

    assert answer["version"] == "1.0"
    assert answer["response"]["shouldEndSession"] is False
    speech = answer["response"]["outputSpeech"]["ssml"]
    assert f'<audio src="http://127.0.0.1:5123/audio/{clip.file}"' in speech


def test_a_handler_gets_the_envelope_and_where_the_clips_are(runtime: Runtime) -> None:
    seen: list[object] = []

    def make(given: Runtime, audio_base: str) -> Any:
        seen.append(audio_base)
        return lambda envelope, context: {"echo": envelope["request"]["type"]}

    client = create_app(runtime.settings, runtime, make).test_client()

    for _ in range(2):
        assert client.post("/alexa", json=launch()).get_json() == {"echo": "LaunchRequest"}
    assert seen == ["http://localhost/audio"]


def test_a_public_address_of_the_clips_goes_before(runtime: Runtime) -> None:
    public = replace(runtime.settings, audio_base_url="https://clips.example/v1")
    seen: list[str] = []

    def make(given: Runtime, audio_base: str) -> Any:
        seen.append(audio_base)
        return lambda envelope, context: {}

    create_app(public, runtime, make).test_client().post("/alexa", json=launch())

    assert seen == ["https://clips.example/v1"]


@pytest.mark.parametrize(
    "body", [{}, [], 7, "LaunchRequest", {"request": None}, {"request": {"type": 1}}]
)
def test_what_is_not_an_envelope_is_refused(client: FlaskClient, body: object) -> None:
    response = client.post("/alexa", json=body)

    assert response.status_code == 400
    assert response.get_json()["error"]["code"] == "bad_envelope"


def test_with_a_skill_id_a_request_of_this_machine_must_be_signed_too(tmp_path: Path) -> None:
    runtime = make_runtime(tmp_path, alexa_skill_id=OURS)
    client = create_app(runtime.settings, runtime).test_client()

    refused = client.post("/alexa", json=launch(OURS))

    assert refused.status_code == 400
    assert refused.get_json()["error"]["code"] == "unverified"


def test_a_verifier_gets_what_came_in_and_gives_the_envelope(tmp_path: Path) -> None:
    runtime = make_runtime(tmp_path, alexa_skill_id=OURS)
    seen: list[object] = []

    def make_verifier(skill_id: str) -> Any:
        def verify(headers: Any, body: bytes) -> dict[str, Any]:
            seen.extend((skill_id, dict(headers)["Signature-256"], body))
            return launch(OURS)

        return verify

    client = create_app(runtime.settings, runtime, make_verifier=make_verifier).test_client()
    answer = client.post("/alexa", data=b" raw \xff", headers={"signature-256": "abc"}).get_json()

    assert seen == [OURS, "abc", b" raw \xff"]
    speech = answer["response"]["outputSpeech"]["ssml"]
    assert "<audio" not in speech, "an Echo cannot fetch the clips of a developer's machine"


def test_what_goes_wrong_in_a_handler_stays_here(
    runtime: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    def make(given: Runtime, audio_base: str) -> Any:
        def handle(envelope: object, context: object) -> dict[str, Any]:
            raise KeyError("mijn rug")

        return handle

    response = (
        create_app(runtime.settings, runtime, make).test_client().post("/alexa", json=launch())
    )

    assert response.status_code == 500
    assert response.get_json()["error"]["code"] == "internal"
    assert "mijn rug" not in caplog.text + response.text
    assert "KeyError at test_server_alexa.py:" in caplog.text
