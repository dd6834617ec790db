"""Logging in to review, where REVIEW_SECRET is set."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from server_stand_in import make_runtime
from werkzeug.test import TestResponse

from skill.server import create_app
from skill.server.login import TRIES_AT_ONCE
from skill.server.sessions import COOKIE, LASTS, MOST_SESSIONS, Sessions

SECRET = "een lang geheim van de kliniek"
OURS = {"Origin": "https://rug.example", "Sec-Fetch-Site": "same-origin"}
PROXY = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
ROOT = "http://rug.example"


@pytest.fixture
def others(tmp_path: Path) -> FlaskClient:
    """A browser elsewhere, of a server that reviewers log in to, behind a proxy on this machine."""
    runtime = make_runtime(
        tmp_path, review_secret=SECRET, public=True, trusted_proxy=("127.0.0.1",)
    )
    return create_app(runtime.settings, runtime).test_client()


def log_in(client: FlaskClient, secret: str = SECRET, **headers: str) -> TestResponse:
    changed = {name.replace("_", "-"): value for name, value in headers.items()}
    given = {**PROXY, **OURS, **changed}
    return client.post("/login", data={"secret": secret}, headers=given, base_url=ROOT)


def see(client: FlaskClient, path: str = "/review", **headers: str) -> TestResponse:
    return client.get(path, headers={**PROXY, **headers}, base_url="https://rug.example")


def with_cookie(client: FlaskClient, token: str) -> int:
    """The status for who sends this cookie by hand: a client with a jar would send its own."""
    bare = client.application.test_client(use_cookies=False)
    return see(bare, Cookie=f"{COOKIE}={token}").status_code


def test_a_page_leads_to_the_login_and_the_login_to_the_page(others: FlaskClient) -> None:
    first = see(others, Accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert (first.status_code, first.headers["Location"]) == (303, "/login")

    form = see(others, "/login")
    assert form.status_code == 200
    assert "Wachtwoord" in form.text
    assert form.headers["Content-Language"] == "nl"

    done = log_in(others)
    assert (done.status_code, done.headers["Location"]) == (303, "/review")
    assert see(others).status_code == 200
    assert "Afmelden" in see(others).text


def test_the_cookie_is_for_this_host_and_its_own_pages_alone(others: FlaskClient) -> None:
    cookie = log_in(others).headers["Set-Cookie"]

    assert cookie.startswith(f"{COOKIE}=")
    assert COOKIE.startswith("__Host-")
    for part in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/", f"Max-Age={LASTS}"):
        assert part in cookie.split("; ")
    assert "Domain" not in cookie
    assert SECRET not in cookie


def test_a_script_is_told_in_json(others: FlaskClient) -> None:
    answer = see(others, Accept="*/*")

    assert answer.status_code == 401
    assert answer.get_json()["error"]["code"] == "login_needed"
    assert answer.headers["WWW-Authenticate"]


def test_another_secret_opens_nothing(others: FlaskClient) -> None:
    for wrong in ("", SECRET[:-1], SECRET + " ", SECRET.upper(), "\ud800", "é" * 30):
        answer = log_in(others, wrong.encode("utf-8", "replace").decode())
        assert answer.status_code == 403
        assert "klopt niet" in answer.text
        assert "Set-Cookie" not in answer.headers
    assert see(others).status_code == 401


def test_who_logs_out_is_out_and_so_is_every_copy_of_the_cookie(others: FlaskClient) -> None:
    token = re.match(rf"{COOKIE}=([^;]+)", log_in(others).headers["Set-Cookie"])
    assert token
    assert with_cookie(others, token[1]) == 200

    left = others.post("/logout", headers={**PROXY, **OURS}, base_url="https://rug.example")

    assert (left.status_code, left.headers["Location"]) == (303, "/login")
    assert "Max-Age=0" in left.headers["Set-Cookie"]
    assert see(others).status_code == 401
    assert with_cookie(others, token[1]) == 401


@pytest.mark.parametrize(
    "cookie", ["", "x", "a" * 43, "é", "1", "null", "../review", "a" * 6000, "\x7f"], ids=repr
)
def test_a_made_up_cookie_opens_nothing(others: FlaskClient, cookie: str) -> None:
    log_in(others)

    assert with_cookie(others, cookie) == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "cross-site", "Origin": "https://evil.example"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "none"},
        {"Sec_Fetch_Site": "cross-site"},
    ],
    ids=str,
)
def test_another_sites_page_can_log_nobody_in_or_out(
    others: FlaskClient, headers: dict[str, str]
) -> None:
    answer = log_in(others, **headers)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (403, "cross_site")

    log_in(others)
    theirs = {name.replace("_", "-"): value for name, value in headers.items()}
    out = others.post("/logout", headers={**PROXY, **theirs}, base_url="https://rug.example")
    assert out.status_code == 403
    assert see(others).status_code == 200


@pytest.mark.parametrize(
    ("origin", "passes"),
    [
        ("https://rug.example", True),
        ("http://rug.example", True),
        ("https://evil.example", False),
        ("https://rug.example.evil.example", False),
        ("https://rug.example:444", False),
        ("null", False),
        ("", False),
        ("https://[", False),
    ],
)
def test_a_browser_without_fetch_metadata_is_known_by_its_origin(
    others: FlaskClient, origin: str, passes: bool
) -> None:
    given = {**PROXY, "Origin": origin}
    answer = others.post("/login", data={"secret": SECRET}, headers=given, base_url=ROOT)

    assert answer.status_code == (303 if passes else 403)


def test_what_shows_no_page_at_all_is_no_page_of_ours(others: FlaskClient) -> None:
    answer = others.post("/login", data={"secret": SECRET}, headers=PROXY, base_url=ROOT)

    assert answer.get_json()["error"]["code"] == "cross_site"


def test_who_guesses_is_slowed_down_and_nobody_else(others: FlaskClient) -> None:
    tried = [log_in(others, f"geheim nummer {one}").status_code for one in range(20)]
    assert tried == [403] * TRIES_AT_ONCE + [429] * (20 - TRIES_AT_ONCE)

    late = log_in(others)
    assert late.status_code == 429
    assert "Wacht een" in late.text
    assert int(late.headers["Retry-After"]) > 0
    assert log_in(others, X_Forwarded_For="203.0.113.10").status_code == 303


@pytest.mark.parametrize(
    "forged", ["198.51.100.1, 203.0.113.9", "127.0.0.1,203.0.113.9", "x, 203.0.113.9"]
)
def test_a_forged_address_before_the_proxys_own_gets_nobody_past(
    others: FlaskClient, forged: str
) -> None:
    for one in range(TRIES_AT_ONCE):
        log_in(others, f"geheim nummer {one}")

    assert log_in(others, X_Forwarded_For=forged).status_code == 429


def test_a_secret_is_not_taken_where_others_can_read_along(others: FlaskClient) -> None:
    shown = others.get("/login", headers={"X-Forwarded-Proto": "http"}, base_url=ROOT)
    assert shown.status_code == 403
    assert "<form" not in shown.text

    assert log_in(others, X_Forwarded_Proto="http").status_code == 403
    direct = {"REMOTE_ADDR": "192.0.2.7"}  # not the proxy: what it says of TLS is anybody's word
    answer = others.post(
        "/login",
        data={"secret": SECRET},
        headers={**PROXY, **OURS},
        base_url=ROOT,
        environ_base=direct,
    )
    assert answer.status_code == 403
    assert "https" in answer.text


def test_no_name_in_a_header_logs_anybody_in(others: FlaskClient) -> None:
    for name in ("X-Remote-User", "Remote-User", "X-Forwarded-User", "Authorization", "X-User"):
        assert see(others, **{name: "dokter"}).status_code == 401


def test_on_this_machine_too_only_who_is_logged_in_reviews(tmp_path: Path) -> None:
    """A proxy that shows nothing of itself cannot be told from this machine."""
    runtime = make_runtime(tmp_path, review_secret=SECRET)
    client = create_app(runtime.settings, runtime).test_client()
    here = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}

    assert client.get("/review").status_code == 401
    assert client.get("/").get_json()["error"]["code"] == "loopback_only"
    assert client.get("/login").status_code == 200
    assert client.post("/login", data={"secret": SECRET}, headers=here).status_code == 303


@pytest.mark.parametrize("path", ["/login", "/logout"])
def test_without_a_secret_there_is_no_login(client: FlaskClient, path: str) -> None:
    if path == "/login":
        assert client.get(path).status_code == 404
    assert client.post(path, data={"secret": ""}, headers=OURS).status_code == 404
    assert "Afmelden" not in client.get("/review").text


def test_before_the_login_only_its_own_files_are_given(others: FlaskClient) -> None:
    shown = see(others, "/login").text
    wanted = set(re.findall(r'(?:src|href)="(/pages/[^"]+)"', shown))
    assert wanted
    for path in wanted:
        assert see(others, path).status_code == 200

    assert see(others, "/pages/review.css").status_code == 401
    assert see(others, "/pages/console.js").status_code == 401
    log_in(others)
    assert see(others, "/pages/review.css").status_code == 200


def test_the_login_page_has_nothing_inline_and_fits_no_frame(others: FlaskClient) -> None:
    page = see(others, "/login")

    assert not re.search(r"<script|<style| style=| on\w+=", page.text)
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "same-origin"


def test_a_login_goes_on_when_the_application_is_made_anew(tmp_path: Path) -> None:
    runtime = make_runtime(tmp_path, review_secret=SECRET)
    held = Sessions()
    first, second = (
        create_app(runtime.settings, runtime, sessions=held).test_client(use_cookies=False)
        for _ in range(2)
    )
    here = {"Origin": "http://localhost"}
    done = first.post("/login", data={"secret": SECRET}, headers=here)
    cookie = {"Cookie": done.headers["Set-Cookie"].partition(";")[0]}

    assert second.get("/review", headers=cookie).status_code == 200
    assert create_app(runtime.settings, runtime).test_client().get("/review").status_code == 401


def test_a_login_ends_after_a_working_day() -> None:
    now = [100.0]
    held = Sessions(clock=lambda: now[0])
    token = held.begin()

    now[0] += LASTS - 1
    assert held.holds(token)
    now[0] += 1
    assert not held.holds(token)


def test_logins_take_bounded_room() -> None:
    held = Sessions()
    tokens = [held.begin() for _ in range(MOST_SESSIONS + 1)]

    assert not held.holds(tokens[0])
    assert held.holds(tokens[1])
    assert len(set(tokens)) == len(tokens)
    held.end("of nobody")
    assert held.holds(tokens[-1])
