"""Conversations as they go over Alexa: what is asked, what is heard, what stays open."""

from __future__ import annotations

from typing import Any

import pytest

from skill.channels.alexa.handler import Handler
from skill.intents import alarm_intent, passage_intent, subject_intent
from skill.labels import HANDS, SILENCING
from skill.leaflet import Leaflet, alarm_lines, script
from tests import shipped
from tests.channels.alexa.conftest import BASE
from tests.channels.alexa.envelopes import asked, ended, in_session, launch, one_shot, slot
from tests.channels.alexa.heard import assert_valid, body, clips, is_open, spoken, state

CONTENT = shipped.leaflet()
PASSAGES = list(CONTENT.passages)
ALARMS = list(CONTENT.alarms)
SUBJECTS = list(CONTENT.subjects)


def played(response: dict[str, Any]) -> list[str]:
    """The line ids of the clips that are played."""
    return [url.removeprefix(f"{BASE}/").removesuffix("-0a1b.mp3") for url in clips(response)]


def test_open_mijn_rugwijzer_says_what_can_be_asked_and_listens(alexa: Handler) -> None:
    response = alexa(launch(), None)
    assert_valid(response)
    assert played(response) == ["prompt_welcome"]
    assert is_open(response)
    assert clips(response, reprompt=True) == [f"{BASE}/prompt_reprompt-0a1b.mp3"]
    assert "card" not in body(response)


@pytest.mark.parametrize("passage_id", PASSAGES)
def test_every_passage_answers_to_its_intent_in_a_session(alexa: Handler, passage_id: str) -> None:
    response = alexa(in_session(passage_intent(passage_id)), None)
    assert_valid(response)
    assert played(response)[:2] == [f"title_{passage_id}", passage_id]
    assert state(response)["topic"] == f"passage:{passage_id}"


@pytest.mark.parametrize("passage_id", PASSAGES)
def test_every_passage_answers_at_once_in_a_one_shot(device: Handler, passage_id: str) -> None:
    response = device(one_shot(passage_intent(passage_id)), None)
    assert_valid(response)
    assert " ".join(CONTENT.passages[passage_id].text.split()) in spoken(response)
    assert "Dit is Rugwijzer" not in spoken(response)
    assert spoken(response).endswith("?") == is_open(response)


@pytest.mark.parametrize("subject_id", SUBJECTS)
def test_what_is_not_in_the_leaflet_says_whom_to_ask(device: Handler, subject_id: str) -> None:
    response = device(in_session(subject_intent(subject_id)), None)
    assert_valid(response)
    assert CONTENT.subjects[subject_id].text in spoken(response)
    assert is_open(response)


@pytest.mark.parametrize("code", ALARMS)
def test_every_alarm_is_said_by_the_device_and_by_nothing_else(alexa: Handler, code: str) -> None:
    for envelope in (one_shot(alarm_intent(code)), in_session(alarm_intent(code), {"slow": True})):
        response = alexa(envelope, None)
        assert_valid(response)
        for line_id in alarm_lines(CONTENT, code):
            assert script(CONTENT)[line_id].text in spoken(response)
        assert clips(response) == clips(response, reprompt=True) == []
        assert not [text for text in texts(CONTENT) if text in spoken(response)]
        assert is_open(response)
        if CONTENT.alarms[code].level in HANDS and not CONTENT.alarms[code].say:
            assert "Pak uw telefoon" in spoken(response)


def texts(leaflet: Leaflet) -> list[str]:
    return [passage.text for passage in leaflet.passages.values()]


@pytest.mark.parametrize(
    "code", [code for code in ALARMS if CONTENT.alarms[code].level in SILENCING]
)
def test_silence_after_an_alarm_repeats_it(alexa: Handler, code: str) -> None:
    response = alexa(one_shot(alarm_intent(code)), None)
    again = spoken(response, reprompt=True)
    for line_id in alarm_lines(CONTENT, code):
        assert script(CONTENT)[line_id].text in again
    assert again.endswith("Zal ik dat herhalen?")


@pytest.mark.parametrize("name", ["AMAZON.YesIntent", "AMAZON.RepeatIntent"])
def test_yes_and_repeat_after_an_alarm_say_it_again(alexa: Handler, name: str) -> None:
    first = alexa(one_shot("AlarmDoofKruisIntent"), None)
    again = alexa(in_session(name, state(first)), None)
    assert_valid(again)
    assert spoken(again) == spoken(first)
    assert clips(again) == []


