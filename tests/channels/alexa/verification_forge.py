"""A certificate authority on paper, and requests signed with it, for the tests of verification.

The keys are made once; certificates are signed anew for every forgery, which costs little.
"""

from __future__ import annotations

import base64
import datetime
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID as Purpose
from cryptography.x509.oid import NameOID
from cryptography.x509.verification import Store

from skill.channels.alexa.verify import make_verifier
from skill.channels.alexa.verify.keys import Keys
from skill.channels.alexa.verify.request import Verify
from skill.errors import Unverified
from tests.channels.alexa.envelopes import SKILL_ID, launch

NOW = datetime.datetime(2026, 11, 22, 10, 15, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
URL = "https://s3.amazonaws.com/echo.api/echo-api-cert-14.pem"
SIGNER = "echo-api.amazon.com"


ADDRESSES = {
    "not encrypted": "http://s3.amazonaws.com/echo.api/echo-api-cert.pem",
    "another scheme": "ftp://s3.amazonaws.com/echo.api/echo-api-cert.pem",
    "no scheme": "//s3.amazonaws.com/echo.api/echo-api-cert.pem",
    "a file": "file:///echo.api/echo-api-cert.pem",
    "another host": "https://notamazon.com/echo.api/echo-api-cert.pem",
    "a host that begins alike": "https://s3.amazonaws.com.evil.example/echo.api/cert.pem",
    "a host that ends alike": "https://evil-s3.amazonaws.com/echo.api/cert.pem",
    "a bucket in the host": "https://evil.s3.amazonaws.com/echo.api/cert.pem",
    "a host with a dot at the end": "https://s3.amazonaws.com./echo.api/cert.pem",
    "a long s for an s": "https://\u017f3.amazonaws.com/echo.api/cert.pem",
    "another port": "https://s3.amazonaws.com:563/echo.api/echo-api-cert.pem",
    "a port with a zero": "https://s3.amazonaws.com:0443/echo.api/echo-api-cert.pem",
    "a port that is none": "https://s3.amazonaws.com:/echo.api/echo-api-cert.pem",
    "another folder": "https://s3.amazonaws.com/invalid.path/echo-api-cert.pem",
    "a folder in capitals": "https://s3.amazonaws.com/EcHo.aPi/echo-api-cert.pem",
    "a folder that begins alike": "https://s3.amazonaws.com/echo.api.evil/cert.pem",
    "nothing in the folder": "https://s3.amazonaws.com/echo.api/",
    "out of the folder": "https://s3.amazonaws.com/echo.api/../evil/echo-api-cert.pem",
    "out of the folder, encoded": "https://s3.amazonaws.com/echo.api/%2e%2e/evil/cert.pem",
    "encoded twice": "https://s3.amazonaws.com/echo.api/%252e%252e/evil/cert.pem",
    "an encoded slash": "https://s3.amazonaws.com/echo.api%2f..%2fevil/cert.pem",
    "backslashes": "https://s3.amazonaws.com/echo.api\\..\\evil/cert.pem",
    "a backslash before the host": "https://evil.example\\@s3.amazonaws.com/echo.api/cert.pem",
    "a user name": "https://evil@s3.amazonaws.com/echo.api/echo-api-cert.pem",
    "the host as a user name": "https://s3.amazonaws.com@evil.example/echo.api/cert.pem",
    "a query": "https://s3.amazonaws.com/echo.api/cert.pem?response-content-type=x",
    "a fragment": "https://evil.example/#https://s3.amazonaws.com/echo.api/cert.pem",
    "a fragment at the end": "https://s3.amazonaws.com/echo.api/cert.pem#x",
    "parameters": "https://s3.amazonaws.com/echo.api/cert.pem;x=1",
    "a space before it": " https://s3.amazonaws.com/echo.api/cert.pem",
    "a tab inside": "https://s3.amazonaws.com/echo.api/..\t/cert.pem",
    "two addresses": f"{URL}, {URL}",
    "far too long": "https://s3.amazonaws.com/echo.api/" + "a" * 600,
    "empty": "",
}
"""Addresses that Amazon would not use, by what is wrong with them."""


@cache
def key(name: str, bits: int = 2048) -> RSAPrivateKey:
    """The private key of `root`, `intermediate`, `leaf` or whoever else is needed."""
    return generate_private_key(public_exponent=65537, key_size=bits)


@dataclass(frozen=True)
class Paper:
    """What a certificate says; the fields are those that forgeries change."""

    owner: str = "leaf"
    issuer: str = "intermediate"
    names: tuple[str, ...] = (SIGNER,)
    starts: datetime.datetime = NOW - 30 * DAY
    ends: datetime.datetime = NOW + 60 * DAY
    authority: bool = False
    signs: bool = True
    """Whether the key may make signatures (as it may of any site's certificate)."""
    purpose: x509.ObjectIdentifier | None = Purpose.SERVER_AUTH
    public: Any = None
    """Another public key than the owner's."""
    signed_by: str = ""
    """Another key than the issuer's."""


ROOT = Paper("root", "root", (), NOW - 900 * DAY, NOW + 900 * DAY, authority=True, purpose=None)
MIDDLE = Paper(
    "intermediate", "root", (), NOW - 90 * DAY, NOW + 300 * DAY, authority=True, purpose=None
)


def certificate(paper: Paper) -> x509.Certificate:
    """The certificate that `paper` describes."""
    public = paper.public or key(paper.owner).public_key()
    signer = key(paper.signed_by or paper.issuer)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(paper.owner))
        .issuer_name(_name(paper.issuer))
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(paper.starts)
        .not_valid_after(paper.ends)
        .add_extension(x509.BasicConstraints(paper.authority, None), critical=True)
        .add_extension(_usage(paper), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
    )
    if paper.names:
        names = x509.SubjectAlternativeName([x509.DNSName(name) for name in paper.names])
        builder = builder.add_extension(names, critical=False)
    if paper.purpose is not None:
        builder = builder.add_extension(x509.ExtendedKeyUsage([paper.purpose]), critical=False)
    return builder.sign(signer, SHA256())


