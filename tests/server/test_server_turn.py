"""`POST /api/turn`: what programs and the page say to Rugwijzer, and whatever else they send."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from server_stand_in import BROKEN

from skill.server.bodies import DEEPEST, LARGEST_BODY


def test_a_question_is_answered_with_text_and_clips(client: FlaskClient) -> None:
    answer = client.post("/api/turn", json={"state": None, "text": "Hoe til ik goed?"}).get_json()

    assert answer["outcome"] == "answer"
    assert answer["label"] == "passage:goed-tillen"
    assert [clip["id"] for clip in answer["clips"]][:2] == ["title_goed-tillen", "goed-tillen"]
    assert client.get(answer["clips"][1]["url"]).mimetype == "audio/mpeg"


def test_the_state_carries_the_conversation(client: FlaskClient) -> None:
    first = client.post("/api/turn", json={"text": "hoe til ik goed"}).get_json()
    second = client.post("/api/turn", json={"state": first["state"], "text": "ja"}).get_json()

    assert first["asks"] == "offer"
    assert second["outcome"] == "answer"
    assert second["passage"] not in (None, "goed-tillen")


def test_a_telephone_has_keys(client: FlaskClient) -> None:
    payload = {"channel": "phone", "event": "key", "key": "3"}

    assert client.post("/api/turn", json=payload).get_json()["outcome"] == "menu"


def test_an_answer_is_kept_nowhere(client: FlaskClient) -> None:
    response = client.post("/api/turn", json={"event": "launch"})

    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers


def test_dutch_is_readable_in_a_terminal(client: FlaskClient) -> None:
    assert "één" in client.post("/api/turn", json={"event": "launch"}).text


JSON = "application/json"

REFUSED: list[tuple[str, bytes, str, int, str]] = [
    ("no JSON", b"hallo", JSON, 400, "bad_json"),
    ("nothing", b"", JSON, 400, "bad_json"),
    ("half", b'{"text": "ho', JSON, 400, "bad_json"),
    ("not UTF-8", b'{"text": "\xff"}', JSON, 400, "bad_json"),
    ("a NUL byte", b'{"text": "\x00"}', JSON, 400, "bad_json"),
    ("an escaped NUL", rb'{"text": "\u0000"}', JSON, 400, "bad_characters"),
    ("half a surrogate", rb'{"text": "\ud800"}', JSON, 400, "bad_characters"),
    ("a NUL in a name", rb'{"\u0000": 1}', JSON, 400, "bad_characters"),
    ("NaN", b'{"text": NaN}', JSON, 400, "bad_json"),
    ("a huge number", b"9" * 5000, JSON, 400, "bad_json"),
    ("too deep", b"[" * 40 + b"]" * 40, JSON, 400, "bad_json"),
    ("far too deep", b"[" * 30000, JSON, 400, "bad_json"),
    ("a list", b"[]", JSON, 400, "bad_request"),
    ("null", b"null", JSON, 400, "bad_request"),
    ("a number as text", b'{"text": 1}', JSON, 400, "bad_request"),
    ("a list as state", b'{"text": "ja", "state": []}', JSON, 400, "bad_state"),
    ("a certainty in words", b'{"text": "ja", "sure": "0.5"}', JSON, 400, "bad_request"),
    ("more than certain", b'{"text": "ja", "sure": 1.1}', JSON, 400, "bad_request"),
    ("less than nothing", b'{"text": "ja", "sure": -0.1}', JSON, 400, "bad_request"),
    ("true", b'{"text": "ja", "sure": true}', JSON, 400, "bad_request"),
    ("no such channel", b'{"event": "launch", "channel": "x"}', JSON, 400, "bad_channel"),
    ("no such event", b'{"event": "dance"}', JSON, 400, "bad_event"),
    ("no such key", b'{"event": "key", "key": "x"}', JSON, 400, "bad_key"),
    ("a form", b"text=ja", "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
    ("plain text", b'{"text": "ja"}', "text/plain", 415, "unsupported_media_type"),
    ("no type", b'{"text": "ja"}', "", 415, "unsupported_media_type"),
    ("Latin-1", b"{}", "application/json; charset=latin-1", 415, "unsupported_media_type"),
    ("a long breath", b'{"text": "%s"}' % (b"a" * 2001), JSON, 413, "too_long"),
    ("a large body", b" " * (LARGEST_BODY + 1), JSON, 413, "too_large"),
]


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [row[1:] for row in REFUSED],
    ids=[row[0] for row in REFUSED],
)
def test_what_is_not_a_turn_is_refused(
    client: FlaskClient, body: bytes, content_type: str, status: int, code: str
) -> None:
    response = client.post("/api/turn", data=body, content_type=content_type)

    assert response.status_code == status
    assert response.mimetype == "application/json"
    assert set(response.get_json()) == {"error"}
    assert response.get_json()["error"]["code"] == code
    assert response.get_json()["error"]["message"]


def test_a_compressed_body_is_refused(client: FlaskClient) -> None:
    response = client.post("/api/turn", json={}, headers={"Content-Encoding": "gzip"})

    assert response.status_code == 415


def test_the_deepest_body_that_is_read(client: FlaskClient) -> None:
    deepest = "[" * DEEPEST + "]" * DEEPEST

    assert (
        client.post("/api/turn", data=deepest, content_type="application/json").get_json()["error"][
            "code"
        ]
        == "bad_request"
    )


def test_the_largest_body_that_is_read(client: FlaskClient) -> None:
    body = b'{"text": "ja"}'.ljust(LARGEST_BODY)

    assert client.post("/api/turn", data=body, content_type="application/json").status_code == 200


def test_what_goes_wrong_is_logged_without_what_was_said(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        response = client.post("/api/turn", json={"text": BROKEN})

    assert response.status_code == 500
    assert response.get_json()["error"]["code"] == "internal"
    assert "ZeroDivisionError at server_stand_in.py:" in caplog.text
    assert BROKEN not in caplog.text + response.text


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
states = st.fixed_dictionaries(
    {},
    optional={
        "topic": st.sampled_from(["passage:goed-tillen", "not_covered:zwangerschap"]) | values,
        "said": st.lists(st.sampled_from(["goed-tillen", "prompt_welcome", "x"])) | values,
        "offer": st.lists(st.sampled_from(["stress", "paracetamol", "x"]), max_size=3) | values,
        "menu": st.sampled_from(["root", "houding", "code", "code12", "help"]) | values,
        "helping": st.booleans() | values,
        "code": st.sampled_from(["", "10", "109"]) | values,
        "misses": st.integers(-1, 5) | values,
        "slow": st.booleans() | values,
        "reading": st.booleans() | values,
        "alarm": st.sampled_from(["doof-kruis", "geweld", "x"]) | values,
        "check": st.sampled_from(["koorts", "doof-kruis", "x"]) | values,
        "told": st.lists(st.sampled_from(["zwangerschap", "koorts", "x"]), max_size=8) | values,
    },
)
payloads = values | st.fixed_dictionaries(
    {},
    optional={
        "state": states | values,
        "channel": st.sampled_from(["web", "speaker", "phone"]) | values,
        "text": st.sampled_from(["ja", "nee", "herhaal", "volgende", "de tweede", "stop"]) | values,
        "sure": st.floats(0, 1) | values,
        "event": st.sampled_from(["launch", "silence", "hangup", "key"]) | values,
        "key": st.sampled_from(list("0123456789*#")) | values,
    },
)


@given(payload=payloads)
@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_payload_breaks_it(client: FlaskClient, payload: Any) -> None:
    response = client.post("/api/turn", data=json.dumps(payload), content_type="application/json")

    assert response.status_code in (200, 400, 413)
    if response.status_code == 200:
        assert len(json.dumps(response.get_json()["state"])) < 2000
    else:
        assert set(response.get_json()["error"]) == {"code", "message"}


@given(body=st.binary(max_size=200))
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_bytes_break_it(client: FlaskClient, body: bytes) -> None:
    response = client.post("/api/turn", data=body, content_type="application/json")

    assert response.status_code in (200, 400)
