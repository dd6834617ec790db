"""Sign-off: `content/signoff.yaml` says which role approved which text, and when.

An approval holds for one text: it names the line and the first twelve hex digits of the SHA-256
of its text, so a text that changes is open again by itself. Names of people are not kept here.

    approvals:
    - {id: title_water, hash: 3f9a1c0b7d2e, role: redactie, date: 2027-01-31, text: "Water."}

`text` is the text that was approved, so that who looks at it again sees what changed. A row may do
without: then only the hash tells that something did.

The file is the authority on what patients may hear; `status` in a text's own fields is a remark
for readers, and `check` says when it claims more than the file does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from skill.editorial.fields import Fields, is_date
from skill.editorial.signoff.items import (
    GROUPS,
    HEX,
    ROLES,
    code,
    read_questions_to_owner,
    roles,
    text_hash,
    to_approve,
    voice_line,
)
from skill.editorial.source import parse
from skill.errors import ContentError, Finding
from skill.leaflet import Leaflet, Line, bare
from skill.manifest import Manifest

SIGNOFF_FILE = "signoff.yaml"
SHOWN = 20
"""Open texts that a refusal names."""
APPROVED = "goedgekeurd"

_WITH_STATUS = ("passage", "alarm", "check", "standing", "opening", "subject", "prompt", "closing")
"""Kinds of lines whose `status` somebody wrote for that very text."""

_HASH = re.compile(rf"[0-9a-f]{{{HEX}}}")


@dataclass(frozen=True, slots=True)
class Approval:
    """One text that one role approved."""

    id: str
    hash: str
    """First twelve hex digits of the SHA-256 of the approved text."""
    role: str
    date: str
    """ISO date."""
    line: int = 0
    """Line in signoff.yaml."""
    text: str = ""
    """The text that was approved; empty in a row that does not keep it."""


@dataclass(frozen=True, slots=True)
class Signoff:
    """What was approved, and the questions of the owner that must be."""

    approvals: tuple[Approval, ...] = ()
    questions: dict[str, tuple[Line, int]] = field(default_factory=dict)
    where: str = SIGNOFF_FILE
    """The file's name for findings."""
    exists: bool = False
    """Whether there is a file; without one nothing is approved."""

    def holds(self, line: Line) -> bool:
        """Whether somebody who may has approved this text as it is now."""
        return self.approval(line) is not None

    def approval(self, line: Line) -> Approval | None:
        """The approval that holds for this text as it is now."""
        wanted = text_hash(line.text)
        return next(
            (
                one
                for one in self.approvals
                if (one.id, one.hash) == (line.id, wanted) and one.role in roles(line)
            ),
            None,
        )

    def before(self, line: Line) -> Approval | None:
        """The last approval of another text under this id: what stood here before it changed."""
        wanted = text_hash(line.text)
        earlier = [one for one in self.approvals if one.id == line.id and one.hash != wanted]
        return max(earlier, key=lambda one: (one.date, one.line), default=None)


def read_signoff(folder: Path) -> tuple[Signoff, list[Finding]]:
    """What the file says, and everything that is wrong with it.

    An approval that cannot be read counts for nothing. Without a file nothing is approved.
    """
    where, questions = f"{folder.name}/{SIGNOFF_FILE}", read_questions_to_owner(folder)
    try:
        text = (folder / SIGNOFF_FILE).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Signoff((), questions, where), []
    except (OSError, UnicodeDecodeError) as error:
        finding = Finding(where, 0, f"cannot be read: {error}", "save it as UTF-8")
        return Signoff((), questions, where, exists=True), [finding]
    approvals, findings = parse_approvals(text, where)
    return Signoff(approvals, questions, where, exists=True), findings


def parse_approvals(text: str, where: str) -> tuple[tuple[Approval, ...], list[Finding]]:
    """The approvals in the text of a sign-off file, and what is wrong with it."""
    value, findings = parse(text, where)
    top = Fields(value, where, findings)
    approvals: dict[tuple[str, str, str], Approval] = {}
    for item in top.list("approvals"):
        row = Fields(item, where, findings)
        found = _approval(row)
        key = (found.id, found.hash, found.role)
        if not all((*key, found.date)):
            continue
        if key in approvals:
            row.report(item.line, f"`{found.id}` stands here twice with this text", "keep one")
        approvals.setdefault(key, found)
    top.done()
    return tuple(approvals.values()), findings


def _approval(row: Fields) -> Approval:
    name, digits = row.text("id"), row.text("hash")
    role, date = row.text("role", choices=ROLES), row.text("date")
    text = row.text("text", required=False)
    row.done()
    if digits and not _HASH.fullmatch(digits):
        row.report(row.line("hash"), f"`hash` {digits!r} is not {HEX} digits 0-9 and a-f")
        digits = ""
    if date and not is_date(date):
        row.report(row.line("date"), f"`date` {date!r} is not a date", "write 2027-01-31")
        date = ""
    if text and digits and text_hash(text) != digits:
        what, fix = "`text` is not the text of that `hash`", "approve the text anew"
        row.report(row.line("text"), what, fix)
    return Approval(name, digits, role, date, row.value.line, text)


