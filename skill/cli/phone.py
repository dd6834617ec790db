"""`phone`: the key map as text, and the card for paper."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from skill.atomic_write import write_whole
from skill.cli.phone_export import add_export
from skill.cli.phone_listen import add_listen
from skill.cli.signoff import require_signoff
from skill.editorial import checked_content
from skill.errors import ContentError
from skill.exports.card import card_page, key_map
from skill.leaflet import read_leaflet
from skill.manifest import read_manifest
from skill.settings import read_settings


def add_commands(commands: Any) -> None:
    """Adds the commands of this module."""
    room = commands.add_parser("phone", help="the telephone line: its keys, and a card for paper")
    inner = room.add_subparsers(dest="action", metavar="ACTION", required=True)
    command = inner.add_parser("map", help="which keys lead where, and how long that takes")
    command.set_defaults(run=_map)
    command = inner.add_parser("card", help="an A5 sheet to print with the leaflet")
    command.add_argument("--out", type=Path, required=True, metavar="FILE.html")
    command.add_argument("--number", default="", help="the line's number; without it, a blank line")
    command.add_argument(
        "--speech", action="store_true", help="for a line that also understands what is said"
    )
    command.set_defaults(run=_card)
    add_export(inner)
    add_listen(inner)


def _map(_: argparse.Namespace) -> int:
    settings = read_settings()
    leaflet = read_leaflet(settings.content_dir)
    sys.stdout.write(key_map(leaflet, read_manifest(settings.audio_dir)))
    return 0


def _card(options: argparse.Namespace) -> int:
    leaflet, trial = read_leaflet(read_settings().content_dir), _is_trial()
    page = card_page(leaflet, options.number, trial=trial, speech=options.speech)
    write_whole(options.out, page)
    told = " (a trial: not all is signed off)" if trial else ""
    print(f"{options.out}: {len(leaflet.passages)} topics{told}")
    return 0


def _is_trial() -> bool:
    """Whether something still waits for approval; the card then says so."""
    settings = read_settings()
    content = checked_content(settings.content_dir)
    try:
        require_signoff(content, read_manifest(settings.audio_dir), concept=False)
    except ContentError:
        return True
    return False
