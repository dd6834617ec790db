"""Connections: who may hold one, and for how long.

Waitress reads every request whole before a thread sees it, so a slow client costs a connection and
no thread. But it has no deadline for a request that drips in, no share per address, and 100
connections in all: that many half-open ones lock everybody else out for as long as they last.
Here waitress gets what it lacks. gunicorn (gthread) and uvicorn have neither deadline nor share
and ask for a proxy; granian has a deadline for headers only (docs/security.md has the measures).
"""

from __future__ import annotations

import contextlib
import json
import select
import socket
import time
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask
from waitress.utilities import BadRequest as Unreadable

from skill.server.callers import is_loopback_address
from skill.server.headers import HEADERS
from skill.server.refusals import refusal

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

WAITING = 30.0
"""Seconds in which a connection may be open without a request."""

READING = 10.0
"""Seconds from the first byte of a request to its last. Alexa itself waits eight for an answer."""

WRITING = 120.0
"""Seconds in which an answer must have been taken; the longest clip plays for forty."""

PRESSED = 2.0
"""Seconds for waiting and reading while more than half of all connections are taken."""

GRACE = 10.0
"""Seconds that SIGTERM leaves to what is running."""

MOST = 1000 if hasattr(select, "poll") else 400
"""Connections in all; `select`, which is all that Windows has, knows no more than 512. A process
that may have fewer files takes fewer: where accepting fails, waitress tries without end."""

MOST_OF_ONE_ADDRESS = 64
"""Connections of one other machine. This machine's, and those of a trusted proxy, are not
counted: a proxy is everybody."""

LARGEST_READ = 8 * 1024 * 1024
"""Bytes of a body that are read at all. Between LARGEST_BODY and this the application refuses, so
that a client can finish sending and read why; above it waitress refuses at once, and most clients
see a broken connection."""

IN_MEMORY = 64 * 1024
"""Bytes of one body that are kept in memory; what comes above goes to a temporary file."""

THREADS = 8


def overdue(doing: str, seconds: float, full: float) -> bool:
    """Whether a connection has been `waiting`, `reading` or `writing` for too long.

    `full` is the share of all connections that is taken. While our own answer is made (`working`)
    nothing is the client's fault.
    """
    longest = {"waiting": WAITING, "reading": READING, "writing": WRITING}.get(doing)
    if longest is None:
        return False
    pressed = full > 0.5 and doing != "writing"
    return seconds > (PRESSED if pressed else longest)


def admits(address: str, held: Iterable[str], proxies: Collection[str] = ()) -> bool:
    """Whether `address` gets one more connection; `held` are the addresses that hold one."""
    if is_loopback_address(address) or address in proxies:
        return True
    return sum(one == address for one in held) < MOST_OF_ONE_ADDRESS


class Refusal(ErrorTask):  # type: ignore[misc]
    """Waitress's own refusals (a broken request line, a huge body) in the contract's shape."""

    def execute(self) -> None:
        error = self.request.error
        body = json.dumps(refusal(error.code)).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.append(("Content-Type", "application/json"))
        self.response_headers.extend(HEADERS.items())
        self.response_headers.append(("Cache-Control", "no-store"))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Received(HTTPRequestParser):  # type: ignore[misc]
    """A request as it comes in; an address that cannot be read is a bad request."""

    def received(self, data: bytes) -> int:
        try:
            return int(super().received(data))
        except ValueError:
            # `http://[::1/`: waitress would close the connection, and log it as a fault of its own.
            self.error, self.completed = Unreadable("Bad address"), True
            return len(data)


class Connection(HTTPChannel):  # type: ignore[misc]
    """One connection, which knows since when it has been doing what it does."""

    error_task_class = Refusal
    parser_class = Received
    served = 0
    step: object = None
    since = 0.0

    def service(self) -> None:
        super().service()
        self.served += 1

    def doing(self) -> str:
        """What this connection is at: working, writing, reading or waiting."""
        if self.requests:
            return "working"
        if self.total_outbufs_len:
            return "writing"
        return "reading" if self.request is not None else "waiting"

    def check(self, now: float, full: float) -> None:
        """Closes the connection when it is overdue.

        Called every second. A new request, or a new answer, begins its time anew; a new byte does
        not.
        """
        doing = self.doing()
        step = (doing, self.served)
        if step != self.step:
            self.step, self.since = step, now
        elif overdue(doing, now - self.since, full):
            self.cut()

    def cut(self) -> None:
        """Closes it, also when the client takes nothing more."""
        self.will_close = True
        with contextlib.suppress(OSError):  # the client was faster
            self.socket.shutdown(socket.SHUT_RDWR)


class Listener(TcpWSGIServer):  # type: ignore[misc]
    """Waitress with deadlines, a share per address, and an end that finishes what is running."""

    stopping = 0.0
    """When it was told to stop (monotonic seconds); 0: not yet."""

    def __init__(
        self,
        app: WSGIApplication,
        listening: socket.socket,
        proxies: Collection[str] = (),
        most: int = MOST,
    ) -> None:
        self.proxies = proxies
        self.most = most
        sockinfo = (listening.family, listening.type, listening.proto, listening.getsockname())
        super().__init__(
            app,
            _sock=listening,
            bind_socket=False,
            sockinfo=sockinfo,
            threads=THREADS,
            ident=None,
            connection_limit=most,
            asyncore_use_poll=True,
            backlog=MOST,
            cleanup_interval=1,
            inbuf_overflow=IN_MEMORY,
            max_request_body_size=LARGEST_READ,
            # The loopback rule must see that a request was forwarded; waitress hides it by default.
            clear_untrusted_proxy_headers=False,
        )
        self.task_dispatcher.set_thread_count(THREADS)

    def channel_class(
        self, server: Listener, wire: socket.socket, address: Any, adj: Any, map: Any
    ) -> None:
        """Takes a new connection, or closes it at once: how waitress asks for a channel."""
        held = [one.addr[0] for one in self.active_channels.values()]
        if admits(address[0], held, self.proxies):
            Connection(server, wire, address, adj, map=map)
        else:
            wire.close()

    def maintenance(self, _: float) -> None:
        now = time.monotonic()
        full = len(self.active_channels) / self.most
        for one in list(self.active_channels.values()):
            one.check(now, full)

    def stop(self) -> None:
        """Ends `run` once every request that has begun is answered; any thread may call it."""
        self.stopping = self.stopping or time.monotonic()
        self.pull_trigger()

    def run(self) -> None:
        """Answers requests until `stop`, or KeyboardInterrupt, which ends it at once."""
        try:
            while not self.stopping:
                self._turn(1.0)
            self._turn(0.0)  # who was connected a moment ago is let in
            self.accepting = False
            self.del_channel()
            self.socket.close()
            while self._busy() and time.monotonic() < self.stopping + GRACE:
                self._turn(0.1)
        finally:
            self.task_dispatcher.shutdown()
            self.trigger.close()

    def _turn(self, seconds: float) -> None:
        self.asyncore.loop(timeout=seconds, map=self._map, use_poll=True, count=1)

    def _busy(self) -> bool:
        return any(one.doing() != "waiting" for one in self.active_channels.values())
