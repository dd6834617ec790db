"""`words.yaml`: every rule proves itself on its own examples."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from skill.editorial import read_words


def read(folder: Path) -> tuple[dict[str, Any], list[str]]:
    words, found = read_words(
        folder,
        alarms=["brand", "giftig"],
        subjects=["katten"],
        passages=["water", "licht", "geel-blad"],
    )
    return words, [f"{one.line}: {one.what}" for one in found]


def test_groups_are_filled_in(small: Path) -> None:
    words, found = read(small)

    assert found == []
    assert words["alarms"] == [
        {
            "label": "alarm:brand",
            "when": [["brand*", "vlam*", "vuur"], ["plant*", "pot"]],
            "unless": [["brandnetel*"]],
        }
    ]
    assert words["guards"][0]["label"] == "not_covered:katten"
    assert words["guards"][0]["spares"] == ["licht"]
    assert words["function_words"] == ["de", "hoe", "ik", "is", "mijn", "wat"]


WRONG: dict[str, tuple[str, str, list[str]]] = {
    "an alarm that is not there": (
        "code: brand",
        "code: storm",
        ["6: `code` 'storm' does not exist"],
    ),
    "a subject that is not there": (
        "subject: katten",
        "subject: honden",
        ["12: `subject` 'honden' does not exist"],
    ),
    "a passage that is not there": (
        "spares: [licht]",
        "spares: [mest]",
        ["14: passage `mest` does not exist"],
    ),
    "a group that is not there": (
        '"@vuur"',
        '"@water"',
        ["7: group `water` does not exist"],
    ),
    "a capital": ("[korrel*,", "[Korrel*,", ["2: `Korrel*` can never match"]),
    "an accent": ("[korrel*,", "[körrel*,", ["2: `körrel*` can never match"]),
    "a digit": ("[korrel*,", "[korrel2,", ["2: `korrel2` can never match"]),
    "two stars": ("[korrel*,", '["*korrel*",', ["2: `*korrel*` can never match"]),
    "a star in the middle": ("[korrel*,", "[kor*rel,", ["2: `kor*rel` can never match"]),
    "only a star": ("[korrel*,", '["*",', ["2: `*` can never match"]),
    "a rule without words": (
        "    when: [[kat, katten, poes*]]\n",
        "",
        ["12: field `when` is missing"],
    ),
    "a rule that would always bite": (
        "[[kat, katten, poes*]]",
        "[]",
        ["13: a rule without `when` would always bite"],
    ),
    "a rule with an empty part": (
        "[[kat, katten, poes*]]",
        "[[]]",
        ["13: `when` holds an empty list"],
    ),
    "one example": (
        "bites: [mijn kat eet van de plant, wat doe ik met de poes]",
        "bites: [mijn kat eet van de plant]",
        ["15: `bites` needs 2 sentences"],
    ),
    "a sentence that it should leave": (
        "leaves: [hoeveel water geef ik,",
        "leaves: [hoeveel water geef ik mijn kat,",
        ["16: bites in `hoeveel water geef ik mijn kat` on kat"],
    ),
    "a sentence that it should bite": (
        "bites: [mijn kat eet",
        "bites: [mijn hond eet",
        ["15: does not bite in `mijn hond eet van de plant`"],
    ),
    "a field that is not known": (
        "    spares: [licht]",
        "    spaart: [licht]",
        ["14: field `spaart` is not known"],
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_one_mistake_one_finding(small: Path, name: str) -> None:
    old, new, expected = WRONG[name]
    path = small / "words.yaml"
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))

    assert read(small)[1] == expected


TOLD = """told:
- subject: katten
  when: [[heb, met], [kat, katten]]
  unless: [geen]
  bites: [ik heb een kat, wij wonen met katten]
  leaves: [ik heb geen kat, een kat slaapt]
needs:
- code: giftig
  when: [["@vuur", at, gegeten]]
  bites: [mijn kind at van de plant, er is gegeten]
  leaves: [mijn kind zag de plant, is de plant giftig]
