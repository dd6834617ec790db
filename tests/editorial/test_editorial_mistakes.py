"""One thing wrong in a folder that was right: exactly that finding, with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from told import change, told
from wrong_files import FIELDS, LINES, PAGES, YAML
from wrong_leaflet import LEAFLET, RULES


def test_the_small_folder_is_right(small: Path) -> None:
    assert told(small) == []


TABLE = FIELDS | YAML | PAGES | LEAFLET | RULES | LINES


@pytest.mark.parametrize("name", TABLE)
def test_one_mistake_one_finding(small: Path, name: str) -> None:
    (file, old, new), expected = TABLE[name]
    change(small, file, old, new)

    assert told(small) == expected
