"""What is counted: the editors' table of medicine, names and amounts (`amounts` in words.yaml).

The program knows how people tell of an amount; the table says of what, how strong a tablet is, and
how many a day are too many. A form in it is a word or words in a row, with `*` for any letters:
`pijn*stil*`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from skill.understanding.normalise import number_word

NUMBER = r"\d+(?:\.\d+)?"
"""In figures, also a broken one."""

WHOLE = ("most", "near_from", "milligrams", "strongest", "strip")
"""Fields of the table that hold one whole number."""
FORMS = (
    "names pills pieces kinds medicines strong_names other_names by_gram units scores other_things "
    "asked"
).split()
"""Fields of the table that hold forms."""


def any_of(*parts: str) -> str:
    """A regular expression for any of these."""
    return f"(?:{'|'.join(parts)})"


def words(text: str) -> str:
    """A regular expression for any of these words."""
    return any_of(*text.split())


def pattern(*parts: str) -> re.Pattern[str]:
    """Any of these, as whole words; the spaces around them stay."""
    return re.compile(rf"(?<= ){any_of(*parts)}(?= )")


def forms(texts: Collection[str]) -> str:
    """A regular expression for any of these forms; one that is never found when there are none."""
    return any_of(*(re.escape(text).replace(r"\*", r"\w*") for text in texts)) if texts else "(?!)"


@dataclass(frozen=True, slots=True)
class Counted:
    """The table, with its forms as regular expressions."""

    too_many: str
    """Code of the alarm for more than `most` ..."""
    near: str
    """... and from `near_from`; without it that is `too_many` as well."""
    groups: frozenset[str]
    """Word groups of which one names the medicine."""
    taken: str
    """Word group that says that it was swallowed."""
    most: int
    """Tablets a day: more is too many ..."""
    near_from: int
    """... and from here on the maximum is near."""
    milligrams: int
    """In a tablet, unless the text says that it is stronger. A weaker one counts as a whole one: it
    is another medicine, or a child's."""
    strongest: int
    """Milligrams in one tablet: a larger amount is of more tablets."""
    strengths: tuple[int, ...]
    """Milligrams that are said without the word for them: `twee van 500`."""
    strip: int
    """Tablets in a strip, when nobody says how many."""
    names: str
    """Names of the medicine."""
    pills: str
    """Words for tablets of any kind."""
    pieces: str
    """What else can be counted of it: `stuks`, `zakjes`."""
    kinds: str
    """Words for tablets of one kind: `*pillen`."""
    medicines: str
    """Words for medicine in general."""
    strong_names: str
    """Names that exist in the strength of `strongest`."""
    other_names: str
    """Names of medicines of which the maximum is another."""
    by_gram: str
    """What is taken by the gram, and no tablets."""
    units: str
    """What a number may count and is no tablet."""
    scores: str
    """What gets a mark out of ten."""
    other_things: str
    """Of what there may be too much as well: `een overdosis zon`, `drie keer zo veel pijn`."""
    asked: str
    """What a short text asks that does not tell of an amount that was taken."""

    @property
    def countable(self) -> str:
        """A regular expression for everything that can be counted."""
        return any_of(self.names, self.pills, self.pieces)

    @property
    def medicine(self) -> str:
        """A regular expression for whatever is medicine."""
        return any_of(self.countable, self.medicines, self.kinds)

    @property
    def strength_words(self) -> frozenset[str]:
        """Words that say of what strength they were: `vier van vijfhonderd` is just `vier`."""
        said = map(number_word, (self.milligrams, self.strongest))
        return frozenset(("van", "milligram", "gram", *said))


def counted(raw: Mapping[str, Any] | None) -> Counted | None:
    """The table from its compiled form; None where nothing is counted.

    Raises KeyError, TypeError or ValueError when it is no table.
    """
    if raw is None:
        return None
    fields: dict[str, Any] = {name: int(raw[name]) for name in WHOLE}
    fields |= {name: forms(raw[name]) for name in FORMS}
    return Counted(
        too_many=raw["too_many"],
        near=raw["near"],
        groups=frozenset(raw["groups"]),
        taken=raw["taken"],
        strengths=tuple(map(int, raw["strengths"])),
        **fields,
    )
