"""YAML for editors: every value is a string with its line number, and nothing is converted.

No booleans (`nee` stays "nee", `no` stays "no"), no numbers, no dates, no anchors, no duplicate
keys. A mistake becomes a Finding with its line; the rest of the file is still read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import yaml

from skill.errors import ContentError, Finding

MAX_DEPTH = 20
"""Lists and fields inside each other; the menu needs eight."""

MAX_BYTES = 1_000_000
"""A content file is small; anything larger is a mistake (and would be slow to parse)."""


@dataclass(frozen=True, slots=True)
class Value:
    """A string, a list or a mapping, with the 1-based line on which it starts."""

    line: int
    text: str = ""
    items: tuple[Value, ...] = ()
    fields: dict[str, Value] = field(default_factory=dict)
    kind: str = "text"
    """text, list, map, or `unread`: what stood there could not be read, and that has been told."""


_HIDDEN_BREAKS = ("\x85", "\u2028", "\u2029")
"""Line breaks to YAML and to some programs, not to most editors: lines would be counted wrong."""


def parse(
    text: str, where: str, first_line: int = 1, *, kept: bool = True
) -> tuple[Value, list[Finding]]:
    """The value in `text` and what is wrong with it.

    `where` is the file's name for findings, `first_line` the line on which `text` begins there.
    A text that is no YAML at all, or that is empty, gives an unread value and one finding. What was
    parsed once is kept: a command that ships reads the same folder several times. What people said
    is not to be `kept`.
    """
    read = _parsed if kept else _parsed.__wrapped__
    value, findings = read(text, where, first_line)
    return value, list(findings)


@lru_cache(maxsize=512)
def _parsed(text: str, where: str, first_line: int) -> tuple[Value, tuple[Finding, ...]]:
    unread = Value(first_line, kind="unread")
    if len(text) > MAX_BYTES:
        return unread, (Finding(where, first_line, "file is larger than 1 MB", "split it"),)
    findings = tuple(_hidden_breaks(text, where, first_line))
    for char in _HIDDEN_BREAKS:
        text = text.replace(char, " ")
    inside: list[Finding] = []
    try:
        value = _document(_wanted(text, where, first_line), where, inside)
    except ContentError as error:
        return unread, (*findings, *error.findings)
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        return unread, (*findings, _broken(error, text, where, first_line))
    if value is None:
        return unread, (*findings, Finding(where, first_line, "is empty", "write its fields"))
    return value, (*findings, *inside)


def _hidden_breaks(text: str, where: str, first_line: int) -> Iterator[Finding]:
    for number, row in enumerate(text.split("\n"), start=first_line):
        for char in _HIDDEN_BREAKS:
            if char in row:
                what = f"holds a line break that only some programs show (U+{ord(char):04X})"
                yield Finding(where, number, what, "type that line anew")


Part = tuple[int, yaml.Event]
"""A piece of YAML, with the line on which it stands."""


def _wanted(text: str, where: str, first_line: int) -> Iterator[Part]:
    """The parts of a text.

    Raises ContentError for what is YAML and is not wanted: it would make a small file large, or a
    deep one slow.
    """
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = first_line + (event.start_mark.line if event.start_mark else 0)
        if getattr(event, "anchor", None) is not None:
            what = "anchors (&name) and aliases (*name) are not used here"
            fix = "write the text out, or put it in quotes"
            raise ContentError([Finding(where, line, what, fix)])
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            what = f"is nested more than {MAX_DEPTH} deep"
            fix = "put a text with brackets in quotes"
            raise ContentError([Finding(where, line, what, fix)])
        yield line, event


_NOT_YAML = "is not valid YAML"
_NOT_YAML_FIX = "check indentation and colons; put a text with ': ' in quotes"


def _broken(error: Exception, text: str, where: str, first_line: int) -> Finding:
    if isinstance(error, yaml.reader.ReaderError):
        line = first_line + text.count("\n", 0, error.position)
        what = f"holds a sign that cannot be shown (U+{ord(text[error.position]):04X})"
        return Finding(where, line, what, "remove it")
    mark = getattr(error, "problem_mark", None)
    line = first_line + (mark.line if mark is not None else 0)
    problem = getattr(error, "problem", None) or "it cannot be read"
    return Finding(where, line, f"{_NOT_YAML}: {problem}", _NOT_YAML_FIX)


def _document(parts: Iterator[Part], where: str, findings: list[Finding]) -> Value | None:
    """The one document of a text; None when it has none. Raises ContentError when it has two."""
    next(parts)
    if isinstance(next(parts)[1], yaml.StreamEndEvent):
        return None
    value = _value(next(parts), parts, where, findings)
    for line in [line for line, event in parts if isinstance(event, yaml.DocumentStartEvent)]:
        what = f"{_NOT_YAML}: but found another document"
        raise ContentError([Finding(where, line, what, _NOT_YAML_FIX)])
    return value


def _value(part: Part, parts: Iterator[Part], where: str, findings: list[Finding]) -> Value:
    """The value that begins with a part, read to its end."""
    line, event = part
    if isinstance(event, yaml.SequenceStartEvent):
        items = tuple(_value(one, parts, where, findings) for one in _inside(parts))
        return Value(line, items=items, kind="list")
    if isinstance(event, yaml.MappingStartEvent):
        fields: dict[str, Value] = {}
        for here, key in _inside(parts):
            if not isinstance(key, yaml.ScalarEvent):
                findings.append(Finding(where, here, "a field name must be a word"))
                _value((here, key), parts, where, [])
                _value(next(parts), parts, where, [])
            elif key.value in fields:
                what = f"field `{key.value}` stands here twice"
                findings.append(Finding(where, here, what, "keep one"))
                _value(next(parts), parts, where, [])
            else:
                fields[key.value] = _value(next(parts), parts, where, findings)
        return Value(line, fields=fields, kind="map")
    return Value(line, text=event.value.strip() if isinstance(event, yaml.ScalarEvent) else "")


def _inside(parts: Iterator[Part]) -> Iterator[Part]:
    """Where the things in a list or mapping begin, up to its end."""
    for part in parts:
        if isinstance(part[1], yaml.CollectionEndEvent):
            return
        yield part


def split_front_matter(text: str, where: str) -> tuple[str, str, int, list[Finding]]:
    """`---` YAML `---` text -> (yaml, which begins on line 2; text; its first line; findings)."""
    rows = text.split("\n")
    if not rows or rows[0].strip() != "---":
        what = "does not start with a line `---`"
        return "", "", 1, [Finding(where, 1, what, "begin with the fields between two `---`")]
    for number, row in enumerate(rows[1:], start=1):
        if row.strip() == "---":
            first = min(number + 2, len(rows))
            return "\n".join(rows[1:number]), "\n".join(rows[number + 1 :]), first, []
    what = "the fields are not closed by a second line `---`"
    return "", "", 1, [Finding(where, 1, what, "add `---` after the last field")]
