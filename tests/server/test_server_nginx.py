"""A real nginx in front: the one in docs/proxy.md, and one set up without a thought."""

from __future__ import annotations

import contextlib
import datetime
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROOT = Path(__file__).resolve().parents[2]
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
LOCAL = ["/", "/review", "/pages/console.js"]

if NGINX is None and os.environ.get("CI") == "true":
    pytest.fail("nginx is missing: .ci/run installs it")
pytestmark = pytest.mark.skipif(NGINX is None, reason="no nginx: apt-get install nginx-light")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


@contextlib.contextmanager
def rugwijzer(folder: Path, *settings: str) -> Iterator[str]:
    """Host and port of a server with these settings."""
    program = Path(__file__).with_name("server_stand_in.py")
    folder.mkdir()
    command = [sys.executable, str(program), str(folder), *settings]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[1].removeprefix("http://")
        finally:
            process.terminate()


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
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(100):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                time.sleep(0.05)
            yield
        finally:
            process.terminate()


def certify(folder: Path) -> tuple[Path, Path]:
    """A certificate for one day, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "rugwijzer.example")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem, private = folder / "site.pem", folder / "site.key"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return pem, private


def get(url: str, data: bytes | None = None) -> tuple[int, str]:
    """Status and text of what is at `url`, whatever certificate it has."""
    open_ = ssl._create_unverified_context()
    headers = {"Content-Type": "application/json"} if data else {}
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, data, headers), timeout=10, context=open_
        ) as response:
            return response.status, response.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8", "replace")


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


@pytest.fixture
def documented(tmp_path: Path) -> Iterator[str]:
    """The root of a server for the world, behind the proxy of the guide."""
    page = (ROOT / "docs" / "proxy.md").read_text(encoding="utf-8")
    found = re.search(r"```nginx\n(.*?)```", page, re.DOTALL)
    assert found
    port = free_port()
    pem, key = certify(tmp_path)
    with rugwijzer(
        tmp_path / "audio",
        "alexa_skill_id=amzn1.ask.skill.ours",
        "twilio_auth_token=abc",
        "jambonz_webhook_secret=def",
    ) as ours:
        changes = {
            "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
            "127.0.0.1:5000": ours,
            "/etc/ssl/rugwijzer.pem": str(pem),
            "/etc/ssl/rugwijzer.key": str(key),
            "/var/log/nginx/rugwijzer.log": str(tmp_path / "ours.log"),
        }
        inside = found[1]
        for theirs, here in changes.items():
            assert theirs in inside
            inside = inside.replace(theirs, here)
        with nginx(tmp_path, inside, port):
            yield f"https://127.0.0.1:{port}"


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
