"""Forgeries: each is refused in the same words, and none reaches the handler.

Every row is a request that is right but for one thing.
"""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA1, SHA512
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID as Purpose

from skill.channels import Runtime
from skill.channels.alexa.verify import make_verifier
from skill.channels.alexa.verify.keys import Keys
from skill.server import create_app
from skill.server.bodies import parse_json
from skill.settings import Settings
from tests.channels.alexa.conftest import OpenRuntime
from tests.channels.alexa.envelopes import SKILL_ID, launch
from tests.channels.alexa.verification_forge import (
    ADDRESSES,
    DAY,
    MIDDLE,
    NOW,
    ROOT,
    URL,
    Clock,
    Paper,
    Sent,
    Shelf,
    after,
    certificate,
    good_chain,
    key,
    pairs,
    pem,
    signature,
    signed,
    stamped,
    tampered,
    trusted,
)

Row = tuple[str, str, Sent]
"""What it is, the word that is logged, and the request."""


def headers() -> list[Row]:
    good = signature(Sent().body)
    swapped = Sent(url=good, signature=URL)
    latin = Sent(signature="é" + good[1:])
    only_old = (("Signature", signature(Sent().body, hashed=SHA1())),)
    return [
        ("no headers", "headers", Sent(without=("SignatureCertChainUrl", "Signature-256"))),
        ("no address", "headers", Sent(without=("SignatureCertChainUrl",))),
        ("no signature", "headers", Sent(without=("Signature-256",))),
        ("the old header alone", "headers", Sent(without=("Signature-256",), more=only_old)),
        ("the headers swapped", "headers", swapped),
        ("an empty signature", "headers", Sent(signature="")),
        ("no base64", "headers", Sent(signature="!" + good[1:])),
        ("letters outside ASCII", "headers", latin),
        ("base64 that breaks off", "headers", Sent(signature=good[:-3])),
        ("base64 for ever", "headers", Sent(signature="A" * 100_000)),
        ("two signatures", "headers", Sent(signature=f"{good}, {good}")),
    ]


def signatures() -> list[Row]:
    body = Sent().body
    return [
        ("a signature of SHA-1", "signature", Sent(signature=signature(body, hashed=SHA1()))),
        ("a signature of SHA-512", "signature", Sent(signature=signature(body, hashed=SHA512()))),
        ("another's signature", "signature", Sent(signature=signature(body, "evil"))),
        ("of another body", "signature", Sent(signature=signature(after(seconds=1)))),
        ("half a signature", "signature", Sent(signature=signature(body)[:172])),
        ("one byte changed", "signature", tampered(lambda one: one.replace(b"nl-NL", b"nl-BE"))),
        ("a space more", "signature", tampered(lambda one: one + b" ")),
        ("a newline more", "signature", tampered(lambda one: b"\r\n" + one)),
        (
            "written anew",
            "signature",
            tampered(lambda one: json.dumps(json.loads(one), indent=1).encode()),
        ),
        ("with a byte order mark", "signature", tampered(lambda one: b"\xef\xbb\xbf" + one)),
        ("emptied", "signature", tampered(lambda one: b"")),
    ]


