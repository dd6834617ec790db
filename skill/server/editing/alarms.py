"""A new alarm from a form: its file and that of its questions, both or neither."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from skill.channels import Runtime
from skill.editorial import Content, read_content
from skill.editorial.editing import (
    FORM,
    LONGEST_ID,
    Field,
    NewAlarm,
    changed_folder,
    files_of,
    is_id,
    new_alarm,
    next_group,
    verdict,
)
from skill.errors import BadRequest, Finding
from skill.server.editing.change import WRITING, described, judged, shown, typed, write
from skill.training import question_findings, read_questions

_CODE = re.compile(r"[a-z]+(?:-[a-z]+)*")
"""As editors write an id: no digits, which Alexa does not allow (docs/redactie.md)."""
_TWICE = re.compile(r"`(.+)` is also (\S+) at (.+):(\d+)")
"""What `read_questions` says of a question under two labels."""


def blank() -> dict[str, Any]:
    """The fields of the form."""
    return {"fields": [described(field) | {"text": ""} for field in FORM]}


def add(runtime: Runtime, payload: dict[str, Any], *, only_look: bool = False) -> dict[str, Any]:
    """Writes the alarm of a filled-in form, unless it is only looked at.

    Gives `item`, its id, with what the checks say; `wrong` is what the form lacks, by field.
    Raises BadRequest `refused` with the same where anything refuses it; then nothing is written.
    """
    folder = runtime.settings.content_dir
    filled = {field.name: _filled(payload, field) for field in FORM}
    with WRITING:
        content = read_content(folder)[0]
        wrong = _wrong(filled, content, folder)
        told: dict[str, Any] = {"findings": [], "stood": [], "warnings": []}
        if not wrong:
            group = next_group(alarm.group for alarm in content.leaflet.alarms.values())
            made = new_alarm(filled, group)
            told = _judged(runtime, made)
        told |= {"item": f"alarms/{filled['code']}", "wrong": wrong}
        if only_look:
            return told
        if wrong or told["findings"]:
            raise BadRequest("refused", "the checks refuse this alarm", 422, told)
        write(folder, made.files)
    return told


def _filled(payload: dict[str, Any], field: Field) -> str:
    """A field of the form; a choice that is not made yet is empty."""
    return "" if payload.get(field.name) == "" else typed(payload, field.name, field)


def _wrong(filled: dict[str, str], content: Content, folder: Path) -> dict[str, str]:
    """By field: what is missing or cannot be, in Dutch."""
    wrong = {
        field.name: "Vul dit in." for field in FORM if field.required and not filled[field.name]
    }
    code = filled["code"]
    if code and not _CODE.fullmatch(code):
        wrong["code"] = "Gebruik kleine letters a tot z en losse streepjes: dik-been."
    elif code and not is_id(code):
        wrong["code"] = f"Neem hoogstens {LONGEST_ID} letters, en geen naam van een apparaat (con)."
    elif code in content.leaflet.alarms:
        wrong["code"] = "Deze code is al van een ander alarm."
    elif code and (there := [one for one in files_of(code) if (folder / one).exists()]):
        # What no alarm is read from is somebody's all the same.
        wrong["code"] = f"Er is al een bestand {there[0]}: kies een andere code."
    if filled["source"] and not filled["evidence"]:
        wrong["evidence"] = "Zeg hoe goed die bron dit bewijst: GOED, DEELS of NIET, en waarom."
    return wrong


def _judged(runtime: Runtime, made: NewAlarm) -> dict[str, Any]:
    """The checks of the content, and those of the questions with the new ones among them."""
    folder = runtime.settings.content_dir
    found = verdict(folder, made.files)
    told = judged(runtime, found)
    with changed_folder(folder, made.files, questions=True) as copy:
        questions, wrong = read_questions(copy)
        wrong = [*wrong, *question_findings(copy, found.content.leaflet, questions)]
    ours = f"{folder.name}/{made.questions}"
    told["findings"] += [shown(_turned(one, ours)) for one in wrong if _is_ours(one, made)]
    return told


def _is_ours(finding: Finding, made: NewAlarm) -> bool:
    """Whether a finding is about the new files, or about a question that they have too."""
    return finding.where.endswith(made.questions) or made.questions in finding.what


def _turned(finding: Finding, ours: str) -> Finding:
    """A question under two labels, found in the new file: who fills in the form has that one."""
    found = _TWICE.fullmatch(finding.what)
    if found is None or found[3] != ours:
        return finding
    what = f"`{found[1]}` is also {found[2]} at {finding.where}:{finding.line}"
    return Finding(ours, int(found[4]), what, finding.fix)
