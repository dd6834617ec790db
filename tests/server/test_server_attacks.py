"""Attacks on a server for others, over the wire and from a browser."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect
from proxy_rig import FOR_OTHERS, SECRET, log_in, rugwijzer
from server_stand_in import make_runtime

from skill.server import create_app
from skill.server.endpoints import TURNS_AT_ONCE
from skill.server.sessions import COOKIE
from tests.browser import served


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Host and port of a running server for others; it trusts the proxy on this machine: us."""
    with rugwijzer(tmp_path_factory.mktemp("attacked") / "audio", *FOR_OTHERS) as where:
        yield where


def send(host: str, request: str) -> tuple[int, str]:
    """Status and the rest of the answer to bytes as they are."""
    parts = urlsplit(f"//{host}")
    with socket.create_connection((str(parts.hostname), parts.port), timeout=10) as wire:
        wire.sendall(request.replace("\n", "\r\n").encode("latin-1"))
        wire.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := wire.recv(65536):
            answer += piece
    line, _, rest = answer.decode("latin-1").partition("\r\n")
    return int(line.split()[1]), rest


ODD_TARGETS = [
    "//review",
    "/./review",
    "/pages/../review",
    "/review/",
    "/review/.",
    "/review//",
    "/%72eview",
    "/review%00",
    "/review%0a",
    "/review;x",
    "/review?public=1",
    "/REVIEW",
    "http://127.0.0.1/review",
    "http://evil.example/review",
    "/login/../review",
    "/pages/%2e%2e/server/login.py",
    "/pages/..%5clogin.html",
    "/pages/login.html",
    "/pages/review.html",
    "/audio/..%2f..%2fskill/settings.py",
]


