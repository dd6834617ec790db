"""The states that certification goes through: every kind there is, and how one gets there."""

from __future__ import annotations

from functools import cache
from typing import Any

from skill.leaflet import alarm_lines, standing_lines
from tests.channels.alexa.certification import Heard, filled, leaflet, passages_in, say, text
from tests.channels.alexa.envelopes import Envelope, asked, in_session, launch, one_shot

Turns = tuple[str, ...]
"""A conversation after `open mijn rugwijzer`: intents, or labels that the ear hears."""

PASSAGE, OTHER = "GoedTillenIntent", "stress"

CONVERSATIONS: dict[str, Turns] = {
    "fresh": (),
    "offer open": (PASSAGE,),
    "after an answer": (PASSAGE, "AMAZON.NoIntent"),
    "slow": (PASSAGE, "LangzamerIntent"),
    "clarify open": ("clarify:draaistoel|zithouding-en-stoel",),
    "menu open": ("OnderwerpenIntent",),
    "chapter open": ("OnderwerpenIntent", "de derde"),
    "after help": ("AMAZON.HelpIntent",),
    "reading": ("LeesAllesVoorIntent", "AMAZON.YesIntent"),
    "reading, broken off": ("LeesAllesVoorIntent", f"passage:{OTHER}"),
    "reading, paused": ("LeesAllesVoorIntent", "AMAZON.YesIntent", "AMAZON.PauseIntent"),
    "alarm pending": (PASSAGE, "alarm:doof-kruis"),
    "alarm understood": ("AlarmDoofKruisIntent", "AMAZON.NoIntent"),
    "alarm taken back": ("AlarmDoofKruisIntent", "GaatNietOverMijIntent"),
    "hearing checked": ("confirm:plassen-lukt-niet",),
    "hearing checked twice": ("confirm:plassen-lukt-niet", "AMAZON.FallbackIntent"),
    "after a complaint": ("ComplaintIntent",),
    "help was called for": ("NoodhulpIntent",),
    "advice to see a doctor": ("AlarmAfvallenIntent",),
    "after a refusal": ("NietInFolderHerniaIntent",),
    "out of scope": ("out_of_scope",),
    "one miss": (PASSAGE, "AMAZON.FallbackIntent"),
    "two misses": ("AMAZON.FallbackIntent", "AMAZON.FallbackIntent"),
    "a word that could be an alarm": ("twijfel",),
}
"""Every kind of state, and how one gets there."""


STANDING = ("alarm pending", "alarm understood")
"""Those in which a grave alarm stands: until it is taken back, every question gets it again."""


CHECKING = ("hearing checked", "hearing checked twice")
"""Those in which we asked whether a sign was heard right."""
ASKED_AGAIN = CHECKING[0]
"""The one in which the check was just said: a grave sign is asked about once more."""


def talk(*turns: str, voice: str = "device") -> Heard:
    """What is heard last in a conversation of these turns, after the launch."""
    now = say(voice, launch())
    for turn in turns:
        assert now.open, turn
        is_intent = turn.endswith("Intent")
        now = say(voice, in_session(turn, now.state) if is_intent else asked(turn, now.state))
    return now


@cache
def reached(name: str, voice: str = "clips") -> dict[str, Any]:
    """The session attributes in one of the CONVERSATIONS."""
    now = talk(*CONVERSATIONS[name], voice=voice)
    assert now.open, name
    return now.state


def ways_in(name: str, intent: str) -> Envelope:
    """An intent in one of the CONVERSATIONS; `one-shot` opens a session with it."""
    if name == "one-shot":
        return one_shot(intent, filled(intent))
    return in_session(intent, reached(name), filled(intent))


def stands(heard: Heard, code: str = "doof-kruis") -> bool:
    """Whether the advice of a grave alarm is said once more and nothing of the leaflet."""
    level = leaflet().alarms[code].level
    lines = (*alarm_lines(leaflet(), code), *standing_lines(leaflet(), level))
    said = any(heard.text.startswith(text(line)) for line in lines)
    return said and heard.state["alarm"] == code and passages_in(heard) == []
