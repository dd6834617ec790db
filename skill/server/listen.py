"""Listening: a real WSGI server (waitress) on one address, without an access log.

An access log would hold addresses of people with back pain and, from `/?vraag=`, what they asked.
"""

from __future__ import annotations

import errno
import json
import logging
import socket

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.task import ErrorTask

from skill.channels import Runtime
from skill.errors import SettingsError
from skill.server.app import create_app
from skill.server.callers import is_loopback_address
from skill.server.refusals import refusal
from skill.settings import Settings

THREADS = 8

LARGEST_READ = 16 * 1024 * 1024
"""Bytes of a body that are read at all (into a temporary file). Between LARGEST_BODY and this the
application refuses, so that a client can finish sending and read why; above it waitress refuses
at once, and most clients see a broken connection."""


def serve(
    settings: Settings,
    host: str = "127.0.0.1",
    port: int = 5000,
    runtime: Runtime | None = None,
) -> None:
    """Serves until interrupted, and prints the address once it can be opened.

    `port` 0 takes a free one. Raises SettingsError when the address cannot be listened on, and
    ContentError when the compiled content cannot be used.
    """
    app = create_app(settings, runtime)
    listening = bind(host, port)
    print(f"Rugwijzer: {address(listening)}  (Ctrl-C stops it)", flush=True)
    if not is_loopback_address(listening.getsockname()[0]):
        print(f"Other machines get {_shared(settings)}; the rest is for this machine.", flush=True)
    run(app, listening)


def _shared(settings: Settings) -> str:
    signed = ", /alexa when Alexa signed it" if settings.alexa_skill_id else ""
    if settings.twilio_auth_token:
        signed += ", /phone when the provider signed it"
    return f"/audio and /health{signed}"


def bind(host: str, port: int) -> socket.socket:
    """A socket that is bound to `host` and `port`. Raises SettingsError, naming the way out."""
    if not 0 <= port <= 65535:
        raise SettingsError(f"port {port} does not exist; choose one from 1024 to 65535")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise SettingsError(_why(error, host, port)) from error


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 5001
        return (
            f"port {port} is in use on {host}; stop the program that uses it, or take another: "
            f"`make run PORT={other}` or `serve --port {other}`"
        )
    if error.errno == errno.EACCES:
        return f"port {port} may not be used by this account; choose one from 1024 to 65535"
    return f"{host!r} is not an address of this machine; the usual one is 127.0.0.1"


def address(listening: socket.socket) -> str:
    """The address to open in a browser."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def run(app: Flask, listening: socket.socket) -> None:
    """Answers requests on a bound socket until interrupted."""
    server = create_server(
        app,
        sockets=[listening],
        threads=THREADS,
        ident=None,
        max_request_body_size=LARGEST_READ,
        channel_timeout=60,
        # The loopback rule must see that a request was forwarded; waitress hides it by default.
        clear_untrusted_proxy_headers=False,
    )
    server.channel_class = _Channel
    # A request that waited a moment for a thread is no news (`Task queue depth is 1`).
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server.run()


class _Refusal(ErrorTask):  # type: ignore[misc]
    """Waitress's own refusals (a broken request line, a huge body) in the contract's shape."""

    def execute(self) -> None:
        error = self.request.error
        body = json.dumps(refusal(error.code)).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.append(("Content-Type", "application/json"))
        self.response_headers.append(("Cache-Control", "no-store"))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class _Channel(HTTPChannel):  # type: ignore[misc]
    error_task_class = _Refusal
