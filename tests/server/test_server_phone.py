"""Who may call the telephone's webhooks, and what happens with what is not as it should be."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from caller import CALLER, refused, voiced_runtime
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from phone_provider import Provider, signature
from server_stand_in import BROKEN
from twiml_grammar import wrong

from skill.channels import Runtime
from skill.errors import SettingsError
from skill.server import create_app
from skill.server.listen import _shared
from skill.settings import Settings, read_settings

PUBLIC, TOKEN = "https://rug.example/lijn", "geheim"
FIELDS = {"CallSid": "CA1", "From": CALLER, "CallStatus": "ringing"}


@pytest.fixture
def provider(simulator: FlaskClient) -> Provider:
    """A call from this machine."""
    return Provider(simulator)


@pytest.fixture(scope="module")
def signed(clips: Path) -> FlaskClient:
    """A client of a server that verifies signatures."""
    runtime = voiced_runtime(clips, twilio_auth_token=TOKEN, public_url=PUBLIC)
    return create_app(runtime.settings, runtime).test_client()


def test_a_call_begins_with_what_to_do_in_an_emergency(provider: Provider, voiced: Runtime) -> None:
    heard = provider.calls()

    assert heard.clips == ["prompt_welcome-phone", "prompt_may-speak", "keys_root"]
    welcome = voiced.lines["prompt_welcome-phone"].text
    assert "Levensgevaar? Hang op en bel één één twee." in welcome
    assert welcome.index("Levensgevaar") < 60
    assert heard.verb.pop("hints").startswith("Afvallen zonder duidelijke reden, ")
    assert heard.verb | {"action": ""} == {
        "input": "dtmf speech",
        "language": "nl-NL",
        "numDigits": "1",
        "finishOnKey": "",
        "timeout": "6",
        "speechTimeout": "auto",
        "profanityFilter": "false",
        "bargeIn": "true",
        "actionOnEmptyResult": "true",
        "method": "POST",
        "action": "",
    }


def test_a_line_without_a_clip_is_spoken(voiced: Runtime) -> None:
    clips = {name: clip for name, clip in voiced.manifest.clips.items() if name != "keys_root"}
    part = replace(voiced, manifest=replace(voiced.manifest, clips=clips))
    heard = Provider(create_app(part.settings, part).test_client()).calls()

    assert heard.clips == ["prompt_welcome-phone", "prompt_may-speak"]
    assert heard.said == [voiced.lines["keys_root"].text]


def test_clips_from_another_address(voiced: Runtime) -> None:
    elsewhere = replace(
        voiced, settings=replace(voiced.settings, audio_base_url="https://clips.example/v1")
    )
    client = create_app(elsewhere.settings, elsewhere).test_client()
    root = ElementTree.fromstring(client.post("/phone/voice").data)

    addresses = [verb.text for verb in root.iter("Play")]
    assert addresses[0] == "https://clips.example/v1/prompt_welcome-phone-0a1b.mp3"


@pytest.mark.parametrize("path", ["/phone/voice", "/phone/turn"])
@pytest.mark.parametrize(
    "elsewhere",
    [
        {"environ_base": {"REMOTE_ADDR": "203.0.113.9"}},
        {"headers": {"Host": "rug.example"}},
        {"headers": {"X-Forwarded-For": "203.0.113.9"}},
        {"headers": {"X-Twilio-Signature": "x", "Via": "1.1 proxy"}},
    ],
    ids=["address", "host", "proxy", "signature"],
)
def test_without_a_token_only_this_machine_is_served(
    provider: Provider, path: str, elsewhere: dict[str, dict[str, str]]
) -> None:
    assert refused(provider.client.post(path, data=FIELDS, **elsewhere)) == (403, "loopback_only")


def test_behind_a_proxy_the_public_address_is_what_was_signed(signed: FlaskClient) -> None:
    provider = Provider(signed, PUBLIC, TOKEN)
    forwarded = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", "Host": "inside"}

    welcome = ["prompt_welcome-phone", "prompt_may-speak", "keys_root"]
    assert provider.calls(**forwarded).clips == welcome
    assert provider.heard.action.startswith(f"{PUBLIC}/phone/turn?state=")
    heard = provider.hears(provider.heard.action, {"Digits": "2"}, **forwarded)
    assert heard.clips == ["keys_medicijnen"]


def test_with_a_token_and_no_public_address_it_is_the_address_that_was_called(clips: Path) -> None:
    runtime = voiced_runtime(clips, twilio_auth_token=TOKEN)
    provider = Provider(create_app(runtime.settings, runtime).test_client(), secret=TOKEN)

    assert provider.calls().clips
    assert provider.keys("2").clips == ["keys_medicijnen"]


FORGED = {
    "none": "",
    "nonsense": "onzin",
    "letters that are not ASCII": "é" * 28,
    "another token": signature("ander", f"{PUBLIC}/phone/voice", FIELDS),
    "an empty token": signature("", f"{PUBLIC}/phone/voice", FIELDS),
    "another address": signature(TOKEN, "https://evil.example/phone/voice", FIELDS),
    "the address inside": signature(TOKEN, "http://localhost/phone/voice", FIELDS),
    "another route": signature(TOKEN, f"{PUBLIC}/phone/turn", FIELDS),
    "a slash more": signature(TOKEN, f"{PUBLIC}/phone/voice/", FIELDS),
    "another body": signature(TOKEN, f"{PUBLIC}/phone/voice", FIELDS | {"Digits": "1"}),
    "no body": signature(TOKEN, f"{PUBLIC}/phone/voice", {}),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_signature_is_refused(signed: FlaskClient, name: str) -> None:
    headers = {"X-Twilio-Signature": FORGED[name].encode().decode("latin-1")}
    response = signed.post("/phone/voice", data=FIELDS, headers=headers if FORGED[name] else {})

    assert refused(response) == (403, "bad_signature")
    assert CALLER not in response.text


def test_what_was_signed_is_refused_after_a_change(signed: FlaskClient) -> None:
    provider = Provider(signed, PUBLIC, TOKEN)
    provider.calls()
    action, fields = provider.heard.action, FIELDS | {"Digits": "2"}
    headers = {"X-Twilio-Signature": signature(TOKEN, action, fields)}
    path = action.removeprefix(PUBLIC)

    assert signed.post(path, data=fields, headers=headers).status_code == 200
    assert refused(signed.post(path, data=fields | {"Digits": "6"}, headers=headers))[0] == 403
    assert refused(signed.post(f"{path}&x=1", data=fields, headers=headers))[0] == 403
    assert refused(signed.post("/phone/turn", data=fields, headers=headers))[0] == 403
    assert refused(signed.post(path, json=fields, headers=headers))[0] == 403


def test_a_request_that_is_sent_twice_is_answered_twice_the_same(provider: Provider) -> None:
    provider.calls()
    fields = {"Digits": "2"}
    first, second = (provider.post(provider.heard.action, fields) for _ in range(2))

    assert first.data == second.data


def test_a_state_of_another_call_or_server_is_a_fresh_start(
    provider: Provider, voiced: Runtime
) -> None:
    provider.calls()
    inside = provider.keys("1").action
    other_call = Provider(provider.client, call="CA2")
    other_server = Provider(create_app(voiced.settings, voiced).test_client())

    for other in (other_call, other_server):
        assert other.hears(inside, {"Digits": "1"}).clips == ["keys_tillen-en-opstaan"]
    assert "goed-tillen" in provider.hears(inside, {"Digits": "1"}).clips


@pytest.mark.parametrize("changed", ["", "?state=", "?state=x", "?state=e30.AAAA", "?staat=1"])
def test_a_state_that_is_none_is_a_fresh_start(provider: Provider, changed: str) -> None:
    address = f"http://localhost/phone/turn{changed}"

    assert provider.hears(address, {"Digits": "3"}).clips == ["keys_bewegen-en-werk"]
    assert provider.hears(address, {}).clips == ["prompt_unhearable"]
    assert "goed-tillen" in provider.hears(address, {"SpeechResult": "hoe til ik goed"}).clips
    assert provider.hears(address, {"SpeechResult": "mijn kruis is doof"}).said


def test_speech_goes_before_keys(provider: Provider) -> None:
    provider.calls()
    both = {"SpeechResult": "Mijn kruis is doof.", "Digits": "1"}

    assert "Hang op" in provider.hears(provider.heard.action, both).said[0]


def test_a_body_that_is_no_form_is_silence(provider: Provider) -> None:
    response = provider.client.post("/phone/turn", json={"Digits": "1"})

    assert (response.status_code, wrong(response.text)) == (200, [])
    assert "prompt_unhearable" in response.text


@pytest.mark.parametrize("status", ["completed", "busy", "no-answer", "failed", "canceled"])
@pytest.mark.parametrize("path", ["voice", "turn"])
def test_a_call_that_is_over_is_answered_with_nothing(
    provider: Provider, path: str, status: str
) -> None:
    response = provider.post(f"http://localhost/phone/{path}", {"CallStatus": status})

    assert response.status_code == 200
    assert list(ElementTree.fromstring(response.data)) == []


def test_whoever_calls_hears_dutch_when_something_breaks(
    provider: Provider, voiced: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    provider.calls()
    with caplog.at_level(logging.DEBUG):
        heard = provider.says(BROKEN)

    assert (heard.said, heard.hung_up) == ([voiced.lines["prompt_withdrawn"].text], True)
    assert "ZeroDivisionError at server_stand_in.py:" in caplog.text
    assert BROKEN not in caplog.text


def test_nothing_of_a_call_is_logged(provider: Provider, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        provider.calls()
        provider.says("hoe til ik goed")
        provider.keys("2")

    assert caplog.text == ""


def test_an_answer_is_not_kept_by_anybody(provider: Provider) -> None:
    assert provider.post("http://localhost/phone/voice", {}).headers["Cache-Control"] == "no-store"


def test_a_large_body_is_refused(provider: Provider) -> None:
    response = provider.client.post("/phone/turn", data={"SpeechResult": "a" * 70_000})

    assert refused(response) == (413, "too_large")


def test_a_long_speech_is_heard_as_far_as_anybody_speaks(provider: Provider) -> None:
    provider.calls()

    assert provider.says("rug " * 4000).clips


def test_what_other_machines_get_is_told() -> None:
    assert "/phone" not in _shared(Settings())
    assert "/phone when the provider signed it" in _shared(Settings(twilio_auth_token="x"))


@pytest.mark.parametrize(
    "address", ["rug.example", "ftp://rug.example", "https://", "https://a b", "https://a/?x=1"]
)
def test_a_public_address_that_cannot_be_one_is_told(address: str) -> None:
    with pytest.raises(SettingsError, match=r"PUBLIC_URL is .*https://phone\.example"):
        read_settings({"PUBLIC_URL": address})


def names() -> st.SearchStrategy[str]:
    known = "CallSid CallStatus DialCallStatus Digits SpeechResult Confidence From To".split()
    return st.sampled_from(known) | st.text(max_size=12)


def values() -> st.SearchStrategy[str]:
    known = ["completed", "in-progress", "busy", "1", "109", "*#", "0", "hoe til ik goed", "ja"]
    return st.sampled_from(known) | st.text(max_size=40)


def texts(value: str) -> str:
    """What can stand in a form: no half characters."""
    return value.encode("utf-8", "ignore").decode()


FORMS = st.dictionaries(names().map(texts), values().map(texts), max_size=6)


@settings(max_examples=150, deadline=None)
@given(st.lists(FORMS, max_size=4))
def test_any_forms_in_a_row_are_answered(
    simulator: FlaskClient, forms: list[dict[str, str]]
) -> None:
    address = "/phone/voice"
    for form in forms:
        response = simulator.post(address, data=form)
        assert response.status_code == 200
        assert wrong(response.text) == []
        for gather in ElementTree.fromstring(response.data).iter("Gather"):
            address = gather.attrib["action"].removeprefix("http://localhost")


@settings(max_examples=60, deadline=None)
@given(FORMS, st.text(max_size=60).map(texts), st.binary(max_size=200))
def test_whatever_is_signed_passes_and_nothing_else(
    signed: FlaskClient, form: dict[str, str], made_up: str, raw: bytes
) -> None:
    address = f"{PUBLIC}/phone/turn"
    headers = {"X-Twilio-Signature": signature(TOKEN, address, form)}
    assert signed.post("/phone/turn", data=form, headers=headers).status_code == 200

    forged = {"X-Twilio-Signature": made_up.encode().hex()}
    assert signed.post("/phone/turn", data=form, headers=forged).status_code == 403
    kind = "application/x-www-form-urlencoded"
    response = signed.post("/phone/turn", data=raw, content_type=kind, headers=forged)
    assert response.status_code == 403


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=80).map(texts), st.binary(max_size=300))
def test_any_state_and_any_body_are_answered(
    simulator: FlaskClient, state: str, raw: bytes
) -> None:
    response = simulator.post(
        "/phone/turn",
        query_string={"state": state},
        data=raw,
        content_type="application/x-www-form-urlencoded",
    )

    assert (response.status_code, wrong(response.text)) == (200, [])


def test_the_grammar_sees_what_is_wrong() -> None:
    good = '<Response><Say language="nl-NL">Dag.</Say><Hangup /></Response>'
    assert wrong(good) == []
    bad = {
        "is no XML": "<Response>",
        "the root": "<Antwoord/>",
        "<Zeg> in <Response>": "<Response><Zeg>Dag.</Zeg></Response>",
        "<Hangup> in <Gather>": "<Response><Gather><Hangup/></Gather></Response>",
        "<Hangup> is not the last": "<Response><Hangup/><Hangup/></Response>",
        "<Say taal='nl'>": '<Response><Say taal="nl">Dag.</Say></Response>',
        "<Say language='en-US'>": '<Response><Say language="en-US">Hi.</Say></Response>',
        "<Say> says ''": "<Response><Say/></Response>",
        "<Play> says '/audio/x.mp3'": "<Response><Play>/audio/x.mp3</Play></Response>",
        "<Gather numDigits='0'>": '<Response><Gather numDigits="0"/></Response>',
        "<Number> says '112'": "<Response><Dial><Number>112</Number></Dial></Response>",
        "<Hangup> says 'x'": "<Response><Hangup>x</Hangup></Response>",
    }
    for what, text in bad.items():
        assert any(what in found for found in wrong(text)), what
