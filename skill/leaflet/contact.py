"""Whom a caller can be connected with: the number that the owner gave, as it is dialled."""

from __future__ import annotations

import re

from skill.leaflet.types import Leaflet

_TRUNK = re.compile(r"(\+(?:31|32|33|43|44|49))0")
"""Countries around us in which a number begins with a 0 at home only (ITU-T E.123, 7.2)."""

_BRACKETED = re.compile(r"\(\s*0\s*[0-9][0-9\s]*\)")

_DIALLED = re.compile(r"\+[1-9][0-9]{7,14}")
"""A number with its country code (ITU-T E.164). So no emergency number can ever be dialled."""


def dialled(written: str) -> str:
    """`+31 (0)43 123 45 67` -> `+31431234567`; empty for what is no number with a country code.

    `+31 (043)` and `+31 043` are the same number. Elsewhere a 0 may belong to the number (in Italy
    it does), so there a bracketed one is not guessed at.
    """
    plain = re.sub(r"[\s().-]", "", re.sub(r"\(\s*0\s*\)", "", written))
    bare = _TRUNK.sub(r"\1", plain, count=1)
    if bare == plain and _BRACKETED.search(written):
        return ""
    return bare if _DIALLED.fullmatch(bare) else ""


def person_number(leaflet: Leaflet) -> str:
    """The number of somebody who answers questions; empty when the owner gave none."""
    return dialled(leaflet.contact.get("phone", ""))