def test_help_after_an_alarm_says_the_alarm_first_in_the_same_voice(alexa: Handler) -> None:
    first = alexa(one_shot("AlarmDoofKruisIntent"), None)
    response = alexa(in_session("AMAZON.HelpIntent", state(first)), None)
    assert spoken(response).startswith("Dit kan ernstig zijn.")
    assert clips(response) == []


def test_an_alarm_in_free_text_is_heard_in_every_state(alexa: Handler) -> None:
    offering = state(alexa(one_shot("GoedTillenIntent"), None))
    for before in (None, offering, {"menu": "root"}, {"reading": True}, {"alarm": "koorts"}):
        response = alexa(asked("mijn kruis voelt doof", before), None)
        assert spoken(response).startswith("Dit kan ernstig zijn.")
        assert clips(response) == []


def test_an_alarm_in_the_slot_of_another_intent_goes_before_that_intent(alexa: Handler) -> None:
    slots = {"onderwerp": slot("onderwerp", "mijn kruis voelt doof")}
    response = alexa(in_session("GoedTillenIntent", None, slots), None)
    assert spoken(response).startswith("Dit kan ernstig zijn.")
    several = {"name": "x", "slotValue": {"values": [{"value": "mijn kruis voelt doof"}]}}
    response = alexa(in_session("AMAZON.YesIntent", None, {"x": several}), None)
    assert spoken(response).startswith("Dit kan ernstig zijn.")


def test_other_words_in_a_slot_do_not_change_what_an_intent_means(alexa: Handler) -> None:
    slots = {"onderwerp": slot("onderwerp", "hoe til ik goed")}
    response = alexa(in_session("ParacetamolIntent", None, slots), None)
    assert "paracetamol" in played(response)


def test_advice_to_see_a_doctor_goes_before_the_offer_of_what_was_asked(alexa: Handler) -> None:
    response = alexa(asked("ik ben afgevallen, hoe til ik"), None)
    assert spoken(response) == (
        "Maak hierover een afspraak met uw huisarts. "
        "Wilt u ook iets horen over goed tillen en dragen?"
    )
    assert clips(response) == []


def test_a_word_that_could_be_an_alarm_is_answered_by_the_device(alexa: Handler) -> None:
    response = alexa(asked("iets met plassen"), None)
    assert "Bel dan vandaag uw huisarts" in spoken(response)
    assert clips(response) == []


def test_free_text_is_answered_like_an_intent(alexa: Handler) -> None:
    assert alexa(asked("hoe til ik goed"), None) == alexa(in_session("GoedTillenIntent"), None)
    refused = alexa(asked("helpt paracetamol bij zwangerschap"), None)
    assert played(refused)[0] == "subject_zwangerschap"
    other = alexa(asked("wat voor weer wordt het"), None)
    assert played(other) == ["prompt_out-of-scope", "prompt_ask-open"]


@pytest.mark.parametrize("nothing", [None, "", "?", "  ", "..."])
def test_an_empty_slot_is_asked_again(alexa: Handler, nothing: str | None) -> None:
    response = alexa(asked(nothing), None)
    assert_valid(response)
    assert played(response) == ["prompt_fallback"]
    assert is_open(response)


def test_not_understood_twice_gives_the_topics(alexa: Handler) -> None:
    first = alexa(in_session("AMAZON.FallbackIntent"), None)
    second = alexa(in_session("AMAZON.FallbackIntent", state(first)), None)
    assert played(second) == ["prompt_misses", "menu_root", "prompt_menu-root"]


def test_yes_after_an_offer_plays_what_was_offered(alexa: Handler) -> None:
    first = alexa(one_shot("GoedTillenIntent"), None)
    offered = state(first)["offer"][0]
    assert played(first)[-1] == f"offer_{offered}"
    assert offered in played(alexa(in_session("AMAZON.YesIntent", state(first)), None))
    assert offered in played(alexa(asked("ja", state(first)), None))
    declined = alexa(in_session("AMAZON.NoIntent", state(first)), None)
    assert played(declined) == ["prompt_no-question"]
    assert is_open(declined)


