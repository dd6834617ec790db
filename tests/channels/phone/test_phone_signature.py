"""A provider's signature: ours against the provider's own library, and what does not fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from skill.channels.phone import is_signed

ADDRESS = "https://bel.example.nl/phone/turn?state=a.b"
FORM = [("CallSid", "CA1"), ("SpeechResult", "hoe til ik goed?"), ("Confidence", "0.9")]


def signed(token: str, address: str, fields: list[tuple[str, str]]) -> str:
    """What the provider's library says that the signature is."""
    return str(RequestValidator(token).compute_signature(address, MultiDict(fields)))


WORD = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(WORD, st.lists(st.tuples(WORD, WORD), max_size=6))
def test_what_the_provider_signs_fits(token: str, fields: list[tuple[str, str]]) -> None:
    assert is_signed(token, ADDRESS, fields, signed(token, ADDRESS, fields))


@pytest.mark.parametrize(
    ("called", "by_the_provider"),
    [
        ("https://bel.example.nl/phone/voice", "https://bel.example.nl:443/phone/voice"),
        ("https://bel.example.nl:443/phone/voice", "https://bel.example.nl/phone/voice"),
        ("https://bel.example.nl:8443/phone/voice", "https://bel.example.nl:8443/phone/voice"),
        ("https://bel.example.nl:8443/phone/voice", "https://bel.example.nl/phone/voice"),
        ("http://bel.example.nl/phone/voice", "http://bel.example.nl:80/phone/voice"),
    ],
)
def test_the_port_may_be_signed_or_not(called: str, by_the_provider: str) -> None:
    given = signed("geheim", by_the_provider, FORM)

    assert is_signed("geheim", called, FORM, given)
    assert RequestValidator("geheim").validate(called, MultiDict(FORM), given)


@pytest.mark.parametrize(
    ("token", "address", "fields"),
    [
        ("ander", ADDRESS, FORM),
        ("geheim", ADDRESS + "x", FORM),
        ("geheim", "https://elders.example.nl/phone/turn?state=a.b", FORM),
        ("geheim", ADDRESS, FORM[:-1]),
        ("geheim", ADDRESS, [*FORM, ("From", "+31600000000")]),
        ("geheim", ADDRESS, [("CallSid", "CA2"), *FORM[1:]]),
    ],
)
def test_one_change_is_enough_to_refuse(
    token: str, address: str, fields: list[tuple[str, str]]
) -> None:
    assert not is_signed(token, address, fields, signed("geheim", ADDRESS, FORM))


@pytest.mark.parametrize("given", ["", "é", "\udc80", "AAAA", "=" * 5000])
def test_what_is_no_signature_is_refused(given: str) -> None:
    assert not is_signed("geheim", ADDRESS, FORM, given)


def test_an_address_that_cannot_be_is_refused() -> None:
    assert not is_signed("geheim", "https://bel.example.nl:99999/phone/voice", FORM, "x")
