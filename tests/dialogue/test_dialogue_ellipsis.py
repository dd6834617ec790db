"""Fragments that lean on the last subject; and a dose that never carries over."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conversation import Conversation, label_ear

from skill.leaflet import Leaflet
from skill.understanding import Hear, Understanding


def ear(**meanings: str) -> Hear:
    """Hears whole texts as told (`_` for a space) and labels as themselves; else nothing."""

    def hear(text: str) -> Understanding:
        return label_ear(meanings.get(text.replace(" ", "_"), text))

    return hear


@pytest.fixture
def after(leaflet: Leaflet) -> Callable[..., Conversation]:
    def begin(passage: str, **meanings: str) -> Conversation:
        talk = Conversation(leaflet, ear(**meanings))
        talk.says(f"passage:{passage}")
        return talk

    return begin


def test_how_often_is_about_what_was_spoken_of(after: Callable[..., Conversation]) -> None:
    talk = after(
        "pijnstillende-gel",
        en_hoe_vaak="passage:paracetamol",
        en_hoe_vaak_gel_op_de_rug_smeren="not_covered:dosis-gel",
    )
    assert talk.says("en hoe vaak").label == "not_covered:dosis-gel"


def test_its_own_dose_is_said_again(after: Callable[..., Conversation]) -> None:
    talk = after("paracetamol", en_hoe_vaak_paracetamol="passage:paracetamol")
    talk.says("en hoe vaak")
    assert talk.passages == ["paracetamol"]


def test_a_dose_goes_to_no_other_medicine(after: Callable[..., Conversation]) -> None:
    talk = after("nsaid-eerst-overleggen", en_hoeveel_dan="passage:paracetamol")
    assert talk.says("en hoeveel dan").say == ("prompt_not-in-leaflet", "prompt_ask-open")


def test_a_dose_goes_to_nobody_else(after: Callable[..., Conversation]) -> None:
    talk = after("paracetamol", en_voor_mijn_man_paracetamol="passage:paracetamol")
    reply = talk.says("en voor mijn man")
    assert (reply.outcome, reply.say[0]) == ("not_covered", "prompt_not-in-leaflet")


def test_but_how_to_lift_goes_for_anybody(after: Callable[..., Conversation]) -> None:
    talk = after("goed-tillen", en_voor_mijn_man_goed_tillen_en_dragen="passage:goed-tillen")
    talk.says("en voor mijn man")
    assert talk.passages == ["goed-tillen"]


def test_a_whole_question_stands_by_itself(after: Callable[..., Conversation]) -> None:
    talk = after("paracetamol", hoeveel_kilo_mag_ik_tillen="not_covered:gewicht-tillen")
    assert talk.says("hoeveel kilo mag ik tillen").label == "not_covered:gewicht-tillen"


def test_noise_never_gets_the_last_subject_again(after: Callable[..., Conversation]) -> None:
    talk = after("goed-tillen", blurp_floep_goed_tillen_en_dragen="passage:goed-tillen")
    assert talk.says("blurp floep").outcome == "fallback"


def test_an_alarm_is_never_joined(after: Callable[..., Conversation]) -> None:
    talk = after("goed-tillen", en_doof="alarm:doof-kruis", en_raar="unclear?")
    assert talk.says("en raar").say[0] == "prompt_fallback-alarm-word"
    assert talk.says("en doof").outcome == "alarm"


def test_a_fragment_about_something_else_is_answered_with_whom_to_ask(
    after: Callable[..., Conversation],
) -> None:
    talk = after("goed-tillen", en_met_een_wikkel="out_of_scope")
    assert talk.says("en met een wikkel").say[0] == "prompt_not-in-leaflet"


def test_but_a_sentence_about_something_else_is_not(after: Callable[..., Conversation]) -> None:
    talk = after("goed-tillen", en_wat_voor_weer_wordt_het="out_of_scope")
    assert talk.says("en wat voor weer wordt het").say[0] == "prompt_out-of-scope"


def test_a_refusal_is_not_leant_back_into_another_passage(
    after: Callable[..., Conversation],
) -> None:
    talk = after(
        "nsaid-eerst-overleggen",
        hoeveel_dan="not_covered:dosis-andere-middelen",
        hoeveel_dan_overleggen_over_ibuprofen="passage:pijnstillende-gel",
    )
    assert talk.says("hoeveel dan").label == "not_covered:dosis-andere-middelen"


@pytest.mark.parametrize("thinking", ["nou", "ehm ja nou eigenlijk", "en dan", "uh"])
def test_who_is_thinking_does_not_hear_the_answer_again(
    after: Callable[..., Conversation], thinking: str
) -> None:
    joined = f"{thinking} een goede slaaphouding".replace(" ", "_")
    talk = after("slaaphouding", **{joined: "passage:slaaphouding"})
    assert talk.says(thinking).outcome == "fallback"
