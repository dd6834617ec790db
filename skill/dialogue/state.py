"""The state of a conversation: finite, small, and never a word of what was said to us.

The channel keeps it (session attributes, a JSON field, a signed URL); nothing is stored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

MOST_SAID = 5
"""Lines of the last reply that are kept for `herhaal`."""

_ID = re.compile(r"[a-z0-9_:|-]{1,80}")


@dataclass(frozen=True, slots=True)
class State:
    """Everything that is remembered between two turns."""

    topic: str = ""
    """Label of the last thing spoken of: `passage:<id>` or `not_covered:<subject>`."""
    said: tuple[str, ...] = ()
    """Ids of the lines of the last reply."""
    offer: tuple[str, ...] = ()
    """Passages that were offered: one for `Wilt u ook ...?`, two for `Bedoelt u ... of ...?`"""
    menu: str = ""
    """Node of the menu that was just heard, `help`, or `code` with the digits keyed so far."""
    misses: int = 0
    """Turns in a row that gave nothing to go on; 0..3."""
    slow: bool = False
    """Whether everything is spoken slowly."""
    reading: bool = False
    """Whether the whole leaflet is being read, passage by passage."""
    place: str = ""
    """Passage at which reading was broken off for a question; empty while it is the topic."""
    alarm: str = ""
    """Code of the alarm that was last said; `herhaal`, and after a grave one `ja`, repeat it."""

    def dump(self) -> dict[str, Any]:
        """The state as JSON values, under 2 kB; fields that say nothing are left out."""
        full = {
            "topic": self.topic,
            "said": list(self.said),
            "offer": list(self.offer),
            "menu": self.menu,
            "misses": self.misses,
            "slow": self.slow,
            "reading": self.reading,
            "place": self.place,
            "alarm": self.alarm,
        }
        return {name: value for name, value in full.items() if value}


def load_state(raw: object) -> State:
    """The state that `dump` gave; whatever is not understood is as if it had not been there."""
    if not isinstance(raw, dict):
        return State()
    misses = raw.get("misses")
    return State(
        topic=_word(raw.get("topic")),
        said=_words(raw.get("said"), MOST_SAID),
        offer=_words(raw.get("offer"), 2),
        menu=_word(raw.get("menu")),
        misses=misses if type(misses) is int and 0 <= misses <= 3 else 0,
        slow=raw.get("slow") is True,
        reading=raw.get("reading") is True,
        place=_word(raw.get("place")),
        alarm=_word(raw.get("alarm")),
    )


def _word(raw: object) -> str:
    return raw if isinstance(raw, str) and _ID.fullmatch(raw) else ""


def _words(raw: object, most: int) -> tuple[str, ...]:
    if not isinstance(raw, list):
        return ()
    return tuple(word for word in map(_word, raw[:most]) if word)
