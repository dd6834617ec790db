"""Ellipsis: `en hoe vaak?`, `en met een kind?`: a fragment that leans on the last subject.

The fragment is first heard by itself; only when that says nothing is it heard together with what
was spoken of. Because it is the *joined text* that goes through understanding, every guard holds:
a dose never carries over to another medicine or person.
"""

from __future__ import annotations

from skill import labels
from skill.leaflet import Leaflet
from skill.understanding import Hear, Understanding

MOST_WORDS = 7
"""Longer than this is a sentence, not a fragment."""


def with_topic(
    leaflet: Leaflet, hear: Hear, topic: str, text: str, alone: Understanding
) -> Understanding:
    """What `text` means after `topic` was spoken of; `alone` when that is not clearer."""
    words = text.split()
    if labels.kind(alone.label) not in (labels.UNCLEAR, labels.OUT_OF_SCOPE, "clarify"):
        return alone
    about = _about(leaflet, topic)
    if not about or not 1 <= len(words) <= MOST_WORDS or alone.doubtful:
        return alone
    joined = hear(f"{text.rstrip(' ?.!')} {about}")
    return joined if labels.kind(joined.label) in ("passage", "not_covered") else alone


def _about(leaflet: Leaflet, topic: str) -> str:
    name = labels.name(topic)
    if name in leaflet.passages:
        return leaflet.passages[name].about
    return leaflet.subjects[name].about if name in leaflet.subjects else ""
