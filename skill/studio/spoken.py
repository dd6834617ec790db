"""Normal Dutch spelling -> what a voice should say, in words that every engine reads alike.

The order of the rules matters and was found by trying them on eSpeak NG: web addresses first
(they hold dots and dashes), then telephone numbers, abbreviations (their dots would end a
sentence), dates, times, money, ranges, units, ordinals, the numbers that are left, and acronyms.
Editors write numbers out themselves; these rules are the net underneath.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container

from skill.numbers import MOST_DIGITS, cardinal, digits, ordinal
from skill.studio.abbreviations import ABBREVIATIONS, SPELLED, UNITS

_MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()

_CLEAN = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"',
        "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u2011": "-", "\u00d7": "x", "…": ".",
        "½": " ½ ", "¼": " ¼ ", "¾": " ¾ ", "\u00b5": "µ", "\u03bc": "µ",
        "[": " ", "]": " ", "{": " ", "}": " ", "|": " ", "\\": " ", "^": " ", "`": "'",
        "_": " ", "*": " ", "#": " ", "~": " ongeveer ", "±": " ongeveer ",
        "≥": " minstens ", "≤": " hoogstens ", ">": " meer dan ", "<": " minder dan ",
        "•": " ", "²": "²", "³": "³",
    }
)  # fmt: skip
_UNIT = "|".join(sorted((re.escape(unit) for unit in UNITS), key=len, reverse=True))
_NUMBER = r"\d+(?:\.\d{3})*(?:,\d+)?"
_LETTER = r"[^\W\d_]"
_ADDRESS = re.compile(
    r"(?<![\w@.])(?:https?://)?(?:www\.)?((?:[\w-]+(?:\.[\w-]+)*@)?(?:[\w-]+\.)+"
    r"(?:nl|be|com|org|net|eu|info|de|gov))(?![\w-])(/[\w\-./?=&%#]*)?",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(
    r"(?<![\w.])("
    + "|".join(sorted((re.escape(short) for short in ABBREVIATIONS), key=len, reverse=True))
    + r")(?![\w])(\s*$|\s+(?=[A-ZÀ-Þ]))?",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"(?<![\w.])([A-Z]{2,6})((?:'\w+|-)?)(?![\w'](?<!-\w))(?!\.[A-Z])")


def spoken(text: str, known: Container[str] = ()) -> str:
    """The words to say. Text that is already words comes back unchanged.

    `known` holds lower-case words that the lexicon pronounces (`nsaid`); they are left as they
    are. No digit and no sign that an engine takes for markup is left.
    """
    said = _readable(text)
    for rule in _RULES:
        said = rule(said)
    return _tidy(_acronyms(said, known))


def _readable(text: str) -> str:
    """One kind of quote, dash and digit; no markup, control or picture characters."""
    made = []
    for sign in unicodedata.normalize("NFC", text).translate(_CLEAN):
        category = unicodedata.category(sign)
        if category in ("Nd", "No", "Nl") and sign not in "½¼¾²³":
            value = unicodedata.numeric(sign)
            made.append(sign if sign in "0123456789" else f" {int(value)} " if value >= 1 else " ")
        elif category[0] == "C" or (category in ("So", "Sk", "Zl", "Zp") and sign != "°"):
            made.append(" ")
        else:
            made.append(sign)
    return " ".join("".join(made).split())


def _addresses(text: str) -> str:
    return _ADDRESS.sub(lambda found: _address(found[1] + (found[2] or "").rstrip("/.?")), text)


def _address(address: str) -> str:
    signs = {".": "punt", "@": "apenstaartje", "-": "streepje", "/": "schuine streep"}
    said = []
    for part in re.split(r"([.@/-])", address):
        if part in signs:
            said.append(signs[part])
        elif len(part) == 2 or part.upper() in SPELLED:
            said.append(_dotted(part.upper()) if part.isalpha() else part)
        else:
            said.append(part)
    return " ".join(said)


def _phones(text: str) -> str:
    text = re.sub(
        rf"(?<![\d.,:/€+-])(11[23])(?![\d]|[.,:/-]\d|\s?(?:{_UNIT})\b)",
        lambda found: digits(found[1]),
        text,
    )
    text = re.sub(
        r"(?<!\d)0(8|9)00[ -]?(\d{4})(?!\d)",
        lambda found: f"nul {cardinal(int(found[1]) * 100)}, {digits(found[2])}",
        text,
    )
    return re.sub(
        r"(?<![\d.,])(\+\d{2}|0)[ -]?(?:\(0\)[ -]?)?\d(?:[ -]?\d){7,10}(?!\d|[.,]\d)",
        lambda found: _phone(found[0]),
        text,
    )


def _phone(number: str) -> str:
    """In groups as written, long ones in pairs, with commas, so that they can be written down."""
    groups: list[str] = []
    for group in re.findall(r"\d+", number):
        if len(group) <= 3:
            groups.append(digits(group))
            continue
        head = 3 if len(group) % 2 else 0
        if head:
            groups.append(digits(group[:head]))
        groups += [digits(group[at : at + 2]) for at in range(head, len(group), 2)]
    return ("plus " if number.startswith("+") else "") + ", ".join(groups)


def _abbreviations(text: str) -> str:
    def full(found: re.Match[str]) -> str:
        words = ABBREVIATIONS[found[1].lower()]
        if found[1][0].isupper() and not found[1].isupper():
            words = words[0].upper() + words[1:]
        after = found[2] or ""
        # The dot of `enz.` also ends the sentence when a new one follows.
        ends = after.strip() == "" and found[1].endswith(".") and found.end() == len(text)
        if found[1].lower() in ("enz.", "etc.", "e.d.", "o.i.d.") and after:
            ends = True
        return words + ("." if ends else "") + (" " if after else "")

    # The dot of `10 min.` ends the sentence only where a capital follows, or nothing.
    text = re.sub(rf"({_NUMBER})\s?min\.(?=\s+[^A-ZÀ-Þ\s]|,)", r"\1 min", text)
    text = re.sub(rf"({_NUMBER})\s?min\.", r"\1 min .", text)
    text = _ABBREVIATION.sub(full, text)
    text = re.sub(r"(?<=\w)\s?&\s?(?=\w)", " en ", text)
    return re.sub(rf"({_LETTER})\s?/\s?(?=dag\b|week\b|keer\b|nacht\b|uur\b)", r"\1 per ", text)


def _dates(text: str) -> str:
    text = re.sub(
        r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])",
        lambda found: _date(found[0], found[3], found[2], found[1]),
        text,
    )
    return re.sub(
        r"(?<![\d/-])(\d{1,2})([-/])(\d{1,2})\2(\d{4})(?![\d/-])",
        lambda found: _date(found[0], found[1], found[3], found[4]),
        text,
    )


def _date(written: str, day: str, month: str, year: str) -> str:
    if not (1 <= int(day) <= 31 and 1 <= int(month) <= 12):
        return written
    return f"{cardinal(int(day))} {_MONTHS[int(month) - 1]} {cardinal(int(year))}"


def _times(text: str) -> str:
    clock = r"(?<![\d.,:])([01]?\d|2[0-4])[.:]([0-5]\d)(?![\d.,:]\d|\d)"
    hour = r"\s?(?:uur|u\.?)(?!\w)"
    text = re.sub(
        rf"{clock}(?:\s?-\s?|\s(tot|en)\s){clock}{hour}",
        lambda found: (
            f"{_time(found[1], found[2])} {found[3] or 'tot'} {_time(found[4], found[5])}"
        ),
        text,
    )
    text = re.sub(clock + hour, lambda found: _time(found[1], found[2]), text)
    return re.sub(
        r"(?<![\d.,:])([01]?\d|2[0-4]):([0-5]\d)(?![\d:])",
        lambda found: _time(found[1], found[2]),
        text,
    )


def _time(hours: str, minutes: str) -> str:
    return f"{cardinal(int(hours))} uur" + (f" {cardinal(int(minutes))}" if int(minutes) else "")


def _money(text: str) -> str:
    def said(found: re.Match[str]) -> str:
        cents = found[2] or ""
        rest = f" {cardinal(int(cents))}" if cents.isdigit() and int(cents) else ""
        return f"{_value(found[1])} euro{rest}"

    return re.sub(r"€\s?(\d+(?:\.\d{3})*)(?:,(\d{2}|-))?(?![\d])", said, text)


def _ranges(text: str) -> str:
    text = re.sub(rf"(?<![\d-])({_NUMBER})\s?à\s?(?=\d)", r"\1 tot ", text)
    text = re.sub(rf"(?<![\w-])({_NUMBER})\s?-\s?({_NUMBER})(?![\w]*-?\d)", r"\1 tot \2", text)
    return re.sub(rf"({_NUMBER})\s?x(?![\w])", r"\1 keer", text, flags=re.IGNORECASE)


def _units(text: str) -> str:
    def said(found: re.Match[str]) -> str:
        one, many = UNITS[found[2]]
        per = f" per {UNITS[found[3]][0]}" if found[3] else ""
        return f"{found[1]} {one if found[1] == '1' else many}{per}"

    text = re.sub(r"(\d)\s*½", r"\1 en een half", text)
    for sign, words in (("½", "een half"), ("¼", "een kwart"), ("¾", "driekwart")):
        text = text.replace(sign, words)
    text = re.sub(rf"({_NUMBER})\s?({_UNIT})(?:/({_UNIT}))?(?![\w²³])", said, text)
    text = text.replace("²", " kwadraat").replace("³", " tot de derde")
    text = re.sub(r"\s?%", " procent", text)
    return re.sub(r"\s?°(?:\s?C\b)?", " graden ", text)


def _ordinals(text: str) -> str:
    return re.sub(
        r"(?<![\w.,])(\d{1,4})(?:ste|de|e)(?!\w)", lambda found: ordinal(int(found[1])), text
    )


def _numbers(text: str) -> str:
    text = re.sub(r"(\d)\s?\+(?!\s?\d)", r"\1 plus", text)
    text = re.sub(r"(\d)-(?=jarig|daag|week|uur|maand)", r"\1", text)
    text = re.sub(rf"(?<=[^\W\d_])-(?=\d)|(?<=\d)-(?={_LETTER})", " ", text)
    text = re.sub(rf"(?<={_LETTER})(?=\d)", " ", text)
    text = re.sub(rf"(\d)(?={_LETTER})(?!jarig|daag|week|maand|urig)", r"\1 ", text)
    text = re.sub(r"(?<=\d)\.(?=\d{1,2}(?!\d))", " punt ", text)
    text = re.sub(r"(?<![\w,])-(?=\d)", "min ", text)
    return re.sub(_NUMBER, lambda found: _value(found[0]), text)


def _value(written: str) -> str:
    """`1.000` -> duizend, `2,5` -> twee komma vijf, `007` -> nul nul zeven."""
    whole, _, part = written.replace(".", "").partition(",")
    if len(whole) > MOST_DIGITS or (whole.startswith("0") and len(whole) > 1):
        words = digits(whole)
    else:
        words = cardinal(int(whole))
    return words + (f" komma {_value(part) if len(part) < 3 else digits(part)}" if part else "")


def _signs(text: str) -> str:
    text = re.sub(rf"(?<={_LETTER})/(?={_LETTER})", " of ", text)
    for sign, words in (("+", " plus "), ("=", " is "), ("&", " en "), ("@", " apenstaartje ")):
        text = text.replace(sign, words)
    text = re.sub(r"€|£|\$", " euro ", text)
    return text.replace("/", " ")


def _acronyms(text: str, known: Container[str]) -> str:
    def said(found: re.Match[str]) -> str:
        word, ending = found[1], found[2]
        if (word + ending).rstrip("-").lower() in known:
            return found[0]
        if word in SPELLED or not set(word) & set("AEIOUY"):
            # A hyphen after the last dot would make some engines stumble: M.R.I. scan
            return _dotted(word) + (" " if ending == "-" else ending)
        return found[0]

    return _ACRONYM.sub(said, text)


def _dotted(letters: str) -> str:
    """Dotted letters are spelled without pauses between them; a lone capital is not."""
    return "".join(f"{letter}." for letter in letters)


def _tidy(text: str) -> str:
    """One space between words, none before a comma or dot, one dot where two meet."""
    text = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(text.split()))
    text = re.sub(r"\.{2,}", ".", text)
    text = re.sub(r",{2,}", ",", text)
    return text.strip()


_RULES: tuple[Callable[[str], str], ...] = (
    _addresses,
    _phones,
    _abbreviations,
    _dates,
    _times,
    _money,
    _ranges,
    _units,
    _ordinals,
    _numbers,
    _signs,
)