def chains() -> list[Row]:
    elliptic = ec.generate_private_key(ec.SECP256R1()).public_key()
    weak = key("weak", 1024).public_key()
    leaf = Paper()
    rows: list[tuple[str, str, bytes | Exception]] = [
        ("signed by itself", "chain", pem(replace(leaf, issuer="leaf"), MIDDLE)),
        (
            "for another name",
            "chain",
            pem(replace(leaf, names=("echo-api.amazon.com.evil.nl",)), MIDDLE),
        ),
        ("for any name of Amazon", "chain", pem(replace(leaf, names=("*.amazon.com",)), MIDDLE)),
        ("for no name", "chain", pem(replace(leaf, names=()), MIDDLE)),
        ("expired", "chain", pem(replace(leaf, ends=NOW - DAY), MIDDLE)),
        ("not valid yet", "chain", pem(replace(leaf, starts=NOW + DAY), MIDDLE)),
        ("an intermediate that expired", "chain", pem(leaf, replace(MIDDLE, ends=NOW - DAY))),
        ("an intermediate that is none", "chain", pem(leaf, replace(MIDDLE, authority=False))),
        ("without the intermediate", "chain", pem(leaf)),
        ("intermediate first", "chain", pem(MIDDLE, leaf)),
        ("another intermediate", "chain", pem(replace(leaf, signed_by="evil"), MIDDLE)),
        (
            "another root",
            "chain",
            pem(
                leaf,
                replace(MIDDLE, signed_by="evil"),
                replace(ROOT, signed_by="evil", public=key("evil").public_key()),
            ),
        ),
        ("a leaf that may sign certificates", "chain", pem(replace(leaf, authority=True), MIDDLE)),
        ("meant for mail", "chain", pem(replace(leaf, purpose=Purpose.EMAIL_PROTECTION), MIDDLE)),
        ("a weak key", "key", pem(replace(leaf, public=weak), MIDDLE)),
        ("not meant for signing", "key", pem(replace(leaf, signs=False), MIDDLE)),
        ("an elliptic key", "key", pem(replace(leaf, public=elliptic), MIDDLE)),
        ("garbage", "chain", b"\x00\xff garbage"),
        (
            "garbage in PEM",
            "chain",
            b"-----BEGIN CERTIFICATE-----\nZm9v\n-----END CERTIFICATE-----\n",
        ),
        ("a certificate that breaks off", "chain", good_chain()[:700]),
        ("DER instead of PEM", "chain", certificate(leaf).public_bytes(Encoding.DER)),
        ("a page that says no", "chain", b"<Error><Code>AccessDenied</Code></Error>"),
        ("nothing", "chain", b"\n"),
        ("a thousand certificates", "chain", good_chain() + b"-----BEGIN CERTIFICATE-----" * 1000),
        ("a chain that is too large", "fetch", good_chain() + b"\n" * 70_000),
        ("a fetch that times out", "fetch", TimeoutError("took too long")),
        ("a fetch that is refused", "fetch", ConnectionRefusedError()),
        ("a fetcher that breaks", "fetch", ZeroDivisionError()),
    ]
    return [(what, why, Sent(chain=chain)) for what, why, chain in rows]


def bodies() -> list[Row]:
    two = launch()
    two["session"]["application"] = {"applicationId": "amzn1.other"}
    number = launch()
    number["session"]["application"] = {"applicationId": 7}
    none = launch()
    del none["session"], none["context"]
    rows: list[tuple[str, str, bytes]] = [
        ("151 seconds old", "timestamp", after(seconds=-151)),
        ("151 seconds early", "timestamp", after(seconds=151)),
        ("of a year ago", "timestamp", after(days=-365)),
        ("no timestamp", "timestamp", stamped(None)),
        ("no date", "timestamp", stamped("zojuist")),
        ("a date that does not exist", "timestamp", stamped("2026-11-31T10:15:00Z")),
        ("a number for a date", "timestamp", stamped(NOW.timestamp())),
        ("in another zone", "timestamp", stamped("2026-11-22T10:15:00+02:00")),
        ("the right time in another zone", "timestamp", stamped("2026-11-22T12:15:00+02:00")),
        ("in no zone", "timestamp", stamped("2026-11-22T10:15:00")),
        ("digits of another script", "timestamp", stamped("٢٠٢٦-11-22T10:15:00Z")),
        ("another skill", "skill", stamped("2026-11-22T10:15:00Z", "amzn1.other")),
        ("our skill in capitals", "skill", stamped("2026-11-22T10:15:00Z", SKILL_ID.upper())),
        ("an empty skill id", "skill", stamped("2026-11-22T10:15:00Z", "")),
        ("a skill id that is no text", "skill", stamped("2026-11-22T10:15:00Z", [SKILL_ID])),
        ("no skill id", "skill", json.dumps(none).encode()),
        ("two skill ids", "skill", json.dumps(two).encode()),
        ("a number beside the skill id", "skill", json.dumps(number).encode()),
        ("no JSON", "body", b"request=launch"),
        ("no object", "body", b"[]"),
        ("nested without end", "body", b"[" * 20_000),
        ("not UTF-8", "body", b'{"\xff": 1}'),
        ("empty", "body", b""),
        ("no request in it", "timestamp", b"{}"),
    ]
    return [(f"{what}, signed", why, signed(body)) for what, why, body in rows]


