"""A fetch of certificates over a real line that never comes to an end."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest

from skill.channels.alexa.verify.fetch import fetch
from tests.channels.alexa.verification_forge import URL, refused

DEADLINE = 0.5
"""Seconds, instead of six."""

ENDLESS = {
    "headers": (b"HTTP/1.1 200 OK\r\nX: ", b"x"),
    "status line": (b"HTTP/1.1 2", b"0"),
    "1xx": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "body": (b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b"x"),
    "chunks": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "chunk size": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", b"x"),
    "silence": (b"", b""),
}


@contextlib.contextmanager
def dripping(first: bytes, then: bytes) -> Iterator[int]:
    """The port of a server that sends `first`, and then `then` for as long as it can."""

    def drip() -> None:
        with contextlib.suppress(OSError):
            wire = listening.accept()[0]
            with wire:
                wire.sendall(first)
                while not done.is_set():
                    wire.sendall(then)
                    time.sleep(0.02)

    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=drip)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            done.set()
            thread.join()


@pytest.mark.parametrize("sent", ENDLESS.values(), ids=ENDLESS)
def test_it_ends_all_the_same(sent: tuple[bytes, bytes]) -> None:
    with dripping(*sent) as port:
        begun = time.monotonic()

        def connect(_: str) -> HTTPConnection:
            return HTTPConnection("127.0.0.1", port, timeout=20)

        reason = refused(lambda: fetch(URL, connect, seconds=DEADLINE))  # type: ignore[arg-type]

    assert reason == "fetch"
    assert time.monotonic() < begun + 15, "a line's own timeout is twenty here"
