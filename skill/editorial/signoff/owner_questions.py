"""The questions to the owner of the leaflet: OPEN-VRAGEN.md as data.

## 1. Beslissen vóór gebruik (H)
### 2. Het maximum van paracetamol
- **Vraag:** Blijft het maximum van vier gram per dag staan?
- **Raakt:** `paracetamol` (S74); slotzin `dosis`; alarm `te-veel-pillen`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

QUESTIONS_FILE = "OPEN-VRAGEN.md"

_QUESTION = re.compile(r"### (?P<number>[0-9]+)\. (?P<title>.+)")
_FIELD = re.compile(r"- \*\*(?P<name>[^*]+):\*\*(?P<text>.*)")
_NAMED = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class OwnerQuestion:
    """One question, with what it is about."""

    number: str
    title: str
    section: str
    """Heading above it, without its number: `Beslissen vóór gebruik (H)`."""
    before_use: bool
    """Whether it must be answered before patients may hear anything: its heading ends in (H)."""
    line: int
    """1-based line of its heading in the file."""
    fields: dict[str, str]
    """By name, lower case: vraag, waarom, raakt, nu, bronnen."""

    @property
    def id(self) -> str:
        """Its id as something to approve."""
        return f"question_{self.number}"

    @property
    def asked(self) -> str:
        """What is asked, its title before it: the text that is approved."""
        asked = self.fields.get("vraag", "")
        return f"{self.title} {asked}" if asked else self.title

    @property
    def named(self) -> tuple[str, ...]:
        """What it touches, as it stands between backticks: `paracetamol`, `alarms/`."""
        return tuple(_NAMED.findall(self.fields.get("raakt", "")))


def read_owner_questions(folder: Path) -> list[OwnerQuestion]:
    """Every question in the file, in its order. No such file, no questions."""
    try:
        text = (folder / QUESTIONS_FILE).read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return []
    return list(_questions(text))


def _questions(text: str) -> Iterator[OwnerQuestion]:
    section, before_use = "", False
    found: OwnerQuestion | None = None
    for number, row in enumerate(text.split("\n"), start=1):
        heading, field = _QUESTION.fullmatch(row.strip()), _FIELD.match(row)
        if row.startswith("## ") or heading:
            if found:
                yield found
            found = None
        if row.startswith("## "):
            section = re.sub(r"^[0-9]+\. ", "", row[3:].strip())
            before_use = row.rstrip().endswith("(H)")
        elif heading:
            found = OwnerQuestion(
                heading["number"], heading["title"], section, before_use, number, {}
            )
        elif found and field:
            found.fields[field["name"].strip().lower()] = field["text"].strip()
    if found:
        yield found
