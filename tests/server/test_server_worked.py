"""The pages, worked in a real browser: what the tests of pages stand on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from skill.channels import Runtime
from skill.server import create_app
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


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1440])
def test_the_console_fits_and_can_be_read(
    open_page: OpenPage, address: str, width: int, dark: bool
) -> None:
    page = open_page(width=width, dark=dark)
    page.goto(address)

    assert sideways(page) == 0
    assert violations(page) == []
