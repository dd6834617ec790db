"""A real browser for tests of pages: headless Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

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
