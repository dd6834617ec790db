"""One item as the review page shows it: every line with its sound and its approval, and what the
item is based on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from skill.editorial.signoff import KINDS as LINE_KINDS
from skill.editorial.signoff import Approval, roles, text_hash
from skill.leaflet import Leaflet, Line, Passage, alarm_lines
from skill.server.review.background import asked_for, questions_about, raised_by, touched
from skill.server.review.catalogue import RISKS, Item, catalogue, part_title, state, without_source
from skill.server.review.folder import Snapshot

TEMPOS = (("normal", "gewoon"), ("slow", "langzaam"))
"""Tempo as a route names it, and as the page does."""


def detail(snapshot: Snapshot, folder: Path, item: Item) -> dict[str, Any]:
    """Everything about an item; `folder` is the content folder, whose questions are read."""
    items = catalogue(snapshot)
    numbers = questions_about(snapshot, items).get(item.id, [])
    place = snapshot.content.places.get(item.id)
    background = snapshot.content.backgrounds.get(item.id)
    return {
        "id": item.id,
        "kind": item.kind,
        "title": item.title,
        "part": part_title(snapshot.content.leaflet, item.part),
        "place": f"{place[0]}:{place[1]}" if place else "",
        "lines": [line_view(snapshot, line) for line in item.lines],
        "background": asdict(background) if background else None,
        "without_source": without_source(snapshot, item),
        "questions": [_question(snapshot, number) for number in numbers],
        "about": _about(snapshot, folder, item, items),
    }


def line_view(snapshot: Snapshot, line: Line) -> dict[str, Any]:
    """A line: its text, who may approve it, how it stands, and its sounds."""
    approval, before = snapshot.signoff.approval(line), snapshot.signoff.before(line)
    entry = snapshot.manifest.clips.get(line.id)
    fresh = entry if entry is not None and entry.text == line.text else None
    sounds = []
    for tempo, name in TEMPOS if fresh else ():
        clip = snapshot.manifest.clip(line.id, line.text, slow=tempo == "slow")
        if clip is None:
            continue
        sounds.append(
            {
                "tempo": tempo,
                "name": name,
                "url": f"/review/clips/{clip.file}",
                "seconds": clip.seconds,
                "lufs": clip.lufs,
                "source": clip.source,
                "heard": snapshot.ears.get(clip.file),
            }
        )
    return {
        "id": line.id,
        "label": LINE_KINDS.get(line.kind, line.kind),
        "text": line.text,
        "hash": text_hash(line.text),
        "status": line.status,
        "state": state(snapshot, line),
        "roles": list(roles(line)) if line.id in snapshot.to_approve else [],
        "approved": _approval(approval) if approval else None,
        "before": None if approval else _before(before, line),
        "voiced": line.id in snapshot.content_lines,
        "stale_sound": entry is not None and fresh is None,
        "sounds": sounds,
        "recordings": {
            tempo: snapshot.recordings[name].name
            for tempo, name in (("normal", line.id), ("slow", f"{line.id}-slow"))
            if name in snapshot.recordings
        },
    }


def changes(before: str, after: str) -> list[tuple[str, str]]:
    """Pieces of both texts in reading order: (`same` | `gone` | `new`, words)."""
    old, new = before.split(), after.split()
    found: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(("same", " ".join(old[a:b])))
            continue
        if b > a:
            found.append(("gone", " ".join(old[a:b])))
        if d > c:
            found.append(("new", " ".join(new[c:d])))
    return found


def _before(one: Approval | None, line: Line) -> dict[str, Any] | None:
    """What was approved before the text changed, word by word where that text was kept."""
    if one is None:
        return None
    return {**_approval(one), "changes": changes(one.text, line.text) if one.text else None}


def _approval(one: Approval) -> dict[str, str]:
    return {"role": one.role, "date": one.date}


def _question(snapshot: Snapshot, number: str) -> dict[str, Any]:
    one = next(one for one in snapshot.questions if one.number == number)
    return {
        "id": one.id,
        "number": one.number,
        "title": one.title,
        "asked": one.fields.get("vraag", ""),
        "before_use": one.before_use,
    }


def _links(items: Mapping[str, Item], ids: Iterable[str]) -> list[dict[str, str]]:
    return [{"id": one, "title": items[one].title} for one in ids if one in items]


def _about(
    snapshot: Snapshot, folder: Path, item: Item, items: Mapping[str, Item]
) -> dict[str, Any]:
    """What only this kind of item has."""
    leaflet, name = snapshot.content.leaflet, item.id.partition("_")[2]
    if item.kind == "passage":
        return _passage(snapshot, folder, leaflet.passages[item.id], items)
    if item.kind == "alarm":
        return _alarm(snapshot, folder, name, items)
    if item.kind == "opening":
        one = leaflet.openings[name]
        return {
            "kind": one.kind,
            "elsewhere": _closing(snapshot, [one.closing] if one.closing else []),
            "choices": _links(items, one.choices),
            "signs": _links(items, [f"alarm_{code}" for code in one.signs]),
            "raises": asked_for(folder, f"opening:{name}"),
        }
    if item.kind == "subject":
        subject = leaflet.subjects[name]
        return {
            "ask": subject.ask,
            "offer": _links(items, subject.offer),
            "never": _links(items, subject.never),
            "remember": subject.remember,
            "raises": asked_for(folder, f"not_covered:{name}"),
        }
    if item.kind == "question":
        question = next((one for one in snapshot.questions if one.id == item.id), None)
        if question is None:
            return {}
        return {
            "section": question.section,
            "before_use": question.before_use,
            "fields": question.fields,
            "touches": _links(items, dict.fromkeys(touched(question, items))),
        }
    return {}


def _passage(
    snapshot: Snapshot, folder: Path, passage: Passage, items: Mapping[str, Item]
) -> dict[str, Any]:
    leaflet, statements = snapshot.content.leaflet, snapshot.content.statements
    known = [statements[name] for name in passage.statements if name in statements]
    said = [phrase for one in known for phrase in one.must_say]
    return {
        "risk": RISKS.get(passage.risk, ""),
        "code": " ".join(code for code, name in leaflet.codes.items() if name == passage.id),
        "spoken_title": passage.spoken_title,
        "in_offer": passage.about,
        "sentences": [
            {
                "pieces": marked(one.text, said),
                "statements": list(one.statements),
                "own": not one.statements,
            }
            for one in snapshot.content.sentences.get(passage.id, ())
        ],
        "statements": [
            {
                "id": one.id,
                "section": one.section,
                "lines": one.lines,
                "text": one.paraphrase,
                "hard_facts": one.hard_facts,
            }
            for one in known
        ],
        "elsewhere": _closing(snapshot, passage.closing),
        "follow_ups": _links(items, passage.follow_ups),
        "raises": asked_for(folder, f"passage:{passage.id}"),
    }


def marked(text: str, phrases: Iterable[str]) -> list[tuple[str, bool]]:
    """A text in pieces, True for what one of the phrases (`a|b` is either) says literally."""
    choices = sorted(
        {one.strip() for phrase in phrases for one in phrase.split("|") if one.strip()},
        key=len,
        reverse=True,
    )
    if not choices:
        return [(text, False)]
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, choices))})(?!\w)", re.IGNORECASE)
    pieces: list[tuple[str, bool]] = []
    end = 0
    for match in pattern.finditer(text):
        pieces += [(text[end : match.start()], False), (match[0], True)]
        end = match.end()
    return [piece for piece in (*pieces, (text[end:], False)) if piece[0]]


def _alarm(
    snapshot: Snapshot, folder: Path, code: str, items: Mapping[str, Item]
) -> dict[str, Any]:
    leaflet = snapshot.content.leaflet
    alarm = leaflet.alarms[code]
    spoken, phone = (alarm_lines(leaflet, code, phone=phone) for phone in (False, True))
    own = {line.id for line in items[f"alarm_{code}"].lines}
    level = f"alarm_{alarm.level}"
    return {
        "level": alarm.level,
        "group": alarm.group,
        "elsewhere": [
            _elsewhere(snapshot, line_id, level)
            for line_id in dict.fromkeys((*spoken, *phone))
            if line_id not in own and line_id in snapshot.lines
        ],
        "check": alarm.check,
        "never": _links(items, alarm.never),
        "together": [[_told(leaflet, part) for part in pair.split("+")] for pair in alarm.together],
        **raised_by(leaflet, folder, code),
    }


def _closing(snapshot: Snapshot, names: Iterable[str]) -> list[dict[str, Any]]:
    ids = (f"closing_{name}" for name in names)
    return [_elsewhere(snapshot, one, one) for one in ids if one in snapshot.lines]


def _elsewhere(snapshot: Snapshot, line_id: str, item_id: str) -> dict[str, Any]:
    """A line that sounds here and is approved at another item."""
    return {"item": item_id, **line_view(snapshot, snapshot.lines[line_id])}


def _told(leaflet: Leaflet, name: str) -> str:
    """What one half of a pair is called: a sign, or a subject."""
    name = name.strip()
    if name in leaflet.alarms:
        return leaflet.alarms[name].label
    return leaflet.subjects[name].title if name in leaflet.subjects else name
