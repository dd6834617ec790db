"""How a package is written, and the privacy page beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from skill.atomic_write import write_together
from skill.editorial import read_content
from skill.errors import ContentError
from skill.exports.alexa import privacy_page, style_hash
from skill.leaflet import Leaflet
from tests.channels.alexa.conftest import ROOT

SMALL = ROOT / "tests" / "small_content"


@pytest.fixture(scope="module")
def leaflet() -> Leaflet:
    """The small leaflet about a plant."""
    return read_content(SMALL)[0].leaflet


def test_files_are_written_all_or_none(tmp_path: Path) -> None:
    write_together(tmp_path, {"a.txt": b"old", "b/c.txt": b"old"})
    (tmp_path / "d.txt").mkdir()

    with pytest.raises(ContentError, match="cannot be written"):
        write_together(
            tmp_path, {"a.txt": b"new", "b/c.txt": b"new", "d.txt": b"new", "e.txt": b"new"}
        )

    assert (tmp_path / "a.txt").read_bytes() == b"old"
    assert (tmp_path / "b" / "c.txt").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b", "d.txt"]


def test_the_privacy_page_stands_by_itself(leaflet: Leaflet) -> None:
    page = privacy_page(leaflet)

    assert '<html lang="nl">' in page
    assert "Mijn Kamerplant" in page
    assert "Bel 112" in page
    assert "$" not in page
    assert not any(mark in page for mark in ("<script", "src=", "href=", "http"))
    assert style_hash(page).startswith("'sha256-")
    assert page == privacy_page(leaflet)


def test_the_privacy_page_escapes_what_the_leaflet_says(leaflet: Leaflet) -> None:
    assert "<b>" not in privacy_page(replace(leaflet, title="<b>Plant</b>"))
