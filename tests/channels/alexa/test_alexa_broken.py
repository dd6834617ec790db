"""What may go wrong: never an exception, never a secret, and an alarm is heard all the same."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.request_envelope import RequestEnvelope
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.channels.alexa import make_handler
from skill.channels.alexa.handler import Handler
from skill.dialogue import load_state
from skill.errors import BadRequest
from skill.manifest import Manifest
from skill.settings import read_settings
from skill.understanding import Understanding
from tests.channels.alexa.conftest import OpenRuntime
from tests.channels.alexa.envelopes import (
    DEVICE_ID,
    SKILL_ID,
    TOKEN,
    USER_ID,
    asked,
    ended,
    envelope,
    in_session,
    launch,
    one_shot,
)
from tests.channels.alexa.heard import assert_valid, clips, is_open, spoken, state

EMPTY = {"version": "1.0", "response": {}}


@pytest.mark.parametrize(
    "kind",
    [
        "AudioPlayer.PlaybackStopped",
        "PlaybackController.NextCommandIssued",
        "System.ExceptionEncountered",
        "CanFulfillIntentRequest",
        "Foo.Bar",
        "",
    ],
)
def test_a_request_that_is_not_ours_gets_the_empty_response(alexa: Handler, kind: str) -> None:
    assert alexa(envelope({"type": kind}), None) == EMPTY


@pytest.mark.parametrize("nothing", [None, [], "x", 3, {}, {"request": None}, {"request": "x"}])
def test_what_is_no_envelope_gets_the_empty_response(alexa: Handler, nothing: object) -> None:
    assert alexa(nothing, None) == EMPTY


def test_the_sdk_refuses_this_envelope_and_the_alarm_is_said(alexa: Handler) -> None:
    request = one_shot("AlarmDoofKruisIntent")
    request["request"]["dialogState"] = "A_STATE_OF_NEXT_YEAR"
    with pytest.raises(SerializationException):
        DefaultSerializer().deserialize(json.dumps(request), RequestEnvelope)
    assert spoken(alexa(request, None)).startswith("Dit kan ernstig zijn.")


@pytest.mark.parametrize("missing", ["session", "context", "version"])
def test_an_envelope_may_lack_a_part(alexa: Handler, missing: str) -> None:
    for request in (launch(), one_shot("GoedTillenIntent"), asked("mijn kruis voelt doof")):
        del request[missing]
        response = alexa(request, None)
        assert_valid(response)
        assert is_open(response)


@pytest.mark.parametrize(
    "hostile",
    [
        None,
        [],
        "x",
        {"said": ["../../etc/passwd", "<audio src='x'/>"]},
        {"said": ["alarm_112"] * 5, "offer": ["a", "b"], "menu": "codeZZ", "misses": 3},
        {"topic": "passage:weg", "offer": ["weg", "goed-tillen"], "alarm": "weg"},
        {"misses": -1, "slow": "ja", "reading": 1, "menu": {"a": 1}},
        {"topic": "x" * 100_000},
    ],
)
@pytest.mark.parametrize(
    "name",
    ["AMAZON.RepeatIntent", "AMAZON.YesIntent", "AMAZON.NextIntent", "LangzamerIntent", "Vraag"],
)
def test_hostile_state_is_as_if_it_were_not_there(
    alexa: Handler, name: str, hostile: object
) -> None:
    response = alexa(in_session(name, hostile), None)
    assert_valid(response)
    assert load_state(state(response)).dump() == state(response)


def test_an_error_inside_is_answered_by_the_device(
    open_runtime: OpenRuntime, caplog: pytest.LogCaptureFixture
) -> None:
    def broken_ear(text: str) -> Understanding:
        raise RuntimeError(f"could not understand {text!r}")

    handle = make_handler(open_runtime(hear=broken_ear))
    response = handle(asked("mijn geheime klacht"), None)
    assert_valid(response)
    assert spoken(response) == "Dat begreep ik niet goed. Kunt u het anders zeggen?"
    assert clips(response) == clips(response, reprompt=True) == []
    assert is_open(response)
    assert "RuntimeError" in caplog.text
    assert "test_alexa_broken.py" in caplog.text
    assert "geheime" not in caplog.text


def test_a_state_that_breaks_a_turn_stands_before_no_alarm(
    open_runtime: OpenRuntime,
) -> None:
    calls = []

    def ear_that_breaks_once(text: str) -> Understanding:
        calls.append(text)
        if len(calls) == 1:
            raise RuntimeError
        return Understanding("alarm:doof-kruis", alarm="doof-kruis")

    handle = make_handler(open_runtime(hear=ear_that_breaks_once))
    response = handle(asked("x", {"topic": "passage:stress"}), None)
    assert spoken(response).startswith("Dit kan ernstig zijn.")


def test_a_script_without_the_fallback_gives_the_empty_response(open_runtime: OpenRuntime) -> None:
    runtime = open_runtime(lines={}, manifest=Manifest())
    assert make_handler(runtime)(launch(), None) == EMPTY


def test_only_our_own_skill_is_answered(open_runtime: OpenRuntime) -> None:
    own = make_handler(open_runtime(settings=read_settings({"ALEXA_SKILL_ID": SKILL_ID})))
    assert_valid(own(launch(), None))
    without_session = launch()
    del without_session["session"]
    assert_valid(own(without_session, None))
    other = make_handler(open_runtime(settings=read_settings({"ALEXA_SKILL_ID": "amzn1.other"})))
    requests: list[object] = [launch(), ended(), asked("mijn kruis voelt doof"), {}, []]
    for request in requests:
        with pytest.raises(BadRequest, match="another skill") as refused:
            other(request, None)
        assert (refused.value.status, refused.value.code) == (400, "wrong_skill")
        assert SKILL_ID not in str(refused.value)


def test_two_skill_ids_in_one_envelope_are_refused(open_runtime: OpenRuntime) -> None:
    own = make_handler(open_runtime(settings=read_settings({"ALEXA_SKILL_ID": SKILL_ID})))
    request = launch()
    request["session"]["application"] = {"applicationId": "amzn1.other"}
    with pytest.raises(BadRequest):
        own(request, None)


def test_nothing_personal_is_logged_or_remembered(
    alexa: Handler, caplog: pytest.LogCaptureFixture
) -> None:
    secret = "mijn geheime klacht"
    caplog.set_level(logging.DEBUG)
    session: object = None
    for request in (launch(), asked(secret), asked(secret), in_session("AMAZON.YesIntent")):
        if session is not None:
            request["session"]["attributes"] = session
        response = alexa(request, None)
        session = state(response)
        for private in (secret, USER_ID, DEVICE_ID, TOKEN, SKILL_ID):
            assert private not in json.dumps(response)
    alexa(ended("ERROR", type="INVALID_RESPONSE", message=secret), None)
    alexa(ended("ERROR", type=secret, message=secret), None)
    assert caplog.messages == [
        "session ended by an error: INVALID_RESPONSE",
        "session ended by an error: ?",
    ]


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
WORDS = st.sampled_from(["?", "", "ja", "hoe til ik goed", "mijn kruis voelt doof", "\x00<&>"])
SLOT = st.fixed_dictionaries({}, optional={"value": WORDS | JSON, "slotValue": JSON}) | JSON
INTENT = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["VraagIntent", "AMAZON.YesIntent", "GoedTillenIntent"]) | JSON,
        "slots": st.dictionaries(st.sampled_from(["vraag", "x"]), SLOT) | JSON,
    },
)
STATE = st.fixed_dictionaries(
    {},
    optional={
        "topic": st.sampled_from(["passage:stress", "not_covered:hernia", "x"]) | JSON,
        "said": st.lists(st.sampled_from(["stress", "alarm_112", "x"]) | JSON, max_size=7),
        "offer": st.lists(st.sampled_from(["stress", "schoenen", "x"]) | JSON, max_size=3),
        "menu": st.sampled_from(["root", "houding", "help", "code12", "x"]) | JSON,
        "misses": st.integers(-1, 4) | JSON,
        "slow": st.booleans() | JSON,
        "reading": st.booleans() | JSON,
        "alarm": st.sampled_from(["doof-kruis", "afvallen", "x"]) | JSON,
    },
)
REQUEST = st.fixed_dictionaries(
    {"type": st.sampled_from(["LaunchRequest", "IntentRequest", "SessionEndedRequest"]) | JSON},
    optional={"intent": INTENT | JSON, "timestamp": JSON, "reason": JSON, "error": JSON},
)
ENVELOPES = JSON | st.fixed_dictionaries(
    {"request": REQUEST},
    optional={
        "session": JSON
        | st.fixed_dictionaries({}, optional={"new": JSON, "attributes": STATE | JSON}),
        "context": JSON,
    },
)


@settings(max_examples=400, deadline=None)
@given(broken=ENVELOPES)
def test_whatever_comes_in_a_valid_response_goes_out(broken: Any, robust: Handler) -> None:
    assert_valid(robust(broken, None))


@pytest.fixture(scope="module")
def robust(open_runtime: OpenRuntime) -> Handler:
    """A handler for the whole module: hypothesis asks it hundreds of times."""
    return make_handler(open_runtime())
