"""A tap on the screen -> the event that saying it would be.

Shape: https://developer.amazon.com/docs/alexa-presentation-language/apl-interface.html
(Alexa.Presentation.APL.UserEvent) and, for `arguments`,
https://developer.amazon.com/docs/alexa-presentation-language/apl-send-event-command.html

A tap has no way of its own through the dialogue: it becomes what a listener would have said, so
that an alarm that stands goes before it as it does before speech. What is on the screen may be
older than the conversation; only what is open now can be chosen as an offer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skill import labels
from skill.channels.alexa.request import part, read_date, word
from skill.dialogue import Event, State, open_choices
from skill.leaflet import Leaflet
from skill.numbers import ordinal

CHOOSES = "kies"
"""First argument of a tap on a choice; the second is the id of what is chosen."""


def read_tap(envelope: Mapping[str, Any], leaflet: Leaflet, state: State) -> Event:
    """The event of a UserEvent.

    A choice that is open now is taken as by `ja` (an offer) or `de tweede` (one of several). A
    passage that is open no longer is asked for by its name; a node of the menu gives the topics,
    unless something of an alarm is pending. Anything else is `unclear`.
    """
    request = part(envelope, "request")
    today = read_date(request)
    arguments = request.get("arguments")
    chosen = _chosen(arguments if isinstance(arguments, list) else [])
    choices = list(open_choices(leaflet, state))
    if chosen in choices:
        if state.offer == (chosen,):
            return Event("label", label=labels.control("yes"), today=today)
        return Event("text", text=f"de {ordinal(choices.index(chosen) + 1)}", today=today)
    if chosen in leaflet.passages:
        return Event("label", label=labels.passage(chosen), today=today)
    # To ask for the topics leaves an alarm; an old button may not.
    left = chosen in leaflet.nodes and not (state.alarm or state.check)
    return Event("label", label=labels.control("menu") if left else labels.UNCLEAR, today=today)


def _chosen(arguments: list[object]) -> str:
    """The id in the arguments of a tap on a choice; empty for any others."""
    if len(arguments) == 2 and arguments[0] == CHOOSES:
        return word(arguments[1])
    return ""
