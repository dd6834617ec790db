"""Responses: escaped, within Amazon's limits, in the right voice, with a card where it helps."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.channels.alexa import make_handler
from skill.channels.alexa.response import write_response
from skill.channels.alexa.ssml import Piece, clean, cut, escape, speech, weight
from skill.channels.runtime import Runtime
from skill.dialogue import Reply, State
from skill.leaflet import Leaflet, Line
from skill.manifest import Manifest
from skill.settings import read_settings
from tests.channels.alexa.conftest import BASE, OpenRuntime, clip
from tests.channels.alexa.envelopes import in_session, launch, one_shot
from tests.channels.alexa.heard import assert_valid, body, clips, is_open, spoken, state

AWKWARD = 'Tillen & "dragen" <van 5 > 3 kg>\x00\x0b\n met\tzorg \ud800'
TILLEN = Reply("answer", "passage:goed-tillen", ("goed-tillen", "prompt_ask-more"), asks="open")


def saying(runtime: Runtime, text: str) -> Runtime:
    """The runtime with another text for goed-tillen, for which there is no clip then."""
    lines = dict(runtime.lines) | {"goed-tillen": Line("goed-tillen", text, "passage", "concept")}
    return replace(runtime, lines=lines)


def test_awkward_text_is_escaped_without_control_characters(
    open_runtime: OpenRuntime,
) -> None:
    response = write_response(saying(open_runtime(), AWKWARD), State(), TILLEN)
    assert_valid(response)
    assert spoken(response) == 'Tillen & "dragen" <van 5 > 3 kg> met zorg'
    card = body(response)["card"]
    assert card["content"].startswith('Tillen & "dragen" <van 5 > 3 kg> met zorg')


def test_an_awkward_url_is_escaped(open_runtime: OpenRuntime) -> None:
    runtime = open_runtime(
        settings=replace(open_runtime().settings, audio_base_url="https://x.nl/a?b&c")
    )
    entry = runtime.manifest.clips["prompt_welcome"]
    odd = replace(entry, normal=clip("één klank&.mp3"))
    runtime = replace(runtime, manifest=Manifest("test", {"prompt_welcome": odd}))
    response = make_handler(runtime)(launch(), None)
    assert clips(response) == ["https://x.nl/a?b&c/%C3%A9%C3%A9n%20klank%26.mp3"]


@given(st.text())
def test_any_text_is_one_line_of_xml(text: str) -> None:
    line = Line("x", text, "passage", "concept")
    whole = speech([Piece(line)], "")
    assert whole == f"<speak>{escape(text)}</speak>"
    assert "\n" not in whole
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters() | st.sampled_from("&<. ?"), max_size=300), st.integers(0, 100))
def test_cut_keeps_a_beginning_that_fits(text: str, room: int) -> None:
    kept = cut(text, room)
    assert text.startswith(kept)
    assert weight(escape(kept)) <= room


def test_a_text_too_long_ends_with_a_whole_sentence_and_the_question_stays(
    open_runtime: OpenRuntime,
) -> None:
    for long in ("Til met een rechte rug. " * 600, "ééééé & " * 3000, "x" * 30_000):
        response = write_response(saying(open_runtime(), long), State(), TILLEN)
        assert_valid(response)
        assert clips(response) == [f"{BASE}/prompt_ask-more-0a1b.mp3"]
    response = write_response(
        saying(open_runtime(manifest=Manifest()), "Til met een rechte rug. " * 600), State(), TILLEN
    )
    assert spoken(response).endswith("rug. Wilt u nog iets weten?")
    assert_valid(response)


def test_at_most_five_clips_and_four_minutes(open_runtime: OpenRuntime) -> None:
    line = Line("x", "Tekst.", "passage", "concept")
    short = [Piece(line, clip("x.mp3", 1.0))] * 7
    assert speech(short, BASE).count("<audio") == 5
    long = [Piece(line, clip("x.mp3", 100.0))] * 3
    assert speech(long, BASE).count("<audio") == 2
    assert speech(long, BASE, seconds=90).count("<audio") == 0
    assert speech([Piece(line, clip("x" * 900 + ".mp3"))], BASE) == "<speak>Tekst.</speak>"


def test_alexa_voice_device_speaks_everything_itself(open_runtime: OpenRuntime) -> None:
    settings = read_settings({"AUDIO_BASE_URL": BASE, "ALEXA_VOICE": "device"})
    handle = make_handler(open_runtime(settings=settings), "http://127.0.0.1:5000/audio")
    for envelope in (launch(), one_shot("GoedTillenIntent"), in_session("OnderwerpenIntent")):
        response = handle(envelope, None)
        assert_valid(response)
        assert clips(response) == clips(response, reprompt=True) == []


def test_without_a_public_url_the_device_speaks(open_runtime: OpenRuntime) -> None:
    response = make_handler(open_runtime(settings=read_settings({})))(launch(), None)
    assert clips(response) == []
    assert spoken(response).startswith("Dit is Rugwijzer.")


def test_a_listener_on_this_machine_gets_the_local_clips(open_runtime: OpenRuntime) -> None:
    local = "http://127.0.0.1:5000/audio/"
    response = make_handler(open_runtime(settings=read_settings({})), local)(launch(), None)
    assert clips(response) == ["http://127.0.0.1:5000/audio/prompt_welcome-0a1b.mp3"]
    public = make_handler(open_runtime(), local)(launch(), None)
    assert clips(public) == [f"{BASE}/prompt_welcome-0a1b.mp3"]


def test_a_stale_clip_is_not_played(open_runtime: OpenRuntime) -> None:
    runtime = open_runtime()
    stale = replace(runtime.manifest.clips["goed-tillen"], text="Wat er vroeger stond.")
    manifest = Manifest("test", runtime.manifest.clips | {"goed-tillen": stale})
    response = make_handler(replace(runtime, manifest=manifest))(one_shot("GoedTillenIntent"), None)
    assert spoken(response) == runtime.leaflet.passages["goed-tillen"].text
    assert f"{BASE}/title_goed-tillen-0a1b.mp3" in clips(response)


def test_an_answer_has_a_card_with_the_text_and_its_version(
    open_runtime: OpenRuntime, leaflet: Leaflet
) -> None:
    response = make_handler(open_runtime())(one_shot("ParacetamolIntent"), None)
    card = body(response)["card"]
    assert card["type"] == "Simple"
    assert card["title"] == leaflet.passages["paracetamol"].title
    dose = leaflet.prompts["closing_dosis"].text
    version = f"\n\nLage rugpijn, tekst {leaflet.fingerprint}"
    assert card["content"] == f"{leaflet.passages['paracetamol'].text} {dose}{version}"


def test_a_refusal_and_an_alarm_have_a_card_too(open_runtime: OpenRuntime) -> None:
    handle = make_handler(open_runtime())
    refusal = body(handle(one_shot("NietInFolderHerniaIntent"), None))["card"]
    assert refusal["title"] == "Hernia"
    assert refusal["content"].startswith("De folder gaat niet over een hernia.")
    alarm = body(handle(one_shot("AlarmDoofKruisIntent"), None))["card"]
    assert alarm["title"] == "Lage rugpijn", "others may see the screen"
    assert "bel nu uw huisarts" in alarm["content"]
    for name in ("GoedTillenIntent", "NietInFolderHerniaIntent", "AlarmDoofKruisIntent"):
        text = str(body(handle(one_shot(name), None))["card"])
        assert not any(mark in text for mark in ("Intent", "<", ">", "_", "AMAZON", "?\\n"))


@pytest.mark.parametrize("name", ["OnderwerpenIntent", "AMAZON.HelpIntent", "AMAZON.StopIntent"])
def test_other_turns_have_no_card(open_runtime: OpenRuntime, name: str) -> None:
    assert "card" not in body(make_handler(open_runtime())(one_shot(name), None))


def test_lines_of_another_edition_are_left_out(open_runtime: OpenRuntime) -> None:
    odd = replace(TILLEN, say=("bestaat-niet-meer", "prompt_ask-more"))
    response = write_response(open_runtime(), State(), odd)
    assert clips(response) == [f"{BASE}/prompt_ask-more-0a1b.mp3"]
    gone = replace(TILLEN, say=("bestaat-niet-meer",))
    response = write_response(open_runtime(), State(), gone)
    assert spoken(response) == open_runtime().lines["prompt_fallback"].text
    assert is_open(response)


def test_a_reprompt_that_does_not_exist_asks_the_last_line_again(open_runtime: OpenRuntime) -> None:
    odd = replace(TILLEN, reprompt="bestaat-niet")
    response = write_response(open_runtime(), State(), odd)
    assert clips(response, reprompt=True) == [f"{BASE}/prompt_ask-more-0a1b.mp3"]


def test_a_reply_that_asks_nothing_closes_the_session(open_runtime: OpenRuntime) -> None:
    response = write_response(open_runtime(), State(), replace(TILLEN, asks=""))
    assert not is_open(response), "an Echo with an open microphone and no question hears silence"


def test_the_session_attributes_are_the_state_and_nothing_else(open_runtime: OpenRuntime) -> None:
    response = make_handler(open_runtime())(one_shot("GoedTillenIntent"), None)
    assert state(response) == {
        "topic": "passage:goed-tillen",
        "said": ["title_goed-tillen", "goed-tillen", "offer_oprapen-niet-draaien-en-buigen"],
        "offer": ["oprapen-niet-draaien-en-buigen"],
    }
