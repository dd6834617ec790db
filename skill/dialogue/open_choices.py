"""What can be chosen now, and how it was named: for a channel that shows choices as well."""

from __future__ import annotations

from skill import labels
from skill.dialogue.reply import Turn, asked
from skill.dialogue.sayable import may_be_said
from skill.dialogue.state import State
from skill.dialogue.turns import Event
from skill.leaflet import Leaflet, menu

_CHOOSING = ("offer", "clarify", "menu")
"""What a state waits for where something can be chosen by its name."""


def open_choices(leaflet: Leaflet, state: State) -> dict[str, str]:
    """Id of a passage or a node of the menu -> how it was named, in the order of naming.

    Empty where nothing is open to choose: while an alarm stands or a sign is checked, and after
    anything else that awaits no name. `state` may be another edition's.
    """
    awaited, _ = asked(Turn(leaflet, state, Event("silence")), state)
    if awaited not in _CHOOSING:
        return {}
    if state.offer:
        named = {
            one: leaflet.passages[one].about for one in state.offer if may_be_said(leaflet, one)
        }
        opening = leaflet.openings.get(labels.name(state.topic))
        if opening is not None and opening.choices == state.offer:
            named |= dict(zip(opening.choices, opening.names, strict=True))
        return {one: named[one] for one in state.offer if one in named}
    if state.menu == menu.ROOT or state.menu in leaflet.nodes:
        return {one: menu.about(leaflet, one) for one in menu.offered(leaflet, state.menu)}
    return {}
