"""The guides as data: pages, headings, fenced blocks and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
AT_THE_TOP = ("CHANGELOG.md", "CONTRIBUTING.md", "README.md", "SECURITY.md")
EXAMPLE = ROOT / "examples" / "voeten"

_FENCE = re.compile(r"^```([^\n`]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)[^)]*\)")
_HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)


def names() -> list[str]:
    """Names of all guides, and of the pages at the top, from the folder of the guides."""
    guides = sorted(path.name for path in DOCS.glob("*.md"))
    return [*guides, *(f"../{name}" for name in AT_THE_TOP)]


def page(name: str) -> str:
    """A guide's text."""
    return (DOCS / name).read_text(encoding="utf-8")


def fences(text: str) -> Iterator[tuple[str, str]]:
    """Fenced blocks as (what stands after the three backticks, text)."""
    for match in _FENCE.finditer(text):
        yield match[1].strip(), match[2]


def without_fences(text: str) -> str:
    """The text without its fenced blocks."""
    return _FENCE.sub("", text)


def links(text: str) -> list[str]:
    """Targets of the links and pictures outside fenced blocks."""
    return _LINK.findall(without_fences(text))


def anchors(text: str) -> set[str]:
    """The anchors that a code site makes of the headings."""
    plain = [re.sub(r"[^\w\- ]", "", row[1].lower()) for row in _headings(text)]
    return {row.replace(" ", "-") for row in plain}


def sections(text: str) -> dict[str, str]:
    """Text under each `## ` heading."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _headings(text: str) -> list[tuple[str, str]]:
    return _HEADING.findall(without_fences(text))
