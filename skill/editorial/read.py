"""Content folder -> Content: everything is read, and every mistake is told at once."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from skill.editorial.content import Content, Sentence, Statement
from skill.editorial.fields import Fields
from skill.editorial.leaflet_file import read_leaflet_file
from skill.editorial.lexicon_file import SOUNDS_FILE, read_lexicon
from skill.editorial.openings_file import read_openings
from skill.editorial.prompts_file import DEVICE_STATUSES, STATUSES, read_prompts
from skill.editorial.reader import Reader
from skill.editorial.signoff import is_trial
from skill.editorial.slots_file import SLOTS_FILE, read_slots
from skill.editorial.traces import read_sentences
from skill.errors import Finding, raise_all
from skill.labels import LEVELS, Level
from skill.leaflet import (
    Alarm,
    Passage,
    Subject,
    fingerprint,
)

RISKS = ("none", "medicine", "dose", "reassuring")
_CODE = re.compile(r"[0-9]{3}")


def read_content(folder: Path) -> tuple[Content, list[Finding]]:
    """What the folder holds, and everything that is wrong with it.

    The content is usable only when there are no findings; it is given all the same, so that
    later checks can add theirs in one go.
    """
    reader = Reader(folder)
    top = reader.file("leaflet.yaml")
    frame = read_leaflet_file(top)
    slot_types, slots = read_slots(reader.optional(SLOTS_FILE))
    statements = _statements(reader)
    passages, sentences = _passages(reader, frame.order, (top.where, top.line("order")))
    leaflet = replace(
        frame.leaflet,
        passages=passages,
        alarms=_alarms(reader),
        openings=read_openings(reader),
        subjects=_subjects(reader),
        prompts=read_prompts(reader.file("prompts.yaml"), reader.places),
        codes=_codes(reader),
        slot_types=slot_types,
        slots=slots,
    )
    leaflet = replace(leaflet, trial=bool(reader.findings) or is_trial(folder, leaflet))
    content = Content(
        replace(leaflet, fingerprint=fingerprint(leaflet)),
        statements,
        sentences,
        read_lexicon(reader.file("lexicon.yaml"), reader.optional_text(SOUNDS_FILE), reader.places),
        reader.places,
    )
    return content, reader.findings


def required_content(folder: Path) -> Content:
    """The content of a folder. ContentError with all findings when there are any."""
    content, findings = read_content(folder)
    raise_all(findings)
    return content


def _statements(reader: Reader) -> dict[str, Statement]:
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


def _passages(
    reader: Reader, order: tuple[str, ...], order_at: tuple[str, int]
) -> tuple[dict[str, Passage], dict[str, tuple[Sentence, ...]]]:
    passages: dict[str, Passage] = {}
    sentences: dict[str, tuple[Sentence, ...]] = {}
    names = reader.names("passages")
    known = [name for name in order if name in names]
    for name in known + [name for name in names if name not in order]:
        page, body, body_line = reader.page(f"passages/{name}.md")
        spoken = () if body is None else read_sentences(body, body_line, page)
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


def _alarms(reader: Reader) -> dict[str, Alarm]:
    alarms: dict[str, Alarm] = {}
    for name in reader.names("alarms"):
        page, _, body_line = reader.page(f"alarms/{name}.md")
        alarms[name] = Alarm(
            code=name,
            group=page.text("group"),
            label=page.text("label"),
            level=_level(page),
            say=page.text("say", required=False),
            say_phone=page.text("say_phone", required=False),
            also=page.text("also", required=False),
            check=page.text("check", required=False),
            never=page.texts("never", required=False),
            together=page.texts("together", required=False),
            status=page.text("status", choices=DEVICE_STATUSES),
        )
        page.text("source")
        page.text("evidence")
        page.done()
        reader.places[f"alarm_{name}"] = (page.where, body_line)
        for field in ("check", "never", "together"):
            reader.places[f"alarm_{name}.{field}"] = (page.where, page.line(field))
    return alarms


def _level(page: Fields) -> Level:
    level = page.text("level", choices=LEVELS)
    return next((known for known in LEVELS if known == level), LEVELS[0])


def _subjects(reader: Reader) -> dict[str, Subject]:
    subjects: dict[str, Subject] = {}
    for name in reader.names("subjects"):
        page, body, body_line = reader.page(f"subjects/{name}.md")
        text = " ".join((body or "").split())
        if body is not None and not text:
            page.report(body_line, "the reply is empty", "write what is said below the fields")
        subjects[name] = Subject(
            id=name,
            title=page.text("title"),
            about=page.text("about"),
            ask=page.text("ask"),
            text=text,
            offer=page.texts("offer", required=False),
            never=page.texts("never", required=False),
            remember=page.text("remember", required=False, choices=("ja",)) == "ja",
            net=page.text("net", required=False, choices=("nee",)) != "nee",
            status=page.text("status", choices=DEVICE_STATUSES),
        )
        page.text("source")
        page.done()
        reader.places[f"subject_{name}"] = (page.where, body_line)
        for field in ("offer", "never"):
            reader.places[f"subject_{name}.{field}"] = (page.where, page.line(field))
    return subjects


def _codes(reader: Reader) -> dict[str, str]:
    codes: dict[str, str] = {}
    where = reader.where("codes.txt")
    for number, row in enumerate((reader.text("codes.txt") or "").split("\n"), start=1):
        parts = row.partition("#")[0].split()
        if not parts:
            continue
        if len(parts) != 2 or not _CODE.fullmatch(parts[0]):
            fix = "write `123 <passage id>`, or `123 -` for a code that is retired"
            reader.findings.append(Finding(where, number, "is not a code and a passage", fix))
        elif parts[0] in codes:
            what = f"code {parts[0]} is given twice"
            reader.findings.append(Finding(where, number, what, "a code is never given again"))
        else:
            codes[parts[0]] = parts[1]
            reader.places[f"code_{parts[0]}"] = (where, number)
    return {code: passage for code, passage in codes.items() if passage != "-"}
