"""What an editor reads is Dutch: every finding that a change of a text can bring about."""

from __future__ import annotations

from pathlib import Path

import pytest
from told import change
from wrong_files import FIELDS, LINES, PAGES, YAML
from wrong_leaflet import LEAFLET, RULES

from skill.editorial import editorial_findings, read_content
from skill.editorial.editing import in_dutch
from skill.editorial.editing.verdict import checked
from skill.errors import Finding

TABLE = FIELDS | YAML | PAGES | LEAFLET | RULES | LINES


@pytest.mark.parametrize("name", TABLE)
def test_a_finding_in_a_text_is_told_in_dutch(small: Path, name: str) -> None:
    (file, old, new), _ = TABLE[name]
    change(small, file, old, new)
    content, found = read_content(small)

    for one in found or editorial_findings(content):
        assert "Engels" not in in_dutch(one), one
        assert in_dutch(one)[-1] in ".?)", one


@pytest.mark.parametrize(
    "what",
    [
        "does not bite in `mijn voet is blauw`",
        "bites in `een blauwe schoen` on blauwe + schoen",
        "`bites` needs 2 sentences",
        "`Été` can never match",
        "group `voet` does not exist",
        "`code` 'doof' does not exist",
        "a rule without `when` would always bite",
        "the path is no label",
    ],
)
def test_a_finding_in_word_groups_and_questions_is_told_in_dutch(what: str) -> None:
    assert "Engels" not in in_dutch(Finding("words.yaml", 1, what))


def test_two_sentences_on_one_line_are_one_finding(small: Path) -> None:
    change(small, "passages/water.md", "[S01]\n", "[S01] ")

    _, found = checked(small)

    assert [one.what for one in found] == ["a trace stands inside the line"]


def test_a_passage_without_text_is_told_once(small: Path) -> None:
    page = small / "passages" / "water.md"
    page.write_text(page.read_text().rpartition("---")[0] + "---\n")

    _, found = checked(small)

    assert [in_dutch(one) for one in found] == ["Er staat geen tekst."]


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("S02 must say `schaal|bakje`", "moet klinken met “schaal” of “bakje”: dat"),
        ("holds signs that cannot be spoken: !&", "Deze tekens klinken niet: ! & (schrijf"),
    ],
)
def test_what_stands_together_in_a_finding_is_told_apart(what: str, told: str) -> None:
    assert told in in_dutch(Finding("a.md", 1, what))


def test_seconds_have_a_comma() -> None:
    finding = Finding("a.md", 1, "the welcome takes 10.3 s")

    assert in_dutch(finding).startswith("De begroeting is ongeveer 10,3 seconden lang")


def test_a_finding_without_a_sentence_of_its_own_is_given_as_it_is() -> None:
    finding = Finding("a.md", 1, "is odd", "make it even")

    assert in_dutch(finding) == "De controle meldt, in het Engels: is odd (make it even)"
