"""The small leaflet of examples/voeten, compiled and learnt once in a folder of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from docs_pages import EXAMPLE
from http_examples import small_runtime

from skill.channels import Runtime


@pytest.fixture(scope="session")
def voeten(tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    """The small leaflet, ready for a turn; it has no clips."""
    return small_runtime(tmp_path_factory.mktemp("voeten"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A fresh copy of the small leaflet that a test may damage."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "voeten"))
