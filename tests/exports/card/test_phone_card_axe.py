"""The card as a page: axe finds nothing in it, in any of its versions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from skill.exports.card import card_page
from skill.leaflet import Leaflet
from tests.accessibility.axe import axe
from tests.browser import find_browser

NUMBER = "043 123 45 67"


@pytest.fixture(scope="module")
def browser() -> str:
    return find_browser()


@pytest.mark.parametrize("speech", [False, True], ids=["keys", "speech"])
@pytest.mark.parametrize("number", ["", NUMBER], ids=["blank", "number"])
def test_axe_finds_nothing_in_the_card(
    browser: str, leaflet: Leaflet, tmp_path: Path, speech: bool, number: str
) -> None:
    reachable = replace(leaflet, contact={"person": "de poli", "phone": "+31 43 000 00 00"})
    card = reachable if number else leaflet
    page = card_page(card, number, trial=not number, speech=speech).decode()
    found, passed = axe(browser, page, tmp_path)

    assert found == []
    assert {"color-contrast", "html-has-lang", "document-title", "heading-order"} <= set(passed)


def test_axe_finds_what_is_wrong(browser: str, leaflet: Leaflet, tmp_path: Path) -> None:
    """A card in a colour that cannot be read, of a language that nobody names."""
    page = card_page(leaflet, NUMBER, trial=True, speech=False).decode()
    worse = page.replace("color: #111", "color: #bbb").replace('<html lang="nl">', "<html>")
    found, _ = axe(browser, worse, tmp_path)

    assert {one.partition(":")[0] for one in found} >= {"color-contrast", "html-has-lang"}
