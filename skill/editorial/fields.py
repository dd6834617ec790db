"""Taking typed fields out of a map, and keeping a list of everything that is wrong."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from skill.editorial.source import Value
from skill.errors import Finding

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What an id looks like: lower case, digits and single hyphens."""

LONGEST_ID = 48
"""Characters: the id of any line that it is part of fits in the state of a conversation."""

_PORTS = frozenset(f"{port}{number}" for port in ("com", "lpt") for number in range(10))
DEVICES = _PORTS | {"con", "prn", "aux", "nul"}
"""What no file may be called on Windows, with whatever ending
(https://learn.microsoft.com/windows/win32/fileio/naming-a-file)."""

ID_FIX = f"use a-z, 0-9 and single hyphens, {LONGEST_ID} at most, and no name of a device"


def is_id(name: str) -> bool:
    """Whether something may be called so: it names files, lines and what a state holds."""
    return bool(SLUG.fullmatch(name)) and len(name) <= LONGEST_ID and name not in DEVICES


def is_date(text: str) -> bool:
    """Whether `text` is a day as `2027-01-31`."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@dataclass(slots=True)
class Fields:
    """The fields of one map; every call takes one, `done()` reports what was not taken.

    Of a map that could not be read nothing is missed: one mistake is told once.
    """

    value: Value
    where: str
    findings: list[Finding]
    taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.value.kind not in ("map", "unread"):
            self.report(self.value.line, "fields are expected here", "write `name: value` lines")
            self.value = Value(self.value.line, kind="unread")

    def report(self, line: int, what: str, fix: str = "") -> None:
        """Adds one finding."""
        self.findings.append(Finding(self.where, line, what, fix))

    def line(self, name: str) -> int:
        """The line of a field, or of the map when it is absent."""
        found = self.value.fields.get(name)
        return found.line if found else self.value.line

    def text(self, name: str, *, required: bool = True, choices: Iterable[str] = ()) -> str:
        """A string; empty when it is absent or wrong."""
        found = self._take(name, "text", required)
        if found is None:
            return ""
        if not found.text and required:
            self.report(found.line, f"`{name}` is empty", "fill it in")
        allowed = tuple(choices)
        if allowed and found.text not in allowed and (found.text or required):
            what = f"`{name}` is {found.text!r}"
            self.report(found.line, what, "choose " + ", ".join(allowed))
            return ""
        return found.text

    def slug(self, name: str) -> str:
        """An id: lower case letters, digits, single hyphens."""
        text = self.text(name)
        if text and not is_id(text):
            self.report(self.line(name), f"`{name}` {text!r} is not an id", ID_FIX)
            return ""
        return text

    def texts(self, name: str, *, required: bool = True) -> tuple[str, ...]:
        """A list of strings; a single string counts as a list of one."""
        found = self.value.fields.get(name)
        if found is not None and found.kind == "text":
            self.taken.add(name)
            return (found.text,) if found.text else ()
        found = self._take(name, "list", required)
        if found is None:
            return ()
        for item in found.items:
            if item.kind != "text" or not item.text:
                self.report(item.line, f"`{name}` must hold texts only")
        return tuple(item.text for item in found.items if item.kind == "text" and item.text)

    def map(self, name: str, *, required: bool = True) -> Fields:
        """A map inside this one; one of which nothing is missed when it is absent or wrong."""
        found = self._take(name, "map", required)
        return Fields(found or Value(self.value.line, kind="unread"), self.where, self.findings)

    def list(self, name: str, *, required: bool = True) -> tuple[Value, ...]:
        """The raw items of a list."""
        found = self._take(name, "list", required)
        return found.items if found else ()

    def done(self) -> None:
        """Reports every field that nobody asked for: a typing mistake, most of the time."""
        for name, found in self.value.fields.items():
            if name not in self.taken:
                known = ", ".join(sorted(self.taken))
                self.report(found.line, f"field `{name}` is not known", f"known are {known}")

    def _take(self, name: str, kind: str, required: bool) -> Value | None:
        self.taken.add(name)
        found = self.value.fields.get(name)
        if found is None:
            if required and self.value.kind != "unread":
                self.report(self.value.line, f"field `{name}` is missing", f"add `{name}:`")
            return None
        if found.kind != kind:
            expected = {"text": "a text", "list": "a list", "map": "fields"}[kind]
            self.report(found.line, f"`{name}` must be {expected}")
            return None
        return found