FORGERIES: list[Row] = [
    *((f"the address: {what}", "address", Sent(url=url)) for what, url in ADDRESSES.items()),
    *headers(),
    *signatures(),
    *((f"the chain: {what}", why, sent) for what, why, sent in chains()),
    *bodies(),
]


class Endpoint:
    """The application with a handler that writes down what reaches it."""

    def __init__(self, runtime: Runtime) -> None:
        self.reached: list[object] = []
        self.shelf = Shelf()
        self.clock = Clock()
        find = Keys(self.shelf.fetch, trusted()).find
        self.client = create_app(
            runtime.settings,
            runtime,
            lambda runtime, base: lambda envelope, context: self._handle(envelope),
            lambda skill_id: make_verifier(skill_id, find, self.clock, parse_json),
        ).test_client()

    def _handle(self, envelope: object) -> dict[str, Any]:
        self.reached.append(envelope)
        return {"version": "1.0", "response": {}}

    def post(self, sent: Sent, **options: Any) -> Any:
        """What the endpoint answers; the address of `sent` holds its chain."""
        self.shelf.content[sent.url or ""] = sent.chain or good_chain()
        options.setdefault("content_type", "application/json;charset=UTF-8")
        headers = pairs(sent.headers()) | options.pop("headers", {})
        return self.client.post("/alexa", data=sent.body, headers=headers, **options)


@pytest.fixture
def endpoint(open_runtime: OpenRuntime) -> Endpoint:
    """An endpoint of the skill SKILL_ID."""
    return Endpoint(open_runtime(settings=Settings(alexa_skill_id=SKILL_ID)))


def test_the_table_is_long_enough() -> None:
    assert len({what for what, _, _ in FORGERIES}) == len(FORGERIES) >= 100


@pytest.mark.parametrize(
    ("why", "sent"), [row[1:] for row in FORGERIES], ids=[r[0] for r in FORGERIES]
)
def test_a_forgery_is_refused_in_the_same_words(
    endpoint: Endpoint, why: str, sent: Sent, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    response = endpoint.post(sent)

    assert response.status_code == 400
    assert response.get_json() == {
        "error": {
            "code": "unverified",
            "message": "the request could not be verified as one of Alexa's",
        }
    }
    assert endpoint.reached == []
    assert caplog.messages == [f"alexa request refused: {why}"]


def test_an_address_that_is_refused_is_never_fetched(endpoint: Endpoint) -> None:
    for url in ADDRESSES.values():
        endpoint.post(Sent(url=url))
    assert endpoint.shelf.asked == []


def test_the_good_request_passes_twice_with_one_fetch(endpoint: Endpoint) -> None:
    for _ in range(2):
        assert endpoint.post(Sent()).status_code == 200
    assert endpoint.reached == [json.loads(Sent().body)] * 2
    assert endpoint.shelf.asked == [URL]


def test_a_proxy_changes_nothing_and_this_machine_is_no_exception(endpoint: Endpoint) -> None:
    elsewhere: list[dict[str, Any]] = [
        {"environ_base": {"REMOTE_ADDR": "203.0.113.9"}},
        {"headers": {"Host": "rug.example.nl"}},
        {"headers": {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}},
        {"content_type": "text/plain"},
        {},
    ]
    for options in elsewhere:
        assert endpoint.post(Sent(), **dict(options)).status_code == 200
        unsigned = endpoint.client.post("/alexa", json=launch(), **options | {"content_type": None})
        assert unsigned.status_code == 400
        assert unsigned.get_json()["error"]["code"] == "unverified"
    assert len(endpoint.reached) == len(elsewhere)
