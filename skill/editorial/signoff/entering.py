"""Writing approvals down: from the codes on a signed sheet to lines of `content/signoff.yaml`.

A code holds six digits of the text's hash, so what is approved is the text that stood on the
paper: when it changed since, the code is refused and nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
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
        _append(folder, signoff, [Approval(x.id, text_hash(x.text), role, date) for x in done])
    return done, refused


def _append(folder: Path, signoff: Signoff, approvals: Sequence[Approval]) -> None:
    path = folder / SIGNOFF_FILE
    text = path.read_text(encoding="utf-8-sig") if signoff.exists else "approvals: []\n"
    text = _EMPTY.sub("approvals:", text).rstrip("\n") + "\n"
    for one in approvals:
        text += f"- {{id: {one.id}, hash: {one.hash}, role: {one.role}, date: {one.date}}}\n"
    read, findings = parse_approvals(text, signoff.where)
    if findings or len(read) != len(signoff.approvals) + len(approvals):
        # Somebody gave the file another layout, to which a line cannot be added.
        fix = "write each approval on a line of its own that begins with `- {`"
        raise ContentError([Finding(signoff.where, 0, "cannot be added to", fix)])
    write_whole(path, text.encode())
