"""A real nginx in front: the one in docs/proxy.md, and one set up without a thought."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from proxy_rig import (
    FOR_OTHERS,
    call,
    certify,
    changed,
    fence,
    free_port,
    get,
    log_in,
    proxy,
    rugwijzer,
)

from skill.server.login import TRIES_AT_ONCE
from skill.server.sessions import COOKIE

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
LOCAL = ["/", "/review", "/pages/console.js"]

if NGINX is None and os.environ.get("CI") == "true":
    pytest.fail("nginx is missing: .ci/run installs it")
pytestmark = pytest.mark.skipif(NGINX is None, reason="no nginx: apt-get install nginx-light")


@contextlib.contextmanager
def nginx(folder: Path, inside: str, port: int) -> Iterator[None]:
    """An nginx with this in its `http` block."""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    user = "user root;\n" if os.getuid() == 0 else ""
    settings = folder / "nginx.conf"
    settings.write_text(
        f"{user}daemon off;\npid {folder}/pid;\nerror_log {folder}/errors;\nworker_processes 1;\n"
        f"events {{ worker_connections 200; }}\nhttp {{\n{places}{inside}\n}}\n"
    )
    assert NGINX is not None
    command = [NGINX, "-p", str(folder), "-c", str(settings), "-e", f"{folder}/errors"]
    with proxy(command, port, folder / "told"):
        yield


@pytest.fixture
def stock(tmp_path: Path) -> Iterator[str]:
    """The root of a server without settings, behind `proxy_pass` and nothing else."""
    port = free_port()
    with rugwijzer(tmp_path / "audio") as ours:
        inside = f"server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://{ours}; }} }}"
        with nginx(tmp_path, inside, port):
            yield f"http://127.0.0.1:{port}"


def test_a_proxy_without_a_thought_opens_nothing(stock: str) -> None:
    for path in LOCAL:
        status, text = get(stock + path)
        assert (status, "loopback_only" in text) == (403, True), path
    for path in ("/api/turn", "/alexa", "/phone/voice", "/phone/jambonz"):
        status, text = get(stock + path, b'{"event": "launch"}')
        assert (status, "loopback_only" in text) == (403, True), path

    assert get(f"{stock}/health")[0] == 200


def test_a_proxy_that_cannot_be_told_from_this_machine_opens_nothing_with_a_public_setting(
    tmp_path: Path,
) -> None:
    """Newer than HTTP/1.0 and without a header of its own: only the setting tells it."""
    port = free_port()
    with rugwijzer(tmp_path / "audio", "public_url=https://rugwijzer.example") as ours:
        bare = (
            f"server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://{ours};"
            ' proxy_http_version 1.1; proxy_set_header Connection ""; } }'
        )
        with nginx(tmp_path, bare, port):
            root = f"http://127.0.0.1:{port}"
            for path in LOCAL:
                status, text = get(root + path)
                assert (status, "PUBLIC_URL" in text) == (403, True), path
            for path in ("/api/turn", "/alexa", "/phone/voice"):
                status, text = get(root + path, b'{"event": "launch"}')
                assert (status, "loopback_only" in text) == (403, True), path


@contextlib.contextmanager
def as_documented(folder: Path, configuration: str, *settings: str) -> Iterator[str]:
    """The root of a server with these settings, behind a proxy with the guide's configuration."""
    port = free_port()
    pem, key = certify(folder)
    with rugwijzer(folder / "audio", *settings) as ours:
        changes = {
            "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
            "127.0.0.1:5000": ours,
            "/etc/ssl/rugwijzer.pem": str(pem),
            "/etc/ssl/rugwijzer.key": str(key),
            "/var/log/nginx/rugwijzer.log": str(folder / "ours.log"),
        }
        with nginx(folder, changed(configuration, changes), port):
            yield f"https://127.0.0.1:{port}"


@pytest.fixture
def documented(tmp_path: Path) -> Iterator[str]:
    """The root of a server for the world, behind the proxy of the guide."""
    signed = (
        "alexa_skill_id=amzn1.ask.skill.ours",
        "twilio_auth_token=abc",
        "jambonz_webhook_secret=def",
    )
    with as_documented(tmp_path, fence("nginx"), *signed) as root:
        yield root


