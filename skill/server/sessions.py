"""Who is logged in: tokens that this process gave out, until they are handed in or run out.

A token that is remembered can be taken back when somebody logs out; one that is only signed lives
on in every copy of its cookie. What it costs: a restart logs everybody out, and it is one process.
The table holds digests (a dump of memory logs nobody in), and no name of anybody.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

LASTS = 8 * 3600
"""Seconds that a login lasts, whatever is done with it: a working day."""

MOST_SESSIONS = 1000
"""Only who knows the secret adds one; the oldest makes room."""

COOKIE = "__Host-rugwijzer"
"""Browsers keep a cookie with this prefix for one host, over TLS, for all paths: no subdomain can
set it (https://www.rfc-editor.org/rfc/rfc6265#section-8.6 names the attack, and
https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes the cure).
"""


class Sessions:
    """The logins of one process. Any thread may ask."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._ends: OrderedDict[bytes, float] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self) -> str:
        """A new token of 256 random bits; what had run out is forgotten."""
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            for one in [one for one, end in self._ends.items() if end <= now]:
                del self._ends[one]
            if len(self._ends) >= MOST_SESSIONS:
                self._ends.popitem(last=False)
            self._ends[digest(token)] = now + LASTS
        return token

    def holds(self, token: str) -> bool:
        """Whether a token was given out here and still counts."""
        end = self._ends.get(digest(token))
        return end is not None and self._clock() < end

    def end(self, token: str) -> None:
        """Takes a token back; one that is not known changes nothing."""
        with self._lock:
            self._ends.pop(digest(token), None)


def digest(token: str) -> bytes:
    """The SHA-256 of a text; nothing of its length or its start can be seen in it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
