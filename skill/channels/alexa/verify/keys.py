"""Keys that were found, by address: kept for an hour, fetched once, and never on a forger's beat.

Anybody can send a request that names an address, so a request may not simply cost a fetch:
- a key is kept for KEPT, and never beyond the validity of its chain;
- an address that failed is not tried again for RESTED: long enough not to be hammered, short enough
  for Alexa's own to come back;
- addresses that never gave a key are fetched at most MOST_NEW times in a minute. Those that did are
  outside that count, so a flood of made-up addresses cannot keep a known key from being renewed;
- who asks for an address that is being fetched waits for that one fetch.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable
from concurrent.futures import Future

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.verification import Store

from skill.channels.alexa.verify.chain import SigningKey, signing_key
from skill.channels.alexa.verify.fetch import FETCH_SECONDS, LARGEST_CHAIN, Fetch
from skill.errors import Reason, Unverified

KEPT = datetime.timedelta(hours=1)
RESTED = datetime.timedelta(seconds=10)
MINUTE = datetime.timedelta(minutes=1)
MOST_NEW = 20
"""Fetches in a minute of addresses that never gave a key. Alexa uses one, or two in a change."""

MOST_KEYS = 8
"""Keys that are kept; only a chain that Amazon could have made gets here at all."""

FindKey = Callable[[str, datetime.datetime], RSAPublicKey]
"""An address and the time -> the key. Raises Unverified."""


class Keys:
    """The keys of one process; any number of threads may ask.

    A class because this is the one place that remembers anything between two requests.
    """

    def __init__(self, fetch: Fetch, store: Store) -> None:
        self._fetch = fetch
        self._store = store
        self._lock = threading.Lock()
        self._keys: dict[str, SigningKey] = {}
        """An expired key stays, to tell an address that once was good."""
        self._failed: dict[str, tuple[datetime.datetime, Reason]] = {}
        self._new: list[datetime.datetime] = []
        self._under_way: dict[str, Future[SigningKey]] = {}

    def find(self, address: str, now: datetime.datetime) -> RSAPublicKey:
        """The key at `address`, kept or fetched. Raises Unverified; also while a failure rests."""
        with self._lock:
            kept = self._keys.get(address)
            if kept is not None and kept.since <= now < kept.until:
                return kept.public
            waiting = self._under_way.get(address)
            if waiting is None:
                self._admit(address, now)
                self._under_way[address] = Future()
        if waiting is not None:
            return _result(waiting)
        return self._load(address, now)

    def _admit(self, address: str, now: datetime.datetime) -> None:
        """Raises Unverified when `address` may not be fetched now."""
        self._failed = {
            one: (when, why)
            for one, (when, why) in self._failed.items()
            if abs(now - when) < RESTED
        }
        if address in self._failed:
            raise Unverified(self._failed[address][1])
        if address in self._keys:
            return
        self._new = [when for when in self._new if abs(now - when) < MINUTE]
        if len(self._new) >= MOST_NEW:
            raise Unverified("busy")
        self._new.append(now)

    def _load(self, address: str, now: datetime.datetime) -> RSAPublicKey:
        refused = Unverified("fetch")
        try:
            pem = self._fetch(address)
            if len(pem) > LARGEST_CHAIN:
                raise refused
            found = signing_key(pem, self._store, now)
        except Exception as error:
            # A fetcher may fail in ways of its own: that is a refusal too, and waiters must know.
            refused = error if isinstance(error, Unverified) else refused
            with self._lock:
                self._failed[address] = (now, refused.reason)
                self._under_way.pop(address).set_exception(Unverified(refused.reason))
            raise refused from None
        with self._lock:
            self._keys.pop(address, None)
            found = SigningKey(found.public, found.since, min(found.until, now + KEPT))
            self._keys[address] = found
            while len(self._keys) > MOST_KEYS:
                del self._keys[next(iter(self._keys))]
            self._under_way.pop(address).set_result(found)
        return found.public


def _result(waiting: Future[SigningKey]) -> RSAPublicKey:
    try:
        return waiting.result(3 * FETCH_SECONDS).public
    except Unverified as refused:
        raise Unverified(refused.reason) from None
    except TimeoutError:
        raise Unverified("fetch") from None
