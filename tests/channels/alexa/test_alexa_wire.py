"""wire.py gives what the SDK's own serializer gives."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from ask_sdk_core.response_helper import ResponseFactory
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope
from ask_sdk_model.response_envelope import ResponseEnvelope
from ask_sdk_model.ui import Image, SimpleCard, StandardCard
from hypothesis import given
from hypothesis import strategies as st

from skill.channels.alexa.wire import plain
from tests.channels.alexa.envelopes import asked, ended, in_session, launch

TEXT = st.text(max_size=20)


@st.composite
def responses(draw: st.DrawFn) -> ResponseEnvelope:
    """Responses as an answer makes them, with and without each part."""
    factory = ResponseFactory()
    if draw(st.booleans()):
        factory.speak(draw(TEXT))
    if draw(st.booleans()):
        factory.ask(draw(TEXT))
    image = Image(small_image_url=draw(TEXT))
    cards = [None, SimpleCard("t", draw(TEXT)), StandardCard("t", draw(TEXT), image)]
    factory.set_card(draw(st.sampled_from(cards)))
    factory.set_should_end_session(draw(st.sampled_from([True, False])))
    attributes = st.dictionaries(TEXT, TEXT | st.lists(TEXT) | st.integers() | st.none())
    return ResponseEnvelope(
        version="1.0", session_attributes=draw(attributes), response=factory.response
    )


@given(responses())
def test_responses(response: ResponseEnvelope) -> None:
    assert plain(response) == DefaultSerializer().serialize(response)


@pytest.mark.parametrize(
    "envelope", [launch(), asked("hoe til ik"), in_session("AMAZON.YesIntent"), ended()]
)
def test_requests_that_the_sdk_read(envelope: dict[str, Any]) -> None:
    read = DefaultSerializer().deserialize(json.dumps(envelope), RequestEnvelope)

    assert plain(read) == DefaultSerializer().serialize(read)


@pytest.mark.parametrize(
    "value",
    [None, True, 3, 2.5, "é", [1, ["a"]], {"a": None}, datetime.date(2027, 1, 31)],
)
def test_values(value: object) -> None:
    assert plain(value) == DefaultSerializer().serialize(value)
