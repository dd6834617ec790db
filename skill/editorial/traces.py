"""The body of a passage: one spoken sentence a line, each with the statements that it says.

    Houd het voorwerp dicht bij uw lichaam. [S26]
    Dit geldt voor aspecifieke lage rugpijn. [eigen]

`[eigen]` marks a sentence of our own (about the leaflet, or a scope line) that the owner approves.
"""

from __future__ import annotations

import re

from skill.editorial.content import Sentence
from skill.editorial.fields import Fields

OWN = "eigen"
_TRACED = re.compile(r"(?P<text>.*\S)\s*\[(?P<trace>[^\[\]]*)\]\s*")


def read_sentences(body: str, first_line: int, page: Fields) -> tuple[Sentence, ...]:
    """The sentences of a passage; lines without a trace are reported."""
    sentences: list[Sentence] = []
    for number, row in enumerate(body.split("\n"), start=first_line):
        if not row.strip():
            continue
        match = _TRACED.fullmatch(row.strip())
        if match is None:
            fix = "end it with its statements, e.g. [S25], or with [eigen]"
            page.report(number, "this sentence says no statement", fix)
            sentences.append(Sentence(row.strip(), (), number))
            continue
        ids = tuple(match["trace"].replace(",", " ").split())
        if not ids:
            page.report(number, "the brackets are empty", "name the statements, or [eigen]")
        if OWN in ids and len(ids) > 1:
            page.report(number, "[eigen] stands alone", "split the sentence")
        sentences.append(Sentence(match["text"], tuple(i for i in ids if i != OWN), number))
    if not sentences:
        page.report(first_line, "the passage has no text", "write it below the fields")
    return tuple(sentences)