def all_items(leaflet: Leaflet, manifest: Manifest, signoff: Signoff) -> list[Line]:
    """Everything that must be approved: texts, decisions, questions of the owner, the voice."""
    asked = [line for line, _ in signoff.questions.values()]
    return [*to_approve(leaflet), *asked, voice_line(manifest)]


def open_lines(leaflet: Leaflet, signoff: Signoff) -> list[Line]:
    """Texts, decisions and questions that nobody approved as they are now."""
    asked = [line for line, _ in signoff.questions.values()]
    return [line for line in [*to_approve(leaflet), *asked] if not signoff.holds(line)]


def open_items(leaflet: Leaflet, manifest: Manifest, signoff: Signoff) -> list[Line]:
    """`open_lines`, and the voice when nobody approved these clips."""
    voice = voice_line(manifest)
    return open_lines(leaflet, signoff) + ([] if signoff.holds(voice) else [voice])


def is_trial(folder: Path, leaflet: Leaflet) -> bool:
    """Whether a text, decision or question still waits, so that a welcome must say it.

    The voice is not asked: it is looked at where something is made for patients.
    """
    signoff, findings = read_signoff(folder)
    return bool(findings or open_lines(leaflet, signoff))


def counts(lines: Sequence[Line]) -> dict[str, int]:
    """How many of the lines are in each group, in the order of GROUPS; empty groups left out."""
    kinds = Counter(line.kind for line in lines)
    table = {group: sum(kinds[kind] for kind in inside) for group, inside in GROUPS.items()}
    return {group: count for group, count in table.items() if count}


def place(line: Line, places: dict[str, tuple[str, int]], signoff: Signoff) -> tuple[str, int]:
    """File and line of what must be approved, as far as known; else the sign-off file."""
    name = line.id.partition("_")[2]
    if line.kind == "question":
        return signoff.where.replace(SIGNOFF_FILE, "OPEN-VRAGEN.md"), signoff.questions[line.id][1]
    tries = {
        "title": (f"{name}.spoken_title",),
        "offer": (f"{name}.about", "template_offer"),
        "first": (f"{name}.about", "template_first"),
        "second": (f"{name}.about", "template_second"),
        "menu": ("template_menu",),
        "keys": ("template_key",),
        "digit": ("prompt_bad-code",),
        "after": (f"{name}.closing", f"{name}.follow_ups", name),
        "level": (f"alarm_{name}",),
        "check": (f"alarm_{name}.check",),
        "signs": (f"{name}.signs",),
        "choice": (f"opening_{name}.choices", "template_choose"),
        "near": (f"subject_{name}.offer",),
    }.get(line.kind, (line.id, bare(line.id)))
    return next((places[one] for one in tries if one in places), (signoff.where, 0))


def refuse(waiting: Sequence[Line], places: dict[str, tuple[str, int]], signoff: Signoff) -> None:
    """Raises ContentError with counts and the first twenty, when anything waits for approval."""
    if not waiting:
        return
    told = ", ".join(f"{count} {group}" for group, count in counts(waiting).items())
    fix = "see `python -m skill signoff sheet`; a trial is made with --concept"
    found = [Finding(signoff.where, 0, f"not approved: {told}", fix)]
    for line in waiting[:SHOWN]:
        what = f"{code(line)} waits for {' or '.join(roles(line))}"
        found.append(Finding(*place(line, places, signoff), what))
    if len(waiting) > SHOWN:
        fix = "see `python -m skill signoff status`"
        found.append(Finding(signoff.where, 0, f"and {len(waiting) - SHOWN} more", fix))
    raise ContentError(found)


def signoff_findings(
    leaflet: Leaflet,
    manifest: Manifest,
    signoff: Signoff,
    places: dict[str, tuple[str, int]],
) -> Iterator[Finding]:
    """What is not right about the file itself; that texts are open is no finding."""
    items = {line.id: line for line in all_items(leaflet, manifest, signoff)}
    for one in signoff.approvals:
        line = items.get(one.id)
        if line is None:
            fix = "correct the id, or remove the approval of a text that is gone"
            yield Finding(signoff.where, one.line, f"`{one.id}` is not a text", fix)
        elif one.role not in roles(line):
            what = f"{one.role} cannot approve `{one.id}`"
            yield Finding(signoff.where, one.line, what, f"{' or '.join(roles(line))} can")
    if not signoff.exists:
        return
    for line in items.values():
        claims = line.status == APPROVED and line.kind in _WITH_STATUS
        if claims and not signoff.holds(line):
            what = f"`{line.id}` is called {APPROVED} and nobody approved this text"
            yield Finding(*place(line, places, signoff), what, f"see {signoff.where}")
