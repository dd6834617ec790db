"""Sentences as a recogniser might write them: letters heard otherwise, as often as was measured.

    ik kan niet meer plassen -> ik kan neet mer plassen

`heard_letters.tsv` beside this file says how often which letters of spoken Dutch were written how
(bench/overheard_letters.py makes it; what was spoken, and what heard it, is in
docs/understanding.md). It knows letters and no words, so it does for every leaflet. As in
augment.py the seed is fixed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files

from skill import labels
from skill.training.augment import SEED
from skill.training.questions import Question
from skill.understanding.normalise import plain

TABLE = "heard_letters.tsv"
NOTHING, SPACE = "-", "_"
"""How the table writes letters that were lost, and a space."""
SIGN_SHARE, OTHER_SHARE = 0.5, 0.3
"""Of alarms and of what sounds like one, and of the rest: the share of sentences that are made once
more. A sign may not be missed, nor be heard in everything."""
STRENGTH = (0.4, 1.2)
"""Times the measured share of letters that is changed, from sentence to sentence: measured were
voices with an accent, half of them over a telephone."""
FEWEST_WORDS = 2
VERSION = 1
"""Raise it when other sentences are made of the same numbers."""

Letters = Mapping[str, Mapping[str, int]]
"""Letters as said -> as written -> how often."""

_LETTERS = re.compile(
    r"sch|ng|ch|ij|ei|ui|oe|eu|ie|ou|au|aa|ee|oo|uu|([bdfgklmnprst])\1|.", re.DOTALL
)


def letters(text: str) -> list[str]:
    """A plain text in the pieces that are heard as one: `schuin` -> `sch`, `ui`, `n`."""
    return [match[0] for match in _LETTERS.finditer(text)]


def recipe() -> list[object]:
    """All that decides which sentences are made, for who has to know whether they are the same."""
    table = [(said, *heard.items()) for said, heard in read_letters().items()]
    return [VERSION, SIGN_SHARE, OTHER_SHARE, STRENGTH, FEWEST_WORDS, _LETTERS.pattern, table]


def read_letters() -> dict[str, dict[str, int]]:
    """The table that goes with the program."""
    table: dict[str, dict[str, int]] = {}
    for row in (files("skill.training") / TABLE).read_text("utf-8").splitlines():
        if not row.startswith("#"):
            said, heard, times = row.split("\t")
            table.setdefault(_read(said), {})[_read(heard)] = int(times)
    return table


def misheard(questions: Sequence[Question], table: Letters) -> list[Question]:
    """A share of the sentences once more, as they might be heard; never as one of those given, nor
    the same for two labels."""
    chance = random.Random(SEED)
    known = {plain(row.text) for row in questions}
    made: list[Question] = []
    for row in questions:
        near = row.lookalike or labels.kind(row.label) == "alarm"
        if chance.random() >= (SIGN_SHARE if near else OTHER_SHARE):
            continue
        said = plain(row.text)
        heard = garbled(said, table, chance.uniform(*STRENGTH), chance)
        if min(len(said.split()), len(heard.split())) >= FEWEST_WORDS and heard not in known:
            known.add(heard)
            made.append(Question(heard, row.label, row.voice, row.lookalike, heard=True))
    return made


def garbled(said: str, table: Letters, strength: float, chance: random.Random) -> str:
    """A plain text with letters changed as `table` says, `strength` times as often."""
    found = []
    for one in letters(said):
        heard = table.get(one, {})
        others = {other: times for other, times in heard.items() if other != one}
        wrong = sum(others.values()) / max(1, sum(heard.values()))
        if others and chance.random() < strength * wrong:
            found += chance.choices(list(others), list(others.values()))
        else:
            found.append(one)
    return " ".join("".join(found).split())


def _read(cell: str) -> str:
    return "" if cell == NOTHING else cell.replace(SPACE, " ")
