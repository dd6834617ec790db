"""What passes, how long a key is kept, and how often anything is fetched."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import certifi
import pytest

from skill.channels.alexa.verify import make_verifier
from skill.channels.alexa.verify.chain import roots, signing_key
from skill.channels.alexa.verify.fetch import certificate_address
from skill.channels.alexa.verify.keys import KEPT, MOST_NEW, Keys
from skill.errors import SettingsError, Unverified
from tests.channels.alexa.conftest import ROOT as CHECKOUT
from tests.channels.alexa.verification_forge import (
    DAY,
    MIDDLE,
    NOW,
    URL,
    Clock,
    Paper,
    Sent,
    Shelf,
    after,
    ask,
    good_chain,
    pem,
    refused,
    signature,
    stamped,
    trusted,
    verifier,
)


@pytest.mark.parametrize(
    "url",
    [
        URL,
        "HTTPS://S3.AmazonAWS.com/echo.api/echo-api-cert-14.pem",
        "https://s3.amazonaws.com:443/echo.api/echo-api-cert-14.pem",
        "https://s3.amazonaws.com/echo.api/../echo.api/echo-api-cert-14.pem",
        "https://s3.amazonaws.com//echo.api/./x/..//echo-api-cert-14.pem",
    ],
)
def test_addresses_of_amazons_are_one_address(url: str) -> None:
    assert certificate_address(url) == URL
    shelf = Shelf({URL: good_chain()})
    assert ask(verifier(shelf, Clock()), Sent(url=url))["version"] == "1.0"
    assert shelf.asked == [URL], "what is fetched is what was checked"


def test_headers_may_have_any_case_but_come_once() -> None:
    verify = verifier(Shelf({URL: good_chain()}), Clock())
    sent = Sent(more=(("Signature", "the old one is not looked at"),))
    for case in (str.lower, str.upper):
        assert verify([(case(name), value) for name, value in sent.headers()], sent.body)
    for header in sent.headers()[:2]:
        assert (
            refused(lambda twice=header: verify([*sent.headers(), twice], sent.body)) == "headers"
        )


@pytest.mark.parametrize(
    "body",
    [
        after(seconds=150),
        after(seconds=-150),
        stamped("2026-11-22T10:15:00.123Z"),
        stamped("2026-11-22T10:15:00Z") + b"\n",
        '{"x": "één",'.encode() + Sent().body[1:],
    ],
)
def test_what_is_within_the_rules_passes(body: bytes) -> None:
    assert ask(verifier(Shelf({URL: good_chain()}), Clock()), Sent(body))


def test_a_key_is_kept_an_hour_and_not_beyond_its_chain() -> None:
    shelf, clock = Shelf({URL: pem(Paper(ends=NOW + DAY), MIDDLE)}), Clock()
    verify = verifier(shelf, clock)
    for minutes, fetches in ((0, 1), (59, 1), (61, 2), (24 * 60 - 1, 3)):
        clock.now = NOW
        clock.forward(minutes=minutes)
        ask(verify, Sent(after(minutes=minutes)))
        assert len(shelf.asked) == fetches
    clock.forward(minutes=2)
    late = Sent(after(minutes=24 * 60 + 1))
    assert refused(lambda: ask(verify, late)) == "chain"


def test_a_key_is_not_used_before_its_chain_is_valid() -> None:
    shelf, clock = Shelf({URL: good_chain()}), Clock()
    verify = verifier(shelf, clock)
    ask(verify, Sent())
    clock.forward(days=-31)
    assert refused(lambda: ask(verify, Sent(after(days=-31)))) == "chain"


def test_a_key_belongs_to_its_address() -> None:
    other = URL.replace("14", "15")
    evil = pem(replace(Paper(), owner="evil"), MIDDLE)
    verify = verifier(Shelf({URL: good_chain(), other: evil}), Clock())
    ask(verify, Sent())
    assert refused(lambda: ask(verify, Sent(url=other))) == "signature"
    mine = replace(Sent(), url=URL, signature=signature(Sent().body, "evil"))
    assert refused(lambda: ask(verify, mine)) == "signature"


def test_what_failed_is_left_alone_for_ten_seconds() -> None:
    shelf, clock = Shelf({URL: TimeoutError()}), Clock()
    verify = verifier(shelf, clock)
    for _ in range(5):
        assert refused(lambda: ask(verify, Sent())) == "fetch"
    assert len(shelf.asked) == 1
    shelf.content[URL] = good_chain()
    clock.forward(seconds=11)
    assert ask(verify, Sent())


def test_a_flood_of_addresses_locks_amazons_own_out_at_no_time() -> None:
    shelf, clock = Shelf({URL: good_chain()}), Clock()
    verify = verifier(shelf, clock)
    flood = [Sent(url=f"{URL}-{number}") for number in range(100)]
    assert [refused(lambda one=sent: ask(verify, one)) for sent in flood] == ["fetch"] * 100
    assert ask(verify, Sent()), "never seen before, in the same minute"
    clock.forward(minutes=70)
    for sent in flood:
        refused(lambda one=sent: ask(verify, one))
    assert ask(verify, Sent(after(minutes=70))), "who was known before is still let in"


def test_new_addresses_leave_threads_for_everybody_else() -> None:
    shelf = Shelf({URL: good_chain()})
    gate, begun = threading.Event(), threading.Semaphore(0)

    def slow_fetch(address: str) -> bytes:
        if address != URL:
            begun.release()
            gate.wait(10)
        return shelf.fetch(address)

    keys = Keys(slow_fetch, trusted())
    keys.find(URL, NOW)
    with ThreadPoolExecutor(MOST_NEW) as pool:
        held = [
            pool.submit(refused, lambda one=number: keys.find(f"{URL}-{one % 2}", NOW))
            for number in range(MOST_NEW)
        ]
        for _ in range(2):
            assert begun.acquire(timeout=10)
        while keys._new < MOST_NEW:
            time.sleep(0.01)
        assert refused(lambda: keys.find(f"{URL}-9", NOW)) == "busy"
        assert refused(lambda: keys.find(f"{URL}-0", NOW)) == "busy", "to wait also takes a thread"
        assert keys.find(URL, NOW + 2 * KEPT), "a known address is renewed all the same"
        gate.set()
        assert {one.result() for one in held} == {"fetch"}
    assert refused(lambda: keys.find(f"{URL}-9", NOW)) == "fetch", "and then there is room again"


@pytest.mark.parametrize(
    "gone", [TimeoutError(), b"no chain", pem(replace(Paper(), owner="x"))], ids=["t", "n", "x"]
)
def test_a_renewal_that_fails_keeps_a_valid_chain(gone: bytes | Exception) -> None:
    shelf, clock = Shelf({URL: pem(Paper(ends=NOW + DAY), MIDDLE)}), Clock()
    verify = verifier(shelf, clock)
    ask(verify, Sent())
    shelf.content[URL] = gone
    clock.forward(hours=2)
    for _ in range(3):
        assert ask(verify, Sent(after(hours=2)))
    assert len(shelf.asked) == 2, "a failure rests, here too"
    clock.forward(hours=23)
    late = Sent(after(hours=25))
    assert refused(lambda: ask(verify, late)) in ("fetch", "chain")


def test_nobody_waits_for_a_renewal() -> None:
    gate, fetched = threading.Event(), threading.Event()

    def slow_fetch(_: str) -> bytes:
        if fetched.is_set():
            gate.wait(10)
        fetched.set()
        return good_chain()

    keys = Keys(slow_fetch, trusted())
    keys.find(URL, NOW)
    with ThreadPoolExecutor(1) as pool:
        renewing = pool.submit(keys.find, URL, NOW + 2 * KEPT)
        while URL not in keys._under_way:
            time.sleep(0.01)
        assert keys.find(URL, NOW + 2 * KEPT)
        assert not renewing.done()
        gate.set()
        assert renewing.result()


def test_only_a_few_keys_are_kept() -> None:
    many = [URL.replace("14", str(number)) for number in range(12)]
    shelf, clock = Shelf(dict.fromkeys(many, good_chain())), Clock()
    verify = verifier(shelf, clock)
    for url in many:
        ask(verify, Sent(url=url))
    ask(verify, Sent(url=many[-1]))
    ask(verify, Sent(url=many[-8]))
    assert len(shelf.asked) == 12
    ask(verify, Sent(url=many[0]))
    assert len(shelf.asked) == 13


@pytest.mark.parametrize("chain", [good_chain(), OSError()], ids=["good", "gone"])
def test_threads_wait_for_one_fetch(chain: bytes | Exception) -> None:
    shelf = Shelf({URL: chain})
    together = threading.Barrier(MOST_NEW)
    arrived = threading.Event()

    def slow_fetch(address: str) -> bytes:
        arrived.wait(1)
        return shelf.fetch(address)

    keys = Keys(slow_fetch, trusted())

    def one(number: int) -> str:
        together.wait(10)
        if number == MOST_NEW - 1:
            arrived.set()
        try:
            keys.find(URL, NOW)
        except Unverified as error:
            return error.reason
        return "found"

    with ThreadPoolExecutor(MOST_NEW) as pool:
        results = list(pool.map(one, range(MOST_NEW)))
    assert len(shelf.asked) == 1
    assert set(results) == {"found" if chain == good_chain() else "fetch"}


def test_the_roots_are_those_of_certifi() -> None:
    assert roots()
    assert "Amazon Root CA 1" in Path(certifi.where()).read_text(encoding="utf-8")
    assert refused(lambda: signing_key(good_chain(), roots(), NOW)) == "chain"


def test_without_a_skill_id_there_is_nothing_to_verify() -> None:
    for empty in ("", " "):
        with pytest.raises(SettingsError, match="ALEXA_SKILL_ID"):
            make_verifier(empty)


def test_lambda_never_sees_this_package() -> None:
    program = (
        "import sys; import skill.channels.alexa.handler, skill.channels.runtime;"
        "print([name for name in sys.modules if 'verify' in name or 'cryptography' in name])"
    )
    child = subprocess.run(
        [sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert child.stdout == "[]\n"
