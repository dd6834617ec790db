"""Openings: what people say first, and what they hear."""

from __future__ import annotations

import pytest
from conversation import Conversation

from skill.leaflet import Leaflet


def test_a_complaint_hears_sympathy_the_signs_and_what_there_is_to_choose(
    talk: Conversation,
) -> None:
    reply = talk.says("opening:complaint")
    assert (reply.outcome, reply.asks) == ("opening", "menu")
    assert reply.say == ("opening_complaint", "closing_veiligheid-gevoel", "choice_complaint")
    assert reply.reprompt == "choice_complaint"


@pytest.mark.parametrize(
    ("said", "passage"),
    [
        ("de eerste", "blijf-bewegen"),
        ("twee", "pijnstillers-helpen-ze"),
        ("de laatste", "naar-de-huisarts"),
        ("pijnstillers", "pijnstillers-helpen-ze"),
        ("over de huisarts graag", "naar-de-huisarts"),
        ("wat ik nu kan doen", "blijf-bewegen"),
    ],
)
def test_the_choice_is_made_by_place_or_by_name(
    talk: Conversation, said: str, passage: str
) -> None:
    talk.says("opening:complaint")
    assert talk.says(said).label == f"passage:{passage}"


def test_yes_to_three_choices_hears_them_again(talk: Conversation) -> None:
    talk.says("opening:complaint")
    assert talk.says("control:yes").say == ("choice_complaint",)


@pytest.mark.parametrize("opening", ["complaint", "ben-je-dokter"])
def test_two_topics_after_an_opening_are_asked_again_and_not_its_own_choices(
    call: Conversation, opening: str
) -> None:
    call.says(f"opening:{opening}")
    asked = call.says("clarify:bedrust|slaaphouding")
    again = call.silence()

    assert (asked.asks, asked.reprompt) == ("clarify", "prompt_reprompt-two")
    assert (again.asks, again.say) == ("clarify", ("first_bedrust", "second_slaaphouding"))


def test_a_key_chooses_on_the_telephone(call: Conversation) -> None:
    call.says("opening:complaint")
    assert call.keys("3").label == "passage:naar-de-huisarts"


def test_the_same_warning_is_not_heard_twice_in_a_row(talk: Conversation) -> None:
    talk.says("opening:complaint")
    assert talk.says("opening:worry").say == ("opening_worry", "choice_worry")


def test_a_passage_does_not_repeat_the_warning_either(talk: Conversation) -> None:
    talk.says("opening:complaint")
    assert "closing_veiligheid-gevoel" not in talk.says("passage:bedrust").say


@pytest.mark.parametrize(
    "name", ["greeting", "wie-ben-je", "ben-je-dokter", "privacy", "kosten", "ziekenhuis"]
)
def test_a_greeting_or_a_question_about_us_is_answered_and_asks_what_is_wanted(
    talk: Conversation, name: str
) -> None:
    reply = talk.says(f"opening:{name}")
    assert reply.say == (f"opening_{name}", "prompt_ask-open")


@pytest.mark.parametrize(
    ("medium", "line"),
    [
        ("speaker", "opening_privacy"),
        ("phone", "opening_privacy-phone"),
        ("screen", "opening_privacy-screen"),
    ],
)
def test_what_is_kept_is_told_as_it_is_on_each_channel(
    leaflet: Leaflet, medium: str, line: str
) -> None:
    assert Conversation(leaflet, medium=medium).says("opening:privacy").say[0] == line


@pytest.mark.parametrize(
    "before", ["passage:paracetamol", "control:read_all", "control:menu", "opening:complaint"]
)
def test_a_call_for_help_goes_before_everything(talk: Conversation, before: str) -> None:
    talk.says(before)
    reply = talk.says("opening:noodhulp")
    assert (reply.outcome, reply.grave) == ("opening", True)
    assert reply.say == ("opening_noodhulp", "prompt_alarm-again")
    assert talk.passages == []


def test_a_call_for_help_is_repeated_for_yes_and_let_go_for_no(talk: Conversation) -> None:
    said = talk.says("opening:noodhulp").say
    assert talk.says("control:yes").say == said
    assert talk.says("control:no").say == ("prompt_no-question",)


def test_a_call_for_help_after_a_grave_alarm_says_the_alarm(talk: Conversation) -> None:
    talk.says("alarm:bewusteloos")
    assert talk.says("opening:noodhulp").say[0] == "alarm_112"


def test_a_call_for_help_after_a_lighter_one_names_112_and_leaves_it_standing(
    talk: Conversation,
) -> None:
    talk.says("alarm:doof-kruis")
    reply = talk.says("opening:noodhulp")
    assert (reply.outcome, reply.say[0]) == ("opening", "opening_noodhulp")
    assert talk.says("passage:paracetamol").outcome == "alarm"


def test_who_wants_a_human_is_told_whom_to_call(talk: Conversation, call: Conversation) -> None:
    assert talk.says("opening:person").say[0] == "subject_contactgegevens"
    assert call.says("opening:person").say[0] == "prompt_person"


def test_an_opening_while_the_leaflet_is_read_offers_to_read_on(talk: Conversation) -> None:
    talk.says("control:read_all")
    assert talk.says("opening:wie-ben-je").say == ("opening_wie-ben-je", "prompt_reading-on")


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("toets nul", "0"),
        ("sterretje", "*"),
        ("druk op de acht", "8"),
        ("hekje", "#"),
        ("negen", "9"),
    ],
)
def test_a_key_that_is_spoken_does_what_the_key_does(leaflet: Leaflet, said: str, key: str) -> None:
    spoken, keyed = (Conversation(leaflet, medium="phone") for _ in range(2))
    for one in (spoken, keyed):
        one.start()
        one.keys("1")
    assert spoken.says(said).say == keyed.keys(key).say


def test_the_digits_of_a_code_are_spoken(call: Conversation) -> None:
    call.start()
    assert call.says("één nul negen").label == "passage:goed-tillen"


def test_a_number_without_a_telephone_is_no_key(talk: Conversation) -> None:
    assert talk.says("acht").outcome == "fallback"


def test_silence_after_a_call_for_help_says_it_again_and_then_frees_the_line(
    call: Conversation,
) -> None:
    said = call.says("opening:noodhulp").say
    assert call.silence().say == said
    last = call.silence()
    assert (last.outcome, last.say) == ("goodbye", ("prompt_goodbye-alarm",))


def test_who_stops_after_a_call_for_help_is_not_wished_well(talk: Conversation) -> None:
    talk.says("opening:noodhulp")
    assert talk.says("control:stop").say == ("prompt_goodbye-alarm",)
