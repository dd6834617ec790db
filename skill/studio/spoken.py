"""Normal Dutch spelling -> the sentences, and what a voice should say of each.

Editors write numbers, abbreviations and addresses out in words, and `check` refuses what they did
not (`skill.editorial.written_out`). What is left to do here: acronyms are spelled, a number with
its unit becomes words (a recogniser writes `500 mg` for what was said, and `audio say` takes any
text), and signs that an engine takes for markup are removed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from skill.numbers import MOST_DIGITS, cardinal, digits

UNITS = {
    "mg": ("milligram", "milligram"),
    "mcg": ("microgram", "microgram"),
    "µg": ("microgram", "microgram"),
    "g": ("gram", "gram"),
    "gr": ("gram", "gram"),
    "kg": ("kilogram", "kilogram"),
    "ml": ("milliliter", "milliliter"),
    "cl": ("centiliter", "centiliter"),
    "dl": ("deciliter", "deciliter"),
    "l": ("liter", "liter"),
    "mm": ("millimeter", "millimeter"),
    "cm": ("centimeter", "centimeter"),
    "m": ("meter", "meter"),
    "km": ("kilometer", "kilometer"),
    "sec": ("seconde", "seconden"),
    "min": ("minuut", "minuten"),
    "u": ("uur", "uur"),
    "x": ("keer", "keer"),
    "%": ("procent", "procent"),
    "°C": ("graden", "graden"),
    "°": ("graden", "graden"),
}
"""Singular and plural, only after a number."""

SPELLED = frozenset(
    """
    BMI CBO CBR CT ECG EHBO EMG FMS GGD GGZ HBO IC ICT IE IQ KNGF KNMP KNO LDL MRI MUMC NHG
    PDF POH RIVM SEH SMS TIA UMC UWV VWS ZZP
    """.split()
)
"""Said letter by letter though they hold a vowel, so that some engines read them as a word
(measured with eSpeak NG: mumk, poh). Without a vowel all are spelled anyway; a word of the content
that is an acronym has its pronunciation in the lexicon."""

_CLEAN = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"',
        "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u2011": "-", "\u00d7": "x", "…": ".",
        "\u00b5": "µ", "\u03bc": "µ", "`": "'", "²": " ", "³": " ",
        **dict.fromkeys("[]{}|\\^_*#~<>=@$£€•", " "),
    }
)  # fmt: skip
_NUMBER = r"\d+(?:\.\d{3})*(?:,\d+)?"
_LETTER = r"[^\W\d_]"
_UNIT = "|".join(sorted((re.escape(unit) for unit in UNITS), key=len, reverse=True))
_COUNTED = re.compile(rf"({_NUMBER})\s?({_UNIT})(?:/({_UNIT}))?(?!\w)")
_EMERGENCY = re.compile(rf"(?<![\d.,:/+-])(11[23])(?!\d|[.,:/-]\d|\s?(?:{_UNIT})(?!\w))")
_FREE_LINE = re.compile(r"(?<!\d)0(8|9)00[ -]?(\d{4})(?!\d)")
_ACRONYM = re.compile(r"(?<![\w.])([A-Z]{2,6})((?:'\w+|-)?)(?![\w'](?<!-\w))(?!\.[A-Z])")
_SENTENCE_END = re.compile(r"([.!?…]+[\"'”’)]*)\s+(?=[\"'“‘(]*[A-ZÀ-Þ0-9])")
_NO_END = re.compile(r"(?:(?:^|[\s(])(?:[A-Za-z]\.)*[A-Za-z]|^\s*\d{1,2})\.[\"'”’)]*$")
"""The dot of an initial, of spelled letters, or of a number in a list."""


def sentences(text: str) -> list[str]:
    """The sentences of a text, in its own spelling; parts without a letter or digit are left out.

    A new sentence begins after `.`, `!` or `?` and a space, at a capital or a digit, unless the dot
    belongs to an initial or a number in a list; and at every blank line.
    """
    found: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        start = 0
        for end in _SENTENCE_END.finditer(paragraph):
            if _NO_END.search(paragraph[start : end.end(1)]):
                continue
            found.append(paragraph[start : end.end(1)])
            start = end.end()
        found.append(paragraph[start:])
    tidy = (" ".join(sentence.split()) for sentence in found)
    return [sentence for sentence in tidy if any(map(str.isalnum, sentence))]


def spoken(text: str, known: Container[str] = ()) -> str:
    """The words to say. Text that is already words comes back unchanged.

    `known` holds lower-case words that the lexicon pronounces (`nsaid`); they are left as they
    are. No digit and no sign that an engine takes for markup is left.
    """
    said = _numbers(_units(_telephone(_readable(text))))
    return _tidy(_acronyms(said, known))


def _readable(text: str) -> str:
    """One kind of quote, dash and digit; no markup, control or picture characters."""
    made = []
    for sign in unicodedata.normalize("NFC", text).translate(_CLEAN):
        category = unicodedata.category(sign)
        if category in ("Nd", "No", "Nl"):
            value = unicodedata.numeric(sign)
            made.append(sign if sign in "0123456789" else f" {int(value)} " if value >= 1 else " ")
        elif category[0] == "C" or (category in ("So", "Sk", "Zl", "Zp") and sign != "°"):
            made.append(" ")
        else:
            made.append(sign)
    return " ".join("".join(made).split())


def _telephone(text: str) -> str:
    """112 and 113 by their digits, and 0800 and 0900 as people say them."""
    text = _EMERGENCY.sub(lambda found: digits(found[1]), text)
    return _FREE_LINE.sub(
        lambda found: f"nul {cardinal(int(found[1]) * 100)}, {digits(found[2])}", text
    )


def _units(text: str) -> str:
    def said(found: re.Match[str]) -> str:
        one, many = UNITS[found[2]]
        per = f" per {UNITS[found[3]][0]}" if found[3] else ""
        return f"{found[1]} {one if found[1] == '1' else many}{per}"

    return re.sub("[%°]", " ", _COUNTED.sub(said, text))


def _numbers(text: str) -> str:
    text = re.sub(r"(\d)-(?=jarig|daag|week|uur|maand)", r"\1", text)
    text = re.sub(rf"(?<=[^\W_])-(?=\d)|(?<=\d)-(?={_LETTER})|[/+&]", " ", text)
    text = re.sub(rf"(?<={_LETTER})(?=\d)", " ", text)
    text = re.sub(rf"(\d)(?={_LETTER})(?!jarig|daag|week|maand|urig)", r"\1 ", text)
    return re.sub(_NUMBER, lambda found: _value(found[0]), text)


def _value(written: str) -> str:
    """`1.000` -> duizend, `2,5` -> twee komma vijf, `007` -> nul nul zeven."""
    whole, _, part = written.replace(".", "").partition(",")
    if len(whole) > MOST_DIGITS or (whole.startswith("0") and len(whole) > 1):
        words = digits(whole)
    else:
        words = cardinal(int(whole))
    return words + (f" komma {_value(part) if len(part) < 3 else digits(part)}" if part else "")


def _acronyms(text: str, known: Container[str]) -> str:
    def said(found: re.Match[str]) -> str:
        word, ending = found[1], found[2]
        if (word + ending).rstrip("-").lower() in known:
            return found[0]
        if word in SPELLED or not set(word) & set("AEIOUY"):
            # Dotted letters are spelled without pauses between them; a lone capital is not. A
            # hyphen after the last dot would make some engines stumble: M.R.I. scan
            return "".join(f"{letter}." for letter in word) + (" " if ending == "-" else ending)
        return found[0]

    return _ACRONYM.sub(said, text)


def _tidy(text: str) -> str:
    """One space between words, none before a comma or dot, one dot where two meet."""
    text = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(text.split()))
    text = re.sub(r"\.{2,}", ".", text)
    text = re.sub(r",{2,}", ",", text)
    return text.strip()
