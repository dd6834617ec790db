"""What the tests of the dialogue share: the real leaflet and ear, read once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conversation import Conversation

from skill.channels import Runtime, open_runtime
from skill.leaflet import Leaflet
from skill.settings import read_settings


@pytest.fixture(scope="session")
def runtime() -> Runtime:
    """The real leaflet with the real ear."""
    return open_runtime(read_settings({}))


@pytest.fixture(scope="session")
def leaflet(runtime: Runtime) -> Leaflet:
    """The leaflet of this repository, as it is when all its texts were approved."""
    return replace(runtime.leaflet, trial=False)


@pytest.fixture
def talk(leaflet: Leaflet) -> Conversation:
    """A fresh conversation on a speaker, in which what is said is the label itself."""
    return Conversation(leaflet)


@pytest.fixture
def call(leaflet: Leaflet) -> Conversation:
    """A fresh telephone call, in which what is said is the label itself."""
    return Conversation(leaflet, medium="phone")
