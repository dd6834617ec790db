"""One request: headers and raw bytes in, the envelope out, or a refusal.

Order of the checks: the two headers, the address of the certificates, the key, the signature over
the bytes as they came. Only then is the body read, and its timestamp and skill id are checked.
https://developer.amazon.com/docs/custom-skills/host-a-custom-skill-as-a-web-service.html
"""

from __future__ import annotations

import base64
import datetime
import json
import logging
import re
from collections.abc import Callable, Iterable
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from skill.channels.alexa.request import application_ids, part, word
from skill.channels.alexa.verify.chain import roots
from skill.channels.alexa.verify.fetch import certificate_address, fetch
from skill.channels.alexa.verify.keys import FindKey, Keys
from skill.errors import RugwijzerError, SettingsError, Unverified

ADDRESS_HEADER = "SignatureCertChainUrl"
SIGNATURE_HEADER = "Signature-256"
"""SHA-256. The older `Signature` beside it is SHA-1: it is not looked at, also not alone."""

LONGEST_SIGNATURE = 2048
"""Characters; RSA with 2048 bits takes 344."""

TOLERANCE = datetime.timedelta(seconds=150)
"""How far the timestamp may be from now, either way. (Amazon allows an hour for skill events such
as `AlexaSkillEvent.SkillEnabled`; this skill subscribes to none.)"""

Headers = Iterable[tuple[str, str]]
"""Names and values as they came, so that a header that came twice can be seen."""

Verify = Callable[[Headers, bytes], dict[str, Any]]
"""Headers and raw body -> the envelope. Raises Unverified, and nothing else, whatever comes in."""

_TIMESTAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?Z")
_log = logging.getLogger(__name__)


def utc_now() -> datetime.datetime:
    """The time, with its zone."""
    return datetime.datetime.now(datetime.UTC)


def make_verifier(
    skill_id: str,
    find_key: FindKey | None = None,
    clock: Callable[[], datetime.datetime] = utc_now,
    parse: Callable[[bytes], object] = json.loads,
) -> Verify:
    """The check for one skill; one per process, for it keeps the keys.

    `find_key` None fetches over the network and trusts the roots of certifi. `parse` reads a body
    whose signature held. Raises SettingsError without a skill id.
    """
    if not skill_id.strip():
        raise SettingsError("ALEXA_SKILL_ID is empty; without it nothing can be verified")
    find = find_key or Keys(fetch, roots()).find

    def verify(headers: Headers, body: bytes) -> dict[str, Any]:
        now = clock()
        try:
            address, signature = _read_headers(headers)
            _check_signature(find(certificate_address(address), now), signature, body)
            envelope = _read_body(body, parse)
            _check_timestamp(part(envelope, "request").get("timestamp"), now)
            if application_ids(envelope) != {skill_id}:
                raise Unverified("skill")
        except Unverified as refused:
            _log.warning("alexa request refused: %s", refused.reason)
            raise
        return envelope

    return verify


def _read_headers(headers: Headers) -> tuple[str, bytes]:
    """The address and the signature; each header must be there once, in whatever case."""
    found: dict[str, list[str]] = {ADDRESS_HEADER.lower(): [], SIGNATURE_HEADER.lower(): []}
    for name, value in headers:
        if name.lower() in found:
            found[name.lower()].append(value)
    if any(len(values) != 1 for values in found.values()):
        raise Unverified("headers")
    (address,), (encoded,) = found.values()
    try:
        signature = base64.b64decode(encoded[: LONGEST_SIGNATURE + 1], validate=True)
    except ValueError:
        raise Unverified("headers") from None
    if not signature or len(encoded) > LONGEST_SIGNATURE:
        raise Unverified("headers")
    return address, signature


def _check_signature(key: RSAPublicKey, signature: bytes, body: bytes) -> None:
    try:
        key.verify(signature, body, PKCS1v15(), SHA256())
    except InvalidSignature:
        raise Unverified("signature") from None


def _read_body(body: bytes, parse: Callable[[bytes], object]) -> dict[str, Any]:
    try:
        envelope = parse(body)
    except (ValueError, RecursionError, RugwijzerError):
        raise Unverified("body") from None
    if not isinstance(envelope, dict):
        raise Unverified("body")
    return envelope


def _check_timestamp(raw: object, now: datetime.datetime) -> None:
    """Alexa writes UTC with a Z. A time in another zone, or in none, is not read at all."""
    if not _TIMESTAMP.fullmatch(word(raw)):
        raise Unverified("timestamp")
    try:
        written = datetime.datetime.fromisoformat(word(raw))
    except ValueError:
        raise Unverified("timestamp") from None
    if abs(now - written) > TOLERANCE:
        raise Unverified("timestamp")
