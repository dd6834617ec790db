"""A real browser for tests of pages: headless Chromium.

`look` gives a page as it stands after a while. Who clicks and types takes the fixture `page` or
`open_page` (tests/conftest.py), and `served` for an application on a free port of this machine.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser, Page

PATIENCE_MS = 60_000
"""How long Playwright waits for what must come, on a machine with other work."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def needed(missing: str) -> str:
    """Skips the test by name; under CI=true it fails."""
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)


def find_browser() -> str:
    """The browser's command; without one the test is skipped."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    return found or needed("no Chromium or Chrome on this machine: no page is tried in a browser")


def look(browser: str, folder: Path, address: str) -> str:
    """The page as it stands some seconds after it was opened."""
    done = subprocess.run(
        [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            f"--user-data-dir={folder / 'browser'}",
            "--virtual-time-budget=8000",
            "--dump-dom",
            address,
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout


@contextmanager
def started(*arguments: str) -> Iterator[Browser]:
    """A browser that Playwright works, with `arguments` of its own; without Playwright or Chromium
    the test is skipped."""
    try:
        from playwright.sync_api import expect, sync_playwright
    except ImportError:
        needed("no playwright: no page is worked in a browser")
    command = find_browser()
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=command, args=["--no-sandbox", *arguments]
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(
    browser: Browser, *, width: int = 1280, height: int = 900, **options: object
) -> Iterator[Page]:
    """A page with cookies and storage of its own; `options` are those of `new_context`.

    AssertionError at the end when a script of the page broke off, or broke a rule of the page's
    Content-Security-Policy.
    """
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="light",
        locale="nl-NL",
        **options,  # type: ignore[arg-type]
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on(
        "console",
        lambda told: broken.append(told.text) if "Content Security Policy" in told.text else None,
    )
    try:
        yield page
    finally:
        context.close()
    assert broken == []


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address of an application that the real server serves on a free port."""
    from skill.server.listen import address, bind, listener

    listening = bind("127.0.0.1", 0)
    server = listener(app, listening)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield address(listening)
    finally:
        server.stop()
        thread.join(timeout=30)
        # The program ends with `run`; here what browsers still hold open would be left lying.
        server.asyncore.close_all(server._map, ignore_all=True)


def sideways(page: Page) -> int:
    """Pixels by which a page is wider than its window: more than none has to be scrolled."""
    wider: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wider
