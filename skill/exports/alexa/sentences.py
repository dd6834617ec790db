"""A question as a patient writes it -> a sample utterance that Amazon accepts.

A sample may hold letters, spaces, apostrophes, hyphens and the periods of abbreviations; anything
else fails the build of the whole model with a message that names no line
(https://github.com/jradwan/alexa_tivo_control/issues/30). Numbers are written as they are said.
"""

from __future__ import annotations

import re
import unicodedata

from skill.numbers import cardinal, digits

LONGEST_SAMPLE = 200
"""Characters of one sample."""

_NUMBERS_BY_DIGIT = ("112", "113")
_SIGNS = {"%": " procent ", "&": " en ", "+": " plus ", "’": "'", "‘": "'", "‑": "-"}
_CLITICS = ("'s", "'t", "'n", "'k", "'m", "'r")
_ABBREVIATION = re.compile(r"[^\W\d_](?:\.[^\W\d_])+\.")
"""`a.u.b.`: letters that are spelled out, each with its period ..."""
_SPELLED = re.compile(r"(?<!\S)[^\W\d_]\.(?: [^\W\d_]\.)+(?!\S)")
"""... and as a sample writes them: `a. u. b.`"""


def sample(text: str) -> str:
    """`text` as a sample utterance, lower case; empty when nothing of it can be one."""
    written = unicodedata.normalize("NFC", text).lower()
    for sign, word in _SIGNS.items():
        written = written.replace(sign, word)
    written = re.sub(r"(?<=\d)\.(?=\d{3}\b)", "", written)
    written = re.sub(r"(\d+),(\d+)", r"\1 komma \2", written)
    if re.search(r"\d{5}", written):
        return ""
    written = re.sub(r"\d+", lambda found: f" {number(found[0])} ", written)
    written = _SPELLED.sub(lambda found: found[0].replace(" ", ""), " ".join(written.split()))
    words = [_word(word) for word in written.split()]
    result = " ".join(" ".join(words).split())
    return result if len(result) <= LONGEST_SAMPLE else ""


def normal(text: str) -> str:
    """A sample as Amazon compares it: no capitals, no punctuation, single spaces; accents stay."""
    return " ".join(re.sub(r"[^\w\s{}]", " ", text.casefold()).split())


def _word(word: str) -> str:
    """One word without the characters that Amazon refuses."""
    word = word.strip('"“”„«»()[]{}?!,;:…')
    if _ABBREVIATION.fullmatch(word):
        return " ".join(f"{letter}." for letter in word if letter != ".")
    plain = "".join(letter if letter.isalpha() or letter in "'-" else " " for letter in word)
    return " ".join(_trimmed(part) for part in plain.split())


def _trimmed(word: str) -> str:
    """A word whose apostrophes and hyphens stand inside it (`zo'n`), or that is `'s` or `'t`."""
    if word.startswith(_CLITICS) and not word[2:]:
        return word
    return re.sub(r"(['-])['-]+", r"\1", word.strip("'-"))


def number(text: str) -> str:
    """Digits as they are said, up to 9999; emergency numbers digit by digit."""
    words = digits(text) if text in _NUMBERS_BY_DIGIT else cardinal(int(text))
    return words.replace("é", "e")
