"""Amazon's own renderer of APL in headless Chromium: a document and its data -> what is seen.

`apl-viewhost-web` lays out, Chromium draws (README.md). Whatever the page asks for beside the two
files of ours is refused, and kept: a document of ours may ask for nothing but Amazon's typeface.
"""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser import find_browser, needed

HERE = Path(__file__).parent
RENDERER = HERE / "node_modules" / "apl-viewhost-web" / "index.js"
ORIGIN = "http://viewhost.invalid"

PAGE = """<!doctype html><meta charset="utf-8"><style>body { margin: 0; background: #000 }</style>
<div id="view"></div><script src="/index.js"></script>
<script>window.engine = AplRenderer.initEngine();</script>"""
START = """async ([document, data, { width, height, shape, mode }]) => {
  await window.engine;
  window.renderer?.destroy();
  window.view.replaceChildren();
  const content = AplRenderer.Content.create(JSON.stringify(document));
  content.addData("payload", JSON.stringify(data));
  window.sent = [];
  const renderer = AplRenderer.default.create({
    content, mode, theme: "dark", view: window.view,
    onSendEvent: (event) => window.sent.push(event),
    environment: {
      agentName: "tests", agentVersion: "1", allowOpenUrl: false, disallowVideo: true,
    },
    viewport: { isRound: shape === "ROUND", shape, width, height, dpi: 160 },
    developerToolOptions: { mappingKey: "auth-id", writeKeys: ["auth-id"] },
    utcTime: 0, localTimeAdjustment: 0,
  });
  window.renderer = renderer;
  await renderer.init();
}"""

COLOURS = """async (picture) => {
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const counts = {};
  for (let at = 0; at < data.length; at += 4) {
    const colour = "#" + [0, 1, 2].map((i) => data[at + i].toString(16).padStart(2, "0")).join("");
    counts[colour] = (counts[colour] ?? 0) + 1;
  }
  return counts;
}"""


@dataclass(frozen=True)
class Viewport:
    """A screen, in dp."""

    width: int
    height: int
    shape: str = "RECTANGLE"
    mode: str = "HUB"


VIEWPORTS = {
    "spot": Viewport(480, 480, "ROUND"),
    "show-5": Viewport(960, 480),
    "show-7": Viewport(1024, 600),
    "show-10": Viewport(1280, 800),
    "show-15": Viewport(1920, 1080),
    "upright": Viewport(1080, 1920),
    "tv": Viewport(960, 540, "RECTANGLE", "TV"),
}
"""The round hub, hubs of 5, 7, 8 and 10, and 15 inches, that last one upright, a television."""


@dataclass
class Shown:
    """One document on one screen."""

    page: Any = field(repr=False)
    asked_for: list[str]
    """Addresses that the page has asked for, beside ours."""

    def words(self) -> str:
        """Every word on the screen, also what has to be scrolled to."""
        return " ".join(str(self.page.inner_text("#view")).split())

    def box(self, text: str) -> dict[str, float]:
        """Where a text of the screen stands, in dp."""
        found: dict[str, float] = self.page.get_by_text(text, exact=True).last.bounding_box()
        return found

    def tap(self, text: str) -> list[Any]:
        """What a device would send after a tap on a text: the arguments of each event."""
        button = self.page.get_by_text(text, exact=True).last
        for _ in range(10):
            button.click(delay=100, timeout=20_000)
            # It takes no taps until it has drawn once more, and does not say when it has.
            with suppress(PlaywrightTimeout):
                self.page.wait_for_function("window.sent.length > 0", timeout=2_000)
                break
        return [event["arguments"] for event in self.page.evaluate("window.sent")]

    def picture(self) -> bytes:
        """The screen as a PNG."""
        found: bytes = self.page.screenshot()
        return found

    def colours(self) -> dict[str, float]:
        """Share of the screen that has each colour."""
        picture = base64.b64encode(self.picture()).decode()
        counts: dict[str, int] = self.page.evaluate(COLOURS, picture)
        whole = sum(counts.values())
        return {colour: count / whole for colour, count in counts.items()}


class Viewhost:
    """A page of a browser that shows one document after another."""

    def __init__(self, browser: Any) -> None:
        self._sans = {weight: _font(weight) for weight in ("regular", "bold")}
        self._asked_for: list[str] = []
        self._page = browser.new_page()
        self._page.route("**/*", self._answer)
        self._page.goto(f"{ORIGIN}/")

    def _answer(self, route: Any) -> None:
        address = route.request.url
        if address == f"{ORIGIN}/":
            route.fulfill(body=PAGE, content_type="text/html")
        elif address == f"{ORIGIN}/index.js":
            route.fulfill(path=RENDERER, content_type="text/javascript")
        else:
            self._asked_for.append(address)
            bold = "Bold" in address or "_Bd" in address or "_He" in address
            sans = self._sans["bold" if bold else "regular"]
            if route.request.resource_type == "font" and sans:
                headers = {"Access-Control-Allow-Origin": "*"}
                route.fulfill(path=sans, content_type="font/ttf", headers=headers)
            else:
                route.abort()

    def show(self, directive: dict[str, Any], viewport: Viewport, *, fresh: bool = False) -> Shown:
        """A RenderDocument directive on a screen; what was shown before is gone.

        Only the first document of a page gets taps: `fresh` begins a new page.
        """
        if fresh:
            self._page.goto(f"{ORIGIN}/")
        self._page.set_viewport_size({"width": viewport.width, "height": viewport.height})
        data = [directive["document"], directive["datasources"], vars(viewport)]
        self._page.evaluate(START, data)
        self._page.evaluate("document.fonts.ready.then(() => true)")
        return Shown(self._page, self._asked_for)


def _font(weight: str) -> str:
    """A sans-serif of this machine; empty when it has none, or cannot tell."""
    if not shutil.which("fc-match"):
        return ""
    command = ["fc-match", "--format=%{file}", f"Liberation Sans:{weight}"]
    found = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return found if found.endswith((".ttf", ".otf")) else ""


@contextmanager
def open_viewhost() -> Iterator[Viewhost]:
    """Amazon's renderer; without it, or without a browser, the test is skipped by name."""
    if not RENDERER.is_file():
        needed("no apl-viewhost-web: run npm ci --prefix tests/screen")
    path = find_browser()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield Viewhost(browser)
        finally:
            browser.close()


def validate(document: object) -> list[str]:
    """What Amazon's schemas hold against a document; skipped by name without node or those."""
    node = shutil.which("node")
    if node is None:
        needed("no node: install nodejs and npm")
    if not (HERE / "node_modules" / "apl-suggester").is_dir():
        needed("no apl-suggester: run npm ci --prefix tests/screen")
    done = subprocess.run(
        [str(node), str(HERE / "validate.mjs")],
        input=json.dumps(document),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    found: list[str] = json.loads(done.stdout)
    return found
