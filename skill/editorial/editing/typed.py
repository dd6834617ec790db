"""What somebody typed or pasted -> text as it may stand in a content file.

A word processor and a web page bring along what cannot be seen: spaces that do not break, hyphens
that are not there, letters in two parts, marks of direction. Everything that can be seen stays as
it is, quotes and dashes included: the checks say of those what is wrong.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_TEXT = 20_000
"""Characters of one field; the longest that is shipped has 700."""

_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
"""What is a new line in some program: classes BK, CR, LF and NL of
https://www.unicode.org/reports/tr14/."""


def one_line(text: str) -> str:
    """The text on one line, with one space between words."""
    return " ".join(_seen(_BREAKS.sub(" ", text)).split())


def several_lines(text: str) -> str:
    """The same for each line; without empty lines at the beginning and the end."""
    return "\n".join(one_line(row) for row in _BREAKS.split(text)).strip("\n")


def _seen(text: str) -> str:
    """Letters in one part each (NFC), every kind of space a space, and nothing unseen."""
    kinds = ((sign, unicodedata.category(sign)) for sign in unicodedata.normalize("NFC", text))
    return "".join(
        " " if kind.startswith("Z") or sign == "\t" else sign
        for sign, kind in kinds
        if not kind.startswith("C") or sign == "\t"
    )
