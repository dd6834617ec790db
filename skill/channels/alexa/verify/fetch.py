"""Where the certificates may be, and getting them from there.

Rules for the address:
https://developer.amazon.com/docs/custom-skills/host-a-custom-skill-as-a-web-service.html
(https and the host in any case, the path with case, port absent or 443, dot segments resolved
first). What Amazon never sends is not interpreted but refused: user names, queries, fragments,
percent signs, backslashes, anything outside ASCII. And what was checked is what is fetched: the
resolved address, not the one that came in.
"""

from __future__ import annotations

import contextlib
import posixpath
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import urlsplit

import certifi

from skill.errors import Unverified

HOST = "s3.amazonaws.com"
FOLDER = "/echo.api/"

LONGEST_ADDRESS = 512
"""Characters; Amazon's have about fifty."""

FETCH_SECONDS = 3.0
"""For connecting, and for each piece; twice this for the whole, whatever comes in: dripped headers
and endless `100 Continue` as well. Alexa waits eight seconds."""

LARGEST_CHAIN = 64 * 1024
"""Bytes; a chain of four certificates has about seven thousand."""

Fetch = Callable[[str], bytes]
"""An address that `certificate_address` gave -> what is there. Raises Unverified."""

Connect = Callable[[str], HTTPSConnection]
"""A host name -> a connection to it, over TLS that was verified."""

# ASCII, or (?i:s) would match the long s of old books as well.
_ADDRESS = re.compile(
    r"(?i:https)://(?i:s3\.amazonaws\.com)(?::443)?(?P<path>/[A-Za-z0-9._~/-]*)", re.ASCII
)


def certificate_address(url: str) -> str:
    """The address of a certificate chain, with dots and double slashes resolved.

    Raises Unverified for any that Amazon would not use.
    """
    found = _ADDRESS.fullmatch(url) if len(url) <= LONGEST_ADDRESS else None
    if found is None:
        raise Unverified("address")
    # POSIX leaves two slashes at the beginning as they are; one path begins with one.
    path = posixpath.normpath(re.sub("/+", "/", found["path"]))
    if not path.startswith(FOLDER):
        raise Unverified("address")
    return f"https://{HOST}{path}"


def connect(host: str) -> HTTPSConnection:
    """A connection that trusts the roots of certifi; it follows no redirect and uses no proxy."""
    context = ssl.create_default_context(cafile=certifi.where())
    return HTTPSConnection(host, 443, timeout=FETCH_SECONDS, context=context)


def fetch(
    address: str,
    connect: Connect = connect,
    clock: Callable[[], float] = time.monotonic,
    seconds: float = 2 * FETCH_SECONDS,
) -> bytes:
    """The bytes at `address`.

    `clock` counts seconds, of which the whole may take `seconds`. Raises Unverified for any answer
    but 200, one that is too large, and whatever goes wrong on the way.
    """
    until = clock() + seconds
    try:
        connection = connect(HOST)
        # http.client has a timeout for each piece only: this ends the line under it.
        end = threading.Timer(seconds, _hang_up, [connection])
        end.daemon = True
        end.start()
        try:
            connection.request("GET", urlsplit(address).path)
            with contextlib.closing(connection.getresponse()) as response:
                if response.status != 200:
                    raise Unverified("fetch")
                return _read(response, until, clock)
        finally:
            end.cancel()
            connection.close()
    except (OSError, HTTPException, ValueError):
        raise Unverified("fetch") from None


def _hang_up(connection: HTTPSConnection) -> None:
    line = getattr(connection, "sock", None)
    if line is not None:
        with contextlib.suppress(OSError):
            # TLS's own `shutdown` would forget the encryption under a reader.
            socket.socket.shutdown(line, socket.SHUT_RDWR)


def _read(response: HTTPResponse, until: float, clock: Callable[[], float]) -> bytes:
    """The body, however slowly it drips, but not for ever."""
    found = b""
    while len(found) <= LARGEST_CHAIN and clock() < until:
        piece = response.read1(LARGEST_CHAIN + 1)
        if not piece and response.length:
            break  # it ended before its end
        if not piece:
            return found
        found += piece
    raise Unverified("fetch")
