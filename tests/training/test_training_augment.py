"""Sentences that nobody had to write: the same every time, and each with the right label."""

from __future__ import annotations

import pytest

from skill.training import Question
from skill.training.augment import frames, harmless, in_passing, other_names

TIL = Question("hoe til ik", "passage:tillen", "oud")
ZIT = Question("hoe zit ik goed", "passage:zitten", "oud")
DOOF = Question("mijn kruis is doof", "alarm:doof", "jong")
WEER = Question("wordt het mooi weer", "out_of_scope", "")
ALIKE = Question("mijn bureaustoel is gevoelloos", "out_of_scope", "", lookalike=True)
BENEN = Question("mijn benen tintelen van het zitten", "passage:zitten", "", lookalike=True)
KLACHT = Question("au mijn rug", "opening:klacht", "kort")


def test_an_alarm_is_learned_in_passing() -> None:
    made = in_passing([TIL, DOOF, ZIT])

    assert [row.label for row in made] == ["alarm:doof"]
    assert DOOF.text in made[0].text
    assert TIL.text in made[0].text or ZIT.text in made[0].text
    assert made == in_passing([TIL, DOOF, ZIT])


def test_without_questions_nothing_passes() -> None:
    assert in_passing([DOOF]) == []
    assert in_passing([]) == []


def test_an_opening_may_stand_beside_an_alarm_and_a_look_alike_never() -> None:
    assert KLACHT.text in in_passing([DOOF, KLACHT])[0].text
    assert in_passing([DOOF, BENEN, ALIKE]) == []


def test_a_look_alike_beside_a_question_is_that_question() -> None:
    made = harmless([TIL, ZIT, ALIKE, BENEN, DOOF, KLACHT, WEER])

    assert sorted(row.label for row in made) == ["passage:tillen", "passage:zitten"]
    assert sorted(row.voice for row in made) == ["oud", "oud"]
    for row in made:
        question = TIL if row.label == TIL.label else ZIT
        assert question.text in row.text
        assert ALIKE.text in row.text or BENEN.text in row.text
        assert DOOF.text not in row.text
        assert not row.lookalike, "a question, and no look-alike any more"
    assert made == harmless([TIL, ZIT, ALIKE, BENEN, DOOF, KLACHT, WEER])


def test_a_question_stands_before_and_behind_what_is_harmless() -> None:
    asked = [Question(f"hoe til ik {n}", "passage:tillen", "") for n in range(40)]

    made = harmless([*asked, *[ALIKE] * 20])

    assert len(made) == 40
    assert {row.text.startswith(ALIKE.text) for row in made} == {True, False}


def test_there_are_twice_as_many_as_look_alikes_at_most() -> None:
    asked = [Question(f"hoe til ik {n}", "passage:tillen", "") for n in range(40)]

    assert len(harmless([*asked, ALIKE])) == 2
    assert len({row.text for row in harmless([*asked, ALIKE, BENEN])}) == 4


def test_without_look_alikes_or_questions_nothing_is_harmless() -> None:
    assert harmless([TIL, ZIT, DOOF]) == []
    assert harmless([ALIKE, DOOF, KLACHT]) == []
    assert harmless([]) == []


def test_frames_keep_small_words_only() -> None:
    made = frames([TIL, ZIT, WEER], ["hoe", "ik"], ["soep", "fiets"], most=9)

    assert {row.label for row in made} == {"out_of_scope"}
    assert {len(row.text.split()) for row in made} == {3, 4}
    assert {word for row in made for word in row.text.split()} <= {"hoe", "ik", "soep", "fiets"}
    assert made == frames([TIL, ZIT, WEER], ["hoe", "ik"], ["soep", "fiets"], most=9)


@pytest.mark.parametrize(
    ("small", "everyday", "most"),
    [([], ["soep"], 9), (["hoe"], [], 9), (["hoe"], ["soep"], 0), (["hoe", "til", "ik"], ["x"], 9)],
)
def test_no_frames_without_words(small: list[str], everyday: list[str], most: int) -> None:
    assert frames([TIL], small, everyday, most) == []


NAMES = {
    "groups": {
        "paracetamol": ["paracetamol*", "pcm", "dafalgan"],
        "other": ["zink olie"],
        "back": ["rug"],
    },
    "strange_names": {"subject": "ander", "groups": ["paracetamol", "other"], "endings": ["dol"]},
}


def test_a_known_name_makes_room_for_another_and_for_an_invented_one() -> None:
    asked = [
        Question("Hoeveel paracetamol mag ik?", "passage:dosis", "a"),
        Question("mag pcm bij mijn rug", "not_covered:samen", "b"),
        Question("paracetamol of pcm", "passage:dosis", "a"),
        Question("ik zit de hele dag op het werk en heb pcm", "passage:zit", "a"),
        Question("zit ik goed met mijn rug", "passage:zit", "a"),
        Question("ik heb tien paracetamol op", "alarm:te-veel", "a"),
    ]

    made = other_names(asked, NAMES)

    assert [(row.label, row.voice) for row in made] == [
        ("passage:dosis", "a"),
        ("not_covered:ander", "a"),
        ("not_covered:samen", "b"),
        ("not_covered:ander", "b"),
    ]
    names = [set(row.text.split()) - {*"hoeveel mag ik bij mijn rug".split()} for row in made]
    assert names[0] | names[2] <= {"pcm", "dafalgan"}
    assert all(name.endswith("dol") for name in names[1] | names[3])
    assert names[1] != names[3]
    assert made[1].text.split()[0::2] == ["hoeveel", "mag"]
    assert made == other_names(asked, NAMES)


def test_without_a_subject_for_them_no_name_is_invented() -> None:
    asked = [Question("hoeveel pcm mag ik", "passage:dosis", "a")]

    assert other_names(asked, NAMES | {"strange_names": None}) == []
    assert other_names(asked, {"groups": NAMES["groups"]}) == []
