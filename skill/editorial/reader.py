"""The editors' folder while it is read: files, findings so far, and where every text stands."""

from __future__ import annotations

from pathlib import Path

from skill.editorial.content import Background
from skill.editorial.fields import ID_FIX, Fields, is_id
from skill.editorial.source import Value, parse, split_front_matter
from skill.errors import Finding

UNREAD = Value(1, kind="unread")
"""Stands for a file that could not be read; why has been told."""


class Reader:
    """A content folder; whatever is wrong with a file becomes a finding."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.findings: list[Finding] = []
        self.places: dict[str, tuple[str, int]] = {}
        self.backgrounds: dict[str, Background] = {}

    def where(self, name: str) -> str:
        return f"{self.folder.name}/{name}"

    def text(self, name: str) -> str | None:
        """A file's text with `\\n` only and without a byte order mark; None when it has none."""
        path = self.folder / name
        try:
            return path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            self.findings.append(Finding(self.where(name), 0, "does not exist", "create it"))
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            fix = "save the file as UTF-8"
            self.findings.append(Finding(self.where(name), line, "is not UTF-8 text", fix))
        except OSError as error:
            self.findings.append(Finding(self.where(name), 0, f"cannot be read: {error.strerror}"))
        return None

    def file(self, name: str) -> Fields:
        text = self.text(name)
        if text is None:
            return Fields(UNREAD, self.where(name), self.findings)
        value, findings = parse(text, self.where(name))
        self.findings += findings
        return Fields(value, self.where(name), self.findings)

    def optional(self, name: str) -> Fields | None:
        """A file that a folder may do without; None when it does."""
        return self.file(name) if (self.folder / name).exists() else None

    def optional_text(self, name: str) -> str | None:
        """The text of a file that a folder may do without; None when it does."""
        return self.text(name) if (self.folder / name).exists() else None

    def names(self, kind: str) -> list[str]:
        names = sorted(path.stem for path in (self.folder / kind).glob("*.md"))
        for name in names:
            if not is_id(name):
                what = "the file's name is not an id"
                self.findings.append(Finding(self.where(f"{kind}/{name}.md"), 0, what, ID_FIX))
        return names

    def page(self, name: str) -> tuple[Fields, str | None, int]:
        """The fields, the text below them (None when there is no telling), and its first line."""
        where, text = self.where(name), self.text(name)
        if text is None:
            return Fields(UNREAD, where, self.findings), None, 1
        head, body, body_line, findings = split_front_matter(text, where)
        if findings:
            self.findings += findings
            return Fields(UNREAD, where, self.findings), None, body_line
        value, more = parse(head, where, first_line=2)
        self.findings += more
        return Fields(value, where, self.findings), body, body_line
