"""Text as people say, type or mis-hear it -> one plain form: lower case words without accents.

Digits become number words, so that `65`, `65-jarige` and `vijfenzestig` are the same thing.
"""

from __future__ import annotations

import re
import unicodedata

from skill.numbers import cardinal, digits

_APOSTROPHES = re.compile("['’‘`´]")
_GAPS = re.compile(r"[^a-z0-9]+")
_NUMBER = re.compile(r"\d+")
_LONGEST = 1000
"""Characters that are looked at; what comes later in one utterance adds nothing but time."""


def number_word(number: int) -> str:
    """The cardinal as one word without accents; above 9999 its digits one by one."""
    if number >= 10000:
        return _bare(digits(str(number)[:12]))
    return _bare(cardinal(number)).replace(" ", "")


def _bare(text: str) -> str:
    """Without accents and other marks on letters."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text)
    return "".join(char for char in text if not unicodedata.combining(char))


NUMBERS = {number_word(number): number for number in range(0, 1001)}
"""Number word -> number, for counting tablets and ages."""


def plain(text: str) -> str:
    """Words in lower case, single spaces, a-z only; numbers as words. Never raises."""
    text = _APOSTROPHES.sub("", _bare(text[:_LONGEST].lower()))
    text = _NUMBER.sub(lambda match: f" {number_word(int(match[0][:12]))} ", text)
    return _GAPS.sub(" ", text).strip()


_ASKING = frozenset("hoe wat welke welk wie waar waarom wanneer waardoor hoeveel hoelang".split())
_ASKING_VERBS = frozenset("mag kan kun kunt moet helpt is zijn heeft doet".split())
_SUBJECTS = frozenset("ik je jij u we wij het dat dit er een mijn de men iemand".split())
_LEADS = frozenset("en ook of nou dan nog".split())

_CLAUSES = re.compile(
    r"[.;:!?,\n]+|\s(?:trouwens|overigens|maar|want|en oh ja|oh ja|ook nog|daarnaast|bovendien)\s"
    rf"|\sen\s(?=(?:{'|'.join(sorted(_ASKING | _ASKING_VERBS))})\s)",
    re.IGNORECASE,
)


def asks(text: str) -> bool:
    """Whether a plain clause of at least two words is built like a question (`kan niet` is not)."""
    words = text.split()
    while words and words[0] in _LEADS:
        words = words[1:]
    if len(words) < 2:
        return False
    return words[0] in _ASKING or (words[0] in _ASKING_VERBS and words[1] in _SUBJECTS)


def clauses(text: str) -> list[str]:
    """The parts of a rambling utterance, each plain; parts of one word join their neighbour."""
    parts: list[str] = []
    for piece in map(plain, _CLAUSES.split(text[:_LONGEST])):
        if parts and (piece.count(" ") < 1 or parts[-1].count(" ") < 1):
            parts[-1] = f"{parts[-1]} {piece}".strip()
        elif piece:
            parts.append(piece)
    return parts
