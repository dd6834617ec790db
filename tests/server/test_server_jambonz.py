"""Who may call jambonz' webhook: what it signed, and without its secret this machine alone."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from caller import CALLER, refused, voiced_runtime
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from jambonz_client import Jambonz, signature
from werkzeug.test import TestResponse

from skill.server import create_app
from skill.server.listen import _shared
from skill.settings import Settings

PUBLIC, SECRET = "https://rug.example/lijn", "wh_geheim"
BODY = {"call_sid": "CA1", "call_status": "trying", "from": CALLER}
RAW = json.dumps(BODY).encode()
PATHS = ["/phone/jambonz", "/phone/jambonz?state=x", "/phone/jambonz/status"]
WELCOME = ["prompt_welcome-phone", "prompt_may-speak", "keys_root"]


@pytest.fixture(scope="module")
def signed(clips: Path) -> FlaskClient:
    """A client of a server that verifies signatures."""
    runtime = voiced_runtime(clips, jambonz_webhook_secret=SECRET, public_url=PUBLIC)
    return create_app(runtime.settings, runtime).test_client()


def sent(client: FlaskClient, path: str, header: str, raw: bytes = RAW) -> TestResponse:
    headers = {"Jambonz-Signature": header} if header else {}
    return client.post(path, data=raw, headers={"Content-Type": "application/json", **headers})


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "elsewhere",
    [
        {"environ_base": {"REMOTE_ADDR": "203.0.113.9"}},
        {"headers": {"Host": "rug.example"}},
        {"headers": {"X-Forwarded-For": "203.0.113.9"}},
        {"headers": {"Jambonz-Signature": signature(SECRET, RAW), "Via": "1.1 proxy"}},
    ],
    ids=["address", "host", "proxy", "signature"],
)
def test_without_a_secret_only_this_machine_is_served(
    simulator: FlaskClient, path: str, elsewhere: dict[str, dict[str, str]]
) -> None:
    assert refused(simulator.post(path, json=BODY, **elsewhere)) == (403, "loopback_only")


def test_a_secret_of_another_provider_opens_nothing(clips: Path) -> None:
    runtime = voiced_runtime(clips, twilio_auth_token=SECRET, public_url=PUBLIC)
    client = create_app(runtime.settings, runtime).test_client()

    for path in PATHS:
        assert refused(sent(client, path, signature(SECRET, RAW))) == (403, "loopback_only")


def test_with_a_secret_nothing_is_local(signed: FlaskClient) -> None:
    assert refused(signed.get("/")) == (403, "loopback_only")
    assert refused(signed.post("/phone/voice")) == (403, "loopback_only")


def test_behind_a_proxy_a_call_goes_on_at_the_public_address(signed: FlaskClient) -> None:
    call = Jambonz(signed, PUBLIC, SECRET)
    forwarded = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", "Host": "inside"}

    assert call.calls(**forwarded).clips == WELCOME
    assert call.heard.action.startswith("/lijn/phone/jambonz?state=")
    assert call.press("2", **forwarded).clips == ["keys_medicijnen"]
    assert call.hangs_up().get_json() == []


NOW = time.time()
FORGED = {
    "none": "",
    "nonsense": "onzin",
    "another secret": signature("ander", RAW),
    "an empty secret": signature("", RAW),
    "another body": signature(SECRET, RAW + b" "),
    "no body": signature(SECRET, b""),
    "long ago": signature(SECRET, RAW, NOW - 3600),
    "later": signature(SECRET, RAW, NOW + 3600),
    "no time": signature(SECRET, RAW).partition(",")[2],
    "another time": f"t={int(NOW) + 5},{signature(SECRET, RAW).partition(',')[2]}",
}


OTHER_PROVIDERS = {
    "SignalWire": {"X-SignalWire-Signature": "J7ZZfZ8dWQ0zK1m2o0oJx7JfFGs="},
    "Telnyx": {
        "Telnyx-Signature-Ed25519": "c2lnbmF0dXJl" * 7 + "c2ln",
        "Telnyx-Timestamp": str(int(NOW)),
    },
}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("name", FORGED)
def test_a_forged_signature_is_refused(signed: FlaskClient, path: str, name: str) -> None:
    response = sent(signed, path, FORGED[name])

    assert refused(response) == (403, "bad_signature")
    assert CALLER not in response.text


def test_what_was_signed_passes(signed: FlaskClient) -> None:
    assert sent(signed, "/phone/jambonz", signature(SECRET, RAW)).status_code == 200


@pytest.mark.parametrize("name", OTHER_PROVIDERS)
def test_a_provider_that_signs_in_another_way_is_refused(clips: Path, name: str) -> None:
    """https://developer.signalwire.com/guides/webhook-security and
    https://developers.telnyx.com/docs/development/sdk/python/webhooks"""
    runtime = voiced_runtime(
        clips, jambonz_webhook_secret=SECRET, twilio_auth_token=SECRET, public_url=PUBLIC
    )
    client = create_app(runtime.settings, runtime).test_client()

    for path in (*PATHS, "/phone/voice", "/phone/turn"):
        answer = client.post(path, json=BODY, headers=OTHER_PROVIDERS[name])
        assert refused(answer) == (403, "bad_signature"), path


def test_a_body_that_jambonz_does_not_send_is_refused(simulator: FlaskClient) -> None:
    answers = [
        (simulator.post("/phone/jambonz", data={"digits": "1"}), (415, "unsupported_media_type")),
        (sent(simulator, "/phone/jambonz", "", b"{"), (400, "bad_json")),
        (sent(simulator, "/phone/jambonz", "", b"[]"), (400, "bad_request")),
        (sent(simulator, "/phone/jambonz", "", b"[" * 99), (400, "bad_json")),
        (sent(simulator, "/phone/jambonz", "", b'"' + b"a" * 70_000), (413, "too_large")),
        (simulator.get("/phone/jambonz"), (405, "method_not_allowed")),
    ]

    assert [refused(response) for response, _ in answers] == [wanted for _, wanted in answers]


def test_what_other_machines_get_is_told() -> None:
    told = _shared(Settings(jambonz_webhook_secret="x"))
    assert "/phone when the provider signed it" in told


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.text(st.characters(max_codepoint=255), max_size=60))
def test_whatever_is_forged_is_refused(signed: FlaskClient, raw: bytes, made_up: str) -> None:
    header = made_up.replace("\r", "").replace("\n", "")
    for given_header in (header, f"t={int(time.time())},v1={header}"):
        assert sent(signed, "/phone/jambonz", given_header, raw).status_code == 403
