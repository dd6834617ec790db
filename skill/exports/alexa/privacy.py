"""The privacy page: one Dutch page by itself, to be served here and to be put on any web server.

Amazon wants the address of a page in the skill's language that opens at the privacy text
(https://developer.amazon.com/en-US/blogs/alexa/alexa-skills-kit/2023/02/certification-requirements-privacy-urls-feb-2023).
What the page says about the program is what the program does: skill/channels/alexa (request.py,
response.py, the log lines in handler.py, the figures in metrics.py) and skill/dialogue/state.py.
Who changes those reads the page.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from pathlib import Path
from string import Template

from skill.exports.alexa import store
from skill.leaflet import Leaflet

PAGE = Path(__file__).resolve().parents[2] / "pages" / "privacy.html"

TRIAL = (
    '<p class="trial">Dit is een proef, niet voor patiënten. Wie deze skill uitgeeft, staat nog '
    "niet vast.</p>\n  "
)

SKILL = "Hij geldt voor de skill op een apparaat met Alexa."
BOTH = "Hij geldt voor deze webpagina, en voor de skill op een apparaat met Alexa."

WEBSITE = """<h2>Op de webpagina</h2>
  <p>Typt u een vraag op de webpagina, dan gaat die naar de server van $name, en niet naar Amazon
  of een ander bedrijf. De server geeft antwoord en bewaart uw vraag niet. Waar u bent in het
  gesprek, weet alleen de pagina zelf. Sluit u de pagina, dan is dat weg. Er zijn geen cookies.
  Staat er van een zin geen opname klaar, dan leest een stem in uw eigen apparaat hem voor.</p>
  <p>De server telt hoeveel vragen er van één internetadres komen, zodat niemand het voor anderen
  onmogelijk maakt. Dat adres staat daarvoor kort in het werkgeheugen, zonder uw woorden. Het
  wordt niet opgeschreven.</p>

  """
"""What the web page does: skill/server/patient.py, limits.py, skill/pages/patient.js."""

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def privacy_page(leaflet: Leaflet, *, concept: bool = False, website: bool = False) -> str:
    """The page for one leaflet; the same leaflet always gives the same page.

    `website` puts on it what the patient page does with words.
    """
    name = escape(store.name(leaflet, concept=False))
    return Template(PAGE.read_text(encoding="utf-8")).substitute(
        name=name,
        applies=BOTH if website else SKILL,
        website=Template(WEBSITE).substitute(name=name) if website else "",
        title=escape(leaflet.title),
        person=escape(leaflet.contact.get("person", "uw huisarts")),
        trial=TRIAL if concept else "",
    )


def style_hash(page: str) -> str:
    """What a Content-Security-Policy calls the one style in the page: `'sha256-...'`
    (https://www.w3.org/TR/CSP3/#grammardef-hash-source)."""
    found = _STYLE.search(page)
    digest = hashlib.sha256((found[1] if found else "").encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
