"""Alarms in every state: first, alone, and repeated by whatever could mean `yes`."""

from __future__ import annotations

import pytest
from conversation import Conversation

from skill import labels
from skill.dialogue import State
from skill.leaflet import Leaflet, alarm_lines

STATES = (
    State(),
    State(topic="passage:stress", offer=("bedrust",), said=("title_stress", "stress")),
    State(offer=("bedrust", "slaaphouding")),
    State(menu="root"),
    State(menu="code10"),
    State(topic="passage:stress", reading=True),
    State(misses=2),
    State(alarm="koorts"),
)


@pytest.mark.parametrize("state", STATES)
def test_every_alarm_is_said_first_in_every_state(leaflet: Leaflet, state: State) -> None:
    for code, found in leaflet.alarms.items():
        talk = Conversation(leaflet)
        talk.state = state
        reply = talk.says(f"alarm:{code} + passage:goed-tillen")
        lines = alarm_lines(leaflet, code)
        assert reply.say[: len(lines)] == lines
        assert (reply.outcome, talk.passages) == ("alarm", [])
        if found.level in labels.SILENCING:
            assert reply.say == (*lines, "prompt_alarm-again")
            assert (talk.state.offer, talk.state.topic, talk.state.reading) == ((), "", False)


@pytest.mark.parametrize("control", ["yes", "repeat", "next", "previous", "slower", "faster"])
def test_what_could_mean_yes_repeats_the_alarm(talk: Conversation, control: str) -> None:
    talk.says("passage:goed-tillen")
    first = talk.says("alarm:doof-kruis")
    again = talk.says(f"control:{control}")
    assert (again.outcome, again.label, again.say) == ("alarm", "alarm:doof-kruis", first.say)


def test_tempo_after_an_alarm_stays(talk: Conversation) -> None:
    talk.says("alarm:doof-kruis")
    assert talk.says("control:slower").slow
    assert not talk.says("control:faster").slow


def test_silence_repeats_it_once_with_the_question_and_once_as_the_last_word(
    talk: Conversation,
) -> None:
    talk.says("alarm:borst-benauwd")
    assert talk.silence().say == ("alarm_112", "prompt_alarm-again")
    last = talk.silence()
    assert (last.outcome, last.say, last.ends) == ("alarm", ("alarm_112",), True)


def test_what_is_not_understood_gets_the_advice_again(talk: Conversation) -> None:
    talk.says("alarm:borst-benauwd")
    reply = talk.says("unclear")
    assert (reply.outcome, reply.say) == ("alarm", ("standing_112-1", "prompt_alarm-release"))
    assert talk.says("control:yes").outcome == "alarm"


def test_help_names_the_alarm_first_and_keeps_it(talk: Conversation) -> None:
    talk.says("alarm:doof-kruis")
    reply = talk.says("control:help")
    assert reply.say == ("alarm_nu", "prompt_help", "prompt_alarm-again")
    assert talk.says("control:yes").outcome == "alarm"


@pytest.mark.parametrize("said", ["control:menu", "control:start_over"])
def test_the_menu_or_a_new_start_leaves_the_alarm(talk: Conversation, said: str) -> None:
    talk.says("alarm:doof-kruis")
    talk.says(said)
    assert talk.state.alarm == ""
    assert talk.says("control:yes").outcome == "control"
    assert talk.passages == []


def test_no_to_the_repeat_leaves_a_grave_alarm_standing(talk: Conversation) -> None:
    talk.says("alarm:doof-kruis")
    reply = talk.says("control:no")
    assert (reply.outcome, reply.say) == ("control", ("prompt_alarm-understood",))
    assert talk.says("passage:goed-tillen").outcome == "alarm"


def test_a_question_after_a_lighter_alarm_is_answered(talk: Conversation) -> None:
    talk.says("alarm:koorts")
    assert talk.says("passage:goed-tillen").outcome == "answer"


def test_a_launch_begins_anew(talk: Conversation) -> None:
    talk.says("alarm:doof-kruis")
    assert talk.start().outcome == "welcome"
    assert talk.state.alarm == ""


@pytest.mark.parametrize("control", ["stop", "cancel"])
def test_goodbye_after_an_alarm_wishes_nobody_well(talk: Conversation, control: str) -> None:
    talk.says("alarm:doof-kruis")
    reply = talk.says(f"control:{control}")
    assert (reply.outcome, reply.say) == ("goodbye", ("prompt_goodbye-alarm",))


def test_an_appointment_is_advised_before_the_offer_of_what_was_asked(talk: Conversation) -> None:
    reply = talk.says("alarm:afvallen + passage:goed-tillen")
    assert reply.say == ("alarm_afspraak", "offer_goed-tillen")
    again = talk.says("control:repeat")
    assert (again.outcome, again.say) == ("alarm", reply.say)
    assert talk.says("control:slower").outcome == "alarm"
    assert talk.says("control:yes").label == "passage:goed-tillen"


def test_an_appointment_offers_the_doctor_where_what_was_asked_reassures(
    talk: Conversation,
) -> None:
    reply = talk.says("alarm:eerste-keer-jong-of-oud + passage:hoe-lang-duurt-het")
    assert reply.say == ("alarm_afspraak", "offer_naar-de-huisarts")


def test_an_appointment_without_a_question_asks_for_one(talk: Conversation) -> None:
    reply = talk.says("alarm:afvallen")
    assert (reply.say, reply.asks) == (("alarm_afspraak", "prompt_ask-more"), "open")
    assert talk.says("control:repeat").outcome == "alarm"
    assert talk.says("control:yes").outcome == "control"
    assert talk.passages == []


def test_an_alarm_by_label_alone_and_one_that_nobody_knows(talk: Conversation) -> None:
    assert talk.means("alarm:doof-kruis").outcome == "alarm"
    talk.state = State()
    reply = talk.means("alarm:bestaat-niet")
    assert reply.say == ("prompt_fallback-alarm-word", "prompt_ask-open")


def test_a_word_of_an_alarm_gets_the_advice_to_call(talk: Conversation) -> None:
    talk.says("passage:goed-tillen")
    reply = talk.says("unclear?")
    assert reply.say == ("prompt_fallback-alarm-word", "prompt_ask-open")
    reply = talk.says("unclear?")
    assert (reply.outcome, reply.say[0]) == ("menu", "prompt_fallback-alarm-word")


def test_on_the_telephone_every_grave_alarm_says_what_to_do_with_it(
    call: Conversation, leaflet: Leaflet
) -> None:
    grave = [code for code, found in leaflet.alarms.items() if found.level in labels.HANDS]
    assert grave
    for code in grave:
        said = call.says(f"alarm:{code}").say
        assert "ang op" in call.lines[said[0]].text, code
        call.keys("*")
        assert call.reply.say == said


@pytest.mark.parametrize("key", ["*", "#", "7"])
def test_keys_repeat_the_alarm(call: Conversation, key: str) -> None:
    call.says("alarm:doof-kruis")
    call.keys(key)
    assert (call.reply.outcome, call.reply.say[0]) == ("alarm", "alarm_nu-phone")