def test_the_documented_proxy_gives_what_is_for_everybody(documented: str) -> None:
    assert get(f"{documented}/health")[0] == 200
    assert "privacy" in get(f"{documented}/privacy")[1].lower()
    assert get(f"{documented}/audio/nothing.mp3")[0] == 404
    status, text = get(f"{documented}/alexa", b'{"request": {"type": "LaunchRequest"}}')
    assert (status, "unverified" in text) == (400, True)
    for route in ("voice", "jambonz"):
        status, text = get(f"{documented}/phone/{route}", b"x=1")
        assert (status, "bad_signature" in text) == (403, True)


def test_the_documented_proxy_keeps_the_rest(documented: str, tmp_path: Path) -> None:
    for path in [*LOCAL, "/api/turn"]:
        assert get(documented + path)[0] == 404, path
    assert get(f"{documented}/alexa", b" " * 70_000)[0] == 413
    assert get(f"{documented}/?vraag=mijn+rug")[0] == 404
    assert "rug" not in (tmp_path / "ours.log").read_text()


def test_the_documented_proxy_limits_one_address(documented: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: get(f"{documented}/health")[0], range(200)))

    assert statuses.count(200) >= 40
    assert set(statuses) == {200, 503}


@pytest.fixture
def with_pages(tmp_path: Path) -> Iterator[str]:
    """The root of a server with everything, behind the proxy of the guide with its page block."""
    last = "    location / { return 404; }\n"
    assert last in fence("nginx")
    both = fence("nginx").replace(last, fence("nginx", 1) + last)
    settings = ("alexa_skill_id=amzn1.ask.skill.ours", "public_url=https://rugwijzer.example")
    with as_documented(tmp_path, both, *FOR_OTHERS, *settings) as root:
        yield root


def test_a_patient_is_served_through_the_documented_proxy(with_pages: str, tmp_path: Path) -> None:
    page = call(f"{with_pages}/")
    assert (page.status, "Wat wilt u weten" in page.text) == (200, True)
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    for file in ("patient.js", "patient.css", "player.js"):
        assert call(f"{with_pages}/pages/{file}").status == 200

    status, text = get(f"{with_pages}/api/turn", b'{"text": "mijn kruis is doof"}')
    assert (status, '"alarm"' in text) == (200, True)
    status, text = get(f"{with_pages}/alexa", b'{"request": {"type": "LaunchRequest"}}')
    assert (status, "unverified" in text) == (400, True)
    assert call(f"{with_pages}/pages/console.js").status == 401
    assert "kruis" not in (tmp_path / "ours.log").read_text()


def test_a_reviewer_logs_in_through_the_documented_proxy(with_pages: str) -> None:
    first = call(f"{with_pages}/review", Accept="text/html")
    assert (first.status, first.headers["Location"]) == (303, "/login")
    assert "<form" in call(f"{with_pages}/login").text

    done = log_in(with_pages)
    cookie = done.headers["Set-Cookie"].partition(";")[0]
    assert (done.status, cookie.partition("=")[0]) == (303, COOKIE)
    assert call(f"{with_pages}/review", Cookie=cookie).status == 200
    assert call(f"{with_pages}/review").status == 401


def test_a_clients_own_headers_get_nobody_past_the_documented_proxy(with_pages: str) -> None:
    names = ("X_Remote_User", "Remote_User", "X_Forwarded_User", "X_Forwarded_Host", "Forwarded")
    for name in names:
        assert call(f"{with_pages}/review", **{name: "dokter"}).status == 401
    plain = log_in(with_pages, X_Forwarded_Proto="http", secret="een ander geheim")
    assert "klopt niet" in plain.text

    tried = [
        log_in(with_pages, secret=f"geheim {one}", X_Forwarded_For=f"198.51.100.{one}").status
        for one in range(TRIES_AT_ONCE + 3)
    ]
    assert tried[-1] == 429
    assert log_in(with_pages, X_Forwarded_For="198.51.100.99").status == 429
