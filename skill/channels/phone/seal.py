"""The state of a call, sealed into the address that the provider calls next: nothing is stored.

A seal is good for one call only: the call's own id goes into it. What was changed, is of another
call, or was sealed by a program that has been restarted since, counts as a fresh state; a caller
never hears of it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets

from skill.dialogue import State, load_state

LONGEST_SEAL = 4096
"""Characters that are looked at: a state is under 2 kB, and base64 makes four of three."""
_MAC_BYTES = 16
_PURPOSE = b"rugwijzer: state of a call"


def state_key(token: str) -> bytes:
    """The key for seals, from the provider's token; one for this process where there is none."""
    secret = token.encode() or secrets.token_bytes(32)
    return hmac.digest(secret, _PURPOSE, hashlib.sha256)


def seal(state: State, key: bytes, call: str) -> str:
    """The state as text for an address (A-Z a-z 0-9 - _ and one dot). `call` is the call's id."""
    body = _base64(json.dumps(state.dump(), separators=(",", ":")).encode())
    return f"{body}.{_mac(body, key, call)}"


def unseal(text: str, key: bytes, call: str) -> State:
    """The state that `seal` was given; a fresh one for anything else."""
    body, dot, mac = text[: LONGEST_SEAL + 1].partition(".")
    known = _mac(body, key, call).encode()
    if not dot or len(text) > LONGEST_SEAL:
        return State()
    if not hmac.compare_digest(known, mac.encode("utf-8", "replace")):
        return State()
    return load_state(json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))))


def _mac(body: str, key: bytes, call: str) -> str:
    # The length keeps what is the call's apart from what is the state's.
    text = f"{len(call)}:{call}:{body}".encode("utf-8", "replace")
    return _base64(hmac.digest(key, text, hashlib.sha256)[:_MAC_BYTES])


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
