"""Conversations in YAML (`tests/dialogues`, and what the console saves) -> Rehearsals.

A file is a list of conversations. Its fields, and what a turn may say: docs/console.md.
"""

from __future__ import annotations

import datetime
from typing import cast

from skill.dialogue import (
    DOES,
    KEYS,
    LINES,
    SWITCHES,
    TEXTS,
    Cue,
    Does,
    Expected,
    Medium,
    Rehearsal,
)
from skill.editorial.fields import Fields
from skill.editorial.source import parse
from skill.errors import Finding
from skill.understanding import LONGEST

MEDIUMS = ("speaker", "screen", "phone")
MOST_CONVERSATIONS = 200
MOST_CUES = 500
"""Turns in one conversation."""


def read_rehearsals(text: str, where: str) -> tuple[list[Rehearsal], list[Finding]]:
    """The conversations in a text and what is wrong with it; `where` is its name for findings.

    They are usable only when there are no findings.
    """
    top, findings = parse(text, where, kept=False)
    if findings:
        return [], findings
    if top.kind != "list" or not top.items:
        fix = "begin with `- naam: ...` and put its turns under `beurten:`"
        return [], [Finding(where, top.line, "is not a list of conversations", fix)]
    if len(top.items) > MOST_CONVERSATIONS:
        what = f"holds {len(top.items)} conversations; at most {MOST_CONVERSATIONS} fit"
        return [], [Finding(where, top.line, what, "split it")]
    rehearsals = [_rehearsal(Fields(item, where, findings)) for item in top.items]
    seen: set[str] = set()
    for one, item in zip(rehearsals, top.items, strict=True):
        if one.name and one.name in seen:
            what = f"a conversation `{one.name}` stands here twice"
            findings.append(Finding(where, item.line, what, "give one another name"))
        seen.add(one.name)
    return rehearsals, findings


def _rehearsal(row: Fields) -> Rehearsal:
    name = row.text("naam")
    medium = row.text("medium", required=False, choices=MEDIUMS) or "speaker"
    today, review_by = _date(row, "vandaag"), row.text("herzien_voor", required=False)
    hears = row.text("verstaat", required=False, choices=("ja", "nee")) == "ja"
    trial = row.text("proef", required=False, choices=("ja", "nee")) == "ja"
    withdrawn = row.texts("ingetrokken", required=False)
    turns = row.list("beurten")
    if len(turns) > MOST_CUES:
        row.report(row.line("beurten"), f"{len(turns)} turns; at most {MOST_CUES} fit", "split it")
    if not turns and "beurten" in row.value.fields and row.value.fields["beurten"].kind == "list":
        row.report(row.line("beurten"), "`beurten` is empty", "write a turn")
    cues = [_cue(Fields(item, row.where, row.findings), medium) for item in turns[:MOST_CUES]]
    row.done()
    return Rehearsal(name, today, hears, review_by, withdrawn, trial, tuple(cues))


def _cue(row: Fields, medium: str) -> Cue:
    done = [name for name in DOES if name in row.value.fields]
    if row.value.kind == "map" and len(done) != 1:
        what = f"a turn does one of {', '.join(DOES)}; here it does {len(done)}"
        row.report(row.value.line, what, "give each turn one")
    does: Does = done[0] if done else "stilte"
    value = row.text(does, required=does in ("zegt", "toets")) if done else ""
    _judge(row, does, value)
    here = row.text("medium", required=False, choices=MEDIUMS) or medium
    expects: dict[str, Expected] = {}
    for field in row.value.fields:
        if field in TEXTS:
            expects[field] = row.text(field, required=False)
        elif field in SWITCHES:
            expects[field] = row.text(field, choices=("true", "false")) == "true"
        elif field in LINES:
            expects[field] = row.texts(field, required=False)
    row.taken.update((*DOES, *TEXTS, *SWITCHES, *LINES))
    row.done()
    return Cue(does, value if does in ("zegt", "toets") else "", cast("Medium", here), expects)


def _judge(row: Fields, does: Does, value: str) -> None:
    """Reports what a turn cannot do."""
    if does == "toets" and (strange := sorted(set(value) - set(KEYS))):
        row.report(row.line(does), f"`toets` has {strange}", "keys are 0-9, * and #")
    if does == "zegt" and len(value) > LONGEST:
        row.report(row.line(does), f"`zegt` has {len(value)} characters; at most {LONGEST} fit")
    if does not in ("zegt", "toets") and value not in ("true", ""):
        row.report(row.line(does), f"`{does}` is {value!r}", "write `true`")


def _date(row: Fields, name: str) -> str:
    text = row.text(name, required=False)
    try:
        return datetime.date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        row.report(row.line(name), f"`{name}` {text!r} is not a date", "write 2027-01-31")
        return ""
