"""YAML for editors: every value is a string with its line number, and nothing is converted.

No booleans (`nee` stays "nee", `no` stays "no"), no numbers, no dates, no anchors, no duplicate
keys. A mistake becomes a Finding with its line; the rest of the file is still read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from skill.errors import Finding

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


def parse(text: str, where: str, first_line: int = 1) -> tuple[Value, list[Finding]]:
    """The value in `text` and what is wrong with it.

    `where` is the file's name for findings, `first_line` the line on which `text` begins there.
    A text that is no YAML at all, or that is empty, gives an unread value and one finding.
    """
    unread = Value(first_line, kind="unread")
    if len(text) > MAX_BYTES:
        return unread, [Finding(where, first_line, "file is larger than 1 MB", "split it")]
    findings = list(_hidden_breaks(text, where, first_line))
    for char in _HIDDEN_BREAKS:
        text = text.replace(char, " ")
    try:
        refused = _refused(text, where, first_line)
        if refused is not None:
            return unread, [*findings, refused]
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        if node is None:
            return unread, [*findings, Finding(where, first_line, "is empty", "write its fields")]
        return _value(node, where, first_line, findings), findings
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return unread, [*findings, _broken(error, text, where, first_line)]


def _hidden_breaks(text: str, where: str, first_line: int) -> Iterator[Finding]:
    for number, row in enumerate(text.split("\n"), start=first_line):
        for char in _HIDDEN_BREAKS:
            if char in row:
                what = f"holds a line break that only some programs show (U+{ord(char):04X})"
                yield Finding(where, number, what, "type that line anew")


def _refused(text: str, where: str, first_line: int) -> Finding | None:
    """What is YAML and is not wanted: it would make a small file large, or a deep one slow."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = first_line + (event.start_mark.line if event.start_mark else 0)
        if getattr(event, "anchor", None) is not None:
            what = "anchors (&name) and aliases (*name) are not used here"
            return Finding(where, line, what, "write the text out, or put it in quotes")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            what = f"is nested more than {MAX_DEPTH} deep"
            return Finding(where, line, what, "put a text with brackets in quotes")
    return None


def _broken(error: Exception, text: str, where: str, first_line: int) -> Finding:
    if isinstance(error, yaml.reader.ReaderError):
        line = first_line + text.count("\n", 0, error.position)
        what = f"holds a sign that cannot be shown (U+{ord(text[error.position]):04X})"
        return Finding(where, line, what, "remove it")
    mark = getattr(error, "problem_mark", None)
    line = first_line + (mark.line if mark is not None else 0)
    problem = getattr(error, "problem", None) or "it cannot be read"
    fix = "check indentation and colons; put a text with ': ' in quotes"
    return Finding(where, line, f"is not valid YAML: {problem}", fix)


def _value(node: yaml.Node, where: str, first: int, findings: list[Finding]) -> Value:
    line = first + node.start_mark.line
    if isinstance(node, yaml.SequenceNode):
        items = tuple(_value(item, where, first, findings) for item in node.value)
        return Value(line, items=items, kind="list")
    if isinstance(node, yaml.MappingNode):
        fields: dict[str, Value] = {}
        for key, value in node.value:
            here = first + key.start_mark.line
            if not isinstance(key, yaml.ScalarNode):
                findings.append(Finding(where, here, "a field name must be a word"))
                continue
            name = str(key.value)
            if name in fields:
                what = f"field `{name}` stands here twice"
                findings.append(Finding(where, here, what, "keep one"))
                continue
            fields[name] = _value(value, where, first, findings)
        return Value(line, fields=fields, kind="map")
    return Value(line, text=str(node.value).strip())


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
