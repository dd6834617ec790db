"""Makes console.png of a running server: `python docs/pictures/console.py ADDRESS FILE`.

A browser of 1280 by 800, with the sound off.
"""

from __future__ import annotations

import sys

from playwright.sync_api import sync_playwright

QUESTIONS = ("Hoe til ik goed?", "ja")
CHROMIUM = "/usr/bin/chromium"


def main(address: str, file: str) -> None:
    """Asks QUESTIONS without sound and writes the page as a PNG."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="nl-NL")
        page.goto(address)
        page.get_by_label("Geluid afspelen").uncheck()
        for number, question in enumerate(QUESTIONS, start=1):
            page.locator("#question").fill(question)
            page.locator("#question").press("Enter")
            page.locator(".bubble.said").nth(number - 1).wait_for()
        page.screenshot(path=file)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:3])
