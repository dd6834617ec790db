"""A text -> its sentences, before anything else is done to it."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"([.!?…]+[\"'”’)]*)\s+(?=[\"'“‘(]*[A-ZÀ-Þ0-9])")
_NO_END = re.compile(
    r"(?:(?:^|[\s(])(?:bijv|bv|dr|drs|prof|mr|ir|ing|mw|dhr|mevr|nr|tel|ca|resp|evt|max|incl|excl"
    r"|(?<!\d\s)min|[A-Za-z]|(?:[A-Za-z]\.)+[A-Za-z])|^\s*\d{1,2})\.[\"'”’)]*$",
    re.IGNORECASE,
)


def sentences(text: str) -> list[str]:
    """The sentences of a text, in its own spelling; parts without a letter or digit are left out.

    A new sentence begins after `.`, `!` or `?` and a space, at a capital or a digit, unless the dot
    belongs to an abbreviation, an initial or a number in a list; and at every blank line.
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