def _name(owner: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, owner)])


def _usage(paper: Paper) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=paper.signs,
        content_commitment=False,
        key_encipherment=not paper.authority,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=paper.authority,
        crl_sign=paper.authority,
        encipher_only=False,
        decipher_only=False,
    )


def pem(*papers: Paper) -> bytes:
    """Certificates as a PEM file, in order."""
    return b"".join(certificate(paper).public_bytes(Encoding.PEM) for paper in papers)


@cache
def good_chain() -> bytes:
    """Leaf and intermediate, as Amazon serves them."""
    return pem(Paper(), MIDDLE)


@cache
def trusted() -> Store:
    """The one root that these tests trust."""
    return Store([certificate(ROOT)])


def signature(body: bytes, signer: str = "leaf", hashed: HashAlgorithm | None = None) -> str:
    """The value of Signature-256."""
    made = key(signer).sign(body, PKCS1v15(), hashed or SHA256())
    return base64.b64encode(made).decode()


def stamped(timestamp: object, skill_id: object = SKILL_ID) -> bytes:
    """The body of a launch with this timestamp, and this skill id in both its places."""
    envelope = launch()
    envelope["request"]["timestamp"] = timestamp
    if timestamp is None:
        del envelope["request"]["timestamp"]
    for application in (
        envelope["session"]["application"],
        envelope["context"]["System"]["application"],
    ):
        application["applicationId"] = skill_id
    return json.dumps(envelope).encode()


def after(**time: float) -> bytes:
    """A body with the timestamp so long after NOW (before it, when negative)."""
    moment = NOW + datetime.timedelta(**time)
    return stamped(moment.strftime("%Y-%m-%dT%H:%M:%SZ"))


@dataclass(frozen=True)
class Sent:
    """A request as it arrives, and what is found at the address that it names."""

    body: bytes = field(default_factory=lambda: stamped("2026-11-22T10:15:00Z"))
    url: str | None = URL
    signature: str | None = None
    """Signature-256; None: made from the body, with the leaf's key."""
    chain: bytes | Exception = b""
    """What is at the address; empty: the good chain."""
    more: tuple[tuple[str, str], ...] = ()
    """Further headers."""
    without: tuple[str, ...] = ()
    """Headers that are left out."""

    def headers(self) -> list[tuple[str, str]]:
        """Names and values as they arrive."""
        signed = signature(self.body) if self.signature is None else self.signature
        named = [("SignatureCertChainUrl", self.url or ""), ("Signature-256", signed)]
        return [one for one in named if one[0] not in self.without] + list(self.more)


def signed(body: bytes, **parts: Any) -> Sent:
    """A request whose signature holds, whatever its body is."""
    return Sent(body, **parts)


def tampered(change: Callable[[bytes], bytes]) -> Sent:
    """A good request whose body was changed on the way."""
    good = Sent()
    return replace(good, body=change(good.body), signature=signature(good.body))


@dataclass
class Shelf:
    """A fetcher without a network: what stands at which address, and what was asked of it."""

    content: dict[str, bytes | Exception] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def fetch(self, address: str) -> bytes:
        """What is at `address`; nothing is there unless a test put it there."""
        self.asked.append(address)
        found = self.content.get(address, Unverified("fetch"))
        if isinstance(found, Exception):
            raise found
        return found


@dataclass
class Clock:
    """A clock that a test sets."""

    now: datetime.datetime = NOW

    def __call__(self) -> datetime.datetime:
        return self.now

    def forward(self, **time: float) -> None:
        """Lets time pass."""
        self.now += datetime.timedelta(**time)


def verifier(shelf: Shelf, clock: Clock, skill_id: str = SKILL_ID) -> Verify:
    """The real check, with this shelf for a network and this clock."""
    return make_verifier(skill_id, Keys(shelf.fetch, trusted()).find, clock)


def ask(verify: Verify, sent: Sent) -> dict[str, Any]:
    """The envelope of a request that passes."""
    return verify(sent.headers(), sent.body)


def refused(act: Callable[[], object]) -> str:
    """The reason why `act` is refused."""
    with pytest.raises(Unverified) as raised:
        act()
    assert (raised.value.status, raised.value.code) == (400, "unverified")
    return raised.value.reason


def pairs(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Headers as a dict, as a client of Flask takes them."""
    return dict(headers)
