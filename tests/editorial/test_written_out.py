"""Everything that is spoken is in words: what an engine would read in its own way is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from told import change

from skill.editorial import read_content
from skill.editorial.written_out import written_out


def told(folder: Path) -> list[str]:
    return [str(one) for one in written_out(read_content(folder)[0])]


@pytest.mark.parametrize("name", ["content", "examples/voeten", "tests/small_content"])
def test_what_is_shipped_is_written_out(name: str) -> None:
    assert told(Path(__file__).resolve().parents[2] / name) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Neem er 2.", "`2`: a number in digits (write it in words)"),
        ("Neem 500mg.", "`500mg`: a number in digits (write it in words)"),
        ("Om 12:30 uur.", "`12:30`: a number in digits (write it in words)"),
        ("Rust, max. een dag.", "`max.`: an abbreviation (write it in full)"),
        ("Rust o.a. veel.", "`o.a`: is no word (write it as it is said)"),
        ("Zitten, staan enz.", "`enz.`: an abbreviation (write it in full)"),
        ("Zitten e.d. mag.", "`e.d`: is no word (write it as it is said)"),
        ("Water t/m zondag.", "`t/m`: is no word (write it as it is said)"),
        ("Zie thuisarts.nl.", "`thuisarts.nl`: is no word (write it as it is said)"),
        ("De helft is %.", "`%`: is a sign (write it in words)"),
        ("Neem { pillen.", "`{`: is a sign (write it in words)"),
        ("Neem Ⅷ pillen.", "`Ⅷ`: is a sign (write it in words)"),
        ("Neem tw\u0435e pillen.", "`\u0435`: is a sign (write it in words)"),
        ("Neem g\u200been pillen.", "`U+200B`: is a sign (write it in words)"),
        ("Neem \u202egeen pillen.", "`U+202E`: is a sign (write it in words)"),
        ("Bel nu \U0001f4de.", "`\U0001f4de`: is a sign (write it in words)"),
    ],
)
def test_what_is_not_in_words_is_named(small: Path, text: str, found: str) -> None:
    change(small, "prompts.yaml", "Kijk ook op het kaartje.", f'"{text}"')

    assert told(small) == [f"plant/prompts.yaml:3: `closing_proef` holds {found}"]


@pytest.mark.parametrize(
    "text", ["Geef NHG water.", "Bel u? Ja.", "Dat is A. Jansen.", "Wacht... en kijk."]
)
def test_acronyms_and_plain_sentences_are_left(small: Path, text: str) -> None:
    change(small, "prompts.yaml", "Kijk ook op het kaartje.", f'"{text}"')

    assert told(small) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        ("passages/water.md", "twee keer", "2x", "plant/passages/water.md:12: `water`"),
        ("passages/water.md", "Water geven", "Water nr. een", "plant/passages/water.md:3: `title_"),
        ("alarms/brand.md", "Er is brand.", "Er is 1 brand.", "plant/alarms/brand.md:"),
        (
            "leaflet.yaml",
            "spoken: verzorging",
            "spoken: zorg 1",
            "plant/leaflet.yaml: `menu_root`",
        ),
    ],
)
def test_it_names_the_file_to_mend(small: Path, file: str, old: str, new: str, where: str) -> None:
    change(small, file, old, new)

    assert told(small)[0].startswith(where)


@pytest.mark.parametrize("text", ["---", "...", "?!"])
def test_an_alarm_says_something(small: Path, text: str) -> None:
    change(small, "alarms/giftig.md", "level: nu\n", f'level: nu\nsay: "{text}"\n')

    assert any("has nothing to say" in one for one in told(small))
