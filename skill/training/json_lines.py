"""Files with one JSON object a line: every line that is not what it should be is told at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from skill.errors import Finding, raise_all

Row = TypeVar("Row")


def as_object(line: str) -> dict[str, Any] | None:
    """The JSON object on a line; None when there is none."""
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return raw if isinstance(raw, dict) else None


def read_rows(
    paths: Iterable[Path], read: Callable[[str, str], Row | None], *, wrong: str, shape: str
) -> list[Row]:
    """What `read` makes of each line and the file's name without its ending. Blank lines are none.

    Raises ContentError with every file that cannot be read and every line of which `read` makes
    nothing: that it `wrong`, and what its `shape` should be.
    """
    rows: list[Row] = []
    findings: list[Finding] = []
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            findings.append(Finding(str(path), 0, f"cannot be read: {error}"))
            continue
        for number, line in enumerate(text.split("\n"), start=1):
            row = read(line, path.stem) if line.strip() else None
            if row is not None:
                rows.append(row)
            elif line.strip():
                findings.append(Finding(str(path), number, wrong, shape))
    raise_all(findings)
    return rows
