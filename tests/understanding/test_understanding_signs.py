"""Signs: what raises an alarm, what is asked about, and what never is either.

Each example: what the model believes of a text, the text, and what is heard.
"""

from __future__ import annotations

import pytest
from paper_ear import SMALL, paper_ear

from skill.understanding import LONGEST, Understanding
from skill.understanding.normalise import plain
from skill.understanding.signs import (
    CHECK,
    CLAUSE_HINT,
    CLAUSE_SIGN,
    COUNT_DENIED,
    DOUBT,
    FEWEST_SMALL,
    MOST_PARTS,
    RULE_DENIED,
    SHORT_SIGN,
    SIGN,
    SURE_SHARE,
)

Belief = dict[str, float]
BIT = 0.01
"""Just more or just less than a threshold."""

PLAIN = "mijn onderlijf voelt raar"


def heard(said: str, belief: Belief, **more: object) -> Understanding:
    return paper_ear({said: belief}, **more)(said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("belief", "label"),
    [
        ({"alarm:doof": SIGN + BIT}, "alarm:doof"),
        ({"alarm:doof": SIGN / 2 + BIT, "alarm:koorts": SIGN / 2}, "alarm:doof"),
        ({"alarm:doof": SIGN - BIT}, "confirm:doof"),
        ({"alarm:doof": CHECK + BIT}, "confirm:doof"),
        ({"alarm:doof": CHECK / 2 + BIT, "alarm:koorts": CHECK / 2}, "confirm:doof"),
        ({"alarm:doof": CHECK - BIT, "passage:stoel": 1 - CHECK}, "passage:stoel"),
        ({"alarm:niet-leven": CHECK + BIT}, "confirm:niet-leven"),
        ({"passage:stoel": 1.0}, "passage:stoel"),
    ],
)
def test_all_alarms_together_decide(belief: Belief, label: str) -> None:
    assert heard(PLAIN, belief).label == label


def test_to_ask_takes_less_than_to_alarm_and_a_part_must_be_surer_than_the_whole() -> None:
    assert DOUBT < CHECK < SIGN < SHORT_SIGN <= CLAUSE_SIGN


def test_a_sign_that_cannot_be_asked_about_and_is_unsure_is_none() -> None:
    unsure = heard(PLAIN, {"alarm:doof": SIGN - BIT, "passage:stoel": 0.1}, checked=())

    assert unsure.label != "alarm:doof"
    assert unsure.alarm is None
    assert unsure.doubtful


@pytest.mark.parametrize(
    ("share", "label"), [(SHORT_SIGN + BIT, "alarm:doof"), (SHORT_SIGN - BIT, "confirm:doof")]
)
@pytest.mark.parametrize("said", ["voet gevoelloos", "helemaal gevoelloos"])
def test_in_two_words_there_is_little_to_go_by(said: str, share: float, label: str) -> None:
    assert heard(said, {"alarm:doof": share}).label == label


@pytest.mark.parametrize(
    "said", ["acht", "drie", "twee drie", "8", "ik wil niet", "nog een", "het is er", "ja nee"]
)
def test_numbers_and_small_words_are_never_a_sign(said: str) -> None:
    found = paper_ear({plain(said): {"alarm:niet-leven": 1.0}})(said)

    assert found.alarm is None
    assert not found.label.startswith("confirm:")


def test_some_small_words_together_are_asked_about_and_raise_nothing() -> None:
    said = "ik wil niet meer"
    assert len(said.split()) == FEWEST_SMALL
    assert set(said.split()) <= set(SMALL)

    assert heard(said, {"alarm:niet-leven": 1.0}).label == "confirm:niet-leven"
    assert heard(said, {"alarm:niet-leven": SIGN - BIT}).alarm is None
    assert not heard(said, {"alarm:niet-leven": SIGN - BIT}).label.startswith("confirm:")
    assert heard(said, {"alarm:niet-leven": 1.0}, checked=()).alarm is None


def test_words_that_nothing_was_learnt_from_are_no_sign() -> None:
    said = "ik zwobbel het"

    assert heard(said, {"alarm:doof": 1.0}, strange="zwobbel").alarm is None
    assert heard(said, {"alarm:doof": 1.0}).alarm == "doof"


@pytest.mark.parametrize(
    "said",
    [
        "verlamd",
        "en verlamd",
        "wat met verlamd dan",
        "iets over verlamd",
        "ik wil iets weten over verlamd",
    ],
)
def test_a_word_that_is_only_named_is_asked_about(said: str) -> None:
    assert heard(said, {"alarm:doof": 1.0}).label == "confirm:doof"


@pytest.mark.parametrize(
    "said", ["ik ben verlamd", "mijn been verlamd", "help verlamd", "ik wil dood"]
)
def test_what_is_told_is_a_sign(said: str) -> None:
    assert heard(said, {"alarm:doof": 1.0}).label == "alarm:doof"


def test_a_named_word_that_cannot_be_asked_about_raises_the_alarm() -> None:
    assert heard("en verlamd", {"alarm:doof": 1.0}, checked=()).label == "alarm:doof"


