"""Which letters a recogniser writes for which: the table that `learn` makes sentences with.

    python -m bench.overheard_letters FOLDER

Lays what `bench/overheard.py` heard beside what was said (`train.jsonl`), letter by letter, and
writes `skill/training/heard_letters.tsv`. Sentences of which little is left are passed over, and so
is what happened only once or twice.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from bench.kept import Row, kept
from bench.overheard_lines import wrong
from skill.training import misheard
from skill.training.misheard import NOTHING, SPACE, letters
from skill.understanding.normalise import plain

TARGET = Path(misheard.__file__).with_name(misheard.TABLE)
MOST_WRONG = 0.4
"""Share of the characters above which nobody can say which letter became which."""
FEWEST, LONGEST = 3, 3
"""Times that something must have happened, and letters that one piece may become."""
_HEAD = """\
# said<TAB>written<TAB>times: letters of spoken Dutch as a recogniser wrote them, the same included
# (bench/overheard_letters.py). - is nothing, _ a space. Not made by hand.
"""
_VOWELS = frozenset("aeiouy")


def aligned(said: list[str], heard: list[str]) -> list[tuple[str, str]]:
    """Each piece of `said` with what stands for it in `heard`, as cheaply as it can be: a vowel is
    more like a vowel, and nothing is like a space."""
    cost = np.zeros((len(said) + 1, len(heard) + 1))
    cost[:, 0], cost[0, :] = range(len(said) + 1), range(len(heard) + 1)
    for i, one in enumerate(said, start=1):
        for j, other in enumerate(heard, start=1):
            cost[i, j] = min(
                cost[i - 1, j - 1] + _unlike(one, other), cost[i - 1, j] + 1, cost[i, j - 1] + 1
            )
    pairs: list[tuple[str, str]] = []
    i, j, after = len(said), len(heard), ""
    while i or j:
        if i and j and cost[i, j] == cost[i - 1, j - 1] + _unlike(said[i - 1], heard[j - 1]):
            pairs.append((said[i - 1], heard[j - 1] + after))
            i, j, after = i - 1, j - 1, ""
        elif i and cost[i, j] == cost[i - 1, j] + 1:
            pairs.append((said[i - 1], after))
            i, after = i - 1, ""
        else:
            j, after = j - 1, heard[j - 1] + after
    return pairs[::-1]


def _unlike(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if " " in (one, other):
        return 2.5
    return 1.0 if (one[0] in _VOWELS) == (other[0] in _VOWELS) else 1.8


def counted(rows: Iterable[Row]) -> dict[tuple[str, str], int]:
    """(said, written) -> how often."""
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        said, heard = plain(row["text"]), plain(row["heard"])
        if heard and wrong(said, heard) <= MOST_WRONG:
            found.update(aligned(letters(said), letters(heard)))
    return {
        pair: times
        for pair, times in found.items()
        if times >= FEWEST and len(pair[1]) <= LONGEST and pair[0].isascii()
    }


def table(found: dict[tuple[str, str], int]) -> str:
    """The file's text."""

    def cell(text: str) -> str:
        return text.replace(" ", SPACE) or NOTHING

    rows = [f"{cell(said)}\t{cell(heard)}\t{times}" for (said, heard), times in found.items()]
    return _HEAD + "\n".join(sorted(rows)) + "\n"


def main() -> None:
    """Reads, counts, writes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    found = counted(kept(parser.parse_args().folder / "train.jsonl"))
    TARGET.write_text(table(found), "utf-8")
    print(f"{TARGET.name}: {len(found)} rows")


if __name__ == "__main__":
    main()
