"""Clients that begin a request and never end it: they may not keep anybody else waiting."""

from __future__ import annotations

import contextlib
import http.client
import json
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from skill.server import connections
from skill.server.connections import admits, overdue

HALF = (
    b"GET /health HTTP/1.1\r\nHost: localhost\r\n",
    b"POST /alexa HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{",
    b"",
)
"""Headers without an end, a body without an end, and not a byte."""


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Address and process of a server that a test may harm."""
    program = Path(__file__).with_name("server_stand_in.py")
    with subprocess.Popen(
        [sys.executable, str(program), str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[1], process
        finally:
            process.kill()


def connect(address: str, sent: bytes) -> socket.socket:
    parts = urlsplit(address)
    wire = socket.create_connection((str(parts.hostname), parts.port), timeout=10)
    wire.sendall(sent)
    return wire


def drips(wire: socket.socket) -> bool:
    """Sends one more byte; False once the other side has closed."""
    try:
        wire.sendall(b"x")
    except ConnectionError:
        return False
    return True


def health(address: str, seconds: float = 10) -> int:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=seconds)
    connection.request("GET", "/health")
    response = connection.getresponse()
    assert json.loads(response.read())["status"] == "ok"
    connection.close()
    return response.status


def test_five_hundred_of_them_keep_nobody_waiting(
    own: tuple[str, subprocess.Popen[str]],
) -> None:
    with contextlib.ExitStack() as open_:
        for number in range(500):
            open_.enter_context(connect(own[0], HALF[number % len(HALF)]))

        assert health(own[0]) == 200


def test_more_of_them_than_the_process_may_have_files(tmp_path: Path) -> None:
    """Where accepting fails, a server would try again without end, and hear no SIGTERM."""
    program = Path(__file__).with_name("server_stand_in.py")
    few = f"ulimit -n 64 && exec {shlex.quote(sys.executable)} {shlex.quote(str(program))}"
    log = tmp_path / "log"
    with (
        log.open("w") as errors,
        subprocess.Popen(
            ["/bin/sh", "-c", f"{few} {shlex.quote(str(tmp_path))}"],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        assert process.stdout is not None
        try:
            address = process.stdout.readline().split()[1]
            with contextlib.ExitStack() as open_:
                for number in range(50):
                    open_.enter_context(connect(address, HALF[number % len(HALF)]))
                assert health(address, seconds=60) == 200
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=20) == 0
        finally:
            process.kill()
    assert "exception" not in log.read_text()


def test_a_request_that_drips_is_cut_off(own: tuple[str, subprocess.Popen[str]]) -> None:
    """In its headers and in its body, at the same time: each takes ten seconds."""
    with connect(own[0], HALF[0]) as headers, connect(own[0], HALF[1]) as body:
        begun = time.monotonic()
        dripping = [headers, body]
        while dripping:
            time.sleep(0.2)
            dripping = [wire for wire in dripping if drips(wire)]
            assert time.monotonic() < begun + 3 * connections.READING


@pytest.mark.parametrize(
    ("doing", "seconds", "full", "over"),
    [
        ("waiting", connections.WAITING - 1, 0.0, False),
        ("waiting", connections.WAITING + 1, 0.0, True),
        ("reading", connections.READING - 1, 0.0, False),
        ("reading", connections.READING + 1, 0.0, True),
        ("reading", connections.PRESSED + 1, 0.0, False),
        ("reading", connections.PRESSED + 1, 0.6, True),
        ("waiting", connections.PRESSED + 1, 0.6, True),
        ("writing", connections.PRESSED + 1, 0.6, False),
        ("writing", connections.WRITING + 1, 0.0, True),
        ("working", 1000.0, 1.0, False),
    ],
)
def test_what_is_overdue(doing: str, seconds: float, full: float, over: bool) -> None:
    assert overdue(doing, seconds, full) is over


def test_one_address_gets_its_share_and_this_machine_all() -> None:
    share = connections.MOST_OF_ONE_ADDRESS

    assert admits("192.0.2.1", ["192.0.2.1"] * (share - 1))
    assert not admits("192.0.2.1", ["192.0.2.1"] * share)
    assert admits("192.0.2.2", ["192.0.2.1"] * share)
    assert admits("127.0.0.1", ["127.0.0.1"] * share * 2)
    assert admits("10.0.0.5", ["10.0.0.5"] * share * 2, proxies=("10.0.0.5",))
    assert not admits("10.0.0.6", ["10.0.0.6"] * share, proxies=("10.0.0.5",))


def test_sigterm_finishes_what_is_running(own: tuple[str, subprocess.Popen[str]]) -> None:
    address, process = own
    body = b'{"event": "launch"}'
    head = b"POST /api/turn HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    with connect(address, head + b"Content-Length: %d\r\n\r\n" % len(body) + body[:5]) as wire:
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        wire.sendall(body[5:])
        answer = http.client.HTTPResponse(wire)
        answer.begin()

        assert json.loads(answer.read())["outcome"] == "welcome"
    assert process.wait(10) == 0


def test_sigterm_waits_for_nobody_who_says_nothing(
    own: tuple[str, subprocess.Popen[str]],
) -> None:
    with connect(own[0], b""):
        own[1].send_signal(signal.SIGTERM)

        assert own[1].wait(5) == 0


def test_who_comes_after_sigterm_is_not_kept_hanging(
    own: tuple[str, subprocess.Popen[str]],
) -> None:
    with connect(own[0], HALF[1]):
        own[1].send_signal(signal.SIGTERM)
        time.sleep(0.5)
        with pytest.raises(ConnectionRefusedError):
            connect(own[0], b"")


def test_ctrl_c_stops_it_by_the_code_that_is_documented(
    own: tuple[str, subprocess.Popen[str]],
) -> None:
    own[1].send_signal(signal.SIGINT)

    assert own[1].wait(10) != 0, "KeyboardInterrupt reaches the command line, which makes it 130"
