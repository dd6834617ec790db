"""Answers of the real handler, as an Echo Show gets them."""

from __future__ import annotations

from functools import cache
from typing import Any

from skill.channels.alexa import make_handler
from skill.channels.runtime import Runtime
from skill.leaflet import script
from skill.manifest import Manifest
from skill.settings import Settings
from tests import shipped
from tests.channels.alexa.envelopes import in_session, launch, on_screen, one_shot

SCREENS = {
    "welcome": launch(),
    "passage": one_shot("ParacetamolIntent"),
    "offer": one_shot("GoedTillenIntent"),
    "choices": one_shot("ComplaintIntent"),
    "menu": in_session("OnderwerpenIntent"),
    "alarm": one_shot("AlarmDoofKruisIntent"),
    "alarm-112": one_shot("AlarmBorstBenauwdIntent"),
    "refusal": one_shot("NietInFolderHerniaIntent"),
}
"""What is shown after what was said."""


@cache
def directive(name: str) -> dict[str, Any]:
    """The RenderDocument of one of SCREENS."""
    leaflet = shipped.leaflet()
    runtime = Runtime(leaflet, script(leaflet), shipped.ear(), Manifest(), Settings())
    (found,) = make_handler(runtime)(on_screen(SCREENS[name]), None)["response"]["directives"]
    return dict(found)


def words(name: str) -> list[str]:
    """Every line on it."""
    return [line["text"] for line in directive(name)["datasources"]["screen"]["lines"]]


def buttons(name: str) -> dict[str, str]:
    """Id -> name of its buttons."""
    choices = directive(name)["datasources"]["screen"]["choices"]
    return {one["id"]: one["name"] for one in choices}
