"""KAART.md: the map for who sets the line up by hand. Dutch."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from skill.exports.keys import OTHER, SILENCE, WAIT_SECONDS, Machine
from skill.exports.wav.rows import JOINED, Row, played
from skill.exports.wav.table import decimal
from skill.leaflet import Leaflet, menu

_CONCEPT = """
> **CONCEPT, alleen om te proberen.** Nog niet alle teksten zijn goedgekeurd voor patiënten.
"""

_HEAD = """# {title}: de geluiden voor uw telefooncentrale
{concept}
Inhoudsversie {version}: {lines} teksten, elk gewoon en langzaam, voor zover een beller ze zo kan
horen. Elk bestand is er in elk formaat, onder dezelfde naam.

| map | formaat | voor |
|---|---|---|
{formats}

Een naam is van letters, cijfers en `_`, begint met een letter en telt hoogstens 32 tekens; `_slow`
is dezelfde tekst langzaam, `_all` zijn er enkele achter elkaar, voor een centrale die op elke plek
één bestand speelt. Welke centrale wat vraagt, en waar dat staat, zegt de gids "De
telefoonlijn op uw eigen centrale" (`docs/centrale.md`). `kaart.csv` heeft een regel voor elk
bestand, voor Excel (puntkomma's, UTF-8). `sounds/sounds.json` zegt waar elk geluid van gemaakt is;
uw centrale gebruikt het niet.

**Laat twee dingen nooit weg**: de begroeting met het alarmnummer ({welcome}) als
allereerste, en bij toets 0 de tekens om niet mee te wachten ({help}). Een
centrale met toetsen hoort geen alarm.
{due}"""
_DUE = """
De teksten zijn te herzien vóór {date}. Speel na die dag aan het begin: {start}.
"""

_FORMATS = {
    "pcm": "| `sounds/pcm/` | WAV, PCM 16 bit, 8 kHz, mono |"
    " 3CX, Yeastar, Avaya IP Office, Genesys Cloud; en als u het niet weet |",
    "alaw": "| `sounds/alaw/` | WAV, A-law (G.711) 8 bit, 8 kHz, mono |"
    " Cisco, Genesys PureConnect, Auerswald, Yeastar |",
    "ulaw": "| `sounds/ulaw/` | WAV, mu-law (G.711) 8 bit, 8 kHz, mono |"
    " Cisco zoals het geleverd wordt, en centrales in de VS |",
}

_FIXED = (
    ("0", ("0",)),
    ("nog eens 0", ("0", "0")),
    ("7", ("7",)),
    ("8", ("8",)),
    ("9", ("9",)),
    ("`*`", ("*",)),
    ("`#`", ("#",)),
    ("een toets die er niet is", (OTHER,)),
    ("dat, voor de derde keer", (OTHER,) * 3),
    (f"{WAIT_SECONDS} seconden stilte", (SILENCE,)),
    ("stilte, voor de derde keer", (SILENCE,) * 3),
)
"""What is keyed in the first menu, and how it is told."""


Heard = Callable[..., str]
"""Given what is keyed from the start of a call: the files that are heard then, in order."""


def page(
    leaflet: Leaflet,
    machine: Machine,
    names: Mapping[tuple[str, bool], str],
    rows: Sequence[Row],
    codecs: Collection[str],
    *,
    concept: bool = False,
) -> str:
    """The whole map, in Markdown; `codecs` are those in which the sounds are there."""
    files = {heard: f"`{name}.wav`" for heard, name in names.items()}

    def heard(*inputs: str) -> str:
        return ", ".join(files[one] for one in played(machine, inputs))

    head = _HEAD.format(
        title=leaflet.title,
        concept=_CONCEPT if concept else "",
        version=leaflet.fingerprint,
        lines=len({row.line for row in rows}),
        formats="\n".join(_FORMATS[codec] for codec in codecs),
        welcome=files["prompt_welcome-phone", False],
        help=files["prompt_help-alarm", False],
        due=_due(leaflet, machine, files),
    )
    parts = [head]
    parts += [
        _menus(leaflet, rows, heard),
        _topics(leaflet, rows, heard),
        _fixed(heard),
        _all(rows),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _due(leaflet: Leaflet, machine: Machine, files: Mapping[tuple[str, bool], str]) -> str:
    """What an exchange that is set up by hand cannot do by itself: look at the date."""
    if True not in machine.starts:
        return ""
    spoken = machine.starts[True].spoken
    start = ", ".join(files[line, spoken.slow] for line in spoken.say)
    return _DUE.format(date=leaflet.review_by, start=start)


def _menus(leaflet: Leaflet, rows: Sequence[Row], heard: Heard) -> str:
    joined = (row for row in rows if row.kind == JOINED)
    start = next((f"`{row.file}`" for row in joined if row.line not in leaflet.passages), heard())
    return "\n".join(
        [
            "## De menu's",
            "",
            "Speel de bestanden achter elkaar. Elke toets werkt meteen, ook midden in een zin.",
            f"Het begin van het gesprek is er ook in één bestand: {start}.",
            *_menu(leaflet, heard, menu.ROOT, ""),
        ]
    )


def _menu(leaflet: Leaflet, heard: Heard, node: str, keys: str) -> Iterator[str]:
    """A menu and those under it: what is played, and where each key leads."""
    name = leaflet.nodes[node].title if keys else "Het begin van het gesprek: het hoofdmenu"
    yield ""
    yield f"### {_cell(name)}{f' (toetsen: {_spaced(keys)})' if keys else ''}"
    yield ""
    yield f"Speel: {heard(*keys)}"
    yield ""
    yield "| toets | gaat naar | en speelt |"
    yield "|---|---|---|"
    under = []
    for number, choice in enumerate(menu.children(leaflet, node), start=1):
        here = f"{keys}{number}"
        if choice in leaflet.nodes:
            under.append((choice, here))
            title = f"het menu {leaflet.nodes[choice].title}"
        else:
            title = leaflet.passages[choice].title
        yield f"| {number} | {_cell(title)} | {heard(*here)} |"
    for choice, here in under:
        yield from _menu(leaflet, heard, choice, here)


def _topics(leaflet: Leaflet, rows: Sequence[Row], heard: Heard) -> str:
    codes = {passage: code for code, passage in leaflet.codes.items()}
    lasts = {row.line: row.seconds for row in rows if not row.slow and row.kind != JOINED}
    joined = [row for row in rows if row.kind == JOINED]
    found = [
        "## De onderwerpen",
        "",
        "Een beller is er met de toetsen, of met 8 en de code die op de kaart staat. De seconden",
        "zijn die van het onderwerp zelf. Daarna wacht de lijn op een toets.",
        "",
        "Speelt uw centrale op elke plek één bestand, neem dan dat van de laatste kolom: daarin",
        "staat hetzelfde, zonder de zin die toetsen noemt.",
        "",
        "| code | toetsen | onderwerp | speel achter elkaar | seconden | of in één bestand |",
        "|---|---|---|---|---|---|",
    ]
    for passage, keys in menu.key_paths(leaflet).items():
        title, code = _cell(leaflet.passages[passage].title), codes.get(passage, "")
        seconds = decimal(lasts[passage]) if passage in lasts else ""
        one = next((f"`{row.file}`" for row in joined if row.line == passage), "")
        told = f"{heard(*keys)} | {seconds} | {one}"
        found.append(f"| {code} | {_spaced(keys)} | {title} | {told} |")
    return "\n".join(found)


def _fixed(heard: Heard) -> str:
    found = [
        "## Wat in het hoofdmenu verder gebeurt",
        "",
        "In een ander menu, en na een onderwerp, betekenen deze toetsen hetzelfde: hulp,",
        "langzamer, een code, een stap terug, nog eens, en het volgende onderwerp. Kent uw",
        "centrale niet alle toetsen, laat dan 7, 8, `*` of `#` weg, maar niet 0.",
        "",
        "| toets | en speelt |",
        "|---|---|",
    ]
    found += [f"| {name} | {heard(*inputs)} |" for name, inputs in _FIXED]
    return "\n".join(found)


def _all(rows: Sequence[Row]) -> str:
    """A row for each file; what is keyed is the shortest way to it."""
    found = [
        "## Alle bestanden",
        "",
        "| bestand | toetsen tot men het hoort | seconden | tekst |",
        "|---|---|---|---|",
    ]
    found += [
        f"| `{row.file}` | {_cell(row.keys)} | {decimal(row.seconds)} | {_cell(row.text)} |"
        for row in rows
    ]
    return "\n".join(found)


def _spaced(keys: str) -> str:
    return " ".join(keys)


def _cell(text: str) -> str:
    """Text as it may stand in a cell of a table."""
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("*", "\\*").replace("\n", " ")
