"""What is spoken is written out: no digits, abbreviations, addresses or signs in any line.

Every engine reads those in its own way, or not at all; the studio spells acronyms and no more
(`skill.studio.spoken`). Digits that stand alone in a passage are a finding of the facts already
(`skill.editorial.rules`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from skill.editorial.content import Content
from skill.errors import Finding
from skill.leaflet import Line, bare, script

_SHORT = "bijv blz bv ca dhr drs enz etc evt excl incl max mevr mw nr ong prof resp vnl zgn".split()
"""Abbreviations that may end a sentence, so that only a list knows them from its last word."""
_OTHER = re.compile(r"[^A-Za-zÀ-ÖØ-öø-ɏ\d\s.,:;?!'’‘“”\"…()/–—-]")
"""All but Latin letters, digits and what divides sentences: also what cannot be seen, or looks like
a Latin letter and is none, so that no rule about words would know the word."""
_NOT_WRITTEN_OUT = (
    (re.compile(r"[^\W\d]*\d(?:[\w.,:/-]*\w)?"), "a number in digits", "write it in words"),
    (re.compile(r"https?:\S+|\w+[./@](?:[\w./@-]*\w)"), "is no word", "write it as it is said"),
    (re.compile(rf"\b(?:{'|'.join(_SHORT)})\.", re.I), "an abbreviation", "write it in full"),
    (re.compile(r"\w+\.(?=\s+[a-zà-ÿ])"), "an abbreviation", "write it in full"),
    (_OTHER, "is a sign", "write it in words"),
)


def written_out(content: Content) -> Iterator[Finding]:
    """What of every line of the script is not in words, at the file that it comes from."""
    for line in script(content.leaflet).values():
        text = line.text
        if not any(map(str.isalnum, text)):
            yield Finding(*_place(content, line), f"`{line.id}` has nothing to say", "write it")
        for pattern, what, fix in _NOT_WRITTEN_OUT:
            for found in pattern.finditer(text):
                if not (line.kind == "passage" and found[0].isdigit()):
                    place = _place(content, line)
                    yield Finding(*place, f"`{line.id}` holds `{_shown(found[0])}`: {what}", fix)
            text = pattern.sub(" ", text)  # one finding for one thing


def _shown(text: str) -> str:
    """A text, or the number of a sign that cannot be seen."""
    return text if text.isprintable() else " ".join(f"U+{ord(sign):04X}" for sign in text)


def _place(content: Content, line: Line) -> tuple[str, int]:
    """The file that a line is made of, and where in it: menus are made of leaflet.yaml."""
    kind, _, name = line.id.partition("_")
    owner = bare(name)
    field = {"title": "spoken_title", "check": "check"}.get(kind, "about")
    for key in (
        line.id,
        f"{owner}.{field}",
        f"alarm_{owner}.{field}",
        f"opening_{owner}",
        f"alarm_{owner}",
        f"{kind}_{owner}",
    ):
        if key in content.places:
            return content.places[key]
    folder = next(iter(content.places.values()), ("", 0))[0].partition("/")[0]
    return f"{folder}/leaflet.yaml", 0
