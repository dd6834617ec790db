"""The editors' pronunciations: `lexicon.tsv` for every word, `lexicon.yaml` for one engine's sake.

The table has the sounds of every word in IPA, one word a line, so that a missing word is one line
to paste. A voice that knows no Dutch is given all of them, the others those that a person checked.
What only one kind of voice needs (another spelling, its own notation) is in the YAML file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from skill.editorial.fields import Fields
from skill.errors import Finding
from skill.leaflet import Pronunciation

SOUNDS_FILE = "lexicon.tsv"
"""A folder may do without: then every word is guessed."""
MOST_COLUMNS = 3
"""Word, sounds, and a note: what it is about the sounds, or any remark."""
CHECKED = "nagekeken"
"""Begins the note of a word whose sounds a person has looked at."""


def read_lexicon(
    top: Fields, table: str | None, places: dict[str, tuple[str, int]]
) -> dict[str, Pronunciation]:
    """Word as it is spelled -> how it is said, from both files.

    `table` is the text of `lexicon.tsv`, None where a folder has none; `places` gets
    `lexicon_<word>` -> file and line for each row of it, and `lexicon` for the file itself.
    Findings go where those of `top` go.
    """
    lexicon: dict[str, Pronunciation] = {}
    for item in top.list("words"):
        row = Fields(item, top.where, top.findings)
        word = row.text("word")
        if word.lower() in map(str.lower, lexicon):
            row.report(item.line, f"`{word}` stands here twice", "keep one")
        ipa = row.text("ipa", required=False)
        lexicon[word] = Pronunciation(
            say=row.text("say", required=False),
            espeak=row.text("espeak", required=False),
            ipa=ipa,
            sound=ipa,
        )
        row.done()
    top.done()
    if table is None:
        return lexicon
    where = top.where.rpartition("/")[0] + f"/{SOUNDS_FILE}"
    places["lexicon"] = (where, 0)
    spelled = {word.lower(): word for word in lexicon}
    lines: dict[str, int] = {}
    for number, columns in _rows(table):
        word = columns[0].lower()
        if not 2 <= len(columns) <= MOST_COLUMNS or not all(columns[:2]):
            fix = "write a word, a tab, and its sounds"
            top.findings.append(Finding(where, number, "is not a word and its sounds", fix))
        elif word in lines:
            what = f"`{word}` stands in line {lines[word]} as well"
            top.findings.append(Finding(where, number, what, "keep one"))
        else:
            lines[word] = number
            places[f"lexicon_{word}"] = (where, number)
            # Both files may have the word: what the table says holds for who needs every sound.
            known = spelled.get(word, word)
            checked = "".join(columns[2:]).lower().startswith(CHECKED)
            lexicon[known] = replace(
                lexicon.get(known, Pronunciation()), sound=columns[1], checked=checked
            )
    return lexicon


def _rows(table: str) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(table.split("\n"), start=1):
        if row.strip() and not row.startswith("#"):
            yield number, [column.strip() for column in row.rstrip("\r").split("\t")]