"""


def with_told(folder: Path, old: str = "", new: str = "") -> Path:
    path = folder / "words.yaml"
    text = path.read_text("utf-8") + TOLD
    assert not old or text.count(old) == 1
    path.write_text(text.replace(old, new) if old else text, "utf-8")
    return folder


def test_a_folder_may_do_without_what_is_told_and_needed(small: Path) -> None:
    words, _ = read(small)

    assert (words["told"], words["needs"]) == ([], [])


def test_what_is_told_of_a_person_and_what_an_alarm_needs(small: Path) -> None:
    words, found = read(with_told(small))

    assert found == []
    assert words["told"] == [
        {
            "label": "not_covered:katten",
            "when": [["heb", "met"], ["kat", "katten"]],
            "unless": [["geen"]],
        }
    ]
    assert words["needs"] == [
        {
            "label": "alarm:giftig",
            "when": [["at", "brand*", "gegeten", "vlam*", "vuur"]],
            "unless": [],
        }
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "told:\n- subject: katten",
            "told:\n- subject: honden",
            "20: `subject` 'honden' does not exist",
        ),
        ("needs:\n- code: giftig", "needs:\n- code: storm", "26: `code` 'storm' does not exist"),
        ("  unless: [geen]", "  spares: [licht]", "22: field `spares` is not known"),
        ("[kat, katten]]", "[kat, '@hond']]", "21: group `hond` does not exist"),
        ("[ik heb een kat,", "[ik heb een hond,", "23: does not bite in `ik heb een hond`"),
        ("[ik heb geen kat,", "[ik heb een kat,", "24: bites in `ik heb een kat` on heb + kat"),
        ("  leaves: [ik heb geen kat, een kat slaapt]\n", "", "20: field `leaves` is missing"),
        ("zag de plant,", "at de plant,", "29: bites in `mijn kind at de plant` on at"),
        (
            "[mijn kind at van de plant, er is gegeten]",
            "[gegeten]",
            "28: `bites` needs 2 sentences",
        ),
        ("needs:\n", "needs: ja\nanders:\n", "25: `needs` must be a list"),
        (
            "needs:\n",
            "needs:\n- {code: giftig, when: [at], bites: [hij at, zij at], leaves: [nee, ja]}\n",
            "27: alarm `giftig` stands in `needs` twice",
        ),
    ],
)
def test_what_is_wrong_with_what_is_told_and_needed(
    small: Path, old: str, new: str, told: str
) -> None:
    assert told in read(with_told(small, old, new))[1]


def test_a_folder_without_words(small: Path) -> None:
    (small / "words.yaml").unlink()

    words, found = read(small)
    assert found == ["0: does not exist"]
    assert words["alarms"] == []


def test_a_folder_in_latin_letters(small: Path) -> None:
    (small / "words.yaml").write_bytes(b"groups: {a: [\xe9\xe9n]}")

    assert len(read(small)[1]) == 1


def test_a_byte_order_mark_says_nothing(small: Path) -> None:
    path = small / "words.yaml"
    right = read(small)
    path.write_text(path.read_text(), encoding="utf-8-sig")

    assert read(small) == right


STRANGE = """strange_names:
  subject: katten
  groups: [paracetamol, vuur]
  also: [taken]
  endings: [dol, ine]
"""


def test_strange_names_have_a_subject_groups_and_endings(small: Path) -> None:
    path = small / "words.yaml"
    path.write_text(path.read_text("utf-8") + STRANGE, "utf-8")
    words, found = read(small)

    assert found == []
    assert words["strange_names"] == {
        "subject": "katten",
        "groups": ["paracetamol", "vuur"],
        "also": ["taken"],
        "endings": ["dol", "ine"],
    }


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("subject: katten", "subject: honden", "`subject` 'honden' does not exist"),
        ("vuur]", "water]", "group `water` does not exist"),
        ("[taken]", "[water]", "group `water` does not exist"),
        ("[dol,", "[dól,", "`dól` is not an ending"),
        ("endings:", "uitgangen:", "field `endings` is missing"),
    ],
)
def test_what_is_wrong_with_strange_names(small: Path, before: str, after: str, told: str) -> None:
    path = small / "words.yaml"
    path.write_text(path.read_text("utf-8") + STRANGE.replace(before, after), "utf-8")

    assert any(told in one for one in read(small)[1])
