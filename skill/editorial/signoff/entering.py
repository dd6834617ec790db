"""Writing approvals down, and taking them back: lines of `content/signoff.yaml`.

A code holds six digits of the text's hash, so what is approved is the text that stood on the
paper: when it changed since, the code is refused and nothing is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from skill.atomic_write import write_whole
from skill.editorial.signoff.approvals import SIGNOFF_FILE, Approval, Signoff, parse_approvals
from skill.editorial.signoff.items import code, part_code, roles, text_hash
from skill.errors import ContentError, Finding, RugwijzerError
from skill.leaflet import Line

_EMPTY = re.compile(r"^approvals:[ \t]*\[[ \t]*\][ \t]*$", re.MULTILINE)


def chosen(
    sections: dict[str, list[Line]],
    codes: Iterable[str],
    whole: Iterable[str],
    without: Iterable[str],
) -> list[Line]:
    """The lines that somebody approved, in the order of the sheet.

    `codes` name lines, `whole` names parts of the sheet, `without` names lines in those parts that
    were crossed out. Raises RugwijzerError, naming it, for a code that is not of a text as it is
    now, and for a line that is approved and crossed out at once.
    """
    lines = {line.id: line for section in sections.values() for line in section}
    picked = {_line(lines, one).id for one in codes}
    crossed = {_line(lines, one).id for one in without}
    if picked & crossed:
        raise RugwijzerError(f"{min(picked & crossed)} is approved and left out at once")
    for one in whole:
        name = one.partition(":")[0]
        if name not in sections:
            raise RugwijzerError(f"{one} is no part of the sheet; parts are {', '.join(sections)}")
        if one != part_code(name, sections[name]):
            raise RugwijzerError(f"{one}: a text in that part has changed; print a new sheet")
        picked |= {line.id for line in sections[name]} - crossed
    return [line for line in lines.values() if line.id in picked]


def _line(lines: dict[str, Line], given: str) -> Line:
    name = given.partition(":")[0]
    if name not in lines:
        raise RugwijzerError(f"{given} is not a text; codes stand on the sheet (`signoff sheet`)")
    if given != code(lines[name]):
        raise RugwijzerError(
            f"{given} is not the code of that text as it is now; it changed, or the code was "
            "mistyped: print a new sheet"
        )
    return lines[name]


def approve(
    folder: Path, signoff: Signoff, lines: Sequence[Line], role: str, date: str
) -> tuple[list[Line], list[Line]]:
    """Adds an approval of each line that is open; gives those, and what this role may not approve.

    Lines that were approved already are left alone. The rest of the file, with its comments, stays
    as it is; it is written whole or not at all.
    """
    waiting = [line for line in lines if not signoff.holds(line)]
    refused = [line for line in waiting if role not in roles(line)]
    done = [line for line in waiting if role in roles(line)]
    if done:
        _append(folder, signoff, [_approval(x, role, date) for x in done])
    return done, refused


def withdraw(folder: Path, signoff: Signoff, lines: Sequence[Line]) -> list[Line]:
    """Takes back the approvals of these texts as they are now; gives the lines that had one.

    An approval of an older text stays: it says what was approved before. The rest of the file, with
    its comments, stays as it is; it is written whole or not at all.
    """
    had = [line for line in lines if signoff.holds(line)]
    texts = {(line.id, text_hash(line.text)) for line in had}
    gone = [one for one in signoff.approvals if (one.id, one.hash) in texts]
    if not gone:
        return []
    rows = (folder / SIGNOFF_FILE).read_text(encoding="utf-8-sig").split("\n")
    for number in sorted((one.line for one in gone), reverse=True):
        del rows[number - 1]
    text = "\n".join(rows)
    left = len(signoff.approvals) - len(gone)
    if not left:
        text = re.sub(r"^approvals:[ \t]*$", "approvals: []", text, flags=re.MULTILINE)
    read, findings = parse_approvals(text, signoff.where)
    kept = {(one.id, one.hash, one.role) for one in signoff.approvals if one not in gone}
    if findings or {(one.id, one.hash, one.role) for one in read} != kept:
        raise _other_layout(signoff, "an approval cannot be taken out")
    write_whole(folder / SIGNOFF_FILE, text.encode())
    return had


def _approval(line: Line, role: str, date: str) -> Approval:
    # Our YAML has no blanks at the ends of a text; one that has them is approved by its hash alone.
    kept = line.text if line.text == line.text.strip() else ""
    return Approval(line.id, text_hash(line.text), role, date, text=kept)


def _other_layout(signoff: Signoff, what: str) -> ContentError:
    """Somebody gave the file a layout that we cannot change line by line."""
    fix = "write each approval on a line of its own that begins with `- {`"
    return ContentError([Finding(signoff.where, 0, what, fix)])


def _append(folder: Path, signoff: Signoff, approvals: Sequence[Approval]) -> None:
    path = folder / SIGNOFF_FILE
    text = path.read_text(encoding="utf-8-sig") if signoff.exists else "approvals: []\n"
    rows = _EMPTY.sub("approvals:", text).rstrip("\n").split("\n")
    again = {one.id for one in approvals}
    for one in signoff.approvals:
        if one.id in again and one.text and rows[one.line - 1].startswith("- {"):
            # What is approved now is what a later change is compared with; one text is enough.
            rows[one.line - 1] = _row(replace(one, text=""))
    text = "\n".join([*rows, *map(_row, approvals)]) + "\n"
    read, findings = parse_approvals(text, signoff.where)
    if findings or len(read) != len(signoff.approvals) + len(approvals):
        raise _other_layout(signoff, "cannot be added to")
    write_whole(path, text.encode())


def _row(one: Approval) -> str:
    row = f"id: {one.id}, hash: {one.hash}, role: {one.role}, date: {one.date}"
    if one.text:
        # What JSON writes as a string is one in YAML too (https://yaml.org/spec/1.2.2/, 1.3).
        row += f", text: {json.dumps(one.text, ensure_ascii=False)}"
    return f"- {{{row}}}"
