"""The state of a conversation: small and finite, without anything that a person said.

The channel keeps it (session attributes, a JSON field, a signed URL); nothing is stored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

MOST_SAID = 5
"""Lines of the last reply that are kept for `herhaal`."""
MOST_OFFERED = 3
"""Passages to choose from in one question."""
MOST_TOLD = 6
"""Things about the person that are remembered; the last ones told count."""

_ID = re.compile(r"[a-z0-9_:|-]{1,80}")
_DIGITS = re.compile(r"[0-9]{0,3}")


@dataclass(frozen=True, slots=True)
class State:
    """Everything that is remembered between two turns."""

    topic: str = ""
    """Label of the last thing spoken of: a passage, a subject that is not covered, an opening."""
    said: tuple[str, ...] = ()
    """Ids of the lines of the last reply: also which warning was just spoken."""
    offer: tuple[str, ...] = ()
    """Passages that were offered: one for `Wilt u ook ...?`, two for `Gaat het om ..., of om ...?`,
    two or three after an opening. While a sign is checked: the passage asked for with it."""
    menu: str = ""
    """Node of the menu that was just heard; empty where none is open."""
    helping: bool = False
    """Whether the help of the telephone was just heard; the same key then asks for a person."""
    code: str | None = None
    """The digits of a telephone code keyed so far, at most three; None where none is asked for."""
    misses: int = 0
    """Turns in a row that gave nothing to go on; 0..3."""
    slow: bool = False
    """Whether everything is spoken slowly."""
    reading: bool = False
    """Whether the whole leaflet is being read, passage by passage."""
    bookmark: str = ""
    """Passage at which reading was broken off for a question; empty while it is the topic."""
    alarm: str = ""
    """Code of the alarm that was last said. A grave one stands until it is taken back."""
    check: str = ""
    """Code of the alarm of which we asked whether its sign was heard right."""
    told: tuple[str, ...] = ()
    """What was told of the person, from a closed list: ids of subjects (pregnant, a child) and
    codes of alarms. A passage that one of them excludes is not said."""

    def dump(self) -> dict[str, Any]:
        """The state as JSON values, under 2 kB; fields that say nothing are left out."""
        kept: dict[str, Any] = {}
        for name in self.__slots__:  # each turn is told so; `asdict` takes twenty times as long
            value = getattr(self, name)
            if value and name != "code":
                kept[name] = list(value) if isinstance(value, tuple) else value
        return kept if self.code is None else kept | {"code": self.code}


def load_state(raw: object) -> State:
    """The state that `dump` gave; whatever is not understood is as if it had not been there."""
    if not isinstance(raw, dict):
        return State()
    misses, code = raw.get("misses"), raw.get("code")
    return State(
        topic=_word(raw.get("topic")),
        said=_words(raw.get("said"), MOST_SAID),
        offer=_words(raw.get("offer"), MOST_OFFERED),
        menu=_word(raw.get("menu")),
        helping=raw.get("helping") is True,
        code=code if isinstance(code, str) and _DIGITS.fullmatch(code) else None,
        misses=misses if type(misses) is int and 0 <= misses <= 3 else 0,
        slow=raw.get("slow") is True,
        reading=raw.get("reading") is True,
        bookmark=_word(raw.get("bookmark")),
        alarm=_word(raw.get("alarm")),
        check=_word(raw.get("check")),
        told=_words(raw.get("told"), MOST_TOLD),
    )


def _word(raw: object) -> str:
    return raw if isinstance(raw, str) and _ID.fullmatch(raw) else ""


def _words(raw: object, most: int) -> tuple[str, ...]:
    if not isinstance(raw, list):
        return ()
    return tuple(word for word in map(_word, raw[:most]) if word)
