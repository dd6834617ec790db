"""docs/settings.md against the settings that are read."""

from __future__ import annotations

import re

import pytest
from docs_pages import page

from tests.shipped import variables

PAGE = page("settings.md")
NAMED = set(re.findall(r"^\| `([A-Z_]+)` \|", PAGE, re.MULTILINE))


@pytest.mark.parametrize("name", sorted(variables()))
def test_each_variable_is_described(name: str) -> None:
    assert name in NAMED


def test_no_variable_is_described_that_nobody_reads() -> None:
    assert variables() == NAMED
