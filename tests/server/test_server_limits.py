"""How much one address may ask, and whose word on an address counts."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import Client, EnvironBuilder

from skill.server.limits import Limit, household
from skill.server.proxies import behind_proxy


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_burst_and_then_as_fast_as_it_fills(clock: Clock) -> None:
    limit = Limit(rate=2, burst=3, clock=clock)

    assert [limit.allows("192.0.2.1") for _ in range(5)] == [True] * 3 + [False] * 2
    clock.now += 0.5
    assert [limit.allows("192.0.2.1") for _ in range(2)] == [True, False]
    clock.now += 3600
    assert [limit.allows("192.0.2.1") for _ in range(5)] == [True] * 3 + [False] * 2


def test_who_goes_on_while_refused_is_let_in_no_later(clock: Clock) -> None:
    limit = Limit(rate=1, burst=1, clock=clock)
    assert limit.allows("192.0.2.1")

    tried = []
    for _ in range(8):
        clock.now += 0.25
        tried.append(limit.allows("192.0.2.1"))

    assert tried == [False, False, False, True] * 2


def test_what_one_asks_costs_another_nothing(clock: Clock) -> None:
    limit = Limit(rate=1, burst=1, clock=clock)

    assert limit.allows("192.0.2.1")
    assert not limit.allows("192.0.2.1")
    assert limit.allows("192.0.2.2")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:0DB8:0001:0002::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("fe80::1%eth0", "fe80::1%eth1", True),
        ("", "unknown", True),
        ("x" * 9000, "_hidden", True),
        ("192.0.2.1:4711", "1" * 5000, True),
    ],
)
def test_who_counts_as_one(one: str, other: str, same: bool) -> None:
    assert (household(one) == household(other)) is same


def test_a_flood_of_addresses_takes_bounded_room_and_refuses_nobody(clock: Clock) -> None:
    limit = Limit(rate=1, burst=5, most=100, clock=clock)

    for number in range(1000):
        assert limit.allows(f"10.0.{number // 250}.{number % 250}")
    assert len(limit) == 100
    assert limit.allows("192.0.2.1")


def test_who_is_quiet_is_forgotten(clock: Clock) -> None:
    limit = Limit(rate=1, burst=5, clock=clock)
    for number in range(50):
        limit.allows(f"10.0.0.{number}")

    clock.now += 5
    limit.allows("192.0.2.1")

    assert len(limit) == 1


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.floats(0, 20), st.sampled_from(["192.0.2.1", "192.0.2.2", "::1", "x"])),
        max_size=60,
    )
)
def test_no_address_ever_gets_more_than_its_burst_and_its_rate(
    asked: list[tuple[float, str]],
) -> None:
    clock = Clock()
    limit = Limit(rate=0.5, burst=3, most=10, clock=clock)
    given: dict[str, int] = {}
    start = clock.now
    for wait, who in asked:
        clock.now += wait
        given[who] = given.get(who, 0) + limit.allows(who)

    assert all(number <= 3 + (clock.now - start) * 0.5 for number in given.values())


def seen(peer: str, trusted: tuple[str, ...], **headers: str) -> tuple[str, str]:
    """Address and scheme that an application sees of a request from `peer`."""

    def tell(environ: dict[str, str], start: object) -> Iterable[bytes]:
        start("200 OK", [("Content-Type", "text/plain")])  # type: ignore[operator]
        return [f"{environ['REMOTE_ADDR']} {environ['wsgi.url_scheme']}".encode()]

    named = {name.replace("_", "-"): value for name, value in headers.items()}
    asked = EnvironBuilder(headers=named, environ_base={"REMOTE_ADDR": peer})
    told = Client(behind_proxy(tell, trusted)).open(asked)  # type: ignore[arg-type]
    address, _, scheme = told.text.rpartition(" ")
    return address, scheme


def test_a_trusted_proxy_says_who_is_calling_and_how() -> None:
    told = {"X_Forwarded_For": "203.0.113.9", "X_Forwarded_Proto": "https"}

    assert seen("127.0.0.1", ("127.0.0.1",), **told) == ("203.0.113.9", "https")
    assert seen("::ffff:127.0.0.1", ("127.0.0.1",), **told) == ("203.0.113.9", "https")
    assert seen("10.0.0.5", ("127.0.0.1", "10.0.0.5"), **told) == ("203.0.113.9", "https")


def test_only_what_the_proxy_itself_wrote_counts() -> None:
    forged = {"X_Forwarded_For": "198.51.100.1, 10.0.0.1, 203.0.113.9"}

    assert seen("127.0.0.1", ("127.0.0.1",), **forged)[0] == "203.0.113.9"


@pytest.mark.parametrize("peer", ["192.0.2.66", "127.0.0.2", "10.0.0.50", "", "localhost"])
@pytest.mark.parametrize("trusted", [(), ("127.0.0.1", "10.0.0.5")])
def test_nobody_else_is_believed(peer: str, trusted: tuple[str, ...]) -> None:
    forged = {"X_Forwarded_For": "203.0.113.9", "X_Forwarded_Proto": "https"}

    assert seen(peer, trusted, **forged) == (peer, "http")


def test_no_host_and_no_path_is_taken_from_a_header() -> None:
    def tell(environ: dict[str, str], start: object) -> Iterable[bytes]:
        start("200 OK", [("Content-Type", "text/plain")])  # type: ignore[operator]
        return [f"{environ['HTTP_HOST']}{environ['SCRIPT_NAME']}{environ['PATH_INFO']}".encode()]

    headers = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Prefix": "/evil"}
    asked = EnvironBuilder("/review", headers=headers, environ_base={"REMOTE_ADDR": "127.0.0.1"})

    told = Client(behind_proxy(tell, ("127.0.0.1",))).open(asked)  # type: ignore[arg-type]
    assert told.text == "localhost/review"
