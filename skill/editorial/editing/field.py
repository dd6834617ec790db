"""The place of one field in a content file, and the file with another text there.

All else stays byte for byte: comments, order, a byte order mark, line endings (also where a file
mixes them), and whether the last line is ended.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass

from skill.editorial.editing.scalar import scalar, with_scalar
from skill.editorial.source import split_front_matter
from skill.errors import ContentError, Finding

BODY = ()
"""The path of what stands below the fields of a page."""

_BOM = b"\xef\xbb\xbf"
_ROW = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands."""

    file: str
    """Under the content folder, with `/`."""
    path: tuple[str, ...]
    """Names of fields from the outermost inward; BODY is the text of a page."""
    order: tuple[str, ...] = ()
    """Fields of that map in their usual order: where one that is not there is added."""


def field_text(raw: bytes, place: Place, where: str) -> str:
    """What a file says at a place; empty where an optional field is not there.

    `where` is the file's name for findings. Raises ContentError when the file cannot be read.
    """
    text = _decoded(raw, where)
    if not place.file.endswith(".md"):
        return scalar(text, place.path, where) or ""
    head, body = _parts(text, where)
    return scalar(head, place.path, where) or "" if place.path else body.strip("\n")


def with_field(raw: bytes, place: Place, new: str, where: str) -> bytes:
    """The file with `new` at a place: one line, or for BODY several without empty ones around them.

    Raises ContentError when the file cannot be read, or cannot say that there.
    """

    def edited(text: str) -> str:
        if not place.file.endswith(".md"):
            return with_scalar(text, place.path, new, where, place.order)
        head, body = _parts(text, where)
        start = text.index("\n") + 1
        if place.path:
            changed = with_scalar(head + "\n", place.path, new, where, place.order)
            return text[:start] + changed + text[start + len(head) + 1 :]
        return _with_body(text, body, new)

    return _same_elsewhere(raw, edited, where)


def _with_body(text: str, body: str, new: str) -> str:
    """A page with another text below its fields."""
    begins = len(text) - len(body)
    said = body.strip("\n")
    if said:
        begins += len(body) - len(body.lstrip("\n"))
        return text[:begins] + new + text[begins + len(said) :]
    gap = "" if begins == 0 or text[begins - 1] == "\n" else "\n"
    return text[:begins] + gap + new + (body or "\n")


def _decoded(raw: bytes, where: str) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        finding = Finding(where, line, "is not UTF-8 text", "save the file as UTF-8")
        raise ContentError([finding]) from None
    return re.sub("\r\n?", "\n", text)


def _parts(text: str, where: str) -> tuple[str, str]:
    """The fields of a page, and what stands below them."""
    head, body, _, findings = split_front_matter(text, where)
    if findings:
        raise ContentError(findings)
    return head, body


def _same_elsewhere(raw: bytes, edit: Callable[[str], str], where: str) -> bytes:
    """The bytes after an edit of their text with `\\n` only: each line that stays keeps its own
    ending, and a new one has the ending of the line that it replaces."""
    text = raw.decode("utf-8-sig", "replace")
    old = _ROW.findall(text)
    before = _ROW.findall(_decoded(raw, where))
    after = _ROW.findall(edit("".join(before)))
    rows: list[str] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, False).get_opcodes():
        if kind == "equal":
            rows += old[a:b]
            continue
        near = next((row for row in [*old[a:b], *old[:a][::-1], *old[b:]] if _ending(row)), "\n")
        rows += [
            row.rstrip("\n") + (_ending(near) if row.endswith("\n") else "") for row in after[c:d]
        ]
    return (_BOM if raw.startswith(_BOM) else b"") + "".join(rows).encode()


def _ending(row: str) -> str:
    return row[len(row.rstrip("\r\n")) :]
