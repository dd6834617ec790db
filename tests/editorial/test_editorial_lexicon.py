"""`lexicon.tsv`: every word by its sounds, beside `lexicon.yaml`."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skill.editorial import read_content
from skill.leaflet import Pronunciation


def table(folder: Path, text: str) -> list[str]:
    (folder / "lexicon.tsv").write_text(text, encoding="utf-8")
    return [str(one) for one in read_content(folder)[1]]


def test_a_folder_may_do_without(small: Path) -> None:
    content, findings = read_content(small)

    assert findings == []
    assert "lexicon" not in content.places
    assert content.lexicon["orchidee"].sound == "ɔrxiˈdeː"


def test_a_row_is_a_word_its_sounds_and_a_note(small: Path) -> None:
    assert table(small, "# woord\tklank\n\nwater\tʋˈaːtər\tnagekeken\r\nPot\tpˈɔt\n") == []

    content, _ = read_content(small)
    assert content.lexicon["water"] == Pronunciation(sound="ʋˈaːtər", checked=True)
    assert content.lexicon["pot"].sound == "pˈɔt"
    assert content.places["lexicon_water"] == ("plant/lexicon.tsv", 3)


@pytest.mark.parametrize(
    ("note", "checked"),
    [("nagekeken", True), ("Nagekeken, met de logopedist", True), ("gok", False), ("", False)],
)
def test_the_note_says_whether_a_person_checked_the_sounds(
    small: Path, note: str, checked: bool
) -> None:
    assert table(small, f"water\tʋˈaːtər\t{note}\npot\tpˈɔt\n") == []

    lexicon = read_content(small)[0].lexicon
    assert lexicon["water"].checked is checked
    assert not lexicon["pot"].checked


def test_both_files_may_have_a_word(small: Path) -> None:
    assert table(small, "Orchidee\tˌɔrxidˈeː\n") == []

    assert read_content(small)[0].lexicon["orchidee"] == Pronunciation(
        espeak="Orxid'e:", ipa="ɔrxiˈdeː", sound="ˌɔrxidˈeː"
    )


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("water", "is not a word and its sounds (write a word, a tab, and its sounds)"),
        ("water\t", "is not a word and its sounds (write a word, a tab, and its sounds)"),
        ("\tpˈɔt", "is not a word and its sounds (write a word, a tab, and its sounds)"),
        ("a\tb\tc\td", "is not a word and its sounds (write a word, a tab, and its sounds)"),
        ("POT\tpˈɔt", "`pot` stands in line 1 as well (keep one)"),
    ],
)
def test_a_row_that_is_none(small: Path, row: str, problem: str) -> None:
    assert table(small, f"pot\tpˈɔt\n{row}\n") == [f"plant/lexicon.tsv:2: {problem}"]


@settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=60))
def test_any_table_is_read_or_told(small: Path, text: str) -> None:
    for found in table(small, text.replace("\0", "")):
        assert found.startswith("plant/lexicon.tsv:")
