"""Text as people say, type or mis-hear it -> one plain form: lower case words without accents.

Digits become number words, so that `65`, `65-jarige` and `vijfenzestig` are the same thing, and a
time becomes what is said (`22:30` -> tweeentwintig uur dertig). `figures` is the way back, for
whoever has to count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from skill.numbers import cardinal, digits

LONGEST = 2000
"""Characters that are looked at; what comes later in one utterance adds nothing but time."""

_APOSTROPHES = re.compile("['’‘`´]")
_GAPS = re.compile(r"[^a-z0-9]+")
_NUMBER = re.compile(r"\d+")
_FRACTION_SIGNS = re.compile("[¼½¾]")

_ALONE = r"(?<![a-z\d])(?<!\d[.,:/-])"
"""Before a number that is no part of a telephone number, a date or a list ..."""
_ENDS = r"(?!\d|[.,:/-]\d)"
"""... and after it."""
_CLOCK = re.compile(
    r"(?<![a-z\d])(?<!\d[.,:/])([01]?\d|2[0-4])[:uh]([0-5])(\d)(?!\d|[:,]\d)(?: ?u(?:ur)?\b)?"
)
_THOUSANDS = re.compile(
    rf"{_ALONE}(?<!\d )[1-9]\d{{0,2}}(?:(?:\.\d{{3}})+{_ENDS}|(?:,\d{{3}})+(?= ?m(?:g|illi))"
    rf"|(?: \d{{3}})*? 000{_ENDS}(?! \d))"
)
"""`10.000`, `10,000 mg`, `10 000`; but `2 500 mg` is two of 500."""
_FRACTION = re.compile(rf"{_ALONE}(?:(\d{{1,2}}) )?([13]/[24]){_ENDS}")
_FRACTIONS = {"1/2": "een half", "1/4": "een kwart", "3/4": "drie kwart"}
_DECIMAL = re.compile(rf"{_ALONE}(\d{{1,3}})(?:,(\d{{1,2}})|\.(\d)){_ENDS}")
_FEVER = range(34, 44)
"""A temperature is said without its comma (38,5: achtendertig vijf)."""


def number_word(number: int) -> str:
    """The cardinal as one word without accents; from 100,000 its digits one by one."""
    if number >= 100_000:
        return _bare(digits(str(number)[:12]))
    return _bare(cardinal(number)).replace(" ", "")


def _bare(text: str) -> str:
    """Without accents, other marks on letters, and signs that nobody sees (soft hyphens)."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", _FRACTION_SIGNS.sub(r" \g<0>", text)).replace("⁄", "/")
    return "".join(
        char
        for char in text
        if not unicodedata.combining(char) and unicodedata.category(char) != "Cf"
    )


NUMBERS = {number_word(number): number for number in range(0, 1001)}
"""Number word -> number, for counting tablets and ages."""


def plain(text: str) -> str:
    """Words in lower case, single spaces, a-z only; numbers as words. Never raises."""
    text = _APOSTROPHES.sub("", _bare(text[:LONGEST].lower()))
    if _NUMBER.search(text):
        text = _numbers_as_words(text)
    return _GAPS.sub(" ", text).strip()


def _numbers_as_words(text: str) -> str:
    text = _CLOCK.sub(_clock, text)
    text = _THOUSANDS.sub(lambda match: re.sub(r"\D", "", match[0]), text)
    text = _FRACTION.sub(_fraction, text)
    text = _DECIMAL.sub(_decimal, text)
    return _NUMBER.sub(lambda match: f" {number_word(int(match[0][:12]))} ", text)


def _clock(match: re.Match[str]) -> str:
    hour, tens, ones = match.groups()
    minutes = "" if tens + ones == "00" else f"0 {ones}" if tens == "0" else tens + ones
    return f"{hour} uur {minutes} "


def _fraction(match: re.Match[str]) -> str:
    part = _FRACTIONS.get(match[2])
    if part is None:
        return match[0]
    return f"{match[1]} en {part}" if match[1] else part


def _decimal(match: re.Match[str]) -> str:
    whole, decimals = match[1], match[2] or match[3]
    if int(whole) in _FEVER:
        return match[0]
    return f"{whole} komma {' '.join(decimals) if decimals[0] == '0' else decimals}"


