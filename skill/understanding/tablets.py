"""Counting tablets: `ik heb al acht paracetamol op` is an alarm, `mag ik er acht` is a question.

Rule: more than eight tablets of 500 mg in a day is over the leaflet's maximum, seven or eight is at
or over the maximum on most packs; both get the same advice (decision 4, content/OPEN-VRAGEN.md).
"""

from __future__ import annotations

from collections.abc import Iterator

from skill.understanding.normalise import NUMBERS, number_word
from skill.understanding.words import Words

OVERDOSE = "te-veel-pillen"
"""Code of the alarm; a leaflet without it counts no tablets."""
TOO_MANY = 7
STRENGTH = 500
"""Milligrams in one tablet, unless the text says that they are of a gram."""

_MILLIGRAMS = frozenset(("mg", "milligram", "milligrams"))
_GRAMS = frozenset(("gram", "grams", "g"))
_TIMES = frozenset(("keer", "maal", "x"))
_NOT_TABLETS = frozenset(
    "uur uren dag dagen week weken maand maanden jaar jarige kilo minuten procent euro "
    "graden".split()
)
_AGE = frozenset("ben was is wordt leeftijd".split())
_PEOPLE = frozenset(
    "vrouw man moeder vader oma opa iemand mevrouw meneer buurvrouw buurman".split()
)
_AND_MORE = frozenset("daarna nog weer erbij later toen plus".split())
_ASKED = frozenset("mag mogen kan kunnen moet hoeveel".split())
_HAVE = frozenset("heb hebt heeft hebben had hadden".split())
_LARGE = {number_word(number): number for number in range(1500, 20001, 500)}


def tablets_taken(heard: Words, *, medicine: bool, taken: bool) -> int:
    """How many tablets of 500 mg were taken according to the text; 0 when it says no such thing.

    `medicine`: it names paracetamol or a word for tablets. `taken`: it says that they were
    swallowed (`heb er acht op` counts by itself). Grams and milligrams are counted as tablets;
    amounts are added up where the text says that there were more later.
    """
    swallowed = taken or ("op" in heard.all and _HAVE & heard.all)
    if not (swallowed and medicine):
        return 0
    amounts = list(_amounts(_told(heard.single)))
    strong = "duizend" in heard.single or "een gram" in heard.spaced
    tablets = [count * 2 if strong and plain_count else count for count, plain_count in amounts]
    return sum(tablets) if _AND_MORE & heard.all else max(tablets, default=0)


def _told(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words before a question (`mag er nog een bij?`), when they tell an amount."""
    asked = next((at for at, word in enumerate(words) if word in _ASKED), len(words))
    return words[:asked] if list(_amounts(words[:asked])) else words


def _amounts(words: tuple[str, ...]) -> Iterator[tuple[int, bool]]:
    """Amounts in tablets of 500 mg, and whether each was said as a number of tablets."""
    times = 1
    for at, word in enumerate(words):
        number = NUMBERS.get(word) or _LARGE.get(word, 0)
        before, after = words[at - 1] if at else "", (*words, "")[at + 1]
        if not number or after in _NOT_TABLETS or _is_age(words, at, before):
            continue
        if after in _MILLIGRAMS:
            # `twee van 500 mg` names the strength, `6000 mg` an amount.
            if number > 2 * STRENGTH:
                yield number // STRENGTH, False
        elif after in _GRAMS:
            if number > 1:
                yield number * 1000 // STRENGTH, False
        elif after in _TIMES:
            times = number
        elif number <= 100:
            yield number * times, True
            times = 1


def _is_age(words: tuple[str, ...], at: int, before: str) -> bool:
    earlier = words[at - 2] if at > 1 else ""
    return before in _AGE or (before == "van" and (earlier in _PEOPLE or "jaar" in words))
