"""Dutch numbers in words: cardinals, ordinals, and digits one by one.

Spelling follows the Woordenlijst: one word up to a thousand, a space after `duizend`, a
trema where vowels meet (`tweeëntwintig`).
"""

from __future__ import annotations

_SMALL = (
    "nul één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
    "zestien zeventien achttien negentien"
).split()
_TENS = ("", "", *"twintig dertig veertig vijftig zestig zeventig tachtig negentig".split())
_GREAT = ((10**9, "miljard"), (10**6, "miljoen"))
_IRREGULAR = {"één": "eerste", "een": "eerste", "drie": "derde", "acht": "achtste"}
MOST_DIGITS = 12
"""A longer number is read digit by digit: nobody can follow it as one."""


def cardinal(number: int) -> str:
    """0 -> nul, 1 -> één, 21 -> eenentwintig, 1995 -> negentienhonderd vijfennegentig."""
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return (_joined(ones) if ones else "") + _TENS[tens]
    if number < 1000:
        return _hundreds(number)
    if 1100 <= number < 2000 or (number < 10_000 and number % 1000 and not number % 100):
        hundreds, rest = divmod(number, 100)
        if hundreds % 10:  # elfhonderd, vijfendertighonderd; but tweeduizend
            return cardinal(hundreds) + "honderd" + (f" {_plain(rest)}" if rest else "")
    if number < 10**6:
        thousands, rest = divmod(number, 1000)
        head = "duizend" if thousands == 1 else f"{_plain(thousands)}duizend"
        return head + (f" {_plain(rest)}" if rest else "")
    for value, name in _GREAT:
        if number >= value:
            many, rest = divmod(number, value)
            return f"{cardinal(many)} {name}" + (f" {cardinal(rest)}" if rest else "")
    raise AssertionError(number)


def ordinal(number: int) -> str:
    """1 -> eerste, 2 -> tweede, 8 -> achtste, 20 -> twintigste, 101 -> honderdeerste."""
    words = cardinal(number)
    for ending, replaced in _IRREGULAR.items():
        if words.endswith(ending) and (number % 100 in (1, 3, 8)):
            return words.removesuffix(ending) + replaced
    small = number % 100
    return words + ("de" if (small < 20 and small not in (0, 1, 8)) or number == 0 else "ste")


def digits(text: str) -> str:
    """`112` -> één één twee; everything that is no digit is passed over."""
    return " ".join(_SMALL[int(one)] for one in text if one in "0123456789")


def _joined(ones: int) -> str:
    """The first half of eenentwintig, tweeëntwintig, vierentwintig."""
    word = "een" if ones == 1 else _SMALL[ones]
    return word + ("ën" if word.endswith("e") else "en")


def _hundreds(number: int) -> str:
    many, rest = divmod(number, 100)
    return ("" if many == 1 else _SMALL[many]) + "honderd" + (_plain(rest) if rest else "")


def _plain(number: int) -> str:
    """Inside a longer number `een` has no accents."""
    return cardinal(number).replace("één", "een")
