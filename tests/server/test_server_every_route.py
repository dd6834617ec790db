"""Every route of the server in every way that it can be started: who may do what."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from server_stand_in import make_runtime

from skill.server import create_app

SECRET = "een lang geheim van de kliniek"
OURS = {"Sec-Fetch-Site": "same-origin"}
OTHERS = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://localhost:8123"},
    {"Origin": "null"},
    {"Origin": "https://evil.example", "Content-Type": "text/plain"},
    {},
]
"""What a browser says of a page of another site, of another port, and what a program says."""

MODES: list[dict[str, Any]] = [
    {},
    {"edit": True},
    {"public": True},
    {"public": True, "edit": True},
    {"public_url": "https://rug.example", "edit": True},
    {"trusted_proxy": ("127.0.0.1",), "edit": True},
    {"review_secret": SECRET, "edit": True},
    {"review_secret": SECRET, "public": True, "edit": True},
    {"review_secret": SECRET, "public": True, "edit": True, "trusted_proxy": ("127.0.0.1",)},
]

EVERYBODY = {"/audio/<file>", "/audio/<path:files>", "/health", "/privacy"}
OF_THEIR_OWN = {"/alexa", "/phone/voice", "/phone/turn", "/phone/jambonz", "/phone/jambonz/status"}
"""Told apart by a signature where there is a secret."""


def made(folder: Path, mode: dict[str, Any]) -> Flask:
    runtime = make_runtime(folder, **mode)
    return create_app(runtime.settings, runtime)


def routes(app: Flask, method: str) -> dict[str, str]:
    """Rule -> an address of it."""
    found = {}
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()):
            found[rule.rule] = re.sub(r"<[^>]*>", "water", rule.rule)
    return found


def code(client: FlaskClient, address: str, **more: Any) -> tuple[int, str]:
    answer = client.open(address, **more)
    said = answer.get_json(silent=True) or {}
    return answer.status_code, said.get("error", {}).get("code", "")


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: "+".join(mode) or "local")
def test_from_afar_nothing_answers_but_what_is_for_others(
    tmp_path: Path, mode: dict[str, Any]
) -> None:
    app = made(tmp_path, mode)
    client = app.test_client()
    opened = set(EVERYBODY)
    opened |= {"/", "/api/turn"} if mode.get("public") else set()
    opened |= {"/login", "/logout"} if mode.get("review_secret") else set()
    shut = {"loopback_only", "login_needed"}
    afar: dict[str, Any] = {"environ_base": {"REMOTE_ADDR": "203.0.113.9"}, "headers": OURS}
    for method in ("GET", "POST"):
        for rule, address in routes(app, method).items():
            if rule in opened or (rule in ("/login", "/logout") and not mode.get("review_secret")):
                continue
            status, why = code(client, address, method=method, json={}, **afar)
            assert (status, why in shut) in ((401, True), (403, True)), (rule, status, why)


@pytest.mark.parametrize("headers", OTHERS, ids=str)
@pytest.mark.parametrize("mode", [m for m in MODES if m.get("edit")], ids=lambda m: "+".join(m))
def test_no_route_that_changes_something_takes_another_sites_page(
    tmp_path: Path, mode: dict[str, Any], headers: dict[str, str]
) -> None:
    """Also for who is logged in, and for who works on this machine."""
    app = made(tmp_path, mode)
    client = app.test_client()
    if mode.get("review_secret"):
        login = {"data": {"secret": SECRET}, "base_url": "https://localhost", "headers": OURS}
        assert client.post("/login", **login).status_code == 303
    changing = {
        rule: address
        for rule, address in routes(app, "POST").items()
        if not rule.startswith("/api/") and rule not in OF_THEIR_OWN
    }
    assert len(changing) > 10
    for rule, address in changing.items():
        if rule in ("/login", "/logout") and not mode.get("review_secret"):
            continue
        given: dict[str, Any] = {"data": b"{}", "content_type": "application/json"}
        status, why = code(
            client, address, method="POST", base_url="https://localhost",
            **given | {"headers": {"Content-Type": "application/json", **headers}},
        )  # fmt: skip
        assert (status, why) in ((403, "cross_site"), (403, "loopback_only")), (rule, status, why)
