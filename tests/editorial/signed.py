"""Approvals on paper: what the tests of sign-off share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from skill.editorial import Content
from skill.editorial.signoff.approvals import Approval, Signoff, all_items
from skill.editorial.signoff.items import MEDICAL, parts, text_hash, to_approve
from skill.leaflet import Leaflet, Line
from skill.manifest import Manifest

SMALL = Path(__file__).resolve().parents[1] / "small_content"
DATE = "2027-01-31"
NO_VOICE = Manifest()


def approved(lines: list[Line], role: str = MEDICAL) -> Signoff:
    """A file in which `role` approved all these texts."""
    return Signoff(tuple(Approval(x.id, text_hash(x.text), role, DATE) for x in lines))


def lines_of(content: Content) -> dict[str, Line]:
    return {line.id: line for line in to_approve(content.leaflet)}


def changed(leaflet: Leaflet, passage: str, **fields: object) -> Leaflet:
    other = replace(leaflet.passages[passage], **fields)
    return replace(leaflet, passages=leaflet.passages | {passage: other})


def sections(content: Content, signoff: Signoff) -> dict[str, list[Line]]:
    return parts(content.leaflet, all_items(content.leaflet, NO_VOICE, signoff))
