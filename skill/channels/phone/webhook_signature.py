"""Whether a request came from jambonz: the signature over time and body in `Jambonz-Signature`.

Rule: `t=<seconds>,v1=<HMAC-SHA256 in hex over "<seconds>.<body>">`, with the webhook secret of the
account, as its feature server makes it (github.com/jambonz/jambonz-feature-server,
`lib/utils/base-requestor.js`) and its library checks it (npm: @jambonz/node-client, five minutes).
The address is not signed: the state in it has a seal of its own.
"""

from __future__ import annotations

import hashlib
import hmac
import re

WINDOW = 300
"""Seconds that a signature is good for, before and after the clock of this machine."""
LONGEST_HEADER = 1024
"""Characters that are looked at; one signature is 80."""

_TIME = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"[0-9a-f]{64}")


def is_signed_now(secret: str, body: bytes, given: str, now: float) -> bool:
    """Whether `given` is jambonz' signature with `secret` over the bytes of `body`, made just now.

    `now` is in seconds since 1970.
    """
    time, signatures = parse(given)
    if not time or abs(now - int(time)) > WINDOW:
        return False
    signed = hmac.digest(secret.encode(), f"{time}.".encode() + body, hashlib.sha256).hex()
    # In constant time: how long it takes says nothing of the secret.
    return any(hmac.compare_digest(signed, one) for one in signatures)


def parse(given: str) -> tuple[str, tuple[str, ...]]:
    """The time (as it was written) and the signatures of a header; empty for anything else.

    A time that stands there twice is none, and what it calls by other names is passed over.
    """
    if len(given) > LONGEST_HEADER:
        return "", ()
    parts = [part.strip().partition("=") for part in given.split(",")]
    times = [value for name, _, value in parts if name == "t"]
    signatures = [value for name, _, value in parts if name == "v1" and _SIGNATURE.fullmatch(value)]
    if len(times) != 1 or not _TIME.fullmatch(times[0]):
        return "", ()
    return times[0], tuple(signatures)
