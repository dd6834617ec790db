"""Someone who wants a person: connected where the owner gave a number, else told whom to call.

Only a telephone can connect. On the other channels the wish is a question for an address that the
leaflet does not have.
"""

from __future__ import annotations

import re
from dataclasses import replace

from skill import labels
from skill.dialogue.answer import not_covered
from skill.dialogue.reply import Turn, Turned, invite, reply, settled
from skill.dialogue.state import State
from skill.dialogue.turns import Reply
from skill.leaflet import person_number

CONTACT = "contactgegevens"
"""Subject for addresses and telephone numbers; a leaflet may do without it."""

_SOMEONE = (
    r"(iemand|mens|persoon|medewerk\w+|assistente?|receptie|balie|telefonist\w*|"
    r"(echte?|levende?|gewone?) (mens|persoon))"
)
_WISH = r"(wil|wou|wilde|mag|kan|kun|kunt|moet|zou|graag|liever|geef)"
_WISHES = (
    re.compile(rf"\b{_WISH}\b.*\b{_SOMEONE}\b.*\b(spreken|praten|bellen|lijn|telefoon)\b"),
    re.compile(r"\b(wil|wou|liever|graag|geef)\b( \w+){0,3} (mens|persoon|medewerk\w+)\b"),
    re.compile(r"\bdoorverb\w+|\bverbind (mij|me|ons)\b|\bmedewerk(er|ster)$"),
)
_NAMED = re.compile("mens|persoon|medewerk|doorverb|verbind|spreken|praten|bellen|lijn|telefoon")
"""A text without any of these is none of the wishes."""
MOST_WORDS = 14
"""A longer text tells a story, in which somebody may speak to somebody."""


def wants_person(text: str) -> bool:
    """Whether a text asks for a person: `ik wil iemand spreken`, `kunt u mij doorverbinden?`"""
    lower = text.lower()
    if _NAMED.search(lower) is None:
        return False
    said = re.findall(r"\w+", lower)
    return len(said) <= MOST_WORDS and any(wish.search(" ".join(said)) for wish in _WISHES)


def hand_over(turn: Turn) -> Turned:
    """Connects the caller, or says whom to call."""
    if not turn.phone:
        if CONTACT in turn.leaflet.subjects:
            return not_covered(turn, labels.subject(CONTACT))
        return told_whom(turn)
    if not person_number(turn.leaflet):
        return told_whom(turn)
    return State(slow=turn.state.slow), Reply(
        outcome="control",
        label=labels.control("help"),
        say=("prompt_connect",),
        hands_over=True,
        slow=turn.state.slow,
        control=turn.control,
        heard=turn.heard,
    )


def told_whom(turn: Turn) -> Turned:
    """Whom to call, for who cannot be connected or was not answered."""
    # Nobody knows whether a caller who was not answered had keyed or spoken: keys serve both.
    unanswered = turn.event.kind == "unanswered"
    asks = replace(turn, event=replace(turn.event, kind="key")) if unanswered else turn
    state, ending = invite(asks, settled(turn))
    return reply(turn, state, "control", labels.control("help"), "prompt_person", *ending)