TAKEN = "ik heb twee paracetamol genomen"
OF_STRENGTH = "ik heb vandaag al twee paracetamol van vijfhonderd milligram genomen"
LONG_TAKEN = f"{TAKEN} en daarna nog van alles wat er lag"
STRONG_TAKEN = "ik heb twee grote pillen genomen"
MANY = "ik heb tien paracetamol genomen"
FULL = "ik heb acht paracetamol genomen"
TOO_MANY, MAXIMUM = "alarm:te-veel-pillen", "alarm:maximum-bereikt"


@pytest.mark.parametrize(
    ("said", "belief", "label"),
    [
        (MANY, {"passage:pil": 1.0}, TOO_MANY),
        (FULL, {"passage:pil": 1.0}, MAXIMUM),
        (TAKEN, {"passage:pil": 1.0}, "passage:pil"),
        (TAKEN, {TOO_MANY: COUNT_DENIED - BIT, "passage:pil": 0.1}, "passage:pil"),
        (TAKEN, {TOO_MANY: 0.4, MAXIMUM: 0.4, "passage:pil": 0.2}, "passage:pil"),
        (TAKEN, {TOO_MANY: COUNT_DENIED + BIT, "passage:pil": 0.08}, "passage:pil"),
        (LONG_TAKEN, {TOO_MANY: COUNT_DENIED - BIT, "passage:pil": 0.1}, "passage:pil"),
        (LONG_TAKEN, {TOO_MANY: COUNT_DENIED + BIT}, TOO_MANY),
        (OF_STRENGTH, {TOO_MANY: COUNT_DENIED + BIT, "passage:pil": 0.05}, "passage:pil"),
        (STRONG_TAKEN, {TOO_MANY: COUNT_DENIED + BIT}, TOO_MANY),
        (TAKEN, {TOO_MANY: 0.05, "alarm:hart": SIGN + BIT}, "alarm:hart"),
        (TAKEN, {TOO_MANY: 0.5, "alarm:hart": CHECK + BIT}, "confirm:hart"),
        (MANY, {"alarm:hart": SURE_SHARE + BIT}, "alarm:hart"),
        (MANY, {"alarm:hart": SURE_SHARE - BIT}, TOO_MANY),
        (MANY, {"alarm:afvallen": SURE_SHARE + BIT}, TOO_MANY),
        ("mag ik tien paracetamol", {"passage:pil": 1.0}, "passage:pil"),
    ],
)
def test_tablets_are_counted_before_anything_else(said: str, belief: Belief, label: str) -> None:
    assert heard(said, belief).label == label


@pytest.mark.parametrize(
    ("said", "without", "label"),
    [
        (FULL, ["maximum-bereikt"], TOO_MANY),
        (MANY, ["te-veel-pillen"], "passage:pil"),
        (FULL, ["te-veel-pillen", "maximum-bereikt"], "passage:pil"),
    ],
)
def test_a_leaflet_counts_what_it_has_an_alarm_for(
    said: str, without: list[str], label: str
) -> None:
    assert heard(said, {"passage:pil": 1.0}, without=without).label == label


RULED = "mijn kruis is doof"


@pytest.mark.parametrize(
    ("belief", "label"),
    [
        ({"alarm:koorts": RULE_DENIED + BIT, "passage:stoel": 0.9}, "alarm:doof"),
        ({"alarm:koorts": RULE_DENIED - BIT, "passage:stoel": 0.9}, "passage:stoel"),
        ({"alarm:hart": SURE_SHARE + BIT}, "alarm:hart"),
        ({"alarm:afvallen": SURE_SHARE + BIT}, "alarm:doof"),
    ],
)
def test_a_rule_bites_where_the_model_has_something_of_a_sign(belief: Belief, label: str) -> None:
    assert heard(RULED, belief).label == label


@pytest.mark.parametrize(
    ("clause", "label"),
    [
        ({"alarm:koorts": SIGN + BIT}, "alarm:doof"),
        ({"alarm:koorts": SIGN - BIT, "passage:stoel": 0.1}, "passage:stoel"),
    ],
)
def test_a_rule_bites_where_a_later_clause_tells_the_sign(clause: Belief, label: str) -> None:
    """In a long story the end is little of the whole."""
    said = ", ".join([CALM] * MOST_PARTS + [RULED])
    beliefs = {plain(said): {"passage:stoel": 1.0}, RULED: clause}

    assert paper_ear(beliefs)(said).label == label


def test_a_rule_needs_something_of_a_sign_in_the_whole_of_a_shorter_story() -> None:
    said = f"{CALM}, {RULED}"
    beliefs = {plain(said): {"passage:stoel": 1.0}, RULED: {"alarm:koorts": 1.0}}

    assert paper_ear(beliefs)(said).alarm is None


def test_a_rule_leaves_what_it_must() -> None:
    found = heard("het kruis van mijn hond is doof", {"alarm:koorts": 0.1, "passage:stoel": 0.9})

    assert found.alarm is None


