"""Who may call what: the loopback rule, as a table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from server_stand_in import make_runtime
from werkzeug.datastructures import Headers

from skill.channels import Runtime
from skill.server import create_app
from skill.server.callers import why_not_loopback

HERE = "127.0.0.1"

OURS: list[tuple[str, dict[str, str]]] = [
    (HERE, {"Host": "localhost"}),
    (HERE, {"Host": "localhost:5000"}),
    (HERE, {"Host": "LOCALHOST:5000"}),
    (HERE, {"Host": "127.0.0.1:5000"}),
    ("127.8.9.10", {"Host": "127.8.9.10"}),
    ("::1", {"Host": "[::1]:5000"}),
    ("::ffff:127.0.0.1", {"Host": "127.0.0.1"}),
    (HERE, {"Host": "localhost", "Origin": "http://localhost:5000"}),
    (HERE, {"Host": "localhost", "Origin": "https://127.0.0.1"}),
    (HERE, {"Host": "localhost", "Origin": "http://[::1]:8080"}),
]

OTHERS: list[tuple[str, dict[str, str], str]] = [
    ("192.168.1.4", {"Host": "localhost"}, "another machine"),
    ("::ffff:192.168.1.4", {"Host": "localhost"}, "another machine"),
    ("", {"Host": "localhost"}, "another machine"),
    ("localhost", {"Host": "localhost"}, "another machine"),
    (HERE, {}, "Host"),
    (HERE, {"Host": "rugwijzer.example"}, "Host"),
    (HERE, {"Host": "localhost.evil.example"}, "Host"),
    (HERE, {"Host": "127.0.0.1.evil.example"}, "Host"),
    (HERE, {"Host": "evil.example:5000"}, "Host"),
    (HERE, {"Host": "localhost:5000, evil.example"}, "Host"),
    (HERE, {"Host": "user@localhost"}, "Host"),
    (HERE, {"Host": "127.0.0.999"}, "Host"),
    (HERE, {"Host": "128.0.0.1"}, "Host"),
    (HERE, {"Host": "0.0.0.0:5000"}, "Host"),
    (HERE, {"Host": "[::2]"}, "Host"),
    (HERE, {"Host": "localhost\n"}, "Host"),
    (HERE, {"Host": "localhost", "Forwarded": "for=192.0.2.1"}, "forwarded"),
    (HERE, {"Host": "localhost", "X-Forwarded-For": HERE}, "forwarded"),
    (HERE, {"Host": "localhost", "x-forwarded-host": "localhost"}, "forwarded"),
    (HERE, {"Host": "localhost", "X-Forwarded-Proto": "https"}, "forwarded"),
    (HERE, {"Host": "localhost", "X-Forwarded": ""}, "forwarded"),
    (HERE, {"Host": "localhost", "Via": "1.1 proxy"}, "forwarded"),
    (HERE, {"Host": "localhost", "X-Real-IP": HERE}, "forwarded"),
    (HERE, {"Host": "localhost", "CF-Connecting-IP": HERE}, "forwarded"),
    (HERE, {"Host": "localhost", "Cdn-Loop": "edge"}, "forwarded"),
    (HERE, {"Host": "localhost", "X-Amzn-Trace-Id": "Root=1"}, "forwarded"),
    (HERE, {"Host": "localhost", "X-Envoy-External-Address": HERE}, "forwarded"),
    (HERE, {"Host": "localhost", "Proxy-Connection": "keep-alive"}, "forwarded"),
    (HERE, {"Host": "localhost", "Cf-Ray": "1"}, "forwarded"),
    (HERE, {"Host": "localhost", "Origin": "https://evil.example"}, "Origin"),
    (HERE, {"Host": "localhost", "Origin": "http://localhost.evil.example"}, "Origin"),
    (HERE, {"Host": "localhost", "Origin": "null"}, "Origin"),
    (HERE, {"Host": "localhost", "Origin": ""}, "Origin"),
    (HERE, {"Host": "localhost", "Origin": "http://["}, "Origin"),
    (HERE, {"Host": "localhost", "Origin": "ftp://localhost"}, "Origin"),
]


@pytest.mark.parametrize(("address", "headers"), OURS)
def test_this_machine(address: str, headers: dict[str, str]) -> None:
    assert why_not_loopback(address, _headers(headers)) == ""


@pytest.mark.parametrize(("address", "headers", "why"), OTHERS)
def test_not_this_machine(address: str, headers: dict[str, str], why: str) -> None:
    assert why in why_not_loopback(address, _headers(headers))


def test_only_a_proxy_speaks_the_old_protocol() -> None:
    headers = _headers({"Host": "127.0.0.1:5000"})

    assert "forwarded" in why_not_loopback(HERE, headers, "HTTP/1.0")
    assert why_not_loopback(HERE, headers, "HTTP/1.1") == ""


def _headers(given: dict[str, str]) -> Headers:
    headers = Headers()
    for name, value in given.items():
        headers._list.append((name, value))  # as they arrive: set() would refuse a newline
    return headers


GUARDED = [
    ("GET", "/"),
    ("GET", "/review"),
    ("GET", "/pages/console.js"),
    ("POST", "/api/turn"),
    ("POST", "/api/rehearsal"),
    ("POST", "/api/rehearsal/turn"),
    ("POST", "/alexa"),
]

ELSEWHERE: list[dict[str, Any]] = [
    {"environ_base": {"REMOTE_ADDR": "203.0.113.9"}},
    {"headers": {"Host": "rebound.example"}},
    {"headers": {"X-Forwarded-For": "203.0.113.9"}},
    {"headers": {"Origin": "https://evil.example"}},
]


@pytest.mark.parametrize("request_from", ELSEWHERE, ids=["address", "host", "proxy", "origin"])
@pytest.mark.parametrize(("method", "path"), GUARDED)
def test_a_developers_route_is_for_this_machine(
    client: FlaskClient, method: str, path: str, request_from: dict[str, Any]
) -> None:
    response = client.open(path, method=method, json={"event": "launch"}, **request_from)

    assert response.status_code == 403
    assert response.get_json()["error"]["code"] == "loopback_only"


@pytest.mark.parametrize("request_from", ELSEWHERE[:3], ids=["address", "host", "proxy"])
def test_clips_and_health_are_for_everybody(
    client: FlaskClient, runtime: Runtime, request_from: dict[str, Any]
) -> None:
    clip = runtime.clip("goed-tillen")
    assert clip is not None

    assert client.get(f"/audio/{clip.file}", **request_from).status_code == 200
    assert client.get("/health", **request_from).status_code == 200


def test_another_site_gets_no_leave_to_post(client: FlaskClient) -> None:
    response = client.options(
        "/api/turn",
        headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"},
    )

    assert response.status_code == 405
    assert not [name for name, _ in response.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize("request_from", ELSEWHERE, ids=["address", "host", "proxy", "origin"])
def test_with_a_skill_id_nobody_is_served_unverified(
    tmp_path: Path, request_from: dict[str, Any]
) -> None:
    runtime = make_runtime(tmp_path, alexa_skill_id="amzn1.ask.skill.ours")
    client = create_app(runtime.settings, runtime).test_client()

    response = client.post("/alexa", json={"request": {"type": "LaunchRequest"}}, **request_from)

    assert response.status_code == 400
    assert response.get_json()["error"]["code"] == "unverified"


@pytest.mark.parametrize(
    "public",
    [
        {"alexa_skill_id": "amzn1.ask.skill.ours"},
        {"twilio_auth_token": "a token"},
        {"jambonz_webhook_secret": "a secret"},
        {"public_url": "https://phone.example"},
        {"trusted_proxy": ("192.0.2.80",)},
    ],
    ids=lambda one: next(iter(one)),
)
def test_a_server_for_the_world_has_no_local_routes(tmp_path: Path, public: dict[str, Any]) -> None:
    runtime = make_runtime(tmp_path, **public)
    client = create_app(runtime.settings, runtime).test_client()

    signed = {
        "alexa_skill_id": {"/alexa"},
        "twilio_auth_token": {"/phone/voice"},
        "jambonz_webhook_secret": {"/phone/jambonz"},
    }
    for method, path in [*GUARDED, ("POST", "/phone/voice"), ("POST", "/phone/jambonz")]:
        if path in signed.get(next(iter(public)), ()):
            continue
        response = client.open(path, method=method, json={"event": "launch"})
        assert response.status_code == 403, path
        assert response.get_json()["error"]["code"] == "loopback_only"
        assert not any(str(value) in response.text for value in public.values())
    for path in ("/health", "/privacy"):
        assert client.get(path).status_code == 200