@pytest.mark.parametrize("target", ODD_TARGETS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT"])
def test_no_target_and_no_method_shows_what_is_for_reviewers(
    host: str, method: str, target: str
) -> None:
    status, answer = send(
        host, f"{method} {target} HTTP/1.1\nHost: {host}\nContent-Length: 0\nConnection: close\n\n"
    )

    assert status in (401, 403, 404, 405), answer[:200]
    assert "Nakijken" not in answer


@pytest.mark.parametrize(
    "lines",
    [
        "Host: localhost",
        "Host: 127.0.0.1\nX-Forwarded-Host: localhost",
        "Host: localhost\nHost: localhost",
        "Host: localhost\nX-Original-URL: /login",
        "Host: localhost\nX-Rewrite-URL: /health",
        "Host: localhost\nX-Forwarded-For: 127.0.0.1",
        "Host: localhost\nX-HTTP-Method-Override: HEAD",
        f"Host: localhost\nCookie: {COOKIE}=",
        f"Host: localhost\nCookie: {COOKIE}=a; {COOKIE}=b",
        f"Host: localhost\nCookie: {COOKIE}=" + "A" * 20_000,
        "Host: localhost\nAuthorization: Basic YTpi",
        "Host: localhost\nX-Remote-User: dokter\nRemote-User: dokter\nX_Remote_User: dokter",
    ],
    ids=range(12),
)
def test_no_header_shows_what_is_for_reviewers(host: str, lines: str) -> None:
    status, answer = send(host, f"GET /review HTTP/1.1\n{lines}\nConnection: close\n\n")

    assert status in (400, 401), answer[:200]
    assert "Nakijken" not in answer


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client on the machine of a server that reviewers log in to."""
    runtime = make_runtime(tmp_path_factory.mktemp("origins"), review_secret=SECRET)
    return create_app(runtime.settings, runtime).test_client()


WRITTEN = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=30)


@settings(max_examples=80, deadline=None)
@given(origin=WRITTEN, site=st.sampled_from(["cross-site", "same-site", "none", "", "Same-Origin"]))
def test_no_origin_but_our_own_changes_anything(
    client: FlaskClient, origin: str, site: str
) -> None:
    """The host that is called is `localhost`; no made-up Origin is that name and nothing more."""
    named = {"Origin": f"https://{origin}", "Sec-Fetch-Site": site}
    alone = {"Origin": f"https://localhost.{origin}"}

    assert client.post("/logout", headers=named).status_code == 403
    assert client.post("/logout", headers=alone).status_code == 403


def test_a_name_with_underscores_is_no_forwarded_address(host: str) -> None:
    """A proxy that hands on `X_Forwarded_For` would else hand on a forged address."""
    connection = http.client.HTTPConnection(host, timeout=10)
    body, kind = '{"text": "ja"}', {"Content-Type": "application/json"}
    statuses = []
    for one in range(2 * TURNS_AT_ONCE + 20):
        real = {"X-Forwarded-For": "203.0.113.77", "X_Forwarded_For": f"198.51.100.{one}"}
        connection.request("POST", "/api/turn", body, kind | real)
        answer = connection.getresponse()
        answer.read()
        statuses.append(answer.status)
    connection.close()

    assert statuses[:TURNS_AT_ONCE] == [200] * TURNS_AT_ONCE
    assert 429 in statuses


def test_the_secret_is_in_no_log(tmp_path: Path) -> None:
    runtime = make_runtime(tmp_path, review_secret=SECRET)
    assert SECRET not in repr(runtime.settings)
    with served(create_app(runtime.settings, runtime)) as root:
        assert log_in(root, "een ander geheim dan dat").status == 403
        assert log_in(root).status == 303


@pytest.fixture
def evil(address: str) -> Iterator[str]:
    """The address of another site on this machine: to a browser same-site, and another origin."""
    pages = {
        "/frame": f'<iframe src="{address}/login"></iframe><iframe src="{address}/"></iframe>',
        "/out": f'<form method="post" action="{address}/logout"><button>x</button></form>',
        "/in": f'<form method="post" action="{address}/login"><button>x</button>'
        f'<input name="secret" value="{SECRET}"></form>',
    }

    class Evil(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(pages.get(self.path, "").encode())

        def log_message(self, *what: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Evil) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    runtime = make_runtime(tmp_path, review_secret=SECRET, public=True)
    with served(create_app(runtime.settings, runtime)) as where:
        yield where


def reviewing(page: Page, address: str) -> None:
    page.goto(f"{address}/login")
    page.get_by_label("Wachtwoord").fill(SECRET)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}/review")


@pytest.mark.parametrize("form", ["out", "in"])
def test_a_form_of_another_site_is_refused_though_the_browser_sends_the_cookie(
    page: Page, address: str, evil: str, form: str
) -> None:
    reviewing(page, address)
    page.goto(f"{evil}/{form}")
    page.get_by_role("button").click()

    expect(page.get_by_text("cross_site")).to_be_visible()
    page.goto(f"{address}/review")
    expect(page).to_have_url(f"{address}/review")


def test_no_page_of_ours_stands_in_another_sites_frame(
    chromium: Browser, address: str, evil: str
) -> None:
    # Not the fixture's page: that one takes a rule that is broken for a mistake of ours.
    page = chromium.new_page()
    refused: list[str] = []
    page.on("requestfailed", lambda one: refused.append(one.url))
    page.goto(f"{evil}/frame")

    assert [frame.content().count("Rugwijzer") for frame in page.frames] == [0, 0, 0]
    assert sorted(refused) == [f"{address}/", f"{address}/login"]
    page.close()


@pytest.mark.parametrize("what", ["turn", "review"])
def test_a_script_of_another_site_reads_nothing(
    page: Page, address: str, evil: str, what: str
) -> None:
    reviewing(page, address)
    page.goto(evil)
    read = {
        "turn": f"fetch('{address}/api/turn', {{method: 'POST', body: '{{}}',"
        " credentials: 'include', headers: {'Content-Type': 'application/json'}})",
        "review": f"fetch('{address}/review', {{credentials: 'include'}})",
    }[what]

    assert page.evaluate(f"{read}.then((got) => got.text(), () => 'nothing')") == "nothing"
