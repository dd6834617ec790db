"""`passages/<id>.md` and `statements.yaml`: what is said, and what of the source it says.

The body of a passage is one spoken sentence a line, each with the statements that it says:

    Houd het voorwerp dicht bij uw lichaam. [S26]
    Dit geldt voor aspecifieke lage rugpijn. [eigen]

`[eigen]` marks a sentence of our own (about the leaflet, or a scope line) that the owner approves.
"""

from __future__ import annotations

import re

from skill.editorial.content import Sentence, Statement
from skill.editorial.fields import Fields
from skill.editorial.prompts_file import STATUSES
from skill.editorial.reader import Reader
from skill.errors import Finding
from skill.leaflet import Passage

RISKS = ("none", "medicine", "dose", "reassuring")
OWN = "eigen"
_TRACED = re.compile(r"(?P<text>.*\S)\s*\[(?P<trace>[^\[\]]*)\]\s*")
_INSIDE = re.compile(r"\[([^\[\]]*)\]")


def read_statements(reader: Reader) -> dict[str, Statement]:
    """All statements by id; what is wrong goes to the findings of `reader`."""
    statements: dict[str, Statement] = {}
    top = reader.file("statements.yaml")
    reader.places["statements"] = (top.where, 1)
    for item in top.list("statements"):
        row = Fields(item, top.where, reader.findings)
        statement = Statement(
            row.text("id"),
            row.text("section"),
            row.text("lines"),
            row.text("paraphrase"),
            row.text("hard_facts"),
            row.texts("must_say"),
            item.line,
        )
        row.done()
        if statement.id in statements:
            row.report(item.line, f"statement {statement.id} stands here twice", "keep one")
        elif statement.id:
            statements[statement.id] = statement
    top.done()
    return statements


def read_passages(
    reader: Reader, order: tuple[str, ...], order_at: tuple[str, int]
) -> tuple[dict[str, Passage], dict[str, tuple[Sentence, ...]]]:
    """All passages and their sentences by id, those in `order` first.

    `order_at` is the place of that order; what is wrong goes to the findings of `reader`.
    """
    passages: dict[str, Passage] = {}
    sentences: dict[str, tuple[Sentence, ...]] = {}
    names = reader.names("passages")
    known = [name for name in order if name in names]
    for name in known + [name for name in names if name not in order]:
        page, body, body_line = reader.page(f"passages/{name}.md")
        spoken = () if body is None else _sentences(body, body_line, page)
        passage = Passage(
            id=name,
            title=page.text("title"),
            spoken_title=page.text("spoken_title"),
            about=page.text("about"),
            chapter=page.slug("chapter"),
            text=" ".join(sentence.text for sentence in spoken),
            statements=page.texts("statements"),
            follow_ups=page.texts("follow_ups", required=False),
            closing=page.texts("closing", required=False),
            risk=page.text("risk", choices=RISKS),
            status=page.text("status", choices=STATUSES),
        )
        page.text("note", required=False)
        page.done()
        for name_of_field in page.value.fields:
            place = (page.where, page.line(name_of_field))
            reader.places[f"{name}.{name_of_field}"] = place
        reader.places[name] = (page.where, body_line)
        passages[name] = passage
        sentences[name] = spoken
    for name in dict.fromkeys(order):
        if name not in passages:
            what = f"passage `{name}` is in the order but has no file"
            fix = f"write passages/{name}.md or remove it from `order`"
            reader.findings.append(Finding(*order_at, what, fix))
    for name in names:
        if order and name not in order:
            what = f"passage `{name}` has a file but is not in `order`"
            reader.findings.append(Finding(*order_at, what, "add it, or remove the file"))
    return passages, sentences


def _sentences(body: str, first_line: int, page: Fields) -> tuple[Sentence, ...]:
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
        text, inside = _INSIDE.subn(" ", match["text"])
        traces = [*_INSIDE.findall(match["text"]), match["trace"]]
        ids = tuple(" ".join(traces).replace(",", " ").split())
        if inside:
            fix = "one sentence a line, with its trace at the end"
            page.report(number, "a trace stands inside the line", fix)
        if not ids:
            page.report(number, "the brackets are empty", "name the statements, or [eigen]")
        if OWN in ids and len(ids) > 1 and not inside:
            page.report(number, "[eigen] stands alone", "split the sentence")
        said = " ".join(text.split()) if inside else text
        sentences.append(Sentence(said, tuple(i for i in ids if i != OWN), number))
    if not sentences:
        page.report(first_line, "the passage has no text", "write it below the fields")
    return tuple(sentences)
