"""What a provider posts -> what is said: speech, keys, silence, and how a call ended."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from skill.channels import Runtime
from skill.channels.phone import Posted, begin, go_on, jambonz, twiml
from skill.channels.phone.call import is_unsure
from skill.channels.phone.hints import hints
from skill.dialogue import State
from skill.understanding import LONGEST, Understanding


@pytest.fixture
def runtime(make_runtime: Callable[..., Runtime]) -> Runtime:
    """The real leaflet and a fake ear."""
    return make_runtime()


def said(runtime: Runtime, state: State, **fields: str) -> tuple[str, ...]:
    """Ids of the lines that are said on a post of Twilio."""
    return go_on(runtime, state, twiml.read(fields))[1].say


def test_a_call_begins_with_the_welcome(runtime: Runtime) -> None:
    assert begin(runtime)[1].say == ("prompt_welcome-phone", "prompt_may-speak", "keys_root")


def test_speech_key_and_silence(runtime: Runtime) -> None:
    state, _ = begin(runtime)

    assert "goed-tillen" in said(runtime, state, SpeechResult="Hoe til ik goed?")
    assert said(runtime, state, Digits="2") == ("keys_medicijnen",)
    assert said(runtime, state) == ("keys_root",)
    assert said(runtime, state, Digits="") == ("keys_root",)
    assert said(runtime, state, SpeechResult="  ", Digits="3") == ("keys_bewegen-en-werk",)


def test_keys_together_are_as_many_turns(runtime: Runtime) -> None:
    assert "goed-tillen" in said(runtime, State(code=""), Digits="109#")
    assert "goed-tillen" in said(runtime, State(code="1"), Digits="09#")
    assert "goed-tillen" in said(runtime, State(), Digits="11")
    assert said(runtime, State(), Digits="x3!") == ("keys_bewegen-en-werk",)
    assert said(runtime, State(), Digits="ABC") == ("prompt_unhearable",)


def test_a_code_that_stops_halfway_begins_anew(runtime: Runtime) -> None:
    state, reply = go_on(runtime, State(code=""), Posted(keys="10"))

    assert (reply.say, reply.asks, state.code) == (("prompt_code",), "code", "")


def test_a_code_is_whole_when_no_fourth_digit_comes(runtime: Runtime) -> None:
    state, reply = go_on(runtime, State(code=""), Posted(keys="109"))

    assert (reply.say, reply.asks) == ((), "moment")
    assert "goed-tillen" in said(runtime, state)
    wrong = ("digit_1", "digit_0", "digit_9", "digit_9", "prompt_code")
    assert said(runtime, state, Digits="9") == ("prompt_bad-code", *wrong)


def test_nine_that_is_posted_alone_is_a_step_back(runtime: Runtime) -> None:
    assert said(runtime, State(code=""), Digits="9") == ("keys_root",)


def test_keys_after_a_goodbye_are_not_heard(runtime: Runtime) -> None:
    state = State(menu="bewegen-en-werk", misses=2)

    assert said(runtime, state, Digits="66") == ("prompt_goodbye-misses",)


def test_a_number_that_is_not_answered(runtime: Runtime) -> None:
    for ended in ("busy", "no-answer", "failed", "canceled", ""):
        assert said(runtime, State(), DialCallStatus=ended) == ("prompt_person", "keys_root")


@pytest.mark.parametrize(
    ("call", "connection", "over"),
    [
        ("", "", False),
        ("in-progress", "", False),
        ("in-progress", "busy", False),
        ("completed", "", True),
        ("in-progress", "completed", True),
    ],
)
def test_who_is_on_the_line(call: str, connection: str, over: bool) -> None:
    form = {"CallStatus": call} | ({"DialCallStatus": connection} if connection else {})
    body = {"call_status": call, "dial_call_status": connection}

    for posted in (twiml.read(form), jambonz.read(body)):
        assert posted.over is over
        assert posted.unanswered is (connection == "busy")


def test_help_and_again_go_before_a_television(runtime: Runtime) -> None:
    state, _ = begin(runtime)

    heard = said(runtime, state, SpeechResult="hoe til ik goed", Digits="0")
    assert heard[:2] == ("prompt_help-alarm", "prompt_may-speak")
    assert said(runtime, state, SpeechResult="hoe til ik goed", Digits="*")[-1] == "keys_root"
    assert "goed-tillen" in said(runtime, state, SpeechResult="Hoe til ik goed?", Digits="3")


UNSURE = (0.2, 0.39)
SURE = (0.4, 0.93, 0.0, -1.0)


@pytest.mark.parametrize("confidence", [*UNSURE, *SURE])
def test_when_a_recogniser_is_unsure(confidence: float) -> None:
    """Zero is what is sent when there is no confidence at all."""
    assert is_unsure(confidence) is (confidence in UNSURE)


@pytest.mark.parametrize("text", ["", "nee", "nan", "0.0", "0,3"])
def test_a_confidence_that_is_none_is_no_doubt(text: str) -> None:
    assert not is_unsure(twiml.read({"Confidence": text}).confidence)


def test_what_is_hardly_heard_is_asked_again(runtime: Runtime) -> None:
    state, _ = begin(runtime)
    speech = {"SpeechResult": "Hoe til ik goed?", "Confidence": "0.2"}

    assert said(runtime, state, **speech) == ("prompt_fallback",)


def test_hints_are_content_and_begin_with_the_signs(runtime: Runtime) -> None:
    found = hints(runtime.leaflet)

    assert found[0] == next(iter(runtime.leaflet.alarms.values())).label.replace(",", "")
    assert {"paracetamol", "goed tillen en dragen", "medicijnen"} <= set(found)
    assert len(found) == len(set(found)) <= 200
    assert hints(runtime.leaflet, 100) == found[:100]
    assert not any("," in one or len(one) > 100 for one in found)


def test_of_a_long_speech_the_beginning_is_heard(make_runtime: Callable[..., Runtime]) -> None:
    heard: list[str] = []

    def ear(text: str) -> Understanding:
        heard.append(text)
        return Understanding("unclear")

    go_on(make_runtime(hear=ear), State(), Posted(speech="rug " * 15_000))

    assert heard == [("rug " * 15_000)[:LONGEST]]
