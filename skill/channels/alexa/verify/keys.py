"""Keys that were found, by address: kept for an hour, fetched once, and never on a forger's beat.

Anybody can send a request that names an address, so a request may not simply cost a fetch:
- a key is kept for KEPT, then fetched anew; while that fails or is under way the old one is used as
  long as its chain is valid, and no longer;
- an address that failed is not tried again for RESTED: long enough not to be hammered, short enough
  for Alexa's own to come back;
- requests with addresses that never gave a key are busy at most MOST_NEW at a time, so that some
  threads are left for everybody else. No count runs on when they are done: a flood of made-up
  addresses delays Amazon's own new one, and cannot lock it out. Those that once gave a key are
  outside that count;
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
MOST_NEW = 5
"""Requests at a time that fetch, or wait for, an address that never gave a key: the server has
eight threads. Alexa uses one address, or two in a change."""

MOST_FAILED = 1000
"""Failures that are remembered; each rests for RESTED only."""

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
        self._renew: dict[str, datetime.datetime] = {}
        """When a key is to be fetched anew."""
        self._failed: dict[str, tuple[datetime.datetime, Reason]] = {}
        self._new = 0
        """Requests that are busy with an address that never gave a key."""
        self._under_way: dict[str, Future[SigningKey]] = {}

    def find(self, address: str, now: datetime.datetime) -> RSAPublicKey:
        """The key at `address`, kept or fetched. Raises Unverified; also while a failure rests."""
        with self._lock:
            kept = self._keys.get(address)
            valid = kept is not None and kept.since <= now < kept.until
            if kept is not None and valid and not self._is_due(address, now):
                return kept.public
            waiting = self._under_way.get(address)
            new = kept is None
            if waiting is None:
                self._rest(address, now)
            if new and self._new >= MOST_NEW:
                raise Unverified("busy")
            if waiting is None:
                self._under_way[address] = Future()
            self._new += new
        try:
            return _result(waiting) if waiting is not None else self._load(address, now)
        except Unverified:
            # A renewal that fails takes nothing away from a chain that is still valid.
            if kept is not None and valid:
                return kept.public
            raise
        finally:
            with self._lock:
                self._new -= new

    def _is_due(self, address: str, now: datetime.datetime) -> bool:
        """Whether a valid key is to be fetched anew by who asks: once, and not while it rests."""
        renew = self._renew[address]
        fresh = renew - KEPT <= now < renew
        failed = self._failed.get(address)
        rests = failed is not None and abs(now - failed[0]) < RESTED
        return not fresh and not rests and address not in self._under_way

    def _rest(self, address: str, now: datetime.datetime) -> None:
        """Raises Unverified while the last failure of `address` rests."""
        self._failed = {
            one: (when, why)
            for one, (when, why) in self._failed.items()
            if abs(now - when) < RESTED
        }
        if address in self._failed:
            raise Unverified(self._failed[address][1])

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
                while len(self._failed) > MOST_FAILED:
                    del self._failed[next(iter(self._failed))]
                self._under_way.pop(address).set_exception(Unverified(refused.reason))
            raise refused from None
        with self._lock:
            self._keys.pop(address, None)
            self._keys[address] = found
            self._renew[address] = now + KEPT
            while len(self._keys) > MOST_KEYS:
                oldest = next(iter(self._keys))
                del self._keys[oldest], self._renew[oldest]
            self._under_way.pop(address).set_result(found)
        return found.public


def _result(waiting: Future[SigningKey]) -> RSAPublicKey:
    try:
        return waiting.result(3 * FETCH_SECONDS).public
    except Unverified as refused:
        raise Unverified(refused.reason) from None
    except TimeoutError:
        raise Unverified("fetch") from None
