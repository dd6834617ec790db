"""Whether a request came from the telephone provider: the signature over address and form.

Rule: https://www.twilio.com/docs/usage/security#validating-requests. The tests hold it against the
provider's own library, which is 51 MB and needed for nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from urllib.parse import urlsplit

_PORTS = {"https": 443, "http": 80}


def is_signed(token: str, address: str, fields: Iterable[tuple[str, str]], given: str) -> bool:
    """Whether `given` is the provider's signature with `token` over `address` and the form.

    `address` is the one that was called, with its query. `fields` are name and value of the form,
    a pair for every value. The provider signs the port of an address or leaves it out; either fits.
    """
    form = "".join(name + value for name, value in sorted(set(fields)))
    wanted = [_signature(token, one + form) for one in _with_and_without_port(address)]
    # In constant time: how long it takes says nothing of the secret.
    return any(hmac.compare_digest(one, given.encode("utf-8", "replace")) for one in wanted)


def _signature(token: str, text: str) -> bytes:
    signed = hmac.digest(token.encode(), text.encode("utf-8", "replace"), hashlib.sha1)
    return base64.b64encode(signed)


def _with_and_without_port(address: str) -> list[str]:
    """Both ways to write an address; none for one whose port cannot be."""
    parts = urlsplit(address)
    try:
        port = parts.port
    except ValueError:
        return []
    host = parts.netloc if port is None else parts.netloc.rpartition(":")[0]
    hosts = (host, f"{host}:{port or _PORTS.get(parts.scheme, 80)}")
    return [parts._replace(netloc=one).geturl() for one in hosts]
