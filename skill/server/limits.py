"""How much one address may ask: a bucket of tokens for each, in a table of bounded size.

Flask-Limiter and the `limits` beneath it count in a dictionary without a bound, which whoever has
many addresses fills (https://limits.readthedocs.io/en/stable/storage.html), and take every IPv6
address for a caller of its own, of which one household has 2^64 (RFC 6177, section 2). They are
made for counts that several processes share; this server is one.
"""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

MOST_ADDRESSES = 10_000
"""Rows of a table: 2 MB. Who was quiet longest is forgotten first: a full table refuses nobody."""


class Limit:
    """`burst` at once, then `rate` a second, for each address. Any thread may ask."""

    def __init__(
        self,
        rate: float,
        burst: int,
        most: int = MOST_ADDRESSES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._rate, self._burst, self._most, self._clock = rate, burst, most, clock
        self._rows: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def allows(self, address: str | None) -> bool:
        """Whether one more is allowed from an address; if so it is counted."""
        key, now = household(address or ""), self._clock()
        with self._lock:
            self._forget(now)
            left, since = self._rows.pop(key, (float(self._burst), now))
            left = min(self._burst, left + (now - since) * self._rate)
            allowed = left >= 1
            self._rows[key] = (left - allowed, now)
            if len(self._rows) > self._most:
                self._rows.popitem(last=False)
        return allowed

    def _forget(self, now: float) -> None:
        """Drops who has been quiet for so long that the bucket is full again."""
        quiet = now - self._burst / self._rate
        while self._rows and next(iter(self._rows.values()))[1] <= quiet:
            self._rows.popitem(last=False)

    def __len__(self) -> int:
        return len(self._rows)


def household(address: str) -> str:
    """What is counted as one caller: an IPv4 address, or the /64 of an IPv6 address.

    What is no address (a proxy may write anything) is one caller, however it reads.
    """
    found = read_address(address)
    if found is None:
        return ""
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((int(found), 64), strict=False))


def read_address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """An address, an IPv4 one also where it is written as IPv6 (`::ffff:192.0.2.1`); or None."""
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return mapped or found
