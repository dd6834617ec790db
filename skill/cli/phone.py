"""`phone`: the key map as text, and the card for paper."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from skill.atomic_write import write_whole
from skill.channels import open_shop
from skill.channels.phone import card, key_map
from skill.cli.phone_export import add_export
from skill.cli.signoff import require_signoff
from skill.editorial import required_content
from skill.errors import ContentError
from skill.leaflet import read_leaflet
from skill.manifest import read_manifest
from skill.settings import read_settings
from skill.understanding import later_ear

TEMPLATES = Path(__file__).resolve().parent.parent / "pages"


def add_commands(commands: Any) -> None:
    """Adds the commands of this module."""
    room = commands.add_parser("phone", help="the telephone line: its keys, and a card for paper")
    inner = room.add_subparsers(dest="action", metavar="ACTION", required=True)
    command = inner.add_parser("map", help="which keys lead where, and how long that takes")
    command.set_defaults(run=_map)
    command = inner.add_parser("card", help="an A5 sheet to print with the leaflet")
    command.add_argument("--out", type=Path, required=True, metavar="FILE.html")
    command.add_argument("--number", default="", help="the line's number; without it, a blank line")
    command.set_defaults(run=_card)
    add_export(inner)


def _map(_: argparse.Namespace) -> int:
    sys.stdout.write(key_map(open_shop(read_settings(), later_ear)))
    return 0


def _card(options: argparse.Namespace) -> int:
    leaflet = read_leaflet(read_settings().content_dir)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    text = environment.get_template("card.html").render(
        card=card(leaflet), number=" ".join(options.number.split()), trial=_is_trial()
    )
    write_whole(options.out, text.encode())
    trial = " (a trial: not all is signed off)" if _is_trial() else ""
    print(f"{options.out}: {len(leaflet.passages)} topics{trial}")
    return 0


def _is_trial() -> bool:
    """Whether something still waits for approval; the card then says so."""
    settings = read_settings()
    content = required_content(settings.content_dir)
    try:
        require_signoff(content, read_manifest(settings.audio_dir), concept=False)
    except ContentError:
        return True
    return False
