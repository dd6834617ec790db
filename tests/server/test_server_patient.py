"""The patient page, and what else a server for others opens: by name, and nothing by accident."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from server_stand_in import leaflet, make_runtime

from skill.channels import Runtime
from skill.leaflet import as_trial
from skill.server import create_app
from skill.server.endpoints import TURNS_AT_ONCE
from skill.server.patient import examples, help_line
from skill.understanding import Hear

FROM_AFAR = {"base_url": "https://rug.example", "environ_base": {"REMOTE_ADDR": "203.0.113.9"}}


def others(runtime: Runtime, **settings: Any) -> FlaskClient:
    """A browser of a server that is started with --public."""
    given = replace(runtime.settings, public=True, **settings)
    return create_app(given, replace(runtime, settings=given)).test_client()


@pytest.fixture
def patient(runtime: Runtime) -> FlaskClient:
    return others(runtime)


def turn(client: FlaskClient, text: str = "hoe til ik goed", **more: Any) -> Any:
    return client.post("/api/turn", json={"text": text}, **{**FROM_AFAR, **more})


def test_the_page_is_for_everybody(patient: FlaskClient) -> None:
    page = patient.get("/", **FROM_AFAR)

    assert page.status_code == 200
    assert page.headers["Content-Language"] == "nl"
    assert len(re.findall("<h1", page.text)) == 1
    for path in set(re.findall(r'(?:src|href)="(/[^"]*)"', page.text)):
        assert patient.get(path, **FROM_AFAR).status_code == 200, path
    scripts, seen = ["patient.js"], set()
    while scripts:
        name = scripts.pop()
        given = patient.get(f"/pages/{name}", **FROM_AFAR)
        assert given.status_code == 200, name
        seen.add(name)
        loaded = re.findall(r'from "\./([\w.-]+)"', given.text)
        scripts += [one for one in loaded if one not in seen]
    assert {"player.js", "bubbles.js"} <= seen


def test_it_shows_nothing_of_who_develops(patient: FlaskClient) -> None:
    page = patient.get("/", **FROM_AFAR).text

    assert not re.search(r"data-key|Waarom|console|Stilte|Toestand|passage:|/review|<pre", page)


def test_an_answer_does_not_say_why(patient: FlaskClient) -> None:
    answer = turn(patient).get_json()

    assert answer["passage"] == "goed-tillen"
    assert [answer[one] for one in ("score", "why", "heard")] == [None] * 3


def test_it_may_load_nothing_from_elsewhere_and_stands_in_no_frame(patient: FlaskClient) -> None:
    page = patient.get("/", **FROM_AFAR)
    policy = page.headers["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'; script-src 'self'; ")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["X-Frame-Options"] == "DENY"
    assert "microphone=()" in page.headers["Permissions-Policy"]
    assert page.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in page.headers
    assert not re.search(r"<style| style=| on\w+=|<script(?! type=\"module\" src=)", page.text)
    assert not re.search(r'(?:src|href|action)="(?:https?:|//|data:)', page.text)


def test_as_long_as_a_text_waits_for_approval_it_is_a_trial(runtime: Runtime) -> None:
    trial = others(replace(runtime, leaflet=as_trial(leaflet())))

    assert "Dit is een proef." in trial.get("/").text
    assert "wachten nog op goedkeuring" in trial.get("/").text
    assert "proef" not in others(runtime).get("/").text


def test_without_a_script_it_says_so_and_who_to_call(
    patient: FlaskClient, runtime: Runtime
) -> None:
    page = patient.get("/", **FROM_AFAR).text
    without = re.search(r'<div id="without".*?</div>', page, re.DOTALL)

    assert without
    assert "werkt alleen met JavaScript" in without[0]
    assert "één één twee" in without[0]
    assert runtime.lines["opening_noodhulp"].text in without[0]
    assert 'href="tel:112"' in page


def test_who_to_call_is_a_text_that_clinicians_approve(runtime: Runtime) -> None:
    line = runtime.lines[help_line(runtime.leaflet)]
    assert (line.id, line.kind) == ("opening_noodhulp", "opening")

    call = runtime.leaflet.openings["noodhulp"]
    gone = replace(
        runtime.leaflet,
        openings={**runtime.leaflet.openings, call.id: replace(call, status="ingetrokken")},
    )
    assert help_line(gone) == "prompt_help-alarm"


def test_every_example_is_answered_with_what_it_asks(
    runtime: Runtime, real_ear: Hear, patient: FlaskClient
) -> None:
    real = replace(runtime, hear=real_ear)
    shown = list(examples(real))
    titles = {one.title: one.id for one in runtime.leaflet.passages.values()}

    assert len(shown) == len(runtime.leaflet.chapters)
    page = others(real)
    for text in shown:
        assert turn(page, text).get_json()["passage"] == titles[text]
    assert page.get("/").text.count("data-ask=") == len(shown)


def test_one_address_gets_so_many_turns_and_another_its_own(patient: FlaskClient) -> None:
    statuses = [turn(patient).status_code for _ in range(TURNS_AT_ONCE + 20)]
    assert statuses[:TURNS_AT_ONCE] == [200] * TURNS_AT_ONCE
    assert 429 in statuses

    refused = next(one for one in iter(lambda: turn(patient), None) if one.status_code == 429)
    assert refused.get_json()["error"]["code"] == "limited"
    assert int(refused.headers["Retry-After"]) > 0
    elsewhere = {"environ_base": {"REMOTE_ADDR": "203.0.113.10"}}
    assert turn(patient, **elsewhere).status_code == 200
    assert patient.get("/", **FROM_AFAR).status_code == 200
    assert patient.get("/pages/patient.js", **FROM_AFAR).status_code == 200


@pytest.mark.parametrize("trusted", [(), ("10.0.0.5",)])
def test_an_address_in_a_header_neither_evades_the_limit_nor_uses_up_anothers(
    runtime: Runtime, trusted: tuple[str, ...]
) -> None:
    client = others(runtime, trusted_proxy=trusted)
    statuses = [
        turn(client, headers={"X-Forwarded-For": f"198.51.100.{one}"}).status_code
        for one in range(TURNS_AT_ONCE + 20)
    ]
    assert 429 in statuses

    for _ in range(TURNS_AT_ONCE + 20):
        turn(client, headers={"X-Forwarded-For": "198.51.100.200"})
    victim = {"environ_base": {"REMOTE_ADDR": "198.51.100.200"}}
    assert turn(client, **victim).status_code == 200


def test_another_sites_page_uses_up_nobodys_share(patient: FlaskClient) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        for _ in range(TURNS_AT_ONCE + 20):
            answer = turn(patient, headers=headers)
            assert answer.get_json()["error"]["code"] == "cross_site"
    assert turn(patient).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/review", "/pages/console.js", "/pages/review.css", "/pages/speech.js", "/pages/nothing.js"],
)
def test_nothing_else_is_opened(patient: FlaskClient, path: str) -> None:
    for more in ({}, FROM_AFAR):
        answer = patient.get(path, **more)
        assert (answer.status_code, answer.get_json()["error"]["code"]) == (403, "loopback_only")
    assert patient.get("/login").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/pages/..%2fsettings.py",
        "/pages/%2e%2e/%2e%2e/pyproject.toml",
        "/pages/house.css/../console.js",
        "/pages/house.css%00.js",
        "/pages//house.css",
        "/review%2f",
        "/;/review",
        "/Review",
        "/pages/PATIENT.JS",
        "/audio/../pages/console.js",
    ],
)
def test_no_odd_path_leads_past_the_rule(patient: FlaskClient, path: str) -> None:
    assert patient.get(path, **FROM_AFAR).status_code in (403, 404)


SWITCHES: dict[str, Any] = {
    "public": True,
    "review_secret": "een lang geheim van de kliniek",
    "trusted_proxy": ("127.0.0.1",),
    "public_url": "https://rug.example",
    "alexa_skill_id": "amzn1.ask.skill.ours",
    "twilio_auth_token": "a token",
    "jambonz_webhook_secret": "a secret",
}


def status(answer: Any) -> int | str:
    """The status of an answer, or of a refusal its code."""
    given = answer.get_json(silent=True)
    return given["error"]["code"] if given and "error" in given else answer.status_code


@pytest.mark.parametrize("count", range(len(SWITCHES) + 1))
def test_every_setting_opens_its_own_and_every_other_stays_closed(
    tmp_path: Path, count: int
) -> None:
    """All 128 combinations, asked from this machine, where everything would be open."""
    runtime = make_runtime(tmp_path)
    for chosen in itertools.combinations(SWITCHES, count):
        given = replace(runtime.settings, **{name: SWITCHES[name] for name in chosen})
        client = create_app(given, replace(runtime, settings=given)).test_client()
        local = 200 if not chosen else "loopback_only"
        page = client.get("/")
        what = {
            "page": status(page),
            "turn": status(client.post("/api/turn", json={"text": "ja"})),
            "review": status(client.get("/review")),
            "login": status(client.get("/login")),
            "alexa": status(client.post("/alexa", json={"request": {"type": "LaunchRequest"}})),
            "twilio": status(client.post("/phone/voice", data={"CallSid": "x"})),
            "jambonz": status(client.post("/phone/jambonz", json={"call_sid": "x"})),
            "health": status(client.get("/health")),
            "privacy": status(client.get("/privacy")),
        }

        assert what == {
            "page": 200 if "public" in chosen else local,
            "turn": 200 if "public" in chosen else local,
            "review": "login_needed" if "review_secret" in chosen else local,
            "login": 200 if "review_secret" in chosen else "not_found",
            "alexa": "unverified" if "alexa_skill_id" in chosen else local,
            "twilio": "bad_signature" if "twilio_auth_token" in chosen else local,
            "jambonz": "bad_signature" if "jambonz_webhook_secret" in chosen else local,
            "health": 200,
            "privacy": 200,
        }, chosen
        assert ('id="why"' in page.text) == (not chosen)


def test_the_privacy_page_speaks_of_the_web_page_where_there_is_one(
    patient: FlaskClient, client: FlaskClient
) -> None:
    assert "Op de webpagina" in patient.get("/privacy", **FROM_AFAR).text
    assert "webpagina" not in client.get("/privacy").text
