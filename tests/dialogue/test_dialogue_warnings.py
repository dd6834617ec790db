"""After a warning of ours: it is confirmed, denied, asked about; and the check of our hearing."""

from __future__ import annotations

import pytest
from conversation import Conversation, check

from skill.dialogue import Event, Reply, State, respond
from skill.dialogue.warnings import warned
from skill.leaflet import Leaflet

WARNS = ["opening:complaint", "control:help", "not_covered:hernia", "passage:naar-de-huisarts"]


@pytest.mark.parametrize("before", WARNS)
def test_who_has_what_we_warned_of_is_told_to_call(talk: Conversation, before: str) -> None:
    talk.says(before)
    reply = talk.says("answer:confirms")
    assert (reply.outcome, reply.say[0]) == ("alarm", "alarm_nu")


def test_by_its_place_in_the_warning(leaflet: Leaflet) -> None:
    def ear(text: str):  # type: ignore[no-untyped-def]
        return Conversation(leaflet).hear("answer:confirms" if "dat" in text else text)

    talk = Conversation(leaflet, ear)
    talk.says("control:help")
    assert talk.says("dat laatste heb ik").label == "alarm:val-zonder-uitval"
    talk = Conversation(leaflet, ear)
    talk.says("control:help")
    assert talk.says("dat tweede").label == "alarm:plassen-lukt-niet"


def test_which_repeats_the_warning_and_leaves_everything_as_it_was(talk: Conversation) -> None:
    talk.says("opening:complaint")
    before = talk.state
    reply = talk.says("answer:which")
    assert reply.say == ("closing_veiligheid-gevoel", "choice_complaint")
    assert talk.state == before


def test_who_has_none_of_it_is_asked_what_then(talk: Conversation) -> None:
    talk.says("opening:complaint")
    reply = talk.says("answer:denies")
    assert (reply.outcome, reply.say) == ("control", ("prompt_no-question",))


@pytest.mark.parametrize("before", ["passage:schoenen", "control:no", "control:menu"])
def test_a_denial_needs_no_warning_and_ends_nothing(talk: Conversation, before: str) -> None:
    talk.says("passage:schoenen")
    talk.says("control:no")
    talk.says(before)
    reply = talk.says("answer:denies")
    assert (reply.outcome, reply.say) == ("control", ("prompt_no-question",))


@pytest.mark.parametrize("said", ["confirms", "which", "not_me"])
def test_without_a_warning_there_is_nothing_to_answer(talk: Conversation, said: str) -> None:
    talk.says("passage:schoenen")
    talk.says("control:no")
    assert talk.says(f"answer:{said}").outcome == "fallback"


@pytest.mark.parametrize(("said", "label"), [("confirms", "passage"), ("denies", "control")])
def test_an_offer_is_answered_in_the_same_words(talk: Conversation, said: str, label: str) -> None:
    talk.says("passage:schoenen")
    assert talk.says(f"answer:{said}").label.startswith(label)


def test_every_warning_names_its_signs_most_urgent_first(leaflet: Leaflet) -> None:
    lines = [line for line, one in leaflet.prompts.items() if one.signs]
    assert {"closing_veiligheid-gevoel", "prompt_refusal-net", "prompt_help-alarm"} <= set(lines)
    for line in lines:
        assert warned(leaflet, (line, "prompt_ask-open")) == (line, leaflet.prompts[line].signs)


def test_a_sign_that_is_unsure_is_asked_about(talk: Conversation) -> None:
    reply = talk.says("confirm:plassen-lukt-niet + passage:goed-tillen")
    assert (reply.outcome, reply.label) == ("clarify", "confirm:plassen-lukt-niet")
    assert (reply.say, reply.asks, reply.grave) == (("check_plassen-lukt-niet",), "check", True)


@pytest.mark.parametrize("said", ["control:yes", "answer:confirms", "confirm:plassen-lukt-niet"])
def test_yes_or_the_same_again_raises_it(talk: Conversation, said: str) -> None:
    talk.says("confirm:plassen-lukt-niet")
    assert talk.says(said).label == "alarm:plassen-lukt-niet"


