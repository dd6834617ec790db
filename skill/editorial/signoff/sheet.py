"""The sheet: a page to print, on which somebody who may approves texts with a pen.

Every text has a code. What was ticked is entered with `signoff approve`, by anybody, afterwards.
The page is for itself: no file beside it, no script, nothing from elsewhere.
"""

from __future__ import annotations

from html import escape

from skill.editorial.signoff.approvals import Signoff
from skill.editorial.signoff.items import code, part_code, roles
from skill.leaflet import Leaflet, Line

PART_NAMES = {
    "alarms": "Alarmtekens en alarmzinnen",
    "openings": "Wat mensen zeggen zonder iets te vragen",
    "subjects": "Wat de folder niet behandelt",
    "prompts": "Vaste zinnen en slotzinnen",
    "menus": "Menu's",
    "questions": "Vragen aan de eigenaar, te beslissen vóór gebruik",
    "voice": "De stem",
}
"""Part of the sheet that is no chapter -> its heading."""

KINDS = {
    "passage": "tekst",
    "title": "titel, vooraf gezegd",
    "offer": "aanbod",
    "first": "eerste van twee",
    "second": "tweede van twee",
    "after": "wat erop volgt",
    "alarm": "alarmzin",
    "level": "alarmteken en niveau",
    "check": "vraag of het teken goed is gehoord",
    "standing": "het advies nog eens",
    "signs": "tekens die een zin noemt",
    "opening": "antwoord op wie niets vraagt",
    "choice": "keuze na een antwoord",
    "subject": "weigering",
    "near": "aanbod na de weigering",
    "prompt": "vaste zin",
    "closing": "slotzin",
    "menu": "menu",
    "keys": "menu aan de telefoon",
    "digit": "cijfer van een code",
    "question": "vraag",
    "voice": "stem",
}
"""Kind of a line -> what it is to who approves it."""

_STYLE = """
body { font: 11pt/1.45 system-ui, "Liberation Sans", Arial, sans-serif; color: #1c2426;
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; }
table { border-collapse: collapse; width: 100%; }
td, th { border: 1px solid #79868a; padding: 0.4rem 0.5rem; text-align: left;
  vertical-align: top; }
tr { break-inside: avoid; }
code { font: 0.85em ui-monospace, "Liberation Mono", monospace; }
td:first-child, td:last-child { white-space: nowrap; } .kind { color: #535e61; font-size: 0.85em; }
.sign { border: 1px solid #79868a; padding: 1rem; margin-top: 1rem; break-inside: avoid; }
.sign span { display: inline-block; min-width: 15rem; margin: 0.8rem 1rem 0 0;
  border-bottom: 1px solid #79868a; }
@media print { h2 { break-after: avoid; } body { margin: 0; } }
""".strip()


def sheet(leaflet: Leaflet, sections: dict[str, list[Line]], signoff: Signoff) -> str:
    """The page with all texts of `sections` that are open; the same input gives the same page."""
    shown = {
        name: [line for line in lines if not signoff.holds(line)]
        for name, lines in sections.items()
    }
    body = [
        _part(leaflet, name, part_code(name, sections[name]), lines)
        for name, lines in shown.items()
        if lines
    ]
    count = sum(map(len, shown.values()))
    if not count:
        body.append("<p>Alles is goedgekeurd.</p>")
    return f"""<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Goedkeuren: {escape(leaflet.title)}</title>
<style>
{_STYLE}
</style>
</head>
<body>
<h1>Goedkeuren: {escape(leaflet.title)}</h1>
<p>Inhoudsversie <code>{escape(leaflet.fingerprint)}</code>. Open: {count}.</p>
<p>Lees elke tekst en luister ernaar. Zet een kruis in het vakje als patiënten hem zo mogen horen.
Streep door wat niet goed is en schrijf erbij wat er moet staan. Zet onder elk deel uw functie,
de datum en uw handtekening. Bewaar dit papier: in het bestand komen alleen functie en datum.</p>
<p>Een code hoort bij precies deze woorden. Verandert er een woord, dan geldt de code niet meer en
staat de tekst weer open.</p>
{"".join(body)}
</body>
</html>
"""


def _part(leaflet: Leaflet, name: str, whole: str, lines: list[Line]) -> str:
    node = leaflet.nodes.get(name)
    title = node.title if node else PART_NAMES.get(name, name)
    rows = "".join(_row(line) for line in lines)
    return f"""
<h2>{escape(title)}</h2>
<table>
<tr><th>Goed?</th><th>Tekst</th><th>Code</th></tr>
{rows}</table>
<div class="sign">Alles in dit deel, behalve wat is doorgestreept:
<code>--all-in {escape(whole)}</code><br>
<span>Functie:</span><span>Datum:</span><span>Handtekening:</span></div>
"""


def _row(line: Line) -> str:
    kind = f"{KINDS.get(line.kind, line.kind)}; {' of '.join(roles(line))}"
    return (
        f'<tr><td>☐</td><td>{escape(line.text)}<br><span class="kind">{escape(kind)}</span></td>'
        f"<td><code>{escape(code(line))}</code></td></tr>\n"
    )
