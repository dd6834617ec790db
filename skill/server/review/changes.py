"""What changed between two texts, word by word."""

from __future__ import annotations

from difflib import SequenceMatcher


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
