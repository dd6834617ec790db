"""jambonz' signature over time and body: what it signs fits, for five minutes, and nothing else."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.channels.phone import is_signed_now
from skill.channels.phone.webhook_signature import LONGEST_HEADER, WINDOW, parse

NOW = 1767225600
SECRET = "wh_secret_voorbeeld"
BODY = (
    '{"call_sid":"5f3e0d5f-ba6f-4b18-8d80-000000000001","call_status":"in-progress",'
    '"reason":"speechDetected","speech":{"is_final":true,"alternatives":'
    '[{"confidence":0.91,"transcript":"hoe til ik goed? één keer"}]}}'
).encode()
HEADER = f"t={NOW},v1=b9e6e4cfc5fc1792c7613789ab0e042e58a44a9ab65af5ed16046abab16a7e03"
"""Made with Node by the line of `lib/utils/base-requestor.js`, and accepted at that moment by
`verifyJambonzSignature` of @jambonz/node-client 0.4.11 and `verifySignature` of @jambonz/sdk."""


def signed(secret: str, body: bytes, stamp: str) -> str:
    digest = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={stamp},v1={digest}"


def test_what_jambonz_signed_fits() -> None:
    assert is_signed_now(SECRET, BODY, HEADER, NOW)


@given(st.text(min_size=1, max_size=20), st.binary(max_size=80), st.integers(0, 10**11))
def test_whatever_is_signed_so_fits(secret: str, body: bytes, now: int) -> None:
    assert is_signed_now(secret, body, signed(secret, body, str(now)), now)


@pytest.mark.parametrize(
    ("late", "fits"), [(0, True), (WINDOW, True), (WINDOW + 1, False), (86_400, False)]
)
def test_a_signature_is_good_for_five_minutes_before_and_after_our_clock(
    late: int, fits: bool
) -> None:
    assert is_signed_now(SECRET, BODY, HEADER, NOW + late) is fits
    assert is_signed_now(SECRET, BODY, HEADER, NOW - late) is fits


@pytest.mark.parametrize(
    ("secret", "body", "header"),
    [
        ("ander", BODY, HEADER),
        ("", BODY, HEADER),
        (SECRET, BODY + b" ", HEADER),
        (SECRET, b"", HEADER),
        (SECRET, BODY, HEADER.replace("v1", "v0")),
        (SECRET, BODY, HEADER.replace("b9e6", "B9E6")),
        (SECRET, BODY, HEADER[:-1]),
        (SECRET, BODY, HEADER.replace(str(NOW), str(NOW + 1))),
        (SECRET, BODY, f"{HEADER},t={NOW}"),
        (SECRET, BODY, HEADER.partition(",")[2]),
        (SECRET, BODY, f"t={NOW}"),
        (SECRET, BODY, f"t={NOW},v1="),
        (SECRET, BODY, HEADER + "," * LONGEST_HEADER),
        (SECRET, BODY, HEADER.replace(str(NOW), "１７６７２２５６００")),
    ],
)
def test_one_change_is_enough_to_refuse(secret: str, body: bytes, header: str) -> None:
    assert not is_signed_now(secret, body, header, NOW)


def test_one_of_several_signatures_is_enough_and_other_names_are_passed_over() -> None:
    """So a secret can be changed while calls go on."""
    stamp, _, good = HEADER.partition(",")

    assert is_signed_now(SECRET, BODY, f"{stamp},v1={'0' * 64},{good}", NOW)
    assert is_signed_now(SECRET, BODY, f"{good}, {stamp}, v2=x, y", NOW)


PIECES = st.one_of(
    st.sampled_from(["t=", "v1=", "v1", "=", ",", str(NOW), "a" * 64, " ", "t", "\0", "é"]),
    st.text(max_size=6),
)


@given(st.lists(PIECES, max_size=12).map("".join), st.binary(max_size=20))
def test_any_header_is_read_and_fits_nothing(header: str, body: bytes) -> None:
    time, signatures = parse(header)

    assert not time or (time.isascii() and time.isdigit())
    assert all(len(one) == 64 for one in signatures)
    assert not is_signed_now(SECRET, body, header, NOW)
