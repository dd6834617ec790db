"""The review page in a browser: what its tests share."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect


def opened(page: Page, address: str, item: str = "") -> None:
    page.goto(f"{address}#{item}" if item else address)
    page.locator("#item-title").wait_for()


def rows(page: Page) -> list[str]:
    """Ids of the items that the list shows."""
    found: list[str] = page.locator("[data-row]:visible").evaluate_all(
        "rows => rows.map(row => row.dataset.row)"
    )
    return found


def told(page: Page) -> Any:
    return expect(page.locator("#told"))
