"""docs/console.md against the reader of conversations."""

from __future__ import annotations

import re

import pytest
from docs_pages import fences, page

from skill.dialogue import DOES, LINES, SWITCHES, TEXTS
from skill.editorial import read_rehearsals

PAGE = page("console.md")


def test_the_conversation_that_is_shown_can_be_read() -> None:
    (shown,) = [text for kind, text in fences(PAGE) if kind == "yaml"]
    (rehearsal,), findings = read_rehearsals(shown, "console.md")

    assert findings == []
    assert len(rehearsal.cues) == 4


def known(text: str) -> set[str]:
    """The fields of a map, by the reader's own answer to a field that does not exist."""
    (finding,) = [one for one in read_rehearsals(text, "x")[1] if "`vreemd`" in one.what]
    return set(finding.fix.removeprefix("known are ").split(", "))


@pytest.mark.parametrize(
    "text",
    [
        "- naam: x\n  vreemd: y\n  beurten:\n    - stilte: true",
        "- naam: x\n  beurten:\n    - stilte: true\n      vreemd: y",
    ],
    ids=["conversation", "turn"],
)
def test_every_field_is_described(text: str) -> None:
    assert [name for name in sorted(known(text)) if f"`{name}`" not in PAGE] == []


def test_no_field_is_described_that_is_gone() -> None:
    table = PAGE.partition("| a turn does one of |")[2].partition("A turn may have")[0]
    described = re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (.+?) \|", table, re.MULTILINE)))

    assert set(described) == {*DOES, *TEXTS, *SWITCHES, *LINES}
