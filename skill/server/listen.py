"""Listening: a real WSGI server (waitress) on one address, without an access log.

An access log would hold addresses of people with back pain and, from `/?vraag=`, what they asked.
"""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import logging
import signal
import socket
import threading
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from flask import Flask

from skill.channels import Runtime
from skill.errors import RugwijzerError, SettingsError
from skill.server.app import create_app
from skill.server.callers import is_loopback_address, public_settings
from skill.server.connections import MOST, Listener
from skill.server.editing import Build
from skill.server.kept import Kept
from skill.server.renewed import Renewed
from skill.server.sessions import Sessions
from skill.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

SPARE_FILES = 100
"""Besides two for each connection: the socket, and the temporary file of a large body."""
FEWEST_FILES = 24
"""The same where a process may not have many: its own, and a clip for each thread."""


def serve(
    settings: Settings,
    host: str = "127.0.0.1",
    port: int = 5000,
    runtime: Runtime | None = None,
) -> None:
    """Serves until it is stopped, and prints the address once it can be opened.

    `port` 0 takes a free one. Raises SettingsError when the address cannot be listened on, and
    ContentError when the compiled content cannot be used.
    """
    app = editable(settings, runtime) if settings.edit else create_app(settings, runtime)
    listening = bind(host, port)
    server = listener(app, listening, settings.trusted_proxy)
    # An output that is full or closed keeps nobody from being served.
    with contextlib.suppress(OSError, RugwijzerError):
        for line in told(settings, listening):
            print(line, flush=True)
    server.run()


def editable(settings: Settings, runtime: Runtime | None = None) -> Renewed:
    """The application, made anew whenever a build has ended; `runtime` serves until then."""
    first, sessions, kept = [runtime], Sessions(), Kept()

    def make() -> Flask:
        now = first.pop() if first else None
        return create_app(settings, now, build=build, sessions=sessions, kept=kept)

    build = Build(settings)
    app = Renewed(make)
    build.renew = app.renew
    return app


def told(settings: Settings, listening: socket.socket) -> Iterator[str]:
    """What is said when it starts, line by line."""
    yield f"Rugwijzer: {address(listening)}  (Ctrl-C stops it)"
    if not is_loopback_address(listening.getsockname()[0]):
        yield f"Other machines get {_shared(settings)}; the rest is for this machine."
    if settings.public:
        yield "The patient page is for everybody who reaches this address."
        if not settings.trusted_proxy:
            yield "Behind a proxy, set TRUSTED_PROXY: else all its visitors share one limit."
    if public := public_settings(settings):
        yield f"No console and no other local page: {', '.join(public)} is set."
    else:
        # A proxy that shows nothing of itself cannot be told from a browser here.
        yield "For this machine: set PUBLIC_URL before any proxy or tunnel leads here."
    if settings.edit:
        yield f"Texts in {settings.content_dir} can be changed at {address(listening)}/review."


def _shared(settings: Settings) -> str:
    signed = ", /alexa when Alexa signed it" if settings.alexa_skill_id else ""
    if settings.twilio_auth_token or settings.jambonz_webhook_secret:
        signed += ", /phone when the provider signed it"
    page = "the patient page, " if settings.public else ""
    review = ", /review when logged in" if settings.review_secret else ""
    return f"{page}/audio, /health and /privacy{signed}{review}"


def bind(host: str, port: int) -> socket.socket:
    """A socket that is bound to `host` and `port`. Raises SettingsError, naming the way out.

    Other machines are let in by an address in numbers only: an empty host, `0` or a name that
    changes its meaning would do so by accident.
    """
    if not 0 <= port <= 65535:
        raise SettingsError(f"port {port} does not exist; choose one from 1024 to 65535")
    chosen = _numbers(host)
    family = socket.AF_INET6 if ":" in chosen else socket.AF_INET
    try:
        return socket.create_server((chosen, port), family=family)
    except OSError as error:
        raise SettingsError(_why(error, host, port)) from error


def _numbers(host: str) -> str:
    """`host` as an address in numbers; a name may stand for this machine alone."""
    with contextlib.suppress(ValueError):
        return str(ipaddress.ip_address(host))
    try:
        found = {str(one[4][0]) for one in socket.getaddrinfo(host, None)} if host else set()
    except (OSError, UnicodeError):
        found = set()
    if host.lower() == "localhost" or (found and all(map(is_loopback_address, found))):
        return "127.0.0.1"
    raise SettingsError(
        f"--host {host!r} is not an address of this machine in numbers; the usual one is "
        "127.0.0.1, and 0.0.0.0 lets every other machine in"
    )


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


def listener(
    app: WSGIApplication, listening: socket.socket, proxies: Collection[str] = ()
) -> Listener:
    """What answers requests on a bound socket. SIGTERM lets it finish what is running, and end.

    `proxies` are the addresses of trusted proxies, which may hold any number of connections.
    """
    # A request that waited a moment for a thread is no news (`Task queue depth is 1`).
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = Listener(app, listening, proxies, _as_many_as_it_takes())
    # Elsewhere than in the main thread Python gives no signals: who runs it there stops it there.
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda *_: server.stop())
    return server


def _as_many_as_it_takes() -> int:
    """Lets this process have a file for each connection; gives how many connections that is.

    Windows has no such limit.
    """
    try:
        import resource
    except ImportError:
        return MOST
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MOST + SPARE_FILES
    files = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    if soft != resource.RLIM_INFINITY and soft < files:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
    return min(MOST, max(1, (files - min(SPARE_FILES, max(FEWEST_FILES, files // 4))) // 2))
