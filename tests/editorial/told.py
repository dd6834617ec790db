"""Spoiling a copy of the small folder, and what is then told."""

from __future__ import annotations

from pathlib import Path

from skill.editorial import editorial_findings, read_content


def told(folder: Path) -> list[str]:
    """Everything that is wrong with a folder, as `file:line: what`."""
    content, found = read_content(folder)
    if not found:
        found = editorial_findings(content)
    return [f"{one.where.removeprefix('plant/')}:{one.line}: {one.what}" for one in found]


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), encoding="utf-8")
