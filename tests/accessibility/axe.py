"""axe-core (Deque, MPL-2.0; README.md) on a page that stands by itself, in a real browser."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser import look, needed

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPT = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
_RUN = """
<script src="{script}"></script>
<script>
axe.run().then(({{ violations, passes }}) => {{
  const told = document.createElement("pre");
  told.id = "axe";
  const nodes = (one) => one.nodes.map((node) => node.html);
  const found = violations.map((one) => `${{one.id}}: ${{one.help}}: ${{nodes(one).join(" ")}}`);
  told.textContent = JSON.stringify({{ found, passed: passes.map((one) => one.id) }});
  document.body.append(told);
}});
</script>
</body>"""


def axe(browser: str, page: str, folder: Path) -> tuple[list[str], list[str]]:
    """The violations that axe finds in a page, and the ids of its rules that the page passes.

    Without axe-core the test is skipped by name. AssertionError when axe did not run to its end.
    """
    _require_axe()
    assert page.count("</body>") == 1
    file = folder / "page.html"
    file.write_text(page.replace("</body>", _RUN.format(script=SCRIPT.as_uri())), "utf-8")
    told = re.search(r'<pre id="axe">(.*?)</pre>', look(browser, folder, file.as_uri()), re.DOTALL)
    assert told, "axe did not run"
    result = json.loads(html.unescape(told[1]))
    return result["found"], result["passed"]


_COLOURS = ("color-contrast", "link-in-text-block")
"""Axe's rules of WCAG A and AA that look at colours."""
_ASK = """
async ([without, rules]) => {
  document.getAnimations().filter((one) => one instanceof CSSTransition)
    .forEach((one) => one.finish());
  const options = rules ? { runOnly: { type: "rule", values: rules } } : {};
  const { violations } = await axe.run({ exclude: without }, options);
  return violations.map((one) => `${one.id}: ${one.help}: `
    + one.nodes.map((node) => `${node.html} (${node.failureSummary})`).join(" | "));
}
"""


def violations(page: Page, *, without: str = "") -> list[str]:
    """What axe finds in a page as it stands in the browser at its width: in the light, and once
    more in the dark.

    In the dark a page of ours has other colours and nothing else (test_server_worked.py reads its
    styles), so only what axe says of colours is asked again. `without`: a part of the page that is
    left out, by its CSS selector. The page is left in the light. Without axe-core the test is
    skipped by name.
    """
    _require_axe()
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT.read_text("utf-8"))
    left_out = [without] if without else []
    # Colours that fade into one another would be read on their way. No fade begins while motion is
    # reduced; those that run, of a press just now or of the light coming back, are ended above.
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found: list[str] = page.evaluate(_ASK, [left_out, None])
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    dark: list[str] = page.evaluate(_ASK, [left_out, list(_COLOURS)])
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    return [*found, *(f"in the dark: {one}" for one in dark)]


def _require_axe() -> None:
    if not SCRIPT.is_file():
        needed("no axe-core: run npm ci --prefix tests/accessibility")
