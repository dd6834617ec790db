"""A runtime with the real leaflet, an ear that is a list, and clips that exist on paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from skill.channels.alexa import make_handler
from skill.channels.alexa.handler import Handler
from skill.channels.runtime import Runtime
from skill.leaflet import Leaflet, script
from skill.manifest import Clip, Entry, Manifest
from skill.settings import Settings, read_settings
from skill.understanding import Understanding
from tests import shipped

ROOT = Path(__file__).resolve().parents[3]
BASE = "https://klanken.example.nl/rug"

KNOWN = {
    "hoe til ik goed": Understanding("passage:goed-tillen"),
    "mijn kruis voelt doof": Understanding("alarm:doof-kruis", alarm="doof-kruis"),
    "ik ben afgevallen, hoe til ik": Understanding(
        "alarm:afvallen", alarm="afvallen", also=("passage:goed-tillen",)
    ),
    "helpt paracetamol bij zwangerschap": Understanding("not_covered:zwangerschap"),
    "stoel of zitten": Understanding("clarify:draaistoel|zithouding-en-stoel", 0.5),
    "ja": Understanding("control:yes"),
    "iets met plassen": Understanding("unclear", doubtful=True),
    "wat voor weer wordt het": Understanding("out_of_scope"),
}
"""All that the fake ear knows."""


def fake_ear(text: str) -> Understanding:
    """The understanding that the table gives; anything else is unclear."""
    return KNOWN.get(text, Understanding("unclear"))


def clip(name: str, seconds: float = 4.0) -> Clip:
    """A clip of which only the name and the length matter."""
    return Clip(name, "0" * 64, seconds, -16.0, -3.0, "test")


def every_clip(leaflet: Leaflet) -> Manifest:
    """A manifest in which every line has both its clips."""
    entries = {
        line.id: Entry(
            line.text, line.text, clip(f"{line.id}-0a1b.mp3"), clip(f"{line.id}-0a1b-slow.mp3", 5.0)
        )
        for line in script(leaflet).values()
    }
    return Manifest("test", entries)


@pytest.fixture(scope="session")
def leaflet() -> Leaflet:
    """The real leaflet, as it is when all its texts were approved."""
    return shipped.leaflet()


OpenRuntime = Callable[..., Runtime]


@pytest.fixture(scope="session")
def open_runtime(leaflet: Leaflet) -> OpenRuntime:
    """Opens a runtime; the parts that a test is about are given by name."""

    def make(**parts: Any) -> Runtime:
        environment = {"AUDIO_BASE_URL": BASE}
        runtime = Runtime(
            leaflet, script(leaflet), fake_ear, every_clip(leaflet), read_settings(environment)
        )
        return replace(runtime, **parts)

    return make


@pytest.fixture
def alexa(open_runtime: OpenRuntime) -> Handler:
    """The handler of a runtime with all its clips."""
    return make_handler(open_runtime())


@pytest.fixture
def device(open_runtime: OpenRuntime) -> Handler:
    """The handler of a runtime without clips: everything is said by the device."""
    return make_handler(open_runtime(manifest=Manifest(), settings=Settings()))
