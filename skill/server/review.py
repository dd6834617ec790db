"""What the review page shows: every text that can be heard, beside what it is based on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from skill.channels import Runtime
from skill.editorial import Statement
from skill.labels import LEVELS
from skill.leaflet import Alarm, Opening, Passage, Subject, alarm_lines
from skill.studio import manifest_writer
from skill.studio.read_back import misheard, read_accepted, read_heard

RISKS = {"medicine": "medicijn", "dose": "dosering", "reassuring": "geruststellend"}
"""Risk of a passage as the page names it; the others have no risk to name."""


def review(
    runtime: Runtime,
    statements: Mapping[str, Statement],
    ears: Mapping[str, dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """Everything that the template needs.

    A statement that `statements` does not know is shown by its id alone. `ears` is what `read_back`
    gives: what a recogniser heard, by file.
    """
    leaflet = runtime.leaflet
    chapters = [
        {
            "id": chapter,
            "title": leaflet.nodes[chapter].title,
            "passages": [
                _passage(runtime, statements, passage)
                for passage in leaflet.passages.values()
                if passage.chapter == chapter
            ],
        }
        for chapter in leaflet.chapters
    ]
    alarms = sorted(leaflet.alarms.values(), key=lambda alarm: LEVELS.index(alarm.level))
    return {
        "leaflet": leaflet,
        "chapters": chapters,
        "alarms": [_alarm(runtime, alarm) for alarm in alarms],
        "openings": [_opening(runtime, opening) for opening in leaflet.openings.values()],
        "subjects": [_subject(runtime, subject) for subject in leaflet.subjects.values()],
        "prompts": [
            _line(runtime, line_id)
            for line_id, line in runtime.lines.items()
            if line.kind in ("prompt", "closing", "standing")
        ],
        "statuses": _statuses(runtime),
        "ears": ears or {},
    }


def read_back(folder: Path) -> dict[str, dict[str, Any]]:
    """By file name: the text that was heard, per cent of characters wrong, and whether that is
    outside what its voice is used to or a fact that differs. Empty while nothing was heard."""
    manifest, heard = manifest_writer.read(folder)[0], read_heard(folder)
    accepted = read_accepted(folder)
    flagged = {one.file: one for one in misheard(manifest, heard, accepted)}
    found: dict[str, dict[str, Any]] = {}
    for entry in manifest.clips.values():
        for clip in (entry.normal, entry.slow):
            one = heard.get(clip.sha256)
            if one is not None:
                found[clip.file] = {
                    "text": one.text,
                    "percent": round(100 * one.characters),
                    "wrong": one.wrong,
                    "flagged": clip.file in flagged,
                    "accepted": accepted.get(clip.file, ""),
                }
    return found


def _statuses(runtime: Runtime) -> dict[str, list[tuple[str, int]]]:
    leaflet = runtime.leaflet
    groups: dict[str, list[str]] = {
        "passages": [passage.status for passage in leaflet.passages.values()],
        "alarmtekens": [alarm.status for alarm in leaflet.alarms.values()],
        "openingen": [opening.status for opening in leaflet.openings.values()],
        "onderwerpen buiten de folder": [subject.status for subject in leaflet.subjects.values()],
        "vaste zinnen": [prompt.status for prompt in leaflet.prompts.values()],
    }
    return {name: Counter(found).most_common() for name, found in groups.items()}


def _line(runtime: Runtime, line_id: str) -> dict[str, Any]:
    """A line with its two clips; a clip is None where the line has no sound as it reads now."""
    line = runtime.lines[line_id]
    sounds = []
    for tempo, slow in (("gewoon", False), ("langzaam", True)):
        clip = runtime.clip(line_id, slow=slow)
        if clip is not None:
            url = f"/audio/{clip.file}"
            sounds.append({"tempo": tempo, "url": url, "seconds": clip.seconds, "file": clip.file})
    return {"id": line_id, "text": line.text, "status": line.status, "sounds": sounds}


def _passage(
    runtime: Runtime, statements: Mapping[str, Statement], passage: Passage
) -> dict[str, Any]:
    passages = runtime.leaflet.passages
    codes = [code for code, name in runtime.leaflet.codes.items() if name == passage.id]
    return {
        "passage": passage,
        "line": _line(runtime, passage.id),
        "risk": RISKS.get(passage.risk, ""),
        "code": " ".join(codes),
        "statements": [(name, statements.get(name)) for name in passage.statements],
        "closing": [
            _line(runtime, f"closing_{name}")
            for name in passage.closing
            if f"closing_{name}" in runtime.lines
        ],
        "follow_ups": [passages[name] for name in passage.follow_ups if name in passages],
    }


def _alarm(runtime: Runtime, alarm: Alarm) -> dict[str, Any]:
    heard = [_line(runtime, name) for name in alarm_lines(runtime.leaflet, alarm.code)]
    phone = [_line(runtime, name) for name in alarm_lines(runtime.leaflet, alarm.code, phone=True)]
    passages = runtime.leaflet.passages
    return {
        "alarm": alarm,
        "lines": heard,
        "phone": phone if phone != heard else [],
        "check": _line(runtime, f"check_{alarm.code}") if alarm.check else None,
        "never": [passages[name] for name in alarm.never if name in passages],
        "together": [[_told(runtime, part) for part in pair.split("+")] for pair in alarm.together],
    }


def _told(runtime: Runtime, name: str) -> str:
    """What one half of a pair is called: a sign, or a subject."""
    name = name.strip()
    leaflet = runtime.leaflet
    if name in leaflet.alarms:
        return leaflet.alarms[name].label
    return leaflet.subjects[name].title if name in leaflet.subjects else name


def _opening(runtime: Runtime, opening: Opening) -> dict[str, Any]:
    leaflet, line_id = runtime.leaflet, f"opening_{opening.id}"
    elsewhere = (("Door de telefoon", "phone"), ("Op een scherm", "screen"))
    closing = f"closing_{opening.closing}"
    return {
        "opening": opening,
        "line": _line(runtime, line_id),
        "elsewhere": [
            (name, _line(runtime, f"{line_id}-{medium}"))
            for name, medium in elsewhere
            if f"{line_id}-{medium}" in runtime.lines
        ],
        "closing": _line(runtime, closing) if closing in runtime.lines else None,
        "choice": _line(runtime, f"choice_{opening.id}") if opening.choices else None,
        "choices": [leaflet.passages[name] for name in opening.choices if name in leaflet.passages],
        "signs": [leaflet.alarms[code].label for code in opening.signs if code in leaflet.alarms],
    }


def _subject(runtime: Runtime, subject: Subject) -> dict[str, Any]:
    passages = runtime.leaflet.passages
    return {
        "subject": subject,
        "line": _line(runtime, f"subject_{subject.id}"),
        "offer": [passages[name] for name in subject.offer if name in passages],
        "never": [passages[name] for name in subject.never if name in passages],
    }
