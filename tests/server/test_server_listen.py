"""The real server, over a real socket."""

from __future__ import annotations

import http.client
import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from skill.channels import Runtime
from skill.errors import SettingsError
from skill.server import serve
from skill.server.connections import LARGEST_READ
from skill.server.headers import HEADERS
from skill.server.listen import address, bind, told
from skill.settings import Settings


@pytest.fixture
def connection(running: tuple[str, Path]) -> Iterator[http.client.HTTPConnection]:
    """A connection to the running server."""
    parts = urlsplit(running[0])
    made = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=10)
    yield made
    made.close()


def talk(connection: http.client.HTTPConnection, body: object, **headers: str) -> tuple[int, Any]:
    """One turn over HTTP: status and JSON."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(
        "POST", "/api/turn", json.dumps(body), {"Content-Type": "application/json", **named}
    )
    response = connection.getresponse()
    return response.status, json.loads(response.read())


def test_it_talks(connection: http.client.HTTPConnection) -> None:
    status, first = talk(connection, {"text": "Hoe til ik goed?"})
    assert (status, first["passage"]) == (200, "goed-tillen")

    status, second = talk(connection, {"text": "mijn kruis is doof", "state": first["state"]})
    assert (status, second["outcome"], second["level"]) == (200, "alarm", "nu")


def test_it_gives_clips_in_parts(connection: http.client.HTTPConnection) -> None:
    url = talk(connection, {"text": "hoe til ik goed"})[1]["clips"][1]["url"]
    connection.request("GET", url, headers={"Range": "bytes=0-3"})
    response = connection.getresponse()

    assert response.status == 206
    assert response.read() == bytes((0xFF, 0xF3, 0x64, 0xC0))
    assert response.getheader("Server") is None


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Forwarded_For": "203.0.113.9"},
        {"X_Forwarded_Proto": "https"},
        {"Forwarded": "for=203.0.113.9"},
        {"Via": "1.1 tunnel"},
        {"Host": "rebound.example"},
    ],
    ids=str,
)
def test_it_knows_a_tunnel(connection: http.client.HTTPConnection, headers: dict[str, str]) -> None:
    status, answer = talk(connection, {"event": "launch"}, **headers)

    assert status == 403
    assert answer["error"]["code"] == "loopback_only"


@pytest.mark.parametrize("size", [70_000, 5_000_000])
def test_a_large_body_is_refused(connection: http.client.HTTPConnection, size: int) -> None:
    connection.request("POST", "/api/turn", b" " * size, {"Content-Type": "application/json"})
    response = connection.getresponse()

    assert response.status == 413
    assert json.loads(response.read())["error"]["code"] == "too_large"


def test_a_large_body_of_unknown_length_is_refused(
    connection: http.client.HTTPConnection,
) -> None:
    parts = (b" " * 1000 for _ in range(70))
    connection.request("POST", "/api/turn", parts, {"Content-Type": "application/json"})
    response = connection.getresponse()

    assert response.status == 413
    assert json.loads(response.read())["error"]["code"] == "too_large"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nbad header\r\n\r\n", 400),
        (b"POST /alexa HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % LARGEST_READ, 413),
        (b"POST /alexa HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: odd\r\n\r\n", 501),
        (b"GET / HTTP/1.1\r\nX: " + b"x" * 300_000 + b"\r\n\r\n", 431),
    ],
    ids=["request line", "header", "length", "size", "encoding", "long header"],
)
def test_what_is_not_http_is_refused_as_json(
    running: tuple[str, Path], sent: bytes, status: int
) -> None:
    parts = urlsplit(running[0])
    with socket.create_connection((str(parts.hostname), parts.port), timeout=10) as wire:
        wire.sendall(sent)
        answer = b""
        try:
            while piece := wire.recv(4096):
                answer += piece
        except ConnectionResetError:
            pass  # more was sent than it cared to read; the answer came first
    head, _, body = answer.partition(b"\r\n\r\n")

    assert head.startswith(f"HTTP/1.0 {status} ".encode()) or f" {status} ".encode() in head
    assert set(json.loads(body)) == {"error"}
    for name, value in HEADERS.items():
        assert f"{name}: {value}".encode() in head.split(b"\r\n")


def test_it_prints_nothing_about_who_asked_what(
    connection: http.client.HTTPConnection, running: tuple[str, Path]
) -> None:
    talk(connection, {"text": "laat het misgaan"})
    connection.request("GET", "/?vraag=mijn+rug")
    connection.getresponse().read()

    printed = running[1].read_text()
    assert "misgaan" not in printed
    assert "rug" not in printed.lower()
    assert re.fullmatch(r"(ZeroDivisionError at server_stand_in.py:\d+\n)+", printed)


def test_a_port_that_is_taken(runtime: Runtime) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"port {port} is in use.*make run PORT="):
            serve(runtime.settings, port=port, runtime=runtime)


@pytest.mark.parametrize(
    ("host", "port", "message"),
    [
        ("127.0.0.1", 70000, "does not exist"),
        ("192.0.2.1", 0, "not an address of this machine"),
        ("no such host.invalid", 0, "not an address of this machine"),
        ("", 0, "not an address of this machine in numbers"),
        (" ", 0, "not an address of this machine in numbers"),
        ("*", 0, "not an address of this machine in numbers"),
        ("0", 0, "not an address of this machine in numbers"),
        ("0x0", 0, "not an address of this machine in numbers"),
        ("0.0", 0, "not an address of this machine in numbers"),
        ("<broadcast>", 0, "not an address of this machine in numbers"),
        ("x" * 70 + ".example", 0, "not an address of this machine in numbers"),
    ],
)
def test_an_address_that_cannot_be_used(host: str, port: int, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        bind(host, port)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.1", "127.0.0.2"])
def test_a_name_of_this_machine_listens_to_this_machine(host: str) -> None:
    with bind(host, 0) as listening:
        assert listening.getsockname()[0].startswith("127.")


def test_everybody_is_let_in_by_name_only() -> None:
    with bind("0.0.0.0", 0) as listening:
        assert listening.getsockname()[0] == "0.0.0.0"


def test_the_address_that_is_printed() -> None:
    with bind("127.0.0.1", 0) as listening:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", address(listening))


def test_who_opens_the_patient_page_is_told_what_others_get() -> None:
    with bind("127.0.0.1", 0) as listening:
        alone = list(told(Settings(public=True), listening))
        proxied = list(told(Settings(public=True, trusted_proxy=("127.0.0.1",)), listening))
    with bind("0.0.0.0", 0) as listening:
        shared = list(told(Settings(public=True, review_secret="geheim"), listening))

    assert "patient page is for everybody" in alone[1]
    assert "set TRUSTED_PROXY" in alone[2]
    assert not [line for line in proxied if "set TRUSTED_PROXY" in line]
    assert "the patient page, /audio, /health and /privacy, /review when logged in" in shared[1]
    assert "geheim" not in "".join(shared)


def test_it_asks_for_the_setting_that_no_proxy_gets_past() -> None:
    with bind("127.0.0.1", 0) as listening:
        plain = list(told(Settings(), listening))
        public = list(told(Settings(public_url="https://rugwijzer.example"), listening))

    assert "set PUBLIC_URL before any proxy or tunnel leads here" in plain[-1]
    assert public[1:] == ["No console and no other local page: PUBLIC_URL is set."]


@pytest.mark.parametrize("place", ["http://[::1/health", "http://[x]/health", "//[/health"])
def test_an_address_that_cannot_be_read_is_a_bad_request(
    running: tuple[str, Path], place: str
) -> None:
    parts = urlsplit(running[0])
    with socket.create_connection((str(parts.hostname), parts.port), timeout=10) as wire:
        wire.sendall(
            f"GET {place} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
        )
        answer = http.client.HTTPResponse(wire)
        answer.begin()
        refused = json.loads(answer.read())

    assert answer.status in (400, 404)
    assert refused["error"]["code"] in ("bad_request", "not_found")


def test_it_ends_without_a_warning(tmp_path: Path) -> None:
    program = Path(__file__).with_name("server_stand_in.py")
    command = [sys.executable, "-W", "error", str(program), str(tmp_path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.terminate()

        assert process.communicate(timeout=20)[1] == ""
    assert process.returncode == 0
