"""The pages, worked in a real browser: what the tests of pages stand on."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from skill.channels import Runtime
from skill.server import create_app
from skill.server.pages import PAGES
from tests.accessibility.axe import violations
from tests.browser import served, sideways
from tests.conftest import OpenPage


@pytest.fixture
def address(runtime: Runtime) -> Iterator[str]:
    """The server with three voiced lines."""
    with served(create_app(runtime.settings, runtime)) as where:
        yield where


def test_a_question_is_typed_and_answered(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("textbox").fill("Hoe til ik goed?")
    page.get_by_role("textbox").press("Enter")

    page.locator('[data-outcome="answer"]').wait_for()


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_the_console_fits_and_can_be_read(open_page: OpenPage, address: str, width: int) -> None:
    page = open_page(width=width)
    page.goto(address)

    assert sideways(page) == 0
    assert violations(page) == []


def test_in_the_dark_a_page_has_other_colours_and_nothing_else() -> None:
    """tests/accessibility/axe.py asks no more than that of the dark."""
    styles = [path.read_text("utf-8") for path in sorted(PAGES.glob("*.css"))]
    dark = re.findall(
        r"@media \(prefers-color-scheme: dark\) \{\n  :root \{\n(.*?)\n  \}\n\}",
        "".join(styles),
        re.DOTALL,
    )

    assert len(dark) == "".join(styles).count("prefers-color-scheme") == 1
    assert all(one.strip().startswith("--") for one in dark[0].split(";") if one.strip())
