"""`slots.yaml`: what it becomes, and what is told when it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from told import change, told
from wrong_slots import RIGHT, SAY, SLOTS, more

from skill.editorial import compile_content, read_content
from skill.leaflet import SlotQuestion, SlotType, read_leaflet


@pytest.fixture
def gapped(small: Path) -> Path:
    """The small folder with questions that have a gap."""
    (small / "slots.yaml").write_text(RIGHT, encoding="utf-8")
    return small


def test_a_folder_may_do_without(small: Path) -> None:
    leaflet = read_content(small)[0].leaflet
    assert (leaflet.slot_types, leaflet.slots) == ({}, {})


def test_words_and_questions_are_read(gapped: Path) -> None:
    assert told(gapped) == []
    leaflet = read_content(gapped)[0].leaflet
    values = ("gieter|kan", "sproeier", "crème brûlée|zo'n toetje")
    assert leaflet.slot_types == {"middel": SlotType("middel", values)}
    assert leaflet.slots == {
        "middel-mag": SlotQuestion(
            "middel-mag",
            "middel",
            "mag ik een {middel} gebruiken",
            (
                "mag ik een {middel}",
                "kan ik een {middel} gebruiken",
                "of een {middel} mag",
                "is een {middel} goed",
                "zo'n {middel} gebruiken",
            ),
        )
    }


def test_they_are_compiled_and_part_of_the_content_version(gapped: Path) -> None:
    compiled = compile_content(gapped)
    assert read_leaflet(gapped) == compiled
    change(gapped, "slots.yaml", "[kan]", "[kan, emmer]")
    assert compile_content(gapped).fingerprint != compiled.fingerprint


@pytest.mark.parametrize("name", SLOTS)
def test_one_mistake_one_finding(gapped: Path, name: str) -> None:
    (file, old, new), expected = SLOTS[name]
    change(gapped, file, old, new)

    assert told(gapped) == expected


def test_a_question_has_one_name(gapped: Path) -> None:
    change(gapped, "slots.yaml", SAY, SAY + more("mag"))

    assert told(gapped) == ["slots.yaml:17: question `middel-mag` stands here twice"]


def test_two_slots_may_not_make_one_name(gapped: Path) -> None:
    """`middel-a` with question `b`, and `middel` with question `a-b`."""
    other = more("b").replace("{middel}", "{middel-a}")
    second = f"- id: middel-a\n  values: {{emmer: []}}\n  questions:\n{other}"
    change(gapped, "slots.yaml", SAY, SAY + more("a-b") + second)

    assert [row.partition(": ")[2] for row in told(gapped)] == [
        "question `middel-a-b` stands here twice"
    ]


@pytest.mark.parametrize("text", ["", "slots: x\n", "slots: [x]\n", "[]", "slots:\n- {id: a}\n"])
def test_another_shape_is_told(gapped: Path, text: str) -> None:
    (gapped / "slots.yaml").write_text(text, encoding="utf-8")

    assert told(gapped)


def test_a_long_sentence_is_told(gapped: Path) -> None:
    change(gapped, "slots.yaml", "zo'n {middel} gebruiken", "zo'n {middel} " + "gebruiken " * 12)

    assert "cannot be listened for" in told(gapped)[0]
