"""One change of a field: looked at while somebody types, and written when it is saved.

What is asked for comes from outside: every name is looked up, and none becomes a path. The file on
disk is read for each request, so that what another program or another tab wrote is seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from skill.atomic_write import write_together
from skill.channels import Runtime
from skill.editorial import read_content
from skill.editorial.editing import (
    LONGEST_TEXT,
    Field,
    Item,
    Place,
    Verdict,
    field_text,
    find_item,
    in_dutch,
    one_line,
    several_lines,
    verdict,
    with_field,
)
from skill.errors import BadRequest, ContentError, Finding
from skill.leaflet import script
from skill.server.editing.aloud import aloud

_TRACE = re.compile(r"\[[^\[\]]*\]")
_WHOLE = re.compile(r"the text has|S\d+ (must say|says) `")
"""What is found of a passage as a whole, at the line on which it begins."""
WRITING = Lock()
"""One change at a time: between reading a file and writing it nothing else of ours comes."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field, and the text that it is to have."""

    item: Item
    field: Field
    text: str
    """Tidied."""


def read_change(folder: Path, payload: dict[str, Any]) -> Change:
    """The change in a payload: `item`, `field`, `text`.

    Raises BadRequest: `no_item` for what cannot be edited, `too_long`, or `bad_edit`.
    """
    item = known_item(folder, _string(payload, "item"))
    name = _string(payload, "field")
    field = next((one for one in item.fields() if one.name == name), None)
    if field is None:
        raise BadRequest("no_item", "there is no such field", 404)
    return Change(item, field, typed(payload, "text", field))


def known_item(folder: Path, name: str) -> Item:
    """The item by its id or that of one of its lines; raises BadRequest `no_item`."""
    item = find_item(read_content(folder)[0].leaflet, name)
    if item is None:
        raise BadRequest("no_item", "there is nothing with that id that can be edited", 404)
    return item


def typed(payload: dict[str, Any], name: str, field: Field) -> str:
    """A field of a payload, tidied; raises BadRequest when it is not one that can be."""
    text = _string(payload, name)
    if len(text) > LONGEST_TEXT:
        raise BadRequest("too_long", f"`{name}` may have {LONGEST_TEXT} characters", 413)
    tidy = several_lines(text) if field.several else one_line(text)
    if field.choices and tidy not in field.choices:
        raise BadRequest("bad_edit", f"`{name}` is one of {', '.join(field.choices)}")
    return tidy


def _string(payload: dict[str, Any], name: str) -> str:
    value = payload.get(name)
    if not isinstance(value, str):
        raise BadRequest("bad_edit", f"`{name}` must be a string")
    return value


def form(folder: Path, item: Item) -> dict[str, Any]:
    """An item with its fields, as the file has them on disk.

    Raises BadRequest `refused` when its file cannot be read.
    """
    raw = _raw(folder, item.place(item.fields()[0]))
    return {
        "item": item.id,
        "file": item.place(item.fields()[0]).file,
        "fields": [
            described(field) | {"text": _now(folder, raw, item.place(field))}
            for field in item.fields()
        ],
    }


def described(field: Field) -> dict[str, Any]:
    """What a form needs to know of a field."""
    return {name: value for name, value in asdict(field).items() if name != "line"}


def look(runtime: Runtime, change: Change) -> dict[str, Any]:
    """What the checks say of a change; nothing is written."""
    folder = runtime.settings.content_dir
    place = change.item.place(change.field)
    raw = _raw(folder, place)
    new = _changed(folder, raw, place, change.text)
    found = verdict(folder, {place.file: new})
    return judged(runtime, found, change, new) | {
        "text": change.text,
        "changed": change.text != _now(folder, raw, place),
    }


