"""A service that runs on a free port with what is shipped."""

from __future__ import annotations

import pytest
from home_assistant import Home

from skill.channels import Runtime, open_runtime
from skill.settings import read_settings


@pytest.fixture(scope="session")
def shipped_runtime() -> Runtime:
    """The leaflet, ear and clips that are shipped."""
    return open_runtime(read_settings({}))


@pytest.fixture
def home(shipped_runtime: Runtime) -> Home:
    return Home(shipped_runtime)
