"""Decisions where there is no sign: exact words, ja and nee before more, openings, fillers, facts.

Each example: what the model believes of a text, the text, and what is heard.
"""

from __future__ import annotations

import pytest
from paper_ear import Beliefs, paper_ear

from skill.understanding import Understanding
from skill.understanding.decide import (
    ANSWER_SHARE,
    BEHIND_SHARE,
    CONTROL_SHARE,
    END_SHARE,
    GUARD_SHARE,
    OPENING_SHARE,
    SURE_SHARE,
)
from skill.understanding.signs import CHECK, DOUBT, SIGN

Belief = dict[str, float]
BIT = 0.01
"""Just more or just less than a threshold."""


def heard(said: str, belief: Belief, **more: object) -> Understanding:
    return paper_ear({said: belief}, **more)(said)  # type: ignore[arg-type]


EXACT = {
    "koorts": "confirm:koorts",
    "ik voel mijn been niet zo": "confirm:doof",
    "zitten": "clarify:stoel|bank",
    "herhaal": "control:repeat",
    "goedemorgen": "opening:groet",
    "dan niet": "unclear",
}


@pytest.mark.parametrize("said", EXACT)
@pytest.mark.parametrize("belief", [{}, {"alarm:koorts": 1.0}, {"passage:stoel": 1.0}], ids=str)
def test_exact_words_mean_one_thing(said: str, belief: Belief) -> None:
    found = paper_ear({said: belief}, exact=EXACT)(f" {said.upper()}!")

    assert (found.label, found.score) == (EXACT[said], 1.0)
    assert found.alarm is None


@pytest.mark.parametrize("said", ["koorts en kou", "zitten of staan", "is koorts erg"])
def test_more_than_those_words_is_something_else(said: str) -> None:
    found = paper_ear({said: {"passage:stoel": 1.0}}, exact=EXACT)(said)

    assert found.label == "passage:stoel"


NOTHING_ELSE = {"out_of_scope": 0.0}
"""Else what is left of the belief goes there."""
SURE, UNSURE = (
    {"passage:stoel": share} | NOTHING_ELSE for share in (SURE_SHARE + BIT, SURE_SHARE - BIT)
)


@pytest.mark.parametrize(
    ("said", "rest", "control"),
    [
        ("ja pijnstillers", "pijnstillers", "yes"),
        ("nee tillen", "tillen", "no"),
        ("nee iets tillen", "iets tillen", "no"),
        ("jawel tillen", "tillen", "yes"),
        ("doe maar tillen", "tillen", "yes"),
        ("niet nodig tillen", "tillen", "no"),
    ],
)
def test_a_word_or_two_behind_ja_or_nee_must_be_sure_of_itself(
    said: str, rest: str, control: str
) -> None:
    sure, unsure = (paper_ear({rest: belief})(said) for belief in (SURE, UNSURE))

    assert (sure.label, sure.also) == ("passage:stoel", (f"control:{control}",))
    assert unsure.label != "passage:stoel"
    assert unsure.also == ()


@pytest.mark.parametrize(
    ("belief", "label"),
    [
        ({"passage:stoel": BEHIND_SHARE + BIT}, "passage:stoel"),
        ({"passage:stoel": BEHIND_SHARE - BIT}, "control:no"),
        ({"not_covered:sport": BEHIND_SHARE + BIT}, "not_covered:sport"),
        ({"control:repeat": 1.0}, "control:no"),
        ({"opening:klacht": 1.0}, "control:no"),
    ],
)
def test_a_question_behind_ja_or_nee(belief: Belief, label: str) -> None:
    said = "nee hoe moet ik zitten"
    beliefs = {"hoe moet ik zitten": belief | NOTHING_ELSE, said: {"control:no": 1.0}}

    found = paper_ear(beliefs)(said)

    assert found.label == label
    assert found.also == (() if label == "control:no" else ("control:no",))


@pytest.mark.parametrize("said", ["jas", "needles kopen", "okee"])
def test_a_word_that_begins_so_is_no_ja_or_nee(said: str) -> None:
    assert heard(said, {"passage:stoel": 1.0}).also == ()


def test_what_is_said_as_a_whole_counts_where_the_rest_says_nothing() -> None:
    found = paper_ear({"nee bedankt": {"control:no": 1.0}, "bedankt": {"opening:groet": 1.0}})

    assert found("nee bedankt").label == "control:no"


def test_a_sign_behind_ja_is_a_sign() -> None:
    beliefs: Beliefs = {"ja mijn onderlijf is raar": {"alarm:doof": SIGN + BIT}}

    assert paper_ear(beliefs)("ja, mijn onderlijf is raar").alarm == "doof"


SAID = "ik zit niet lekker in mijn vel"


