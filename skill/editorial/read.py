"""Content folder -> Content -> `compiled/leaflet.json`: every mistake is told at once."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from skill.atomic_write import write_whole
from skill.editorial.content import Content
from skill.editorial.leaflet_file import read_leaflet_file
from skill.editorial.lexicon_file import SOUNDS_FILE, read_lexicon
from skill.editorial.passages_file import read_passages, read_statements
from skill.editorial.prompts_file import read_prompts
from skill.editorial.reader import Reader
from skill.editorial.replies_file import read_alarms, read_openings, read_subjects
from skill.editorial.rules import editorial_findings
from skill.editorial.signoff import is_trial
from skill.editorial.slots_file import SLOTS_FILE, read_slots
from skill.editorial.written_out import written_out
from skill.errors import Finding, raise_all
from skill.leaflet import LEAFLET_FILE, Leaflet, dump_leaflet, fingerprint

_CODE = re.compile(r"[0-9]{3}")


def read_content(folder: Path) -> tuple[Content, list[Finding]]:
    """What the folder holds, and everything that is wrong with it.

    The content is usable only when there are no findings; it is given all the same, so that
    later checks can add theirs in one go.
    """
    reader = Reader(folder)
    top = reader.file("leaflet.yaml")
    frame, order = read_leaflet_file(top)
    slot_types, slots = read_slots(reader.optional(SLOTS_FILE))
    statements = read_statements(reader)
    passages, sentences = read_passages(reader, order, (top.where, top.line("order")))
    leaflet = Leaflet(
        **frame,
        passages=passages,
        alarms=read_alarms(reader),
        openings=read_openings(reader),
        subjects=read_subjects(reader),
        prompts=read_prompts(reader.file("prompts.yaml"), reader.places, reader.backgrounds),
        codes=_codes(reader),
        slot_types=slot_types,
        slots=slots,
        trial=False,
        fingerprint="",
    )
    leaflet = replace(leaflet, trial=bool(reader.findings) or is_trial(folder, leaflet))
    content = Content(
        replace(leaflet, fingerprint=fingerprint(leaflet)),
        statements,
        sentences,
        read_lexicon(reader.file("lexicon.yaml"), reader.optional_text(SOUNDS_FILE), reader.places),
        reader.places,
        reader.backgrounds,
    )
    return content, reader.findings


def required_content(folder: Path) -> Content:
    """The content of a folder. ContentError with all findings when there are any."""
    content, findings = read_content(folder)
    raise_all(findings)
    return content


def checked_content(folder: Path) -> Content:
    """The content of a folder for who gives it away, a trial included.

    ContentError with all findings: what cannot be read, else what breaks a rule of the editors. A
    sentence that says the reverse of its statement does not ship, approved or not.
    """
    content = required_content(folder)
    raise_all(editorial_findings(content), written_out(content))
    return content


def compile_content(folder: Path) -> Leaflet:
    """Reads the folder and writes its compiled leaflet.

    Raises ContentError with every finding; then nothing is written.
    """
    content = checked_content(folder)
    write_whole(folder / LEAFLET_FILE, dump_leaflet(content.leaflet).encode())
    return content.leaflet


def freshness(folder: Path, leaflet: Leaflet) -> list[Finding]:
    """A finding when `compiled/leaflet.json` is not what the folder compiles to."""
    path = folder / LEAFLET_FILE
    try:
        written = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        written = ""
    if written == dump_leaflet(leaflet):
        return []
    where = f"{folder.name}/{LEAFLET_FILE.as_posix()}"
    return [Finding(where, 0, "is not what the content says now", "run `python -m skill compile`")]


def _codes(reader: Reader) -> dict[str, str]:
    codes: dict[str, str] = {}
    where = reader.where("codes.txt")
    for number, row in enumerate((reader.text("codes.txt") or "").split("\n"), start=1):
        parts = row.partition("#")[0].split()
        if not parts:
            continue
        if len(parts) != 2 or not _CODE.fullmatch(parts[0]):
            fix = "write `123 <passage id>`, or `123 -` for a code that is retired"
            reader.findings.append(Finding(where, number, "is not a code and a passage", fix))
        elif parts[0] in codes:
            what = f"code {parts[0]} is given twice"
            reader.findings.append(Finding(where, number, what, "a code is never given again"))
        else:
            codes[parts[0]] = parts[1]
            reader.places[f"code_{parts[0]}"] = (where, number)
    return {code: passage for code, passage in codes.items() if passage != "-"}
