"""Certification: pauses in the reading of the whole leaflet, and how it goes on."""

from __future__ import annotations

import pytest

from tests.channels.alexa.certification import leaflet, missed, passages_in, say, text
from tests.channels.alexa.conversations import CONVERSATIONS, reached, ways_in
from tests.channels.alexa.envelopes import in_session, one_shot, slot

EVERYWHERE = ("one-shot", *CONVERSATIONS)


def test_pause_keeps_the_place_and_resume_reads_on() -> None:
    reading = say("device", one_shot("LeesAllesVoorIntent"))
    passages = list(leaflet().passages)
    for number in range(1, 4):
        held = say("device", in_session("AMAZON.PauseIntent", reading.state))
        for _ in range(3):
            assert held.open
            assert passages_in(held) == []
            assert not missed(held)
            held = say("device", in_session("AMAZON.PauseIntent", held.state))
        again = say("device", in_session("AMAZON.RepeatIntent", held.state))
        assert passages_in(again) == [passages[number - 1]]
        reading = say("device", in_session("AMAZON.ResumeIntent", held.state))
        assert passages_in(reading) == [passages[number]]


@pytest.mark.parametrize("intent", ["AMAZON.YesIntent", "AMAZON.NextIntent", "AMAZON.ResumeIntent"])
def test_after_a_pause_reading_goes_on_by_any_word_for_it(intent: str) -> None:
    heard = say("device", ways_in("reading, paused", intent))
    assert passages_in(heard) == [list(leaflet().passages)[2]]
    stopped = say("device", ways_in("reading, paused", "AMAZON.StopIntent"))
    assert not stopped.open


def test_a_pause_in_a_question_between_keeps_the_place_too() -> None:
    held = say("device", ways_in("reading, broken off", "AMAZON.PauseIntent"))
    heard = say("device", in_session("AMAZON.ResumeIntent", held.state))
    assert passages_in(heard) == [list(leaflet().passages)[1]]


def test_a_pause_is_no_miss_and_a_miss_does_not_lose_the_place() -> None:
    miss = say("device", ways_in("reading", "AMAZON.FallbackIntent"))
    held = say("device", in_session("AMAZON.PauseIntent", miss.state))
    assert text("prompt_reading-on") in held.text
    again = say("device", in_session("AMAZON.FallbackIntent", held.state))
    assert again.text == miss.text, "the first miss after a pause is a first miss"


def test_an_alarm_sign_goes_before_a_pause() -> None:
    words = {"x": slot("x", "alarm:doof-kruis")}
    heard = say("device", in_session("AMAZON.PauseIntent", reached("reading"), words))
    assert heard.state["alarm"] == "doof-kruis"


@pytest.mark.parametrize("state", [name for name in EVERYWHERE if "reading" not in name])
def test_a_pause_where_nothing_is_read_ends_the_session(state: str) -> None:
    assert not say("device", ways_in(state, "AMAZON.PauseIntent")).open


def test_the_whole_leaflet_can_be_read_to_its_end() -> None:
    heard, told = say("clips", one_shot("LeesAllesVoorIntent")), list[str]()
    for _ in leaflet().passages:
        told += [one for one in leaflet().passages if one in heard.state["said"]]
        heard = say("clips", in_session("AMAZON.YesIntent", heard.state))
    assert told == list(leaflet().passages)
