"""Counting tablets: `ik heb al acht paracetamol op` is an alarm, `mag ik er acht` is a question.

Rule: more than eight tablets of 500 mg in a day is over the leaflet's maximum, seven or eight is at
or over the maximum on most packs; both get the same advice (decision 4, content/OPEN-VRAGEN.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from skill.understanding.normalise import NUMBERS
from skill.understanding.rules import Pattern, Words

OVERDOSE = "te-veel-pillen"
"""Code of the alarm; a leaflet without it counts no tablets."""
TOO_MANY = 7
_NOT_TABLETS = frozenset(
    "mg milligram gram uur uren dag dagen week weken maand maanden jaar kilo keer minuten procent "
    "euro jarige".split()
)
_AGE = frozenset("ben was is wordt".split())


_HAVE = frozenset("heb hebt heeft hebben had hadden".split())


def tablets_taken(heard: Words, medicines: Iterable[Pattern], taken: Pattern) -> int:
    """How many tablets of 500 mg were taken according to the text; 0 when it says no such thing.

    `medicines` find paracetamol or a word for tablets, `taken` finds that they were swallowed
    (`heb er acht op` counts by itself).
    """
    swallowed = taken.find(heard) or ("op" in heard.all and _HAVE & heard.all)
    if not (swallowed and any(medicine.find(heard) for medicine in medicines)):
        return 0
    words = heard.single
    most = 0
    for at, word in enumerate(words):
        number = NUMBERS.get(word, 0)
        after = words[at + 1] if at + 1 < len(words) else ""
        before = words[at - 1] if at else ""
        if not 1 <= number <= 100 or after in _NOT_TABLETS:
            continue
        if before in _AGE or (before == "van" and "jaar" in words):
            continue
        most = max(most, number)
    gram = "duizend" in words or "een gram" in heard.spaced
    return most * 2 if gram else most