@pytest.mark.parametrize(
    ("belief", "label"),
    [
        ({"opening:klacht": OPENING_SHARE + BIT} | NOTHING_ELSE, "opening:klacht"),
        ({"opening:klacht": OPENING_SHARE - BIT} | NOTHING_ELSE, "unclear"),
        ({"opening:klacht": 0.4, "opening:zorg": 0.5}, "opening:zorg"),
        ({"opening:klacht": 0.4, "passage:stoel": 0.5}, "passage:stoel"),
        ({"opening:klacht": 0.5, "passage:stoel": 0.4}, "opening:klacht"),
    ],
)
def test_an_opening_is_a_label_like_any_other(belief: Belief, label: str) -> None:
    assert heard(SAID, belief).label == label


@pytest.mark.parametrize(
    ("share", "label"),
    [(GUARD_SHARE + BIT, "opening:klacht"), (GUARD_SHARE - BIT, "not_covered:katten")],
)
def test_a_guard_gives_way_to_an_opening_that_is_sure(share: float, label: str) -> None:
    assert heard("mijn kat ligt op mijn rug", {"opening:klacht": share}).label == label


def test_an_opening_with_something_of_a_sign_is_doubtful() -> None:
    belief = {"opening:klacht": 0.8, "alarm:doof": DOUBT + BIT}

    found = heard(SAID, belief)

    assert (found.label, found.doubtful) == ("opening:klacht", True)
    assert not heard(SAID, belief | {"alarm:doof": DOUBT - BIT}).doubtful


def test_a_sign_goes_before_an_opening() -> None:
    belief = {"opening:klacht": 1 - CHECK - BIT, "alarm:doof": CHECK + BIT}

    assert heard(SAID, belief).label == "confirm:doof"


@pytest.mark.parametrize("name", ["stop", "cancel"])
@pytest.mark.parametrize("said", ["nou ja", "laat maar", "ach gut"])
def test_a_filler_ends_nothing(said: str, name: str) -> None:
    unsure, sure = END_SHARE - BIT, END_SHARE + BIT

    assert heard(said, {f"control:{name}": unsure} | NOTHING_ELSE).label == "unclear"
    assert heard(said, {f"control:{name}": sure}).label == f"control:{name}"


@pytest.mark.parametrize("name", ["repeat", "menu", "yes", "no"])
def test_another_control_needs_less(name: str) -> None:
    assert CONTROL_SHARE < END_SHARE
    just, less = (
        heard("nog eens dan", {f"control:{name}": share} | NOTHING_ELSE)
        for share in (CONTROL_SHARE + BIT, CONTROL_SHARE - BIT)
    )

    assert (just.label, less.label) == (f"control:{name}", "unclear")


@pytest.mark.parametrize("label", ["answer:confirms", "answer:which", "unclear"])
def test_an_answer_and_what_is_unclear_need_nothing_more_than_to_be_first(label: str) -> None:
    found = heard("dat heb ik ook", {label: 0.1, "passage:stoel": 0.05} | NOTHING_ELSE)

    assert (found.label, found.threshold) == (label, 0.0)


TOLD = [
    ("ik ben zwanger hoe moet ik zitten", ("zwanger",)),
    ("ik ben niet zwanger hoe moet ik zitten", ()),
    ("het is voor mijn zoontje", ("kind",)),
    ("ik ben zwanger en mijn zoontje is ziek", ("zwanger", "kind")),
    ("hoe moet ik zitten", ()),
]


@pytest.mark.parametrize(("said", "told"), TOLD)
@pytest.mark.parametrize(
    "label", ["passage:stoel", "opening:klacht", "control:repeat", "alarm:hart", "unclear"]
)
def test_what_is_told_of_a_person_goes_along_with_every_label(
    said: str, told: tuple[str, ...], label: str
) -> None:
    found = heard(said, {label: 1.0})

    assert (found.label, found.told) == (label, told)


def test_what_is_told_goes_along_with_a_question_back_exact_words_and_what_is_behind_nee() -> None:
    said = "ik ben zwanger"

    assert heard(said, {"alarm:doof": CHECK + BIT}).told == ("zwanger",)
    assert paper_ear({}, exact={said: "opening:klacht"})(said).told == ("zwanger",)
    assert paper_ear({said: {"passage:stoel": 1.0}})(f"nee {said}").told == ("zwanger",)
    assert paper_ear({})("").told == ()


@pytest.mark.parametrize(
    ("strange", "label"),
    [("", "out_of_scope"), ("glorp snark", "unclear"), ("glorp", "out_of_scope")],
)
def test_nonsense_is_about_nothing(strange: str, label: str) -> None:
    assert heard("glorp snark", {"out_of_scope": 1.0}, strange=strange).label == label


def test_an_answer_needs_its_share() -> None:
    enough, less = (
        heard("hoe moet ik zitten", {"passage:stoel": share} | NOTHING_ELSE)
        for share in (ANSWER_SHARE + BIT, ANSWER_SHARE - BIT)
    )

    assert (enough.label, less.label) == ("passage:stoel", "unclear")
