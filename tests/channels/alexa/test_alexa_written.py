"""A response as JSON values is what the SDK's own serializer gives."""

from __future__ import annotations

import pytest
from ask_sdk_core.response_helper import ResponseFactory
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.response_envelope import ResponseEnvelope
from ask_sdk_model.ui import Image, SimpleCard, StandardCard
from hypothesis import given
from hypothesis import strategies as st

from skill.channels.alexa.response import written

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
    assert written(response) == DefaultSerializer().serialize(response)


@pytest.mark.parametrize("value", [None, True, 3, 2.5, "é", [1, ["a"]], {"a": None}])
def test_values(value: object) -> None:
    assert written(value) == DefaultSerializer().serialize(value)
