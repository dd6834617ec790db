"""Text as people say, type or mis-hear it -> one plain form: lower case words without accents.

Digits become number words, so that `65`, `65-jarige` and `vijfenzestig` are the same thing.
"""

from __future__ import annotations

import re
import unicodedata

_ONES = (
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
    "zestien zeventien achttien negentien"
).split()
_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split()
_APOSTROPHES = re.compile("['’‘`´]")
_GAPS = re.compile(r"[^a-z0-9]+")
_NUMBER = re.compile(r"\d+")
_LONGEST = 1000
"""Characters that are looked at; what comes later in one utterance adds nothing but time."""


def number_word(number: int) -> str:
    """Dutch cardinal for 0..9999 without accents; digits one by one above that."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        ten, one = divmod(number, 10)
        if not one:
            return _TENS[ten - 2]
        return _ONES[one] + "en" + _TENS[ten - 2]
    if number < 1000:
        hundred, rest = divmod(number, 100)
        return (
            ("" if hundred == 1 else _ONES[hundred])
            + "honderd"
            + (number_word(rest) if rest else "")
        )
    if number < 10000:
        thousand, rest = divmod(number, 1000)
        head = ("" if thousand == 1 else _ONES[thousand]) + "duizend"
        return head + (number_word(rest) if rest else "")
    return " ".join(_ONES[int(digit)] for digit in str(number)[:12])


NUMBERS = {number_word(number): number for number in range(0, 1001)}
"""Number word -> number, for counting tablets and ages."""


def plain(text: str) -> str:
    """Words in lower case, single spaces, a-z only; numbers as words. Never raises."""
    text = unicodedata.normalize("NFKD", text[:_LONGEST].lower())
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = _APOSTROPHES.sub("", text)
    text = _NUMBER.sub(lambda match: f" {number_word(int(match[0][:12]))} ", text)
    return _GAPS.sub(" ", text).strip()


QUESTION_WORDS = (
    "hoe wat welke welk wie waar waarom wanneer waardoor hoeveel hoelang mag kan kun kunt moet "
    "helpt is zijn heeft doet"
).split()
"""Words that begin a question; the last ones are verbs that do."""

_CLAUSES = re.compile(
    r"[.;:!?,\n]+|\s(?:trouwens|overigens|maar|want|en oh ja|oh ja|ook nog|daarnaast|bovendien)\s"
    rf"|\sen\s(?=(?:{'|'.join(QUESTION_WORDS)})\s)",
    re.IGNORECASE,
)


def clauses(text: str) -> list[str]:
    """The parts of a rambling utterance, each plain; parts of one word join their neighbour."""
    parts: list[str] = []
    for piece in map(plain, _CLAUSES.split(text[:_LONGEST])):
        if parts and (piece.count(" ") < 1 or parts[-1].count(" ") < 1):
            parts[-1] = f"{parts[-1]} {piece}".strip()
        elif piece:
            parts.append(piece)
    return parts
