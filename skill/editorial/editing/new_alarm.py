"""A new alarm: its file and the file of its questions, as an editor would have begun them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from skill.editorial.editing.field import BODY, Place, with_field
from skill.editorial.editing.items import LEVEL_HINT, Field
from skill.labels import LEVELS
from skill.leaflet import DEVICE_SPEECH

NO_SOURCE = "geen bron gevonden"
"""What stands at `source` where nobody knows one; a source is never made up."""
NOT_SHOWN = "NIET: geen bron gevonden"
"""What stands at `evidence` then, in the words that the other alarms use."""

FORM = (
    Field("code", "Code", "kleine letters en streepjes, bijvoorbeeld: dik-been"),
    Field("label", "Omschrijving", "wat iemand heeft of vertelt"),
    Field("level", "Niveau", LEVEL_HINT, choices=LEVELS),
    Field("say", "Eigen zin", "leeg: de vaste zin van het niveau klinkt", required=False),
    Field("check", "Navraag bij twijfel", "Begrijp ik goed dat …?", required=False),
    Field("source", "Bron", f"leeg: “{NO_SOURCE}”", required=False),
    Field("evidence", "Hoe goed het bewijs is", "GOED, DEELS of NIET, en waarom", required=False),
    Field("body", "Uitleg", "wat hoort erbij en wat niet; klinkt niet", True, required=False),
    Field(
        "questions",
        "Hoe mensen het zeggen",
        "één zin per regel, minstens tien, liever veertig",
        several=True,
    ),
)
"""What is asked for a new alarm."""


@dataclass(frozen=True, slots=True)
class NewAlarm:
    """The two files of a new alarm, by path under the content folder."""

    alarm: str
    questions: str
    files: dict[str, bytes]


def next_group(groups: Iterable[str]) -> str:
    """The number that follows the highest of these: `R09`, `R10` -> `R11`."""
    found = [match for one in groups if (match := re.fullmatch(r"(\D*)(\d+)", one))]
    if not found:
        return "R01"
    last = max(found, key=lambda one: int(one[2]))
    return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}}"


def files_of(code: str) -> tuple[str, str]:
    """The file of an alarm and that of its questions, under the content folder."""
    return f"alarms/{code}.md", f"questions/alarm/{code}.txt"


def new_alarm(form: Mapping[str, str], group: str) -> NewAlarm:
    """The files for a filled-in form (every field of FORM, tidied; `code` an id).

    `group` is its number. Its status is that of a text that waits for clinical approval.
    """
    alarm, questions = files_of(form["code"])
    source = form["source"] or NO_SOURCE
    fields = {
        "group": group,
        "label": form["label"],
        "level": form["level"],
        "say": form["say"],
        "source": source,
        "evidence": form["evidence"] or (NOT_SHOWN if source == NO_SOURCE else ""),
        "status": DEVICE_SPEECH,
        "check": form["check"],
    }
    raw = b"---\ngroup: x\n---\n"
    for name, text in fields.items():
        if text:
            raw = with_field(raw, Place(alarm, (name,), tuple(fields)), text, alarm)
    if form["body"]:
        raw = with_field(raw, Place(alarm, BODY), form["body"], alarm)
    return NewAlarm(alarm, questions, {alarm: raw, questions: (form["questions"] + "\n").encode()})
