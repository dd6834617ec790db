"""YAML for editors: every value is a string that knows its line, and nothing else happens.

No booleans (`nee` stays "nee", `no` stays "no"), no numbers, no dates, no anchors, no duplicate
keys. A mistake becomes a Finding with its line; the rest of the file is still read.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

from skill.errors import Finding

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
    """text, list or map."""


def parse(text: str, where: str, first_line: int = 1) -> tuple[Value, list[Finding]]:
    """The value in `text` and what is wrong with it.

    `where` is the file's name for findings, `first_line` the line on which `text` begins there.
    A text that is no YAML at all gives an empty map and one finding.
    """
    empty = Value(first_line, kind="map")
    if len(text) > MAX_BYTES:
        return empty, [Finding(where, first_line, "file is larger than 1 MB", "split it")]
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        anchor = _first_anchor(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return empty, [_broken(error, where, first_line)]
    if anchor is not None:
        what = "anchors (&name) and aliases (*name) are not used here"
        fix = "write the text out, or put it in quotes"
        return empty, [Finding(where, anchor + first_line, what, fix)]
    if node is None:
        return empty, []
    findings: list[Finding] = []
    return _value(node, where, first_line, findings), findings


def _first_anchor(text: str) -> int | None:
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        mark = getattr(event, "start_mark", None)
        if getattr(event, "anchor", None) is not None and mark is not None:
            return int(mark.line)
    return None


def _broken(error: Exception, where: str, first_line: int) -> Finding:
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


def split_front_matter(text: str, where: str) -> tuple[str, int, str, int, list[Finding]]:
    """`---` YAML `---` text -> (yaml, its first line, text, its first line, findings)."""
    rows = text.split("\n")
    if not rows or rows[0].strip() != "---":
        what = "does not start with a line `---`"
        return "", 1, text, 1, [Finding(where, 1, what, "begin with the fields between two `---`")]
    for number, row in enumerate(rows[1:], start=1):
        if row.strip() == "---":
            return "\n".join(rows[1:number]), 2, "\n".join(rows[number + 1 :]), number + 2, []
    what = "the fields are not closed by a second line `---`"
    return "", 1, "", len(rows), [Finding(where, 1, what, "add `---` after the last field")]
