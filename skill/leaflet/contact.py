"""Whom a caller can be connected with: the number that the owner gave, as it is dialled."""

from __future__ import annotations

import re

from skill.leaflet.types import Leaflet

_DIALLED = re.compile(r"\+[1-9][0-9]{7,14}")
"""A number with its country code (ITU-T E.164). So no emergency number can ever be dialled."""


def dialled(written: str) -> str:
    """`+31 (0)43 123 45 67` -> `+31431234567`; empty for what is no number with a country code."""
    plain = re.sub(r"[\s().-]", "", written.replace("(0)", ""))
    return plain if _DIALLED.fullmatch(plain) else ""


def person_number(leaflet: Leaflet) -> str:
    """The number of somebody who answers questions; empty when the owner gave none."""
    return dialled(leaflet.contact.get("phone", ""))
