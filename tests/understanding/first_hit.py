"""The first rule that bites, by what each means alone (a spotter looks them up at once)."""

from __future__ import annotations

from collections.abc import Sequence

from skill.understanding.rules import Rule
from skill.understanding.words import Words


def first_hit(table: Sequence[Rule], heard: Words) -> tuple[Rule, str] | None:
    """That rule, with the words that made it bite; None when no rule does."""
    for rule in table:
        found = rule.evidence(heard)
        if found:
            return rule, found
    return None