@pytest.mark.parametrize(
    ("position", "passage"), [("de eerste", "draaistoel"), ("2", "zithouding-en-stoel")]
)
def test_one_of_two_topics_is_chosen_by_number(alexa: Handler, position: str, passage: str) -> None:
    question = alexa(asked("stoel of zitten"), None)
    assert played(question) == ["first_draaistoel", "second_zithouding-en-stoel"]
    select = {"ListPosition": slot("ListPosition", position)}
    chosen = alexa(in_session("AMAZON.SelectIntent", state(question), select), None)
    assert passage in played(chosen)
    assert alexa(asked(position, state(question)), None) == chosen


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("AMAZON.HelpIntent", "prompt_help"),
        ("OnderwerpenIntent", "menu_root"),
        ("AMAZON.StartOverIntent", "prompt_start-over"),
        ("AMAZON.NavigateHomeIntent", "prompt_start-over"),
        ("AMAZON.NextIntent", "title_oprapen-niet-draaien-en-buigen"),
        ("AMAZON.MoreIntent", "title_oprapen-niet-draaien-en-buigen"),
        ("AMAZON.ResumeIntent", "title_oprapen-niet-draaien-en-buigen"),
        ("AMAZON.PreviousIntent", "title_draaistoel"),
        ("AMAZON.RepeatIntent", "title_goed-tillen"),
        ("GewoonTempoIntent", "prompt_fastest"),
        ("LeesAllesVoorIntent", "prompt_reading"),
        ("AMAZON.LoopOnIntent", "prompt_fallback"),
        ("AMAZON.ShuffleOffIntent", "prompt_fallback"),
        ("IetsWatAmazonErnogNietBij", "prompt_fallback"),
    ],
)
def test_controls_after_a_passage(alexa: Handler, name: str, line: str) -> None:
    passage = alexa(one_shot("GoedTillenIntent"), None)
    response = alexa(in_session(name, state(passage)), None)
    assert_valid(response)
    assert played(response)[0] == line
    assert is_open(response)


def test_slower_says_it_again_slowly_and_stays_slow(alexa: Handler, device: Handler) -> None:
    passage = alexa(one_shot("GoedTillenIntent"), None)
    slower = alexa(in_session("LangzamerIntent", state(passage)), None)
    assert all(url.endswith("-slow.mp3") for url in clips(slower))
    after = alexa(in_session("BedrustIntent", state(slower)), None)
    assert f"{BASE}/bedrust-0a1b-slow.mp3" in clips(after)
    without_clips = device(in_session("BedrustIntent", {"slow": True}), None)
    assert '<prosody rate="slow">Rusten en liggen.</prosody>' in ssml(without_clips)


def ssml(response: dict[str, Any]) -> str:
    return str(body(response)["outputSpeech"]["ssml"])


@pytest.mark.parametrize(
    "before",
    [None, {"topic": "passage:stress"}, {"menu": "root"}, {"alarm": "koorts"}, {"reading": True}],
)
@pytest.mark.parametrize("name", ["AMAZON.StopIntent", "AMAZON.CancelIntent"])
def test_stop_and_cancel_end_the_session_in_every_state(
    alexa: Handler, name: str, before: object
) -> None:
    response = alexa(in_session(name, before), None)
    assert_valid(response)
    assert not is_open(response)
    assert state(response) == {}


def test_a_pause_in_the_reading_keeps_the_place(alexa: Handler) -> None:
    reading = alexa(one_shot("LeesAllesVoorIntent"), None)
    held = alexa(in_session("AMAZON.PauseIntent", state(reading)), None)
    assert_valid(held)
    assert played(held) == ["prompt_reading-on"]
    assert is_open(held)
    assert state(held) == state(reading)
    resumed = alexa(in_session("AMAZON.ResumeIntent", state(held)), None)
    assert PASSAGES[1] in played(resumed)
    assert not is_open(alexa(one_shot("AMAZON.PauseIntent"), None)), "there is nothing to keep"


def test_a_new_session_starts_fresh(alexa: Handler) -> None:
    envelope = one_shot("AMAZON.YesIntent")
    envelope["session"]["attributes"] = {"offer": ["paracetamol"], "slow": True}
    assert played(alexa(envelope, None)) == ["prompt_ask-open"]


@pytest.mark.parametrize(
    "envelope",
    [
        ended(),
        ended("EXCEEDED_MAX_REPROMPTS"),
        ended("ERROR", type="INVALID_RESPONSE", message="x"),
        ended("ERROR", type="INTERNAL_ERROR", message="an enum that the SDK does not know"),
    ],
)
def test_the_end_of_a_session_is_not_answered(alexa: Handler, envelope: dict[str, Any]) -> None:
    assert alexa(envelope, None) == {"version": "1.0", "response": {}}


def test_reading_the_whole_leaflet_goes_from_piece_to_piece(alexa: Handler) -> None:
    response = alexa(one_shot("LeesAllesVoorIntent"), None)
    heard = []
    for _ in PASSAGES:
        heard += [line for line in played(response) if line in PASSAGES]
        assert_valid(response)
        response = alexa(in_session("AMAZON.YesIntent", state(response)), None)
    assert heard == PASSAGES
