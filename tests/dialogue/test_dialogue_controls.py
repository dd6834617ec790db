"""Herhaal, volgende, langzamer, help, menu, voorlezen, stilte: in the states where they differ."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conversation import Conversation

from skill import labels
from skill.dialogue import Reply, State
from skill.leaflet import Leaflet

TILLEN = ("title_goed-tillen", "goed-tillen", "offer_oprapen-niet-draaien-en-buigen")


def outcome(reply: Reply) -> tuple[str, tuple[str, ...]]:
    return reply.outcome, reply.say


def test_repeat_says_the_same_and_asks_the_same(talk: Conversation) -> None:
    talk.says("passage:goed-tillen")
    reply = talk.says("control:repeat")
    assert outcome(reply) == ("answer", TILLEN)
    assert reply.asks == "offer"


def test_repeat_before_anything_was_said(talk: Conversation) -> None:
    reply = talk.says("control:repeat")
    assert outcome(reply) == ("control", ("prompt_nothing-to-repeat", "prompt_ask-open"))


def test_next_and_previous_walk_the_whole_leaflet(talk: Conversation, leaflet: Leaflet) -> None:
    order = list(leaflet.passages)
    walked = []
    while talk.says("control:next").outcome == "answer":
        walked += talk.passages
    assert walked == order
    assert talk.reply.say == ("prompt_last-passage", "prompt_ask-more")
    back = []
    while talk.says("control:previous").outcome == "answer":
        back += talk.passages
    assert back == order[-2::-1]
    assert talk.reply.say == ("prompt_first-passage", "prompt_ask-more")


def test_previous_before_anything_was_said(talk: Conversation) -> None:
    talk.start()
    assert talk.says("control:previous").say == ("prompt_nothing-before", "prompt_ask-open")


def test_next_during_an_offer_is_the_next_of_the_leaflet(talk: Conversation) -> None:
    talk.says("passage:schoenen")
    talk.says("control:next")
    assert talk.passages == ["slaaphouding"]


def test_tempo_is_sticky_and_says_only_what_is_true(talk: Conversation) -> None:
    talk.says("passage:goed-tillen")
    assert talk.says("control:faster").say == ("prompt_fastest", *TILLEN)
    assert talk.says("control:slower").say == ("prompt_slower", *TILLEN)
    assert talk.says("control:slower").say == ("prompt_slowest", *TILLEN)
    assert talk.says("control:repeat").say == TILLEN
    assert talk.says("control:yes").slow
    assert not talk.says("control:faster").slow


def test_five_lines_and_a_tempo_are_still_five(talk: Conversation) -> None:
    talk.state = State(said=("prompt_help", "goed-tillen", "schoenen", "stress", "prompt_ask-more"))
    reply = talk.says("control:slower")
    assert (len(reply.say), reply.say[-1]) == (5, "prompt_ask-more")


@pytest.mark.parametrize("medium", ["speaker", "screen", "phone"])
def test_start_over_forgets_all_but_the_tempo(leaflet: Leaflet, medium: str) -> None:
    talk = Conversation(leaflet, medium=medium)
    talk.says("passage:goed-tillen")
    talk.says("control:slower")
    reply = talk.says("control:start_over")
    assert (reply.outcome, reply.slow, talk.state.topic) == ("control", True, "")


def test_help_can_be_asked_in_the_middle(talk: Conversation) -> None:
    talk.says("passage:goed-tillen")
    reply = talk.says("control:help")
    assert reply.say == ("prompt_help", "prompt_help-alarm", "prompt_ask-open")
    talk.says("control:next")
    assert talk.passages == ["oprapen-niet-draaien-en-buigen"]


def test_two_misses_in_a_row_give_the_menu(talk: Conversation) -> None:
    assert outcome(talk.says("unclear")) == ("fallback", ("prompt_fallback",))
    reply = talk.says("unclear")
    assert outcome(reply) == ("menu", ("prompt_misses", "menu_root", "prompt_menu-root"))


@pytest.mark.parametrize("between", ["control:repeat", "control:help", "passage:stress"])
def test_misses_that_are_not_in_a_row_do_not(talk: Conversation, between: str) -> None:
    talk.says("passage:goed-tillen")
    talk.says("unclear")
    talk.says(between)
    assert talk.says("unclear").outcome == "fallback"


def test_after_a_miss_the_answer_is_repeated_and_the_offer_stands(talk: Conversation) -> None:
    talk.says("passage:goed-tillen")
    assert talk.says("unclear").asks == "offer"
    assert talk.says("control:repeat").say == TILLEN
    talk.says("unclear")
    assert talk.says("control:yes").label == "passage:oprapen-niet-draaien-en-buigen"


def test_silence_asks_again_then_names_the_subjects_then_says_goodbye(talk: Conversation) -> None:
    talk.says("passage:goed-tillen")
    assert talk.silence().say == ("offer_oprapen-niet-draaien-en-buigen",)
    assert talk.silence().say == ("menu_root", "prompt_menu-root")
    assert outcome(talk.silence()) == ("goodbye", ("prompt_goodbye-silence",))


@pytest.mark.parametrize(
    ("said", "again"),
    [
        ("clarify:bedrust|slaaphouding", ("first_bedrust", "second_slaaphouding")),
        ("control:menu", ("prompt_reprompt-menu",)),
        ("control:read_all", ("prompt_reading-on",)),
        ("control:help", ("prompt_unhearable",)),
    ],
)
def test_silence_asks_what_was_asked(talk: Conversation, said: str, again: tuple[str, ...]) -> None:
    talk.says(said)
    assert talk.silence().say == again


def test_reading_goes_through_all_and_says_that_it_is_done(
    talk: Conversation, leaflet: Leaflet
) -> None:
    talk.says("control:read_all")
    read = talk.passages
    while talk.reply.asks == "verder":
        talk.says("control:yes")
        read += talk.passages
    assert read == list(leaflet.passages)
    assert talk.reply.say[-2:] == ("prompt_reading-done", "prompt_ask-more")
    assert not talk.state.reading


@pytest.mark.parametrize(
    "aside",
    [
        "passage:schoenen",
        "not_covered:hernia",
        "out_of_scope",
        "control:help",
        "unclear",
        "control:repeat",
        "control:slower",
    ],
)
@pytest.mark.parametrize("resume", ["control:yes", "control:next"])
def test_reading_that_was_broken_off_is_resumed(
    talk: Conversation, aside: str, resume: str
) -> None:
    talk.says("control:read_all")
    talk.says("control:yes")
    assert talk.says(aside).asks == "verder"
    talk.says(resume)
    assert talk.passages == ["pijn-bij-houding-en-beweging"]


def test_reading_survives_a_question_back_and_two_questions(talk: Conversation) -> None:
    talk.says("control:read_all")
    talk.says("clarify:bedrust|slaaphouding")
    talk.says("de tweede")
    assert (talk.passages, talk.reply.asks) == (["slaaphouding"], "verder")
    talk.says("passage:stress")
    talk.says("control:next")
    assert talk.passages == ["wat-is-lage-rugpijn"]


@pytest.mark.parametrize("said", ["control:no", "control:menu", "alarm:koorts"])
def test_reading_ends(talk: Conversation, said: str) -> None:
    talk.says("control:read_all")
    talk.says(said)
    assert not talk.state.reading


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("de derde", "menu_bewegen-en-werk"),
        ("nummer zes", "menu_uitleg-en-oorzaken"),
        ("medicijnen", "menu_medicijnen"),
        ("doe maar medicijnen", "menu_medicijnen"),
        ("bewegen, werk en stress", "menu_bewegen-en-werk"),
    ],
)
def test_a_chapter_is_chosen_by_number_or_name(talk: Conversation, said: str, heard: str) -> None:
    talk.says("control:menu")
    assert outcome(talk.says(said)) == ("menu", (heard, "prompt_menu-root"))


def test_yes_and_back_in_a_menu(talk: Conversation) -> None:
    talk.says("control:menu")
    talk.says("medicijnen")
    assert outcome(talk.says("control:yes")) == ("control", ("menu_medicijnen", "prompt_menu-root"))
    assert outcome(talk.says("control:previous")) == ("control", ("menu_root", "prompt_menu-root"))


def test_the_outcome_of_every_control_is_as_agreed(talk: Conversation) -> None:
    expected = {"menu": "menu", "stop": "goodbye", "cancel": "goodbye"}
    answers = {"yes", "repeat", "next", "previous", "read_all"}
    for name in labels.CONTROLS:
        talk.says("passage:goed-tillen")
        got = talk.says(f"control:{name}").outcome
        assert got == expected.get(name, "answer" if name in answers else "control"), name


def test_a_label_that_nobody_knows_is_not_understood(talk: Conversation) -> None:
    for label in ("control:dansen", "onzin", "", "clarify:", "passage:weg"):
        assert talk.means(label).outcome in ("fallback", "menu", "not_covered")


def test_a_chapter_is_heard_where_nothing_else_was_understood(talk: Conversation) -> None:
    assert talk.says("iets over medicijnen").say == ("menu_medicijnen", "prompt_menu-root")


@pytest.mark.parametrize(
    ("review_by", "today", "due"),
    [
        ("2026-01-01", "2026-01-02", True),
        ("2026-01-01", "2026-01-01", False),
        ("2026-01-01", "", False),
        ("onbekend", "2099-01-01", False),
    ],
)
def test_a_text_that_is_due_for_review_says_so_once(
    leaflet: Leaflet, review_by: str, today: str, due: bool
) -> None:
    talk = Conversation(replace(leaflet, review_by=review_by), today=today)
    assert ("prompt_review-due" in talk.says("passage:paracetamol").say) == due
    assert "prompt_review-due" not in talk.says("control:yes").say
    assert (talk.start().say == ("prompt_welcome-due",)) == due
    assert "prompt_review-due" not in talk.says("passage:paracetamol").say
    call = Conversation(replace(leaflet, review_by=review_by), medium="phone", today=today)
    assert ("prompt_review-due" in call.start().say) == due


@pytest.mark.parametrize(
    ("open_choice", "asked"),
    [
        ("opening:complaint", "choice_complaint"),
        ("clarify:goed-tillen|bedrust", "second_bedrust"),
    ],
)
def test_next_chooses_nothing_where_a_choice_is_open(
    talk: Conversation, open_choice: str, asked: str
) -> None:
    talk.says(open_choice)
    assert talk.says("control:next").say[-1] == asked


def test_next_after_what_is_no_passage_begins_at_the_first(
    talk: Conversation, leaflet: Leaflet
) -> None:
    talk.says("opening:wie-ben-je")
    assert talk.says("control:next").label == f"passage:{next(iter(leaflet.passages))}"