CALM, NUMB = "ik zat gisteren in de tuin", "mijn onderlijf is gevoelloos"
STORY = f"{CALM}, {NUMB}, {CALM}"


def told_in_parts(whole: Belief, part: Belief, said: str = STORY, **more: object) -> str:
    return paper_ear({plain(said): whole, NUMB: part}, **more)(said).label  # type: ignore[arg-type]


HINT, CLEAR = {"alarm:doof": CLAUSE_HINT + BIT}, {"alarm:doof": CLAUSE_SIGN + BIT}


def test_a_sign_in_one_clause_of_a_story_is_asked_about() -> None:
    assert told_in_parts(HINT, CLEAR) == "confirm:doof"


def test_where_it_cannot_be_asked_it_is_the_alarm() -> None:
    assert told_in_parts(HINT, CLEAR, checked=()) == "alarm:doof"


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        ({"alarm:doof": CLAUSE_HINT - BIT}, CLEAR),
        (HINT, {"alarm:doof": CLAUSE_SIGN - BIT}),
    ],
)
def test_a_clause_alone_must_be_clear_and_the_whole_must_hint_at_it(
    whole: Belief, part: Belief
) -> None:
    assert told_in_parts(whole, part) == "out_of_scope" or told_in_parts(whole, part) == "unclear"


def test_in_a_long_story_each_clause_is_heard() -> None:
    """The whole says nothing any more: there is too much in it."""
    story = ", ".join([CALM] * MOST_PARTS + [NUMB])

    assert told_in_parts({}, CLEAR, story) == "confirm:doof"
    assert told_in_parts({}, CLEAR, f"{CALM}, {NUMB}") != "confirm:doof"


def test_the_end_of_a_long_text_is_heard() -> None:
    story = ", ".join([CALM] * 66 + [NUMB])
    assert 1800 < len(story) < LONGEST

    assert told_in_parts({}, CLEAR, story) == "confirm:doof"


def test_what_comes_after_the_longest_text_is_not() -> None:
    story = ", ".join([CALM] * 100 + [NUMB])
    assert len(story) > LONGEST

    assert told_in_parts({}, CLEAR, story) != "confirm:doof"


@pytest.mark.parametrize(
    ("said", "checked", "label"),
    [
        ("mijn zoontje klaagt over zijn rug", ["kind-ziek"], "confirm:kind-ziek"),
        ("mijn zoontje klaagt over zijn rug en is ziek", ["kind-ziek"], "alarm:kind-ziek"),
        ("mijn zoontje heeft koorts en rugpijn", ["kind-ziek"], "alarm:kind-ziek"),
        ("mijn zoontje klaagt over zijn rug", [], "alarm:kind-ziek"),
    ],
)
def test_half_of_an_alarm_of_two_things_is_asked_about(
    said: str, checked: list[str], label: str
) -> None:
    assert heard(said, {"alarm:kind-ziek": 1.0}, checked=checked).label == label


def test_half_of_it_in_a_few_words_is_no_sign_but_is_kept() -> None:
    belief = {"alarm:kind-ziek": 0.9, "not_covered:kind": 0.1}
    found = heard("zijn rug is lastig", belief)

    assert (found.label, found.alarm, found.half) == ("not_covered:kind", None, "kind-ziek")


def test_what_is_left_of_it_may_be_another_sign() -> None:
    belief = {"alarm:kind-ziek": 0.5, "alarm:doof": 0.3, "not_covered:kind": 0.2}

    assert heard("zijn rug is lastig", belief).label == "confirm:doof"


def test_a_longer_story_may_tell_the_other_half_in_words_that_nobody_listed() -> None:
    story = "mijn zoontje loopt al dagen raar met zijn rug"

    assert (
        heard(story, {"alarm:kind-ziek": 0.9}, checked=["kind-ziek"]).label == "confirm:kind-ziek"
    )


def test_an_alarm_names_its_code_and_a_question_about_it_does_not() -> None:
    sure, unsure = (heard(PLAIN, {"alarm:doof": share}) for share in (1.0, CHECK + BIT))

    assert (sure.alarm, sure.threshold) == ("doof", SIGN)
    assert (unsure.alarm, unsure.threshold) == (None, CHECK)


@pytest.mark.parametrize("share", [1.0, CHECK + BIT])
def test_what_was_asked_in_the_same_breath_goes_along(share: float) -> None:
    said = "mijn onderlijf is raar, hoe moet ik zitten"
    asked = {"hoe moet ik zitten": {"passage:stoel": 1.0}}
    found = paper_ear({plain(said): {"alarm:doof": share}} | asked)(said)

    assert found.also == ("passage:stoel",)


def test_a_little_of_a_sign_makes_an_answer_doubtful() -> None:
    little = {"alarm:doof": DOUBT + BIT, "passage:stoel": SURE_SHARE - BIT}

    assert heard(PLAIN, little).label == "unclear"
    assert heard(PLAIN, little).doubtful
    assert heard(PLAIN, little | {"alarm:doof": DOUBT - BIT}).label == "passage:stoel"
