"""kaart.csv: a row for each sound, for a spreadsheet or for who imports prompts in bulk.

As a Dutch Excel opens it by a double click: semicolons, decimal commas, and a byte order mark, or
it reads the letters as those of another alphabet. Quotes and line ends are those of RFC 4180.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from skill.exports.wav.rows import Row

COLUMNS = ("bestand", "code", "toetsen", "soort", "tempo", "seconden", "tekst", "status")


def table(rows: Iterable[Row], *, concept: bool) -> bytes:
    """The whole file, in UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        tempo = "langzaam" if row.slow else "gewoon"
        status = "CONCEPT, niet voor patiënten" if concept else "goedgekeurd"
        cells = (row.code, row.keys, row.kind, tempo, decimal(row.seconds), row.text, status)
        writer.writerow([row.file, *(_as_text(cell) for cell in cells)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def decimal(seconds: float) -> str:
    """Seconds as they are written in Dutch: `3,2`."""
    return f"{seconds:.1f}".replace(".", ",")


def _as_text(cell: str) -> str:
    """A cell that begins as a formula does is none.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
