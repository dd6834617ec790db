"""One field of a file is changed: it says exactly the new text, and nothing else changes."""

from __future__ import annotations

import contextlib
import difflib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from skill.editorial import read_content
from skill.editorial.editing import Place, field_text, one_line, several_lines, with_field
from skill.editorial.editing.field import BODY
from skill.errors import ContentError

some = settings(deadline=None, max_examples=120)
ROOT = Path(__file__).resolve().parents[2]

FIELDS = ("title", "about", "note", "status")
PAGE = Place("a.md", BODY)
STYLES = {
    "plain": "title: Goed tillen  # zo heet hij\n",
    "single quotes": "title: 'Zei u: ja?' # met een dubbele punt\n",
    "double quotes": 'title: "Zei u \\"ja\\"?"\n',
    "over two lines": "title: Een lange titel die verder gaat op de\n  volgende regel\n",
    "quoted over two lines": "title: 'Een lange titel, die verder gaat op de\n  volgende: regel'\n",
    "folded": "title: >\n  Een lange titel die\n  verder gaat\n\n",
    "folded without an end": "title: >-   # zonder\n    Een lange titel die\n    verder gaat\n",
    "literal": "title: |\n  Precies zo\n",
    "empty": "title:\n",
}
BEFORE = "---\n# boven de titel\n"
AFTER = "# onder\nabout: 'iets'   # los\nlijst:\n- a\n-  b\nstatus: concept\n---\nEen zin. [S01]\n"

odd = st.text(
    st.sampled_from(list("-:[]{}&*!|>'\"%@`#?,~ \t\n\r\x85\u2028\ufeff\xa0abS01é\U0001f600"))
)
texts = (
    st.text(max_size=200)
    | odd
    | st.sampled_from(["nee", "~", "112", "---", "- a", "{a: b}", "a #b"])
)


@some
@given(style=st.sampled_from(sorted(STYLES)), typed=texts, ending=st.sampled_from(["\n", "\r\n"]))
@example("plain", "Til nooit alleen: vraag hulp. #1", "\r\n")
@example("folded", "---", "\n")
@example("folded", "- eerst " * 40, "\n")
def test_a_field_says_what_was_typed_and_every_other_byte_stays(
    style: str, typed: str, ending: str
) -> None:
    before, after = (part.replace("\n", ending).encode() for part in (BEFORE, AFTER))
    raw = before + STYLES[style].replace("\n", ending).encode() + after
    place, new = Place("a.md", ("title",), FIELDS), one_line(typed)

    changed = with_field(raw, place, new, "a.md")

    assert field_text(changed, place, "a.md") == new
    assert changed.startswith(before)
    assert changed.endswith(after)
    assert b"\r\n" not in changed or ending == "\r\n"
    assert changed.count(b"\r") in (0, changed.count(b"\n"))


@some
@given(typed=texts, ending=st.sampled_from(["\n", "\r\n"]), last=st.booleans())
def test_a_body_says_what_was_typed_and_the_fields_stay(
    typed: str, ending: str, last: bool
) -> None:
    fields = b"\xef\xbb\xbf" + "---\ntitle: 'a'  # ja\n\n---\n\n".replace("\n", ending).encode()
    raw = fields + f"Een zin. [S01]{ending}Nog een. [S02]{ending if last else ''}".encode()
    new = several_lines(typed)

    changed = with_field(raw, PAGE, new, "a.md")

    assert field_text(changed, PAGE, "a.md") == new
    assert changed.startswith(fields.removesuffix(ending.encode()))
    assert last or not new or not changed.endswith(b"\n")


@some
@given(typed=texts)
def test_a_field_that_is_not_there_is_added_in_its_place(typed: str) -> None:
    raw, new = b"---\ntitle: a\nstatus: b\n---\nZin.\n", one_line(typed)
    place = Place("a.md", ("note",), FIELDS)

    changed = with_field(raw, place, new, "a.md")

    assert field_text(changed, place, "a.md") == new
    rows = changed.split(b"\n")
    assert [rows[1], *rows[-4:]] == [b"title: a", *raw.split(b"\n")[-4:]]
    assert len(rows) == len(raw.split(b"\n")) + (1 if new else 0)
    assert with_field(changed, place, "", "a.md") == raw


@some
@given(typed=texts)
def test_a_prompt_in_curly_brackets_is_changed_too(typed: str) -> None:
    raw = b'prompt:\n  help: {text: "Zin help.", status: concept}  # kort\n  weg: {text: b}\n'
    place = Place("prompts.yaml", ("prompt", "help", "text"))

    changed = with_field(raw, place, one_line(typed), "prompts.yaml")

    assert field_text(changed, place, "prompts.yaml") == one_line(typed)
    assert changed.startswith(b"prompt:\n  help: {text: ")
    assert changed.endswith(b", status: concept}  # kort\n  weg: {text: b}\n")


@some
@given(raw=st.binary(max_size=80) | texts.map(str.encode), typed=texts)
def test_a_file_that_is_anything_is_changed_as_asked_or_refused(raw: bytes, typed: str) -> None:
    for place, new in ((PAGE, several_lines(typed)), (Place("a.md", ("b",)), one_line(typed))):
        with contextlib.suppress(ContentError):
            changed = with_field(raw, place, new, "a.md")
            assert field_text(changed, place, "a.md") == new


def test_mixed_line_endings_stay_as_they_are() -> None:
    raw = b"---\ntitle: a\r\nabout: b\n---\r\nEen.\nTwee.\r\nDrie."
    changed = with_field(raw, PAGE, "Een.\nTwee!\nVier.\nDrie.", "a.md")

    assert changed == b"---\ntitle: a\r\nabout: b\n---\r\nEen.\nTwee!\r\nVier.\r\nDrie."


def shipped() -> list[Place]:
    """The spoken text of every file, and every prompt."""
    content = ROOT / "content"
    pages = [path.relative_to(content).as_posix() for path in content.glob("[a-s]*s/*.md")]
    prompts = read_content(content)[0].leaflet.prompts.values()
    return [
        *(Place(page, BODY) for page in pages),
        *(Place("prompts.yaml", (one.section, one.name, "text")) for one in prompts),
    ]


@pytest.mark.parametrize("place", shipped(), ids=lambda one: "_".join((one.file, *one.path)))
def test_one_word_more_is_one_line_of_difference(place: Place) -> None:
    raw = (ROOT / "content" / place.file).read_bytes()
    text = field_text(raw, place, place.file)

    changed = with_field(raw, place, f"Eerst {text}", place.file)

    rows = [part.decode().split("\n") for part in (raw, changed)]
    difference = [row for row in difflib.ndiff(*rows) if row[0] in "+-"]
    assert len(difference) == 2
    assert with_field(changed, place, text, place.file) == raw


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("Til\u00a0niet te  veel.\t", "Til niet te veel."),
        ("licha\u00ad\u200bam", "lichaam"),
        ("cafe\u0301", "café"),
        ("Eerst.\r\nDan.", "Eerst. Dan."),
        ("‘Zo’ – “dus”…", "‘Zo’ – “dus”…"),
        ("a\x00b\ud800c", "abc"),
    ],
)
def test_what_is_pasted_keeps_what_can_be_seen(pasted: str, kept: str) -> None:
    assert one_line(pasted) == kept


def test_lines_that_are_pasted_stay_lines() -> None:
    assert several_lines("\r\n\nEen.\u00a0\r\nTwee.\u2028Drie.\n\n") == "Een.\nTwee.\nDrie."