_ONE = frozenset("eentje ene enen ne nen unne un ein aine".split())
_PARTS = (
    (re.compile(r"\b(\d+) komma (?:(0) )?(\d{1,2})\b"), r"\1.\2\3"),
    (re.compile(r"\b(\d+) en (?:1 )?hal(?:f|ve)\b(?! \d)"), r"\1.5"),
    (re.compile(r"\b(\d+)en(?:een)?hal(?:f|ve)\b"), r"\1.5"),
    (re.compile(r"\banderhal(?:f|ve)\b"), "1.5"),
    (re.compile(r"\b(?:1 )?hal(?:f|ve)\b(?! \d)"), "0.5"),
    (re.compile(r"\bhalfuur\b"), "0.5 uur"),
    (re.compile(r"\b(\d+) en 1 kwart\b(?! over| voor)"), r"\1.25"),
    (re.compile(r"\b1 kwart\b(?! over| voor)"), "0.25"),
    (re.compile(r"\b(?:3 ?|drie)kwart\b(?! over| voor)"), "0.75"),
    (re.compile(r"\b(?:1 )?(\d+)tal\b"), r"\1"),
    (re.compile(r"\b(?:1 )?dozijn\b"), "12"),
    (re.compile(r"\b(\d+)maal\b"), r"\1 maal"),
)
"""Parts of numbers and numbers in other words; but `half acht` and `kwart over` are times."""
_INSIDE = ("maal", "tal", "eneenhalf", "eneenhalve", "enhalf", "enhalve")
_GREAT = re.compile(r" (?:honderd|duizend)|duizend \w+honderd")


def number_of(word: str) -> int | None:
    """The number of a number word up to 99,999, however it is said (vijfenveertighonderd)."""
    if word in NUMBERS:
        return NUMBERS[word]
    for name, value in (("duizend", 1000), ("honderd", 100)):
        head, found, rest = word.partition(name)
        if found:
            many = NUMBERS.get(head or "een", value)
            more = NUMBERS.get(rest.removeprefix("en"), value) if rest else 0
            return many * value + more if many < 100 and more < value else None
    return None


def figures(words: Sequence[str]) -> str:
    """A plain text's words with numbers in figures: `twee en een half` -> 2.5, `drie` -> 3.

    Numbers that a recogniser wrote apart (`tien duizend`) are one; articles are a 1.
    """
    found: list[str] = []
    at = 0
    while at < len(words):
        figure, used = _figure(words[at : at + 3])
        found.append(figure)
        at += used
    text = " ".join(found)
    for part, figure in _PARTS:
        text = part.sub(figure, text)
    return text


def _figure(words: Sequence[str]) -> tuple[str, int]:
    """The first of these words with its number in figures, and how many words that took."""
    for length in range(len(words), 1, -1):
        parts = words[:length]
        # `zes tien` in a row of times is not sixteen, `der tien` are ten; `zes duizend` is one.
        apart = all(number_of(part) is not None for part in parts) or parts[0] == "der"
        if not apart or _GREAT.search(" ".join(parts)):
            number = number_of("".join(parts))
            if number is not None and (number < 100 or "en" not in parts):
                return str(number), length
    word = words[0]
    if word in _ONE:
        return "1", 1
    ending = next((one for one in _INSIDE if word.endswith(one)), "")
    # `van die vijfhonderds`: many tablets of one strength.
    head = word.removesuffix(ending or "s") if ending or word.endswith("ds") else word
    number = number_of(head)
    return (word if number is None else f"{number}{ending}"), 1


_ASKING = frozenset("hoe wat welke welk wie waar waarom wanneer waardoor hoeveel hoelang".split())
_ASKING_VERBS = frozenset("mag kan kun kunt moet helpt is zijn heeft doet".split())
_SUBJECTS = frozenset("ik je jij u we wij het dat dit er een mijn de men iemand".split())
_LEADS = frozenset("en ook of nou dan nog".split())

_CLAUSES = re.compile(
    r"(?<!\d)[.;:!?,\n]+|[.;:!?,\n]+(?!\d)"
    r"|\s(?:trouwens|overigens|maar|want|en oh ja|oh ja|ook nog|daarnaast|bovendien)\s"
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


def clauses(text: str, whole: str = "") -> list[str]:
    """The parts of a rambling utterance, each plain; parts of one word join their neighbour.

    `whole` is `plain(text)`, where that is known.
    """
    pieces = _CLAUSES.split(text[:LONGEST])
    if whole and len(pieces) == 1:
        return [whole]
    parts: list[str] = []
    for piece in map(plain, pieces):
        if parts and (piece.count(" ") < 1 or parts[-1].count(" ") < 1):
            parts[-1] = f"{parts[-1]} {piece}".strip()
        elif piece:
            parts.append(piece)
    return parts
