"""What a folder of files can have: endings, marks, letters, laughs; each told once."""

from __future__ import annotations

from pathlib import Path

import pytest
from told import change, told

from skill.dialogue import State, load_state
from skill.editorial import editorial_findings, read_content
from skill.editorial.fields import LONGEST_ID
from skill.leaflet import script


def test_all_mistakes_are_told_at_once(small: Path) -> None:
    change(small, "leaflet.yaml", "edition: onbekend\n", "")
    change(small, "passages/water.md", "title: Hoeveel water?", "title: Water: hoeveel?")
    change(small, "passages/water.md", "fris. [eigen]", "fris.")
    change(small, "alarms/giftig.md", "level: nu", "level: straks")
    change(small, "codes.txt", "101", "1O1")

    assert [row.split(": ")[0] for row in told(small)] == [
        "leaflet.yaml:1",
        "passages/water.md:2",
        "passages/water.md:14",
        "alarms/giftig.md:4",
        "codes.txt:2",
    ]


@pytest.mark.parametrize(
    "file", ["leaflet.yaml", "statements.yaml", "prompts.yaml", "lexicon.yaml", "codes.txt"]
)
def test_a_file_that_is_not_there_is_told_once(small: Path, file: str) -> None:
    (small / file).unlink()

    assert [row for row in told(small) if row.startswith(file)] == [f"{file}:0: does not exist"]


@pytest.mark.parametrize("file", ["leaflet.yaml", "statements.yaml", "prompts.yaml"])
def test_an_empty_file_is_told_once(small: Path, file: str) -> None:
    (small / file).write_text("# niets\n")

    assert [row for row in told(small) if row.startswith(file)] == [f"{file}:1: is empty"]


@pytest.mark.parametrize("kind", ["passages", "alarms", "subjects"])
def test_an_empty_page_is_told_once(small: Path, kind: str) -> None:
    page = next((small / kind).iterdir())
    page.write_text("")

    assert told(small) == [f"{kind}/{page.name}:1: does not start with a line `---`"]


def test_a_page_that_is_a_folder_is_told(small: Path) -> None:
    (small / "alarms" / "brand.md").unlink()
    (small / "alarms" / "brand.md").mkdir()

    assert told(small) == ["alarms/brand.md:0: cannot be read: Is a directory"]


@pytest.mark.parametrize("file", ["passages/water.md", "leaflet.yaml", "codes.txt"])
def test_latin_letters_are_told_with_their_line(small: Path, file: str) -> None:
    raw = (small / file).read_bytes()
    line = len(raw.splitlines()) + 1
    (small / file).write_bytes(raw + "één\n".encode("latin-1"))

    assert told(small)[0] == f"{file}:{line}: is not UTF-8 text"


def test_a_file_name_is_an_id(small: Path) -> None:
    (small / "alarms" / "brand.md").rename(small / "alarms" / "Brand in huis.md")

    assert told(small) == ["alarms/Brand in huis.md:0: the file's name is not an id"]


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_windows_and_old_mac_lines_are_lines(small: Path, ending: str) -> None:
    for path in small.rglob("*.*"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text, encoding="utf-8", newline=ending)

    assert told(small) == []
    change(small, "passages/water.md", "fris. [eigen]", "fris.")
    assert told(small) == ["passages/water.md:14: this sentence says no statement"]


def test_a_byte_order_mark_says_nothing(small: Path) -> None:
    right, _ = read_content(small)
    for path in small.rglob("*.*"):
        path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")

    assert told(small) == []
    assert read_content(small)[0].leaflet == right.leaflet


def test_a_billion_laughs_are_one_finding(small: Path) -> None:
    laughs = "a0: &a0 [ha, ha]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
    )
    (small / "lexicon.yaml").write_text(laughs)

    assert told(small) == ["lexicon.yaml:1: anchors (&name) and aliases (*name) are not used here"]


@pytest.mark.parametrize("opened", ["[", "{a: ", "- "])
def test_a_very_deep_file_is_one_finding(small: Path, opened: str) -> None:
    (small / "lexicon.yaml").write_text(opened * 100_000)

    assert told(small) == ["lexicon.yaml:1: is nested more than 20 deep"]


def test_a_letter_that_does_not_exist_is_one_finding(small: Path) -> None:
    """Found by changing files at random: it was a traceback."""
    (small / "lexicon.yaml").write_text('words:\n- word: "\\UFFFFFFFF"\n')

    assert told(small) == ["lexicon.yaml:1: is not valid YAML: it cannot be read"]


def test_what_was_read_before_is_told_again(small: Path) -> None:
    (small / "lexicon.yaml").write_text("words: []\nwords: []\n")
    once = told(small)

    assert once == ["lexicon.yaml:2: field `words` stands here twice"]
    assert told(small) == once


def test_a_huge_file_is_one_finding(small: Path) -> None:
    (small / "lexicon.yaml").write_text("words:\n" + "- word: kamerplant\n" * 60_000)

    assert told(small) == ["lexicon.yaml:1: file is larger than 1 MB"]


YES_AND_NO = (
    "no",
    "nee",
    "on",
    "off",
    "yes",
    "ja",
    "null",
    "~",
    "012",
    "1.50",
    "2031-01-31",
    "0x1F",
)


@pytest.mark.parametrize("text", YES_AND_NO)
def test_what_is_written_is_what_is_read(small: Path, text: str) -> None:
    change(small, "passages/water.md", "title: Hoeveel water?", f"title: {text}")
    change(small, "leaflet.yaml", "edition: onbekend", f"edition: {text}")

    leaflet = read_content(small)[0].leaflet
    assert (leaflet.passages["water"].title, leaflet.edition) == (text, text)


def test_a_folder_has_any_name(small: Path) -> None:
    other = small.rename(small.with_name("folder-twee"))
    change(other, "statements.yaml", "- id: S05", "- id: S06")

    content, _ = read_content(other)
    assert {one.where.split("/")[0] for one in editorial_findings(content)} == {"folder-twee"}


@pytest.mark.parametrize("name", ["nul", "com1", "a" * 49, "-a", "a--b"])
@pytest.mark.parametrize("kind", ["alarms", "subjects"])
def test_a_name_that_cannot_be_an_id_is_told(small: Path, kind: str, name: str) -> None:
    """No file on Windows is called so, or no state of a conversation could hold it."""
    page = next((small / kind).iterdir())
    page.rename(page.with_name(f"{name}.md"))

    assert f"{kind}/{name}.md:0: the file's name is not an id" in told(small)


def test_a_state_holds_every_line_of_the_longest_id(small: Path) -> None:
    """Else the alarm would be forgotten as soon as it was said."""
    page = next((small / "alarms").iterdir())
    longest = "a" * LONGEST_ID
    page.with_name(f"{longest}.md").write_bytes(page.read_bytes())
    leaflet = read_content(small)[0].leaflet

    names = [*script(leaflet), "not_covered:" + longest, "opening_" + longest + "-screen"]
    assert any(longest in one for one in names)
    for name in names:
        assert load_state({"said": [name], "alarm": longest}) == State(said=(name,), alarm=longest)
