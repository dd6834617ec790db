"""`amounts` in `words.yaml`: what is counted when somebody tells what was taken, and how many are
too many."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from skill.editorial.fields import Fields
from skill.understanding.counted import FORMS, WHOLE
from skill.understanding.normalise import plain

_NEEDED = ("names", "pills")
"""Forms that no table can do without."""
_HIGHEST = 100_000
"""Milligrams, tablets: nothing of it comes near."""
_FORM = re.compile(r"[a-z*]+(?: [a-z*]+)*")


def read_amounts(
    top: Fields, groups: Collection[str], alarms: Collection[str]
) -> dict[str, Any] | None:
    """The compiled form of the table (plain JSON values); None where content has none.

    What is wrong goes to the findings of `top`.
    """
    if "amounts" not in top.value.fields:
        return None
    row = top.map("amounts")
    row.text("source")
    table: dict[str, Any] = {
        "too_many": row.text("too_many"),
        "near": row.text("near", required=False),
        "groups": sorted(row.texts("groups")),
        "taken": row.text("taken"),
        "strengths": sorted(_number(row, "strengths", text) for text in row.texts("strengths")),
        **{name: _number(row, name, row.text(name)) for name in WHOLE},
        **{name: _forms(row, name) for name in FORMS},
    }
    row.done()
    for name in ("too_many", "near"):
        if table[name] and table[name] not in alarms:
            row.report(row.line(name), f"`{name}` {table[name]!r} is no alarm")
    for name, named in (("groups", table["groups"]), ("taken", [table["taken"]])):
        for group in named:
            if group and group not in groups:
                row.report(row.line(name), f"group `{group}` does not exist")
    if 0 < table["most"] < table["near_from"]:
        fix = "let it be `most` at the highest"
        row.report(row.line("near_from"), "`near_from` is above `most`", fix)
    if 0 < table["strongest"] < table["milligrams"]:
        fix = "write the milligrams of the strongest that there is"
        row.report(row.line("strongest"), "`strongest` is below `milligrams`", fix)
    return table


def _number(row: Fields, name: str, text: str) -> int:
    """A whole number from 1 up; 1 when it is none."""
    if text.isascii() and text.isdigit() and 0 < int(text[:12]) < _HIGHEST:
        return int(text)
    if text:
        row.report(row.line(name), f"`{name}` is {text!r}", "write a whole number, in figures")
    return 1


def _forms(row: Fields, name: str) -> list[str]:
    texts = row.texts(name, required=name in _NEEDED)
    for text in texts:
        if not _FORM.fullmatch(text) or plain(text.replace("*", "")) != text.replace("*", ""):
            fix = "lower case a-z, numbers as words, no accents; * stands for any letters"
            row.report(row.line(name), f"`{text}` can never match", fix)
        elif not text.replace("*", "").strip():
            fix = "write letters as well"
            row.report(row.line(name), f"`{text}` would always match", fix)
    return sorted(set(texts))
