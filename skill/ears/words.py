"""Words of the content that are hinted to a recogniser, so that it hears them sooner."""

from __future__ import annotations

from skill.leaflet import Leaflet

MOST_WORDS = 5
"""Words. A few help. A list of sixty medicines helps a little more with their names, and makes them
of other words too: `achttien stuks`, which raises an alarm, became one (docs/listening.md; others
saw it as well: https://github.com/SYSTRAN/faster-whisper/issues/853)."""


def hint_words(leaflet: Leaflet, most: int = MOST_WORDS) -> tuple[str, ...]:
    """What the leaflet is about, then the words that questions differ by (medicines), as its
    editors order them. No name of several words: of half of it the rest would be made."""
    values = [value for kind in leaflet.slot_types.values() for value in kind.values]
    names = [value.partition("|")[0] for value in values]
    found = [leaflet.title, *(name for name in names if " " not in name)]
    return tuple(dict.fromkeys(found))[:most]
