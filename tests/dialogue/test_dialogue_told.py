"""What was told stays: alarms that stand, and passages that do not hold for this person."""

from __future__ import annotations

import pytest
from conversation import Conversation

from skill import labels
from skill.leaflet import Leaflet
from skill.understanding import Understanding
from tests import shipped

GRAVE = ["alarm:bewusteloos", "alarm:niet-meer-willen-leven", "alarm:plassen-lukt-niet"]


@pytest.mark.parametrize("sign", GRAVE)
@pytest.mark.parametrize(
    "said",
    [
        "passage:paracetamol",
        "passage:kan-bewegen-kwaad",
        "not_covered:hernia",
        "out_of_scope",
        "opening:complaint",
        "opening:wie-ben-je",
        "clarify:bedrust|slaaphouding",
        "control:read_all",
        "unclear",
        "confirm:koorts",
    ],
)
def test_a_grave_alarm_is_the_answer_to_every_question(
    talk: Conversation, sign: str, said: str
) -> None:
    talk.says(sign)
    for _ in range(3):
        reply = talk.says(said)
        assert (reply.outcome, reply.label, reply.grave) == ("alarm", sign, True)
        assert talk.passages == []


def test_the_advice_comes_in_other_words_each_time(talk: Conversation) -> None:
    talk.says("alarm:niet-meer-willen-leven")
    first = talk.says("passage:paracetamol").say
    second = talk.says("passage:paracetamol").say
    assert first == ("standing_113-1", "prompt_alarm-release")
    assert second == ("standing_113-2", "prompt_alarm-release")
    assert talk.says("passage:paracetamol").say == first


def test_an_alarm_with_its_own_sentence_says_that_again(talk: Conversation) -> None:
    talk.says("alarm:zwanger-met-klachten")
    assert talk.says("passage:slaaphouding").say[0] == "alarm_zwanger-met-klachten"


@pytest.mark.parametrize("said", ["control:start_over", "answer:not_me", "control:menu"])
def test_until_it_is_taken_back(talk: Conversation, said: str) -> None:
    talk.says("alarm:doof-kruis")
    talk.says("passage:goed-tillen")
    talk.says(said)
    assert talk.says("passage:goed-tillen").label == "passage:goed-tillen"


def test_a_key_takes_it_back(call: Conversation) -> None:
    call.says("alarm:doof-kruis")
    call.keys("3")
    assert call.state.alarm == ""
    assert call.says("passage:goed-tillen").outcome == "answer"


def test_a_lighter_sign_does_not_take_its_place(talk: Conversation) -> None:
    talk.says("alarm:bewusteloos")
    assert talk.says("alarm:koorts").label == "alarm:bewusteloos"


def test_a_graver_one_does(talk: Conversation) -> None:
    talk.says("alarm:doof-kruis")
    assert talk.says("alarm:bewusteloos").label == "alarm:bewusteloos"


def test_after_a_wish_to_die_nobody_is_hurried(talk: Conversation) -> None:
    talk.says("alarm:niet-meer-willen-leven")
    assert talk.says("control:no").say == ("prompt_alarm-understood-113",)
    assert talk.says("control:stop").say == ("prompt_goodbye-113",)


def test_goodbye_some_turns_after_an_alarm_wishes_nobody_well(talk: Conversation) -> None:
    talk.says("alarm:koorts")
    talk.says("passage:goed-tillen")
    assert talk.says("control:stop").say == ("prompt_goodbye-alarm",)


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ("zwangerschap", "paracetamol"),
        ("zwangerschap", "kan-bewegen-kwaad"),
        ("kinderen", "paracetamol"),
        ("middelen-samen", "paracetamol"),
        ("ziekte-en-medicijn", "paracetamol"),
        ("bloedverdunners", "pijnstillende-gel"),
    ],
)
def test_what_was_told_keeps_a_passage_away(talk: Conversation, told: str, asked: str) -> None:
    talk.says(f"opening:complaint ! {told}")
    talk.says("passage:schoenen")
    reply = talk.says(f"passage:{asked}")
    assert (reply.outcome, reply.label) == ("not_covered", f"not_covered:{told}")
    assert talk.passages == []


