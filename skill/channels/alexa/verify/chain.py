"""A certificate chain -> the public key that Alexa signs with, and how long it may be used.

Amazon asks: all certificates combine to a chain to a trusted root, the signing certificate is valid
now, and echo-api.amazon.com is among its alternative names
(https://developer.amazon.com/docs/custom-skills/host-a-custom-skill-as-a-web-service.html).
`cryptography` checks the chain as a browser checks that of a web site
(https://cryptography.io/en/latest/x509/verification/). Revocation is not looked up.
"""

from __future__ import annotations

import datetime
import re
import warnings
from dataclasses import dataclass
from pathlib import Path

import certifi
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509 import DNSName
from cryptography.x509.verification import PolicyBuilder, Store

from skill.errors import Unverified

SIGNER = "echo-api.amazon.com"
"""Whom the signing certificate must be for, by that very name: no wildcard stands for it."""

MOST_CERTIFICATES = 10
"""Certificates in one chain; more would only cost time."""

LEAST_BITS = 2048
"""Of the key that signs requests; the policy looks at the keys that sign certificates only."""

_BLOCK = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key, and between which times every certificate of its chain is valid (UTC)."""

    public: RSAPublicKey
    since: datetime.datetime
    until: datetime.datetime


def roots(pem: bytes | None = None) -> Store:
    """The roots that are trusted: those in `pem`, or those of certifi.

    Keep certifi current: Amazon changes its certificates
    (https://github.com/alexa/alexa-skills-kit-sdk-for-nodejs/issues/745).
    """
    found = map(_root, _BLOCK.findall(pem or Path(certifi.where()).read_bytes()))
    return Store([certificate for certificate in found if certificate is not None])


def _root(pem: bytes) -> x509.Certificate | None:
    """One root; None for the few old ones that break RFC 5280."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return x509.load_pem_x509_certificate(pem)
        except (ValueError, Warning):
            return None


def signing_key(pem: bytes, store: Store, now: datetime.datetime) -> SigningKey:
    """The key of the first certificate in `pem`, once the others lead from it to a root of `store`.

    Raises Unverified `chain` or `key`.
    """
    if pem.count(b"-----BEGIN") > MOST_CERTIFICATES:
        raise Unverified("chain")
    try:
        leaf, *others = x509.load_pem_x509_certificates(pem)
        verifier = PolicyBuilder().store(store).time(now).build_server_verifier(DNSName(SIGNER))
        chain = verifier.verify(leaf, others)
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        key = leaf.public_key()
    except Exception:
        # What was fetched is data from outside, and ASN.1 breaks in more ways than one can name.
        raise Unverified("chain") from None
    if SIGNER not in [name.lower() for name in names.get_values_for_type(DNSName)]:
        raise Unverified("chain")
    if not isinstance(key, RSAPublicKey) or key.key_size < LEAST_BITS or not _may_sign(leaf):
        raise Unverified("key")
    return SigningKey(
        key,
        max(certificate.not_valid_before_utc for certificate in chain),
        min(certificate.not_valid_after_utc for certificate in chain),
    )


def _may_sign(leaf: x509.Certificate) -> bool:
    """Whether the key is meant for signatures (RFC 5280, section 4.2.1.3)."""
    try:
        usage = leaf.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature
