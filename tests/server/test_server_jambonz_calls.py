"""A call at jambonz: what fails on its side and on ours, and that nothing of it is kept."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from jambonz_client import Jambonz
from jambonz_grammar import wrong_verbs
from server_stand_in import BROKEN

from skill.channels import Runtime
from skill.server import create_app

WELCOME = ["prompt_welcome-phone", "prompt_may-speak", "keys_root"]


@pytest.fixture
def call(simulator: FlaskClient) -> Jambonz:
    """A call that has heard the welcome."""
    one = Jambonz(simulator)
    assert one.calls().clips == WELCOME
    return one


def test_a_state_of_another_call_or_server_is_a_fresh_start(call: Jambonz, voiced: Runtime) -> None:
    inside = call.press("1")
    other_call = Jambonz(call.client, call="CA2")
    other_server = Jambonz(create_app(voiced.settings, voiced).test_client())

    for other in (other_call, other_server):
        other.heard = inside
        assert other.press("1").clips == ["keys_tillen-en-opstaan"]
    call.heard = inside
    assert "goed-tillen" in call.press("1").clips


def test_a_request_that_is_sent_twice_is_answered_twice_the_same(call: Jambonz) -> None:
    first, second = (call.post(call.heard.action, {"digits": "2"}) for _ in range(2))

    assert first.data == second.data


def test_a_recogniser_that_is_not_there_leaves_the_keys(simulator: FlaskClient) -> None:
    call = Jambonz(simulator)
    call.hears_speech = False

    assert call.calls().clips == WELCOME
    assert call.heard.verb["input"] == ["digits"]
    assert "goed-tillen" in call.keys("11").clips


def test_a_recogniser_that_breaks_leaves_the_keys_and_the_same_question(call: Jambonz) -> None:
    call.keys("2")
    heard = call.ear_fails()

    assert (heard.clips, heard.verb["input"]) == (["keys_medicijnen"], ["digits"])
    assert "paracetamol" in call.press("1").clips


def test_an_alarm_sounds_on_while_our_server_is_away(call: Jambonz, voiced: Runtime) -> None:
    alarm = call.says("mijn kruis is doof")
    text = " ".join(voiced.lines[line].text for line in alarm.clips)
    assert alarm.said == [text]
    call.reachable = False

    again = call.is_silent()
    assert (again.said, again.hung_up) == ([], False)
    last = call.is_silent()
    assert (last.said, last.hung_up) == ([text], True)


def test_a_server_that_is_away_for_one_turn_is_asked_again(call: Jambonz, voiced: Runtime) -> None:
    call.reachable = False
    call.press("2")
    call.reachable = True

    assert call.press("2").clips == ["keys_medicijnen"]


def test_who_calls_is_told_whom_to_ask_when_our_server_stays_away(
    call: Jambonz, voiced: Runtime
) -> None:
    call.reachable = False
    call.press("2")
    last = call.press("2")

    assert last.said == [voiced.lines["prompt_withdrawn"].text]
    assert last.hung_up


def test_a_key_cuts_off_an_alarm_that_is_being_said(call: Jambonz) -> None:
    call.says("mijn kruis is doof")
    call.heard.verb = call.document[0]
    call.heard.action = call.document[0]["actionHook"]

    assert (call.heard.verb["dtmfBargein"], "say" in call.heard.verb) == (True, True)
    assert call.press("3").clips == ["keys_bewegen-en-werk"]


def test_what_is_hardly_heard_is_asked_again_and_a_sign_is_asked_back(call: Jambonz) -> None:
    start = call.heard
    assert call.says("hoe til ik goed", 0.2).clips == ["prompt_fallback"]
    call.heard = start
    assert "goed-tillen" in call.is_heard_as((" ", None), ("hoe til ik goed", None)).clips


def test_who_hangs_up_is_told_at_an_address_where_nothing_is_read(call: Jambonz) -> None:
    assert call.hangs_up().get_json() == []
    raw = call.client.post("/phone/jambonz/status", data=b"geen JSON")
    assert (raw.status_code, raw.get_json()) == (200, [])


@pytest.mark.parametrize("status", ["completed", "busy", "no-answer", "failed"])
def test_a_call_that_is_over_is_hung_up(call: Jambonz, status: str) -> None:
    for path in ("/phone/jambonz", call.heard.action):
        answer = call.post(path, {"call_status": status})
        assert answer.get_json() == [{"verb": "hangup"}]


def test_whoever_calls_hears_dutch_when_something_breaks(
    call: Jambonz, voiced: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        heard = call.says(BROKEN)

    assert heard.said == [voiced.lines["prompt_withdrawn"].text]
    assert (heard.clips, heard.hung_up) == (["prompt_withdrawn"], True)
    assert "ZeroDivisionError at server_stand_in.py:" in caplog.text
    assert BROKEN not in caplog.text


def test_nothing_of_a_call_is_logged_or_kept(
    call: Jambonz, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        call.says("hoe til ik goed")
        call.keys("2")
        call.hangs_up()

    assert caplog.text == ""
    assert call.post("/phone/jambonz", {}).headers["Cache-Control"] == "no-store"


def test_clips_come_from_here_even_when_others_fetch_theirs_elsewhere(voiced: Runtime) -> None:
    elsewhere = replace(voiced.settings, audio_base_url="https://clips.example/v1")
    client = create_app(elsewhere, replace(voiced, settings=elsewhere)).test_client()

    assert Jambonz(client).calls().clips == WELCOME


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
NAMES = "call_sid call_status digits reason speech dial_call_status from".split()
KNOWN = st.sampled_from(
    ["1", "109", "*#", "0", "timeout", "dtmfDetected", "speechDetected", "error", "in-progress"]
)
SPOKEN = st.sampled_from(["hoe til ik goed", "mijn kruis is doof", "koorts", "ja", "onzin"]).map(
    lambda text: {"alternatives": [{"transcript": text, "confidence": 0.9}]}
)
BODIES = st.dictionaries(st.sampled_from(NAMES), KNOWN | SPOKEN | ANYTHING, max_size=5)


@settings(max_examples=150, deadline=None)
@given(st.lists(BODIES, max_size=4))
def test_any_bodies_in_a_row_are_answered(
    simulator: FlaskClient, bodies: list[dict[str, Any]]
) -> None:
    address = "/phone/jambonz"
    for body in bodies:
        response = simulator.post(address, json=body)
        assert response.status_code in (200, 400), response.text
        if response.status_code == 200:
            verbs = response.get_json()
            assert wrong_verbs(verbs) == []
            address = next((verb["actionHook"] for verb in verbs if "actionHook" in verb), address)


def test_the_check_of_a_document_sees_what_is_wrong() -> None:
    good: dict[str, Any] = {
        "verb": "gather",
        "input": ["digits"],
        "minDigits": 1,
        "timeout": 6,
        "say": {"text": "Dag.", "synthesizer": {"vendor": "default", "language": "nl-NL"}},
    }
    assert wrong_verbs([good, {"verb": "hangup"}]) == []
    say = good["say"]
    bad: dict[str, object] = {
        "a document is a list": {"verb": "hangup"},
        "verb 0 is none": [{"verb": "zeg"}],
        "say is not ours": [{"verb": "say", "text": "Dag."}],
        "gather: x is not known": [good | {"x": 1}],
        "gather: timeout is no number": [good | {"timeout": "6"}],
        "gather: bargein is no boolean": [good | {"bargein": 1}],
        "waits for ever": [good | {"timeout": 0}],
        "synthesizer: vendor is missing": [good | {"say": say | {"synthesizer": {}}}],
        "say: another language": [
            good | {"say": say | {"synthesizer": {"vendor": "aws", "language": "en-US"}}}
        ],
        "is an address to an older": [good | {"say": say | {"text": "Nu: bel."}}],
        "holds one prompt": [good | {"play": {"url": "https://a.example/b.mp3"}}],
        "is not one address": [good | {"play": {"url": ["https://a.example/b.mp3"]}}],
        "a key would start no timer": [
            {name: value for name, value in good.items() if name != "minDigits"}
        ],
        "too long for jambonz": [good | {"actionHook": "https://a.example/"}],
        "a key cuts off nothing": [good | {"actionHook": "/"}],
        "a code that stops halfway": [good | {"numDigits": 3}],
        "speech needs one": [good | {"input": ["speech"], "bargein": True}],
        "is no number": [{"verb": "dial", "timeout": 1, "target": [{"type": "phone"}]}],
        "target: type may not be 'fax'": [{"verb": "dial", "target": [{"type": "fax"}]}],
    }
    for what, document in bad.items():
        assert any(what in found for found in wrong_verbs(document)), what
