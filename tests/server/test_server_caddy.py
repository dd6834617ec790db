"""A real Caddy in front, as docs/proxy.md has it."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
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
from tests.browser import needed


@contextlib.contextmanager
def caddy(folder: Path, configuration: str, port: int) -> Iterator[None]:
    """A Caddy with this configuration; it writes in `folder` alone."""
    program = shutil.which("caddy")
    if program is None:
        needed("no caddy: apt-get install caddy")
    file = folder / "Caddyfile"
    file.write_text(configuration)
    home = {name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    command = [program, "run", "--config", str(file), "--adapter", "caddyfile"]
    with proxy(command, port, folder / "told", **home):
        yield


@pytest.fixture
def root(tmp_path: Path) -> Iterator[str]:
    """The root of a server for others, behind the Caddy of the guide."""
    port = free_port()
    pem, key = certify(tmp_path)
    with rugwijzer(tmp_path / "audio", *FOR_OTHERS, "alexa_skill_id=amzn1.ours") as ours:
        changes = {
            # No second port for redirects, none for its commands, and a certificate of our own.
            "{\n\tservers": "{\n\tadmin off\n\tauto_https disable_redirects\n\tservers",
            "rugwijzer.example {": f"https://127.0.0.1:{port} {{\n\ttls {pem} {key}",
            "127.0.0.1:5000": ours,
        }
        with caddy(tmp_path, changed(fence("caddy"), changes), port):
            yield f"https://127.0.0.1:{port}"


def test_a_patient_and_alexa_are_served_and_nothing_else(root: str, tmp_path: Path) -> None:
    page = call(f"{root}/")
    assert (page.status, "Wat wilt u weten" in page.text) == (200, True)
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert call(f"{root}/pages/patient.js").status == 200
    assert get(f"{root}/api/turn", b'{"text": "mijn kruis is doof"}')[0] == 200
    status, text = get(f"{root}/alexa", b'{"request": {"type": "LaunchRequest"}}')
    assert (status, "unverified" in text) == (400, True)

    assert call(f"{root}/nergens").status == 404
    assert call(f"{root}/pages/console.js").status == 401
    # Caddy 2.6 cuts a large body off, and calls what follows a gateway's error.
    assert get(f"{root}/api/turn", b" " * 70_000)[0] in (413, 502)
    assert "kruis" not in (tmp_path / "told").read_text()


def test_a_reviewer_logs_in_and_who_guesses_is_slowed_down(root: str) -> None:
    done = log_in(root)
    cookie = done.headers["Set-Cookie"].partition(";")[0]
    assert (done.status, cookie.partition("=")[0]) == (303, COOKIE)
    assert call(f"{root}/review", Cookie=cookie).status == 200
    for name in ("X_Remote_User", "Remote_User", "X_Forwarded_User", "X_Forwarded_Host"):
        assert call(f"{root}/review", **{name: "dokter"}).status == 401

    tried = [
        log_in(root, secret=f"geheim {one}", X_Forwarded_For=f"198.51.100.{one}").status
        for one in range(TRIES_AT_ONCE + 3)
    ]
    assert tried[-1] == 429
