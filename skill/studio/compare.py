"""What was said against what was heard: errors in words and letters, and the facts one by one.

A recogniser writes `500 mg` or `vijfhonderd milligram`, `112` or `één, één, twee`; both sides go
through the same normaliser first, so that only what sounds different counts. Average errors say
how well a voice is understood, but not whether a dose was. So numbers, what they count, keys and
negations are compared by themselves, in their order, and none may differ.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from skill.numbers import cardinal
from skill.studio.spoken import spoken

NEGATIONS = frozenset("niet geen nooit niets niemand zonder".split())
KEYS = frozenset("sterretje hekje".split())
"""Keys of a telephone that are no number."""
_ALIKE = 80.0
"""Per cent: a recogniser's spelling of a unit (`tableten`) that still is that unit."""
_ARTICLE = "een"
"""What was heard as `een` may be the number one; in a line the number is written `één`."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How far what was heard is from what was said."""

    words: float
    """Share of the words that are wrong, 0..1: edits by the words that were said, at most 1."""
    characters: float
    """The same in letters, with one space between words."""
    wrong: tuple[tuple[str, str], ...]
    """Facts that differ, each as said and as heard; either may be empty."""


def difference(said: str, heard: str) -> Difference:
    """`said` is a line's text, `heard` what a recogniser wrote. 1 and 1 when nothing was heard."""
    one, other = folded(said), folded(heard)
    return Difference(
        words=_share(Levenshtein.distance(one, other), len(one)),
        characters=_share(Levenshtein.distance(" ".join(one), " ".join(other)), len(" ".join(one))),
        wrong=_wrong(facts(said, article=False), facts(heard, article=True)),
    )


def folded(text: str) -> list[str]:
    """The words as they sound: numbers written out, no capitals, accents or punctuation."""
    return [_plain(word) for word in _words(spoken(text))]


def facts(text: str, *, article: bool) -> list[str]:
    """Numbers with the word after them, keys and negations, in their order.

    With `article`, every `een` or `één` counts as a number that may be there (`een?`): nobody can
    hear which of the two a recogniser meant.
    """
    found: list[str] = []
    words = _words(spoken(text))
    for at, word in enumerate(words):
        plain = _plain(word)
        if plain in NEGATIONS or plain in KEYS:
            found.append(plain)
        elif plain == _ARTICLE and article:
            found.append(_ARTICLE + "?")
        elif word == _ARTICLE:
            continue
        elif plain in _NUMBERS:
            after = _plain(words[at + 1]) if at + 1 < len(words) else ""
            found.append(f"{plain} {after}" if _counted(after) else plain)
    return found


def _wrong(said: list[str], heard: list[str]) -> tuple[tuple[str, str], ...]:
    """Facts of `said` and `heard` put beside each other as cheaply as they can be."""
    rows: list[list[tuple[int, tuple[tuple[str, str], ...]]]] = [[(0, ())]]
    for other in heard:
        cost, pairs = rows[0][-1]
        free = other.endswith("?")
        rows[0].append((cost + (not free), pairs if free else (*pairs, ("", other))))
    for one in said:
        above = rows[-1]
        row = [(above[0][0] + 1, (*above[0][1], (one, "")))]
        for at, other in enumerate(heard, start=1):
            same, free = _same(one, other), other.endswith("?")
            before, up, left = above[at - 1], above[at], row[at - 1]
            ways = [
                (before[0] + (not same), before[1] if same else (*before[1], (one, other))),
                (up[0] + 1, (*up[1], (one, ""))),
                (left[0] + (not free), left[1] if free else (*left[1], ("", other))),
            ]
            row.append(min(ways, key=lambda way: way[0]))
        rows.append(row)
    return tuple((one, other.rstrip("?")) for one, other in rows[-1][-1][1])


def _same(one: str, other: str) -> bool:
    number, _, unit = one.partition(" ")
    heard_number, _, heard_unit = other.rstrip("?").partition(" ")
    if number != heard_number:
        return False
    if other.endswith("?") or not unit:
        return True
    return bool(heard_unit) and fuzz.ratio(unit, heard_unit) >= _ALIKE


_UNITS = frozenset(
    """
    keer tablet tabletten pil pillen milligram gram milliliter liter dag dagen week weken maand
    maanden uur uren jaar minuut minuten procent meter centimeter kilo kilogram
    """.split()
)
"""Words that say what a number counts; another word after a number is no part of the fact."""


def _counted(word: str) -> bool:
    if not word or word in _NUMBERS:  # `één één twee` counts nothing
        return False
    return any(fuzz.ratio(word, unit) >= _ALIKE for unit in _UNITS)


def _share(edits: int, length: int) -> float:
    # At most 1: a recogniser that repeats itself on a bad clip may write a whole page.
    return min(1.0, edits / length) if length else float(edits > 0)


def _words(text: str) -> list[str]:
    text = unicodedata.normalize("NFC", text.lower().replace("’", "'"))
    return re.findall(r"[^\W_]+(?:'[^\W_]+)?", text)


def _plain(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


_NUMBERS = frozenset(
    part for number in range(2001) for part in map(_plain, cardinal(number).split())
)