@pytest.mark.parametrize("said", ["control:no", "answer:denies"])
def test_no_goes_on_with_what_was_asked(talk: Conversation, said: str) -> None:
    talk.says("confirm:plassen-lukt-niet + passage:goed-tillen")
    assert talk.says(said).label == "passage:goed-tillen"


def test_no_without_a_question_asks_for_one(talk: Conversation) -> None:
    talk.says("confirm:plassen-lukt-niet")
    assert talk.says("control:no").say == ("prompt_no-question",)
    assert talk.state.check == ""


def test_a_new_sign_in_the_answer_counts(talk: Conversation) -> None:
    talk.says("confirm:plassen-lukt-niet")
    assert talk.says("alarm:doof-kruis").label == "alarm:doof-kruis"


def test_a_question_in_the_answer_is_answered(talk: Conversation) -> None:
    talk.says("confirm:koorts")
    assert talk.says("passage:goed-tillen").label == "passage:goed-tillen"
    assert talk.state.check == ""


def test_a_grave_sign_is_asked_about_once_more_before_a_question_is_answered(
    talk: Conversation,
) -> None:
    talk.says("confirm:doof-kruis")
    assert talk.says("passage:goed-tillen").say == ("check_doof-kruis",)
    assert talk.says("control:no").label == "passage:goed-tillen"
    talk.says("confirm:doof-kruis")
    talk.says("passage:goed-tillen")
    assert talk.says("passage:goed-tillen").outcome == "answer"


@pytest.mark.parametrize("said", ["unclear", ""])
def test_no_answer_is_asked_once_more_and_then_told_what_to_do(
    talk: Conversation, said: str
) -> None:
    def answer() -> tuple[str, ...]:
        return (talk.says(said) if said else talk.silence()).say

    talk.says("confirm:doof-kruis")
    assert answer() == ("check_doof-kruis",)
    assert answer() == ("prompt_fallback-alarm-word", "prompt_ask-open")


def test_keys_answer_the_check_on_a_telephone(call: Conversation) -> None:
    call.says("confirm:doof-kruis")
    assert call.keys("1").label == "alarm:doof-kruis"
    call.start()
    call.says("confirm:doof-kruis + passage:goed-tillen")
    assert call.keys("2").label == "passage:goed-tillen"


def unsurely(talk: Conversation, text: str) -> Reply:
    """What is said to words that the recogniser doubts."""
    event = Event("text", text=text, medium="phone", unsure=True)
    talk.state, talk.reply = respond(talk.leaflet, talk.hear, talk.state, event)
    check(talk.lines, talk.state, talk.reply)
    return talk.reply


def test_a_sign_that_is_hardly_heard_is_asked_back(call: Conversation) -> None:
    reply = unsurely(call, "alarm:doof-kruis")
    assert (reply.say, reply.asks) == (("check_doof-kruis",), "check")
    assert call.says("control:yes").label == "alarm:doof-kruis"


def test_a_sign_that_cannot_be_asked_back_counts(call: Conversation, leaflet: Leaflet) -> None:
    for alarm in leaflet.alarms.values():
        call.state = State()
        label = unsurely(call, f"alarm:{alarm.code}").label
        assert label == f"{'confirm' if alarm.check else 'alarm'}:{alarm.code}"


def test_anything_else_that_is_hardly_heard_is_asked_again(call: Conversation) -> None:
    for label in ("passage:goed-tillen", "control:stop", "not_covered:kinderen ! kinderen"):
        call.state = State()
        reply = unsurely(call, label)
        assert (reply.say, call.state.told) == (("prompt_fallback",), ())


def test_a_call_for_help_that_is_hardly_heard_is_one(call: Conversation) -> None:
    assert unsurely(call, "opening:noodhulp").label == "opening:noodhulp"
