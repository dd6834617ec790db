"""What a provider posts -> what is said: speech, keys, silence, and how a call ended."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from skill.channels import Runtime
from skill.channels.phone import begin, go_on, is_over
from skill.dialogue import State


@pytest.fixture
def runtime(make_runtime: Callable[..., Runtime]) -> Runtime:
    """The real leaflet and a fake ear."""
    return make_runtime()


def said(runtime: Runtime, state: State, **fields: str) -> tuple[str, ...]:
    """Ids of the lines that are said on a post."""
    return go_on(runtime, state, fields)[1].say


def test_a_call_begins_with_the_welcome(runtime: Runtime) -> None:
    assert begin(runtime)[1].say == ("prompt_welcome-phone", "keys_root")


def test_speech_key_and_silence(runtime: Runtime) -> None:
    state, _ = begin(runtime)

    assert "goed-tillen" in said(runtime, state, SpeechResult="Hoe til ik goed?")
    assert said(runtime, state, Digits="5") == ("keys_medicijnen",)
    assert said(runtime, state) == ("keys_root",)
    assert said(runtime, state, Digits="") == ("keys_root",)
    assert said(runtime, state, SpeechResult="  ", Digits="3") == ("keys_houding",)


def test_keys_together_are_as_many_turns(runtime: Runtime) -> None:
    assert "goed-tillen" in said(runtime, State(code=""), Digits="109")
    assert "goed-tillen" in said(runtime, State(code="1"), Digits="09")
    assert "goed-tillen" in said(runtime, State(), Digits="311")
    assert said(runtime, State(), Digits="x3!") == ("keys_houding",)
    assert said(runtime, State(), Digits="ABC") == ("prompt_unhearable",)


def test_a_code_that_stops_halfway_begins_anew(runtime: Runtime) -> None:
    state, reply = go_on(runtime, State(code=""), {"Digits": "10"})

    assert (reply.say, reply.asks, state.code) == (("prompt_code",), "code", "")


def test_keys_after_a_goodbye_are_not_heard(runtime: Runtime) -> None:
    state = State(menu="oorzaken", misses=2)

    assert said(runtime, state, Digits="55") == ("prompt_goodbye-misses",)


def test_a_number_that_is_not_answered(runtime: Runtime) -> None:
    for ended in ("busy", "no-answer", "failed", "canceled", ""):
        assert said(runtime, State(), DialCallStatus=ended) == ("prompt_person", "keys_root")


def test_who_is_on_the_line() -> None:
    assert not is_over({})
    assert not is_over({"CallStatus": "in-progress"})
    assert not is_over({"CallStatus": "in-progress", "DialCallStatus": "busy"})
    assert is_over({"CallStatus": "completed"})
    assert is_over({"CallStatus": "in-progress", "DialCallStatus": "completed"})
