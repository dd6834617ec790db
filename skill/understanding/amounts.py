"""Counting medicine that somebody has taken: `ik heb acht paracetamol op` against `mag ik er acht`.

What is counted, and how many are too many, is the editors' table (counted.py). What is asked or
supposed goes first (telling.py), then amounts become marks (marking.py), and here the marks are
added up: by person and by day, with the strength of the tablets and the times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from skill.understanding.counted import Counted
from skill.understanding.features import Words
from skill.understanding.marking import LINK, Marking
from skill.understanding.normalise import figures
from skill.understanding.telling import GONE, PART, PEOPLE, Telling

_FAR = 6
"""Words between tablets and their strength."""

_MORE = frozenset(
    "en nog daarna toen weer later plus ook erbij daarbij daarnaast daarboven bovenop eerst dan @ "
    "erna".split()
)
"""Between two amounts: the second comes on top of the first. Without, it says the first again."""
_FOR_ONE = frozenset("nog daarna toen weer later plus erbij bovenop daarboven".split())
"""Between two amounts: both are of one person, though another is named."""
_DAYS = frozenset("gisteren eergisteren".split()) | {
    f"{day}dag" for day in "maan dins woens donder vrij zater zon".split()
}
_THEY = frozenset("hij ie ze zij".split())
_GONE = re.compile(GONE)
_TIMES_BEHIND = re.compile(
    rf"(?:[|]|/dag|÷\S+|{GONE}|{PART}|dus|zeker|denk|achter|de hele|en dat) "
)
_OFTEN = 8
"""As many times may be of something else: `twee genomen, elk uur is het erger`."""
_BEFORE_STRENGTH = frozenset("van de die het a".split())


@dataclass(frozen=True, slots=True)
class Taken:
    """What a text says was taken in a day."""

    tablets: float = 0.0
    """Of the strength of the table; 0 when it tells none."""
    verdict: Literal["", "near", "too_many"] = ""


@lru_cache(maxsize=4)
def counter(of: Counted) -> Counter:
    """The counter of a table; its patterns are made once."""
    return Counter(of)


class Counter:
    """Counts what one table is about."""

    def __init__(self, of: Counted) -> None:
        self._of = of
        self._telling = Telling(of)
        self._marking = Marking(of)
        self._countable = re.compile(of.countable)
        self._between_times = re.compile(
            rf"(?:{LINK}|{of.countable}|{GONE}|en|maar|wel|dat|dan|tegelijk|~)"
        )

    def count(self, heard: Words, *, medicine: bool, taken: bool) -> Taken:
        """What was taken according to the text; nothing when it only asks or supposes.

        `medicine`: it names the medicine or a word for tablets. `taken`: it says that they were
        swallowed (`heb er acht op` counts by itself). Where no medicine is named, amounts count in
        words that are said of nothing else (`twee van 500`, `er acht op`); and what names an amount
        and nothing more (`tien paracetamol`) tells it when that is too many.
        """
        telling, most = self._telling, self._of.most
        said = f" {figures(heard.single)} "
        text = telling.told(said)
        named = medicine or telling.names_pills(text)
        much = telling.too_much(text, named)
        went = taken or telling.something_went(text)
        if not (much or went or (text == said and telling.is_short(text))):
            return Taken()
        if not much and telling.is_prescribed(text):
            return Taken()
        marks = self._marking.marked(text)
        if not named and not self._marking.of_nothing_else(marks):
            return Taken(verdict="too_many" if much else "")
        tablets = self._in_a_day(marks)
        if much or tablets > most:
            return Taken(tablets, "too_many")
        near = went and tablets >= self._of.near_from and not telling.names_another(text)
        return Taken(tablets, "near" if near else "")

    def _in_a_day(self, marks: str) -> float:
        """The most that one person took in one day."""
        sums: dict[tuple[str, str], float] = {}
        story = _Story(marks, self._of, self._countable, self._between_times)
        for dose in story.doses:
            whose = (dose.who, dose.day)
            before, now = sums.get(whose, 0.0), dose.tablets(self._of.milligrams)
            sums[whose] = before + now if dose.more else max(before, now)
        return round(max(sums.values(), default=0.0), 2)


@dataclass(slots=True)
class _Dose:
    who: str
    day: str
    days: float
    """Over how many days it was spread."""
    more: bool
    """On top of the one before, and not the same again."""
    position: int
    """Words before it."""
    count: float
    times: float = 1.0
    strength: float = 0.0
    own: bool = False
    """The strength was said of these tablets, and not of all."""

    def tablets(self, milligrams: int) -> float:
        """In a day, as tablets of so many milligrams."""
        return self.count * self.times * max(1.0, self.strength / milligrams) / self.days


@dataclass(slots=True)
class _Story:
    """Marks read one after the other."""

    marks: str
    of: Counted
    countable: re.Pattern[str]
    between_times: re.Pattern[str]
    """With only these between, the times are of the tablets: `drie van 500, en dat vier keer`."""
    doses: list[_Dose] = field(default_factory=list)
    who: str = "ik"
    they: str = "hij"
    day: str = "vandaag"
    days: float = 1.0
    position: int = 0
    times: float = 1.0
    """Said before the tablets (`drie keer twee`)."""
    strength: float = 0.0
    """Said of all tablets (`die van duizend`)."""
    between: set[str] = field(default_factory=set)
    """Words since the last dose."""

    def __post_init__(self) -> None:
        # Who gives tablets to another does not take them.
        alone = re.search(" (?:gaf|geef|geven|gegeven) ", self.marks) is None
        for part in self.marks.split("|"):
            said = part.split()
            self._part(said)
            for at, word in enumerate(said):
                self.position += 1
                self._word(word, said[at - 1] if at else "", said[at + 1 :])
                if alone:
                    self._person(word)

    def _part(self, said: list[str]) -> None:
        spread = [float(word[1:]) for word in said if word[0] == "÷"]
        one_day = "/dag" in said or "vandaag" in said or not spread
        self.days = 1.0 if one_day else spread[0] or float("inf")
        if "/dag" in said:
            self.day = "altijd"
        elif self.day == "altijd":
            self.day = "vandaag"

    def _person(self, word: str) -> None:
        if word in PEOPLE:
            self.who = self.they = word
        elif word in ("ik", "k"):
            self.who = "ik"
        elif word in _THEY:
            self.who = self.they

    def _word(self, word: str, before: str, behind: list[str]) -> None:
        if word[0] == "#":
            self._dose(float(word[1:]), behind)
        elif word[0] == "m" and word[1:2].isdigit():
            self._milligrams(float(word[1:]), before, behind)
        elif word[0] == "×":
            self._times(float(word[1:]), behind)
        else:
            self.between.add(word)
            if word in _DAYS:
                self.day = word
            elif re.fullmatch(PART, word):
                self.day = "vandaag"
                self.between.add("@")

    def _dose(self, count: float, behind: list[str]) -> None:
        more = bool(self.between & _MORE) and "=" not in self.between
        who = self.doses[-1].who if self.doses and self.between & _FOR_ONE else self.who
        day = next((word for word in behind[:2] if word in _DAYS), self.day)
        self.doses.append(
            _Dose(who, day, self.days, more, self.position, count, self.times, self.strength)
        )
        self.times = 1.0
        self.between = set()

    def _milligrams(self, mg: float, before: str, behind: list[str]) -> None:
        last = self.doses[-1] if self.doses else None
        near = last is not None and not last.own and self.position - last.position <= _FAR
        if mg <= self.of.strongest and self.times == 1 and last is not None and near:
            last.strength, last.own = mg, True
        elif mg <= self.of.strongest and self.times == 1 and before in _BEFORE_STRENGTH:
            self.strength = mg
        else:
            self._dose(mg / self.of.milligrams, behind)
            self.doses[-1].strength, self.doses[-1].own = 0.0, True

    def _times(self, times: float, behind: list[str]) -> None:
        last = self.doses[-1] if self.doses else None
        for word in behind:
            if word[0] == "#" or re.match(r"m\d", word):
                self.times = times
                return
            if not re.fullmatch(LINK, word):
                break
        if any(map(self.countable.fullmatch, behind[:2])):
            self.times = times
            self._dose(1.0, behind)
        elif (
            last
            and last.times == 1
            and _TIMES_BEHIND.match(" ".join((*behind, "| ")))
            and all(map(self.between_times.fullmatch, self.between))
            and (times < _OFTEN or not any(map(_GONE.fullmatch, self.between)))
        ):
            last.times = times
