"""Offers, ja and nee, choices of two, two questions at once: the rules, told apart from the ear."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conversation import Conversation, label_ear

from skill.dialogue import State
from skill.leaflet import Leaflet
from skill.understanding import Understanding

TILLEN, OPRAPEN = "goed-tillen", "oprapen-niet-draaien-en-buigen"
TWO = "clarify:bedrust|slaaphouding"


def test_an_answer_is_title_text_and_offer(talk: Conversation) -> None:
    reply = talk.says("passage:goed-tillen")
    assert reply.say == (f"title_{TILLEN}", TILLEN, f"offer_{OPRAPEN}")
    assert (reply.outcome, reply.asks) == ("answer", "offer")


def test_an_answer_has_at_most_one_closing_line(talk: Conversation, leaflet: Leaflet) -> None:
    closings = []
    for name in leaflet.passages:
        reply = talk.says(f"passage:{name}")
        closings.append(sum(line.startswith("closing_") for line in reply.say))
    assert set(closings) == {0, 1}


def test_yes_plays_the_offer_and_never_what_was_just_heard(talk: Conversation) -> None:
    talk.says("passage:goed-tillen")
    reply = talk.says("control:yes")
    assert talk.passages == [OPRAPEN]
    assert reply.say[-1] != f"offer_{TILLEN}"


def test_after_what_reassures_the_doctor_is_offered_first(
    talk: Conversation, leaflet: Leaflet
) -> None:
    reassuring = [one.id for one in leaflet.passages.values() if one.risk == "reassuring"]
    assert len(reassuring) > 1
    for name in set(reassuring) - {"naar-de-huisarts"}:
        talk.state = State()
        assert talk.says(f"passage:{name}").say[-1] == "offer_naar-de-huisarts"


def test_a_second_question_that_reassures_does_not_go_before_the_doctor(
    talk: Conversation,
) -> None:
    reply = talk.says("passage:kan-bewegen-kwaad + passage:komt-het-terug")
    assert reply.say[-1] == "offer_naar-de-huisarts"


def test_of_two_questions_one_is_answered_and_the_other_offered(talk: Conversation) -> None:
    reply = talk.says("passage:goed-tillen + passage:schoenen")
    assert (talk.passages, reply.say[-1]) == ([TILLEN], "offer_schoenen")
    assert talk.says("control:yes").label == "passage:schoenen"


def test_a_second_question_is_offered_after_a_refusal_too(talk: Conversation) -> None:
    reply = talk.says("not_covered:hernia + passage:schoenen")
    assert reply.say == ("subject_hernia", "prompt_refusal-net", "offer_schoenen")


def test_but_not_a_passage_that_may_never_answer_the_subject(talk: Conversation) -> None:
    reply = talk.says("not_covered:hernia + passage:kan-bewegen-kwaad")
    assert "offer_kan-bewegen-kwaad" not in reply.say


def test_a_close_runner_up_is_offered(talk: Conversation) -> None:
    assert talk.says("passage:goed-tillen ~ passage:bedrust").say[-1] == "offer_bedrust"


def test_a_runner_up_of_yes_says_nothing(talk: Conversation) -> None:
    talk.says("passage:goed-tillen")
    assert talk.says("control:yes ~ passage:paracetamol").say[-1] != "offer_paracetamol"


def test_a_question_behind_nee_is_answered(talk: Conversation) -> None:
    talk.says("passage:goed-tillen")
    reply = talk.says("passage:stress + control:no")
    assert (talk.passages, reply.control) == (["stress"], "no")


def test_a_question_behind_ja_is_answered_and_the_offer_made_again(talk: Conversation) -> None:
    talk.says("passage:goed-tillen")
    assert talk.says("passage:stress + control:yes").say[-1] == f"offer_{OPRAPEN}"
    assert talk.passages == ["stress"]


def test_no_to_the_last_question_is_goodbye(talk: Conversation) -> None:
    talk.start()
    assert talk.says("control:no").outcome == "control"
    assert talk.says("control:no").outcome == "goodbye"


def test_two_that_are_close_are_asked_back(talk: Conversation) -> None:
    reply = talk.says(TWO)
    assert reply.say == ("first_bedrust", "second_slaaphouding")
    assert (reply.outcome, reply.asks) == ("clarify", "clarify")


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("de eerste", "bedrust"),
        ("de tweede graag", "slaaphouding"),
        ("nee, de tweede", "slaaphouding"),
        ("doe de laatste maar", "slaaphouding"),
        ("nummer één", "bedrust"),
        ("2", "slaaphouding"),
        ("de 1e", "bedrust"),
        ("twee", "slaaphouding"),
        ("bedrust", "bedrust"),
        ("die over hoe je slaapt, slaaphouding", "slaaphouding"),
        ("allebei", "bedrust"),
        ("maakt niet uit", "bedrust"),
    ],
)
def test_one_of_two_is_chosen(talk: Conversation, said: str, heard: str) -> None:
    talk.says(TWO)
    assert talk.says(said).outcome == "answer"
    assert talk.passages == [heard]


def test_both_is_the_first_and_then_the_offer_of_the_second(talk: Conversation) -> None:
    talk.says(TWO)
    assert talk.says("allebei graag").say[-1] == "offer_slaaphouding"
    talk.says("control:yes")
    assert talk.passages == ["slaaphouding"]


@pytest.mark.parametrize("said", ["geen van beide", "geen van tweeën", "nee, iets anders"])
def test_neither_asks_what_then(talk: Conversation, said: str) -> None:
    talk.says(TWO)
    reply = talk.says(said)
    assert (reply.outcome, reply.say) == ("control", ("prompt_no-question",))


def test_yes_to_two_asks_again_which(talk: Conversation) -> None:
    talk.says(TWO)
    reply = talk.says("control:yes")
    assert (reply.outcome, reply.asks) == ("control", "clarify")


def test_a_plain_choice_is_no_alarm_but_a_call_for_help_is(leaflet: Leaflet) -> None:
    """An ear that hears both legs in `allebei` does not stand before the choice."""

    def ear(text: str) -> Understanding:
        return label_ear("alarm:beide-benen" if text != TWO else TWO)

    talk = Conversation(leaflet, ear)
    talk.says(TWO)
    assert talk.says("allebei").outcome == "answer"
    talk.says(TWO)
    assert talk.says("een een twee").outcome == "alarm"


def test_a_number_where_nothing_was_to_be_chosen_is_no_question(leaflet: Leaflet) -> None:
    talk = Conversation(leaflet, lambda text: label_ear("passage:paracetamol"))
    assert talk.says("de tweede").outcome == "fallback"


def test_a_withdrawn_passage_is_never_spoken(leaflet: Leaflet) -> None:
    gone = replace(leaflet.passages["bedrust"], status="ingetrokken")
    talk = Conversation(replace(leaflet, passages=leaflet.passages | {"bedrust": gone}))
    refused = ("prompt_withdrawn", "prompt_ask-open")
    assert talk.says("passage:bedrust").say == refused
    assert talk.means("passage:bedrust").outcome == "not_covered"
    assert talk.says(TWO).label == "passage:slaaphouding"
    talk.state = State(offer=("bedrust",))
    assert talk.says("control:yes").say == refused
    talk.state = State(topic="passage:bedrust", said=("title_bedrust", "bedrust"))
    assert talk.says("control:repeat").say == refused
    talk.state = State(topic="passage:dagelijkse-activiteiten")
    talk.says("control:next")
    assert talk.passages == ["fysiotherapie"]


def test_a_leaflet_that_was_withdrawn_altogether_says_so(leaflet: Leaflet) -> None:
    gone = {
        name: replace(passage, status="ingetrokken") for name, passage in leaflet.passages.items()
    }
    talk = Conversation(replace(leaflet, passages=gone))
    assert talk.says("control:read_all").say[0] == "prompt_withdrawn"
    talk.says("control:next")
    assert talk.passages == []