def test_the_leaflet_answers_where_it_speaks_of_it_itself(talk: Conversation) -> None:
    talk.says("opening:complaint ! ziekte-en-medicijn")
    assert talk.says("passage:nsaid-eerst-overleggen").outcome == "answer"


def test_what_is_kept_away_is_not_offered_either(talk: Conversation, leaflet: Leaflet) -> None:
    talk.says("opening:complaint ! zwangerschap")
    said = [line for passage in leaflet.passages for line in talk.says(f"passage:{passage}").say]
    offered = {line.removeprefix("offer_") for line in said if line.startswith("offer_")}
    kept_away = set(leaflet.subjects["zwangerschap"].never)
    assert offered
    assert kept_away
    assert not offered & kept_away


def test_after_fever_nothing_that_reassures_is_said(talk: Conversation, leaflet: Leaflet) -> None:
    talk.says("alarm:koorts")
    assert {"reassuring", "dose"} < {passage.risk for passage in leaflet.passages.values()}
    for passage in leaflet.passages.values():
        reply = talk.says(f"passage:{passage.id}")
        if passage.risk in ("reassuring", "dose") or passage.id in leaflet.alarms["koorts"].never:
            assert (reply.outcome, reply.label) == ("alarm", "alarm:koorts")
        else:
            assert reply.outcome == "answer"


@pytest.mark.parametrize(
    ("first", "then", "sum"),
    [
        ("alarm:val-zonder-uitval", "alarm:kracht-weg", "ongeluk-met-uitval"),
        ("alarm:val-zonder-uitval", "alarm:beide-benen", "ongeluk-met-uitval"),
        ("alarm:koorts", "alarm:weinig-weerstand", "koorts-ziek"),
        ("opening:complaint ! kinderen", "alarm:koorts", "kind-ziek"),
        ("opening:complaint ! zwangerschap", "alarm:koorts", "zwanger-met-klachten"),
        ("alarm:val-zonder-uitval", "opening:complaint ! bloedverdunners", "val-bloedverdunner"),
        ("opening:complaint ! bloedverdunners", "alarm:val-zonder-uitval", "val-bloedverdunner"),
    ],
)
def test_two_half_signs_add_up(talk: Conversation, first: str, then: str, sum: str) -> None:
    talk.says(first)
    assert talk.says(then).label == f"alarm:{sum}"


@pytest.mark.parametrize(
    "half", ["not_covered:onder-de-knie ! +ongeluk-met-uitval", "confirm:beide-benen"]
)
def test_half_a_sign_after_the_other_half_is_one(talk: Conversation, half: str) -> None:
    assert talk.says(half).outcome in ("not_covered", "clarify")
    talk.says("control:start_over")
    talk.says("alarm:val-zonder-uitval")
    assert talk.says(half).label == "alarm:ongeluk-met-uitval"


def test_every_pair_names_what_exists(leaflet: Leaflet) -> None:
    assert any(alarm.together for alarm in leaflet.alarms.values())
    for alarm in leaflet.alarms.values():
        for pair in alarm.together:
            parts = [part.strip() for part in pair.split("+")]
            assert len(parts) == 2
            assert all(part in leaflet.alarms or part in leaflet.subjects for part in parts), pair
        assert set(alarm.never) <= set(leaflet.passages), alarm.code
        if alarm.level in labels.HANDS:
            assert alarm.check, alarm.code


def test_a_subject_that_a_channel_names_by_itself_is_remembered_too(talk: Conversation) -> None:
    talk.means("not_covered:zwangerschap")
    assert talk.means("passage:paracetamol").label == "not_covered:zwangerschap"
    talk.means("control:start_over")
    talk.means("not_covered:hernia")
    assert talk.means("passage:paracetamol").outcome == "answer"


def test_a_new_start_forgets_the_person(talk: Conversation) -> None:
    talk.says("opening:complaint ! zwangerschap")
    talk.says("control:start_over")
    assert talk.says("passage:paracetamol").outcome == "answer"


