"""What callers of this leaflet may say: given to a recogniser, so that it hears it sooner.

Alarm signs come first, because a provider may cut the list off; then medicines and other words that
differ from question to question, then the topics. All of it is content.
"""

from __future__ import annotations

import re
from functools import cache

from skill.leaflet import Leaflet, menu

MOST_HINTS = 200
"""Phrases; the provider takes 500 (https://www.twilio.com/docs/voice/twiml/gather#hints)."""
LONGEST_HINT = 100
"""Characters of one phrase, by the same page."""


def hints(leaflet: Leaflet, most: int = MOST_HINTS) -> tuple[str, ...]:
    """Phrases without punctuation, none twice; `most` of them at the most."""
    found = [alarm.label for alarm in leaflet.alarms.values()]
    for one in leaflet.slot_types.values():
        found += [value.partition("|")[0] for value in one.values]
    found += [node.spoken for node in leaflet.nodes.values()]
    found += [menu.about(leaflet, passage) for passage in leaflet.passages]
    plain = map(_plain, found)
    short = [phrase for phrase in plain if 0 < len(phrase) <= LONGEST_HINT]
    return tuple(dict.fromkeys(short))[:most]


@cache
def _plain(phrase: str) -> str:
    """A phrase of the content without punctuation; every turn asks for the same ones."""
    return " ".join(re.findall(r"[\w'-]+", phrase))
