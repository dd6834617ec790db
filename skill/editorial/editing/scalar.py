"""One text in a piece of YAML is replaced, added or removed; every other character stays.

PyYAML tells where a text begins and ends, and only what is between is written anew, in the style
that it had: plain, in quotes, or a block. Each way of writing is read back before it is taken: the
piece must then say the new text there and the same as before everywhere else.

ruamel.yaml, which writes a whole document again with its comments, was compared by changing each
of 215 shipped texts, with the settings that keep most (quotes kept, no line width): in six files
it also changed other lines, the indentation of lists. Here none changes, without a package more.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

import yaml

from skill.editorial.source import Value, parse
from skill.errors import ContentError, Finding

Path = tuple[str, ...]
"""Names of fields, from the outermost inward."""

_FOLDED = 40
"""Characters below which a folded text is not broken into lines."""


def scalar(text: str, path: Path, where: str) -> str | None:
    """The text at `path`; None when there is no such field.

    Raises ContentError when the piece cannot be read, or when something else stands there.
    """
    value: Value | None = _read(text, where)
    for name in path:
        value = value.fields.get(name) if value else None
    if value is not None and value.kind != "text":
        raise ContentError([Finding(where, value.line, "a text is expected here")])
    return value.text if value else None


def with_scalar(text: str, path: Path, new: str, where: str, order: Path = ()) -> str:
    """The piece with `new`, which is one line, at `path`.

    A field that is not there is added below the last that stands before it in `order`; with an
    empty text it is taken away. Raises ContentError when the piece cannot be read, or when no way
    of writing keeps everything else as it is.
    """
    if (scalar(text, path, where) or "") == new:
        return text
    before = _data(_read(text, where))
    wanted = [_changed(before, path, new), *([] if new else [_changed(before, path, None)])]
    for candidate in _candidates(text, path, new, order):
        value, findings = parse(candidate, where)
        if not findings and _ends(candidate) == _ends(text) and _data(value) in wanted:
            return candidate
    raise ContentError([Finding(where, 0, f"`{path[-1]}` cannot be written there")])


def _read(text: str, where: str) -> Value:
    value, findings = parse(text, where)
    if findings:
        raise ContentError(findings)
    return value


def _ends(text: str) -> int:
    """Rows that would end the fields of a page, also inside a text."""
    return sum(row.strip() == "---" for row in text.split("\n"))


Data = str | list["Data"] | dict[str, "Data"]


def _data(value: Value) -> Data:
    """A value without its lines, to compare."""
    if value.kind == "map":
        return {name: _data(one) for name, one in value.fields.items()}
    if value.kind == "list":
        return [_data(one) for one in value.items]
    return value.text


def _changed(data: Data, path: Path, new: str | None) -> Data:
    """The same with another text at `path`; without that field for None."""
    if not isinstance(data, dict):
        return data
    name, *rest = path
    if rest:
        return {**data, name: _changed(data.get(name, {}), tuple(rest), new)}
    return {**data, name: new} if new is not None else {k: v for k, v in data.items() if k != name}


def _candidates(text: str, path: Path, new: str, order: Path) -> Iterator[str]:
    """Ways in which the piece could be written, the one with the smallest change first."""
    # As many characters as there were, so that places keep their number (skill.editorial.source).
    for char in ("\x85", "\u2028", "\u2029"):
        text = text.replace(char, " ")
    node: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    for name in path[:-1]:
        node = _pairs(node).get(name, (None, None))[1]
    pairs = _pairs(node)
    key, value = pairs.get(path[-1], (None, None))
    flow = isinstance(node, yaml.MappingNode) and bool(node.flow_style)
    if key is not None and isinstance(value, yaml.ScalarNode):
        if not new and not flow:
            start = text.rfind("\n", 0, key.start_mark.index) + 1
            yield text[:start] + text[_line_end(text, value) :]
        start, end = value.start_mark.index, value.end_mark.index
        for written in _rewritten(text[start:end], value.style, key.start_mark.column, new):
            gap = "" if start == 0 or text[start - 1] in " \n" else " "
            yield text[:start] + gap + written + text[end:]
    elif isinstance(node, yaml.MappingNode) and pairs:
        yield from _added(text, pairs, path[-1], new, order, flow=flow)


Pairs = dict[str, tuple[yaml.ScalarNode, yaml.Node]]


def _pairs(node: yaml.Node | None) -> Pairs:
    """Field -> the nodes of its name and value."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {
        key.value: (key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)
    }


def _line_end(text: str, node: yaml.Node) -> int:
    """Where the line ends on which a value ends, with its newline."""
    end = int(node.end_mark.index)
    if end and text[end - 1] == "\n":  # a block, which ends where the next line begins
        return end - (len(text[:end]) - len(text[:end].rstrip("\n")) - 1)
    found = text.find("\n", end)
    return len(text) if found < 0 else found + 1


def _added(
    text: str, pairs: Pairs, name: str, new: str, order: Path, *, flow: bool
) -> Iterator[str]:
    """The field below (in a flow: behind) the last one that stands before it in `order`."""
    before = order[: order.index(name)] if name in order else order
    simple = [
        one
        for one, (_, value) in pairs.items()
        if isinstance(value, yaml.ScalarNode) or getattr(value, "flow_style", False)
    ]
    known = [one for one in before if one in simple] or simple
    if not known:
        return
    key, value = pairs[known[-1]]
    for written in (new, _single(new), _double(new)):
        if flow:
            end = value.end_mark.index
            yield f"{text[:end]}, {name}: {written}{text[end:]}"
        else:
            end = _line_end(text, value)
            gap = "" if end == 0 or text[end - 1] == "\n" else "\n"
            ending = "\n" if not gap else ""
            row = f"{' ' * key.start_mark.column}{name}: {written}"
            yield f"{text[:end]}{gap}{row}{ending}{text[end:]}"


def _rewritten(old: str, style: str | None, column: int, new: str) -> Iterator[str]:
    """The new text in the style of the old, then in others."""
    rows = old.split("\n")
    if style in ("|", ">"):
        yield from _blocks(old, style, column, new)
    width = max(map(len, rows))
    plain = {"'": _single, '"': _double}.get(style or "", str)
    if len(rows) > 1 and style not in ("|", ">") and width >= _FOLDED:
        indent = re.match(" *", rows[-1])[0]  # type: ignore[index]
        folded = textwrap.wrap(plain(new), width, break_long_words=False, break_on_hyphens=False)
        yield f"\n{indent}".join(folded)
    end = old[len(old.rstrip("\n")) :] if style in ("|", ">") else ""
    for way in (plain, _single, _double):
        yield way(new) + (end[:1] and "\n") + end[1:]


def _blocks(old: str, style: str, column: int, new: str) -> Iterator[str]:
    head, _, body = old.partition("\n")
    inside = body.rstrip("\n")
    tail = body[len(inside) :]
    indent = re.match(" *", inside.lstrip("\n"))[0] or " " * (column + 2)  # type: ignore[index]
    width = max(_FOLDED, *(len(row) for row in inside.split("\n"))) if inside else _FOLDED
    if style == ">" and inside.count("\n"):
        rows = textwrap.wrap(
            new, width - len(indent), break_long_words=False, break_on_hyphens=False
        )
        yield head + "\n" + "\n".join(indent + row for row in rows) + tail
    yield f"{head}\n{indent}{new}{tail}"


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _double(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
