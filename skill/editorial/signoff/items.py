"""What somebody must approve before patients may hear it, each with a code that binds the text.

Besides every line of the script there are decisions that no single text shows: the level of an
alarm and what it excludes, what follows a passage, what is offered after a refusal, which alarm is
raised by `dat heb ik`, the owner's questions that must be answered before use (Decision 10 of the
safety notes: part `(H)` of OPEN-VRAGEN.md), and the voice.
They are Lines too, of a text that says the decision; so one mechanism holds for all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from skill.editorial.signoff.owner_questions import read_owner_questions
from skill.leaflet import Alarm, Leaflet, Line, Opening, Prompt, script
from skill.leaflet.menu import WITHDRAWN, parent
from skill.manifest import Manifest

MEDICAL = "medisch eindverantwoordelijke"
EDITORS = "redactie"
ROLES = (MEDICAL, EDITORS)

BY_EDITORS = ("title", "offer", "first", "second", "choice", "menu", "keys", "digit", "voice")
"""Kinds that the editors may approve too: they lead to a text and say nothing about health."""

HEX = 12
"""Hex digits of a text's SHA-256 in signoff.yaml."""
SHORT = 6
"""Hex digits of it in the code on paper, which somebody types."""


GROUPS = {
    "passages": ("passage", "title", "offer", "first", "second", "after"),
    "alarm lines": ("alarm", "level", "check", "standing", "signs"),
    "openings": ("opening", "choice"),
    "subjects": ("subject", "near"),
    "prompts": ("prompt", "closing"),
    "menus": ("menu", "keys", "digit"),
    "questions to the owner": ("question",),
    "voice": ("voice",),
}
"""Name of a group in a list -> the kinds of lines in it."""


def text_hash(text: str) -> str:
    """The first twelve hex digits of the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:HEX]


def code(line: Line) -> str:
    """What is typed to approve a line: `goed-tillen:3f9a1c`, its id and six digits of its hash."""
    return f"{line.id}:{text_hash(line.text)[:SHORT]}"


def roles(line: Line) -> tuple[str, ...]:
    """The roles that may approve a line."""
    return ROLES if line.kind in BY_EDITORS else (MEDICAL,)


def to_approve(leaflet: Leaflet) -> list[Line]:
    """The lines of the script and the decisions about them; nothing of a withdrawn passage."""
    return [line for line in _all(leaflet) if not _withdrawn(leaflet, line)]


def _all(leaflet: Leaflet) -> Iterator[Line]:
    yield from script(leaflet).values()
    for passage in leaflet.passages.values():
        closing = ", ".join(passage.closing) or "geen"
        offers = _abouts(leaflet, passage.follow_ups) or "niets"
        text = f"Slotzin: {closing}. Daarna aangeboden: {offers}. Risico: {passage.risk}."
        yield Line(f"after_{passage.id}", text, "after", passage.status)
    for alarm in leaflet.alarms.values():
        yield Line(f"level_{alarm.code}", _decided(leaflet, alarm), "level", alarm.status)
    yield from _signs(leaflet)
    for subject in leaflet.subjects.values():
        if subject.offer:
            text = f"Na deze weigering wordt aangeboden: {_abouts(leaflet, subject.offer)}."
            yield Line(f"near_{subject.id}", text, "near", subject.status)


def _decided(leaflet: Leaflet, alarm: Alarm) -> str:
    """What an alarm decides: how urgent it is, what else makes it, what is not said after it."""
    text = f"{alarm.label}: niveau {alarm.level}."
    if alarm.together:
        text += f" Ook bij {'; '.join(alarm.together)}."
    if alarm.never:
        text += f" Daarna klinkt niet: {_abouts(leaflet, alarm.never)}."
    return text


def _signs(leaflet: Leaflet) -> Iterator[Line]:
    """Which alarms a warning names, in its order: who says `dat heb ik` to it has one of them."""
    warnings: dict[str, Prompt | Opening] = {**leaflet.prompts}
    warnings |= {f"opening_{one.id}": one for one in leaflet.openings.values()}
    for line_id, warning in warnings.items():
        known = [leaflet.alarms[code] for code in warning.signs if code in leaflet.alarms]
        if known:
            text = "; ".join(f"{alarm.label} ({alarm.level})" for alarm in known)
            yield Line(f"signs_{line_id}", f"`Dat heb ik` geeft: {text}.", "signs", warning.status)


def _abouts(leaflet: Leaflet, names: tuple[str, ...]) -> str:
    return "; ".join(leaflet.passages[name].about for name in names if name in leaflet.passages)


def passage_of(line: Line) -> str:
    """The passage to which a line belongs; empty for a line of something else."""
    if line.kind not in GROUPS["passages"]:
        return ""
    return line.id if line.kind == "passage" else line.id.partition("_")[2]


def _withdrawn(leaflet: Leaflet, line: Line) -> bool:
    found = leaflet.passages.get(passage_of(line))
    return found is not None and found.status == WITHDRAWN


def voice_line(manifest: Manifest) -> Line:
    """The voice as something to approve: who listened to exactly these clips."""
    if not manifest.clips:
        text = "Er zijn geen clips: elk apparaat spreekt met zijn eigen stem."
        return Line("voice", text, "voice", "")
    sounds = "".join(
        f"{name} {entry.normal.sha256} {entry.slow.sha256}\n"
        for name, entry in sorted(manifest.clips.items())
    )
    count = 2 * len(manifest.clips)
    text = f"Stem: {manifest.engine}; {count} clips beluisterd, kenmerk {text_hash(sounds)}."
    return Line("voice", text, "voice", "")


def read_questions_to_owner(folder: Path) -> dict[str, tuple[Line, int]]:
    """Questions that must be answered before use, by id, each with its line in the file.

    They stand in OPEN-VRAGEN.md under the heading that ends in `(H)`.
    """
    return {
        one.id: (Line(one.id, one.asked, "question", ""), one.line)
        for one in read_owner_questions(folder)
        if one.before_use
    }


def parts(leaflet: Leaflet, lines: list[Line]) -> dict[str, list[Line]]:
    """The lines by part of the sheet: a chapter's id, `alarms`, `openings`, `prompts` ...

    A passage's lines stand together, in the order of the leaflet.
    """
    table: dict[str, list[Line]] = {name: [] for name in leaflet.chapters}
    order = {name: number for number, name in enumerate(leaflet.passages)}
    for line in lines:
        table.setdefault(_part(leaflet, line), []).append(line)
    for name in leaflet.chapters:
        table[name].sort(key=lambda line: order[passage_of(line)])
    return {name: found for name, found in table.items() if found}


_PARTS = {
    kind: part
    for part, group in (
        ("alarms", "alarm lines"),
        ("openings", "openings"),
        ("subjects", "subjects"),
        ("menus", "menus"),
        ("questions", "questions to the owner"),
        ("voice", "voice"),
    )
    for kind in GROUPS[group]
}
"""Kind of a line -> the part of the sheet in which it stands, where that is no chapter."""


def _part(leaflet: Leaflet, line: Line) -> str:
    passage = passage_of(line)
    if not passage:
        return _PARTS.get(line.kind, "prompts")
    above = parent(leaflet, passage)
    while above in leaflet.nodes and above not in leaflet.chapters:
        above = parent(leaflet, above)
    return above if above in leaflet.chapters else "prompts"


def part_code(name: str, lines: list[Line]) -> str:
    """What is typed to approve a whole part: its name and six digits over all texts in it."""
    return f"{name}:{text_hash(' '.join(map(code, lines)))[:SHORT]}"