def save(runtime: Runtime, change: Change, was: object) -> dict[str, Any]:
    """Writes a change; gives what `look` gives of it.

    Raises BadRequest: `stale` when the field on disk is not what it `was` when it was read (`now`
    is what it is), `refused` when `compile` would refuse the folder, `not_saved` when the disk
    takes nothing. Then nothing is written.
    """
    folder = runtime.settings.content_dir
    place = change.item.place(change.field)
    with WRITING:
        raw = _raw(folder, place)
        now = _now(folder, raw, place)
        if was != now:
            raise BadRequest("stale", "the field was changed meanwhile", 409, {"now": now})
        new = _changed(folder, raw, place, change.text)
        found = verdict(folder, {place.file: new})
        told = judged(runtime, found, change, new)
        if found.new:
            raise BadRequest("refused", "the checks refuse this text", 422, told)
        if new != raw:
            write(folder, {place.file: new})
    return told | {"text": change.text, "changed": new != raw}


def write(folder: Path, files: dict[str, bytes]) -> None:
    """Writes files of the content folder, all or none; raises BadRequest `not_saved`."""
    try:
        write_together(folder, files)
    except ContentError as error:
        more: dict[str, object] = {"findings": [shown(one) for one in error.findings]}
        raise BadRequest("not_saved", "the disk did not take the file", 500, more) from error


def judged(
    runtime: Runtime, found: Verdict, change: Change | None = None, raw: bytes = b""
) -> dict[str, Any]:
    """A verdict as JSON values: what refuses the change, what stood, and what is worth hearing."""
    here = change.item.place(change.field) if change else None
    where = f"{runtime.settings.content_dir.name}/{here.file}" if here else ""
    first = _first_row(raw) if here and here.file.startswith("passages/") and not here.path else 0
    told: dict[str, Any] = {
        "findings": [shown(one, where, first) for one in found.new],
        "stood": [shown(one, where, first) for one in found.stood],
        "warnings": [],
        "spoken": "",
        "words": len(_TRACE.sub("", change.text).split()) if change else 0,
        "seconds": None,
    }
    if change and not found.new:
        lines = script(found.content.leaflet)
        line = lines.get(change.item.line(change.field))
        told |= aloud(runtime, found.content, line, script(found.before.leaflet))
        told["warnings"] = [in_dutch(one) for one in told["warnings"]]
    return told


def shown(finding: Finding, where: str = "", first: int = 0) -> dict[str, Any]:
    """A finding for editors; `row` is the line inside a text that begins on line `first`."""
    elsewhere = finding.where if finding.where != where else ""
    inside = first and not elsewhere and finding.line >= first and not _WHOLE.match(finding.what)
    row = finding.line - first + 1 if inside else 0
    return {"text": in_dutch(finding), "where": elsewhere, "line": finding.line, "row": row}


def _first_row(raw: bytes) -> int:
    """The line of a page on which its text begins."""
    rows = raw.decode("utf-8-sig", "replace").splitlines()
    ends = [number for number, row in enumerate(rows, start=1) if row.strip() == "---"][1:2]
    below = (
        number
        for number, row in enumerate(rows, start=1)
        if ends and number > ends[0] and row.strip()
    )
    return next(below, 0)


def _raw(folder: Path, place: Place) -> bytes:
    try:
        return (folder / place.file).read_bytes()
    except OSError as error:
        where = f"{folder.name}/{place.file}"
        raise refused([Finding(where, 0, f"cannot be read: {error.strerror}")]) from error


def _now(folder: Path, raw: bytes, place: Place) -> str:
    try:
        return field_text(raw, place, f"{folder.name}/{place.file}")
    except ContentError as error:
        raise refused(error.findings) from error


def _changed(folder: Path, raw: bytes, place: Place, text: str) -> bytes:
    try:
        return with_field(raw, place, text, f"{folder.name}/{place.file}")
    except ContentError as error:
        raise refused(error.findings) from error


def refused(findings: Iterable[Finding]) -> BadRequest:
    """What the checks say against a file, as the answer to who wants to change it."""
    more: dict[str, object] = {"findings": [shown(one) for one in findings]}
    return BadRequest("refused", "the checks refuse this text", 422, more)
