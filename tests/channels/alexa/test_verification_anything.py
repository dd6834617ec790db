"""Fetching a chain, and whatever may come in: a refusal is the worst that happens."""

from __future__ import annotations

from collections.abc import Callable
from http.client import HTTPException

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.channels.alexa.verify import make_verifier
from skill.channels.alexa.verify.fetch import certificate_address, fetch
from skill.channels.alexa.verify.keys import Keys
from skill.errors import Unverified
from tests.channels.alexa.envelopes import SKILL_ID
from tests.channels.alexa.verification_forge import (
    URL,
    Clock,
    Sent,
    Shelf,
    ask,
    good_chain,
    refused,
    trusted,
    verifier,
)


class Line:
    """A connection without a network: one answer, in pieces."""

    def __init__(self, status: int, pieces: list[bytes], error: Exception | None = None) -> None:
        self.status, self.pieces, self.error = status, pieces, error
        self.asked: list[tuple[str, str]] = []
        self.closed = False
        self.length = 0

    def request(self, method: str, path: str) -> None:
        self.asked.append((method, path))
        if self.error is not None:
            raise self.error

    def getresponse(self) -> Line:
        return self

    def read1(self, _: int) -> bytes:
        return self.pieces.pop(0) if self.pieces else b""

    def close(self) -> None:
        self.closed = True


def test_a_fetch_gets_the_path_and_closes_the_line() -> None:
    line = Line(200, [b"one ", b"two"])
    assert fetch(URL, lambda host: line) == b"one two"  # type: ignore[arg-type, return-value]
    assert line.asked == [("GET", "/echo.api/echo-api-cert-14.pem")]
    assert line.closed


@pytest.mark.parametrize(
    "line",
    [
        Line(301, [good_chain()]),
        Line(302, [good_chain()]),
        Line(403, [b"<Error/>"]),
        Line(404, []),
        Line(500, []),
        Line(200, [b"x" * 40_000] * 2),
        Line(200, [b"x"] * 100),
        Line(200, [], TimeoutError()),
        Line(200, [], ConnectionResetError()),
        Line(200, [], HTTPException()),
    ],
    ids="moved found forbidden gone broken large slow timeout reset nonsense".split(),
)
def test_whatever_else_a_fetch_gets_is_refused(line: Line) -> None:
    ticks = iter(range(1000))
    reason = refused(
        lambda: fetch(URL, lambda host: line, lambda: float(next(ticks)))  # type: ignore[arg-type, return-value]
    )
    assert reason == "fetch"
    assert line.closed


PIECES = st.sampled_from(
    [
        URL,
        "https://",
        "s3.amazonaws.com",
        "/echo.api/",
        "..",
        "/",
        "%2e",
        "\\",
        "@",
        ":443",
        "#",
        "?",
    ]
)
URLS = st.text(max_size=80) | st.lists(PIECES | st.text(max_size=3), max_size=8).map("".join)


@given(url=URLS)
def test_any_text_is_an_address_of_amazons_or_is_refused(url: str) -> None:
    try:
        address = certificate_address(url)
    except Unverified:
        return
    assert address.startswith("https://s3.amazonaws.com/echo.api/")
    assert certificate_address(address) == address
    assert not set(address) & set("%\\@#?;, \t\n")
    assert ".." not in address.split("/")


NAMES = st.sampled_from(["SignatureCertChainUrl", "signature-256", "Signature"]) | st.text(
    max_size=5
)
VALUES = URLS | st.text(max_size=40) | st.binary(max_size=300).map(lambda raw: raw.hex())


@settings(deadline=None)
@given(headers=st.lists(st.tuples(NAMES, VALUES), max_size=4), body=st.binary(max_size=60))
def test_whatever_comes_in_is_refused_and_never_breaks(
    headers: list[tuple[str, str]], body: bytes
) -> None:
    verify = make_verifier(
        SKILL_ID, Keys(Shelf({URL: good_chain()}).fetch, trusted()).find, Clock()
    )
    refused(lambda: verify(headers, body))


@settings(deadline=None, max_examples=50)
@given(broken=st.binary(max_size=200), cut=st.integers(0, 1500))
def test_whatever_is_at_the_address_never_breaks(broken: bytes, cut: int) -> None:
    for chain in (broken, good_chain()[:cut] + broken + good_chain()[cut + len(broken) + 1 :]):
        verify = verifier(Shelf({URL: chain}), Clock())
        if refused_or_none(lambda verify=verify: ask(verify, Sent())) is None:
            assert b"".join(good_chain().split()) == b"".join(chain.split())


def refused_or_none(act: Callable[[], object]) -> str | None:
    """The reason of a refusal; None when there was none."""
    try:
        act()
    except Unverified as error:
        return error.reason
    return None