def test_what_is_told_while_a_sign_is_asked_about_holds(talk: Conversation) -> None:
    talk.says("confirm:val-bloedverdunner ! bloedverdunners")
    talk.says("control:no")
    assert talk.says("passage:paracetamol").label == "not_covered:bloedverdunners"


def test_a_fall_after_a_check_makes_one_sign_with_what_was_told(talk: Conversation) -> None:
    talk.says("confirm:val-bloedverdunner ! bloedverdunners")
    assert talk.says("alarm:val-zonder-uitval").label == "alarm:val-bloedverdunner"


def test_who_asks_about_a_child_has_told_that_it_is_for_a_child(talk: Conversation) -> None:
    talk.says("not_covered:kinderen")
    assert talk.says("passage:paracetamol").label == "not_covered:kinderen"


def test_a_question_about_something_else_tells_nothing_of_the_person(talk: Conversation) -> None:
    talk.says("not_covered:hernia")
    assert talk.says("passage:paracetamol").outcome == "answer"


@pytest.mark.parametrize("said", ["unclear", "out_of_scope", "not_covered:kinderen"])
def test_it_is_for_myself_takes_back_that_it_was_for_a_child(talk: Conversation, said: str) -> None:
    talk.says("not_covered:kinderen")
    assert talk.says(f"{said} ! -kinderen").say == ("prompt_no-question",)
    assert talk.says("passage:paracetamol").outcome == "answer"


def test_a_question_for_myself_after_one_for_a_child_is_answered(talk: Conversation) -> None:
    talk.says("not_covered:kinderen")
    assert talk.says("passage:paracetamol ! -kinderen").outcome == "answer"


def test_nothing_is_taken_back_that_was_not_told(talk: Conversation) -> None:
    assert talk.says("unclear ! -kinderen").outcome == "fallback"


@pytest.mark.parametrize("control", ["repeat", "slower", "faster"])
def test_a_check_is_said_again_and_can_still_be_answered(talk: Conversation, control: str) -> None:
    talk.says("confirm:niet-meer-willen-leven")
    again = talk.says(f"control:{control}")
    assert (again.outcome, again.say) == ("clarify", ("check_niet-meer-willen-leven",))
    assert again.slow is (control == "slower")
    assert talk.says("control:yes").label == "alarm:niet-meer-willen-leven"


def test_a_half_that_is_asked_about_completes_what_was_told_before(talk: Conversation) -> None:
    talk.says("alarm:val-zonder-uitval")
    assert talk.says("confirm:ongeluk-met-uitval").label == "alarm:ongeluk-met-uitval"


def test_a_half_that_is_asked_about_after_something_else_is_asked_about(
    talk: Conversation,
) -> None:
    talk.says("opening:complaint ! kinderen")
    assert talk.says("confirm:ongeluk-met-uitval").label == "confirm:ongeluk-met-uitval"


def test_what_was_taken_back_is_no_subject_to_lean_on(leaflet: Leaflet) -> None:
    def hear(text: str) -> Understanding:
        about_children = "not_covered:kinderen" if "kinderen" in text else "unclear"
        label = "passage:paracetamol" if text == "hoeveel mag ik er" else about_children
        return Understanding(label, taken_back=("kinderen",) if "mezelf" in text else ())

    talk = Conversation(leaflet, hear)
    talk.says("het is voor kinderen")
    assert talk.says("en voor mezelf").say == ("prompt_no-question",)
    assert talk.says("hoeveel mag ik er").outcome == "answer"


def test_who_is_pregnant_and_names_her_husband_is_still_pregnant(
    leaflet: Leaflet,
) -> None:
    talk = Conversation(leaflet, shipped.ear())
    talk.says("ik ben zwanger en heb rugpijn")
    talk.says("mijn man vraagt hoeveel paracetamol ik mag nemen")
    assert "paracetamol" not in talk.passages


def test_what_a_child_takes_by_itself_is_not_for_myself(leaflet: Leaflet) -> None:
    talk = Conversation(leaflet, shipped.ear())
    talk.says("het is voor mijn zoontje")
    talk.says("hoeveel paracetamol mag hij zelf nemen")
    assert "paracetamol" not in talk.passages
