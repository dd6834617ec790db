"""Words of the content that are hinted to a recogniser, so that it hears them sooner."""

from __future__ import annotations

import re
from collections.abc import Iterable

from skill.leaflet import Leaflet

MOST_WORDS = 60
"""Words; Whisper takes 224 tokens, a Dutch medical word is four, and a long list is repeated by a
small model where it hears little (docs/listening.md)."""


def hint_words(leaflet: Leaflet, most: int = MOST_WORDS) -> tuple[str, ...]:
    """Medicines and other words that questions differ by, then those of the titles; none twice."""
    found: list[str] = []
    for kind in leaflet.slot_types.values():
        found += [value.partition("|")[0] for value in kind.values]
    found += _words(passage.title for passage in leaflet.passages.values())
    return tuple(dict.fromkeys(found))[:most]


_SHORTEST = 6
"""Letters of a word of a title that is worth a hint; any model knows shorter ones."""


def _words(titles: Iterable[str]) -> list[str]:
    return [word for title in titles for word in re.findall(rf"[^\W\d_]{{{_SHORTEST},}}", title)]
