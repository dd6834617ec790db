"""`lambda`: what AWS is given."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from skill.channels import open_shop
from skill.checks import model_findings
from skill.cli.progress import working
from skill.cli.signoff import require_signoff
from skill.editorial import Content, freshness, read_content, read_words
from skill.errors import ContentError
from skill.manifest import read_manifest
from skill.settings import Settings, read_settings
from skill.shipping import build_zip
from skill.training import fingerprint, read_questions

CONCEPT = (
    "Concept: nog niet alles hierin is goedgekeurd. Alleen om te proberen, niet voor patiënten.\n"
)
"""What a trial says about itself, in its CONCEPT.txt."""


def add_commands(commands: Any) -> None:
    """Adds the commands of this module."""
    room = commands.add_parser("lambda", help="the zip for AWS Lambda")
    inner = room.add_subparsers(dest="action", metavar="ACTION", required=True)
    command = inner.add_parser("build", help="the deployable zip; the same bytes each time")
    command.add_argument("--out", type=Path, default=Path("dist/lambda.zip"), metavar="FILE")
    command.add_argument(
        "--concept", action="store_true", help="a trial, while texts or the voice lack approval"
    )
    command.set_defaults(run=_build)


def _build(options: argparse.Namespace) -> int:
    settings = read_settings()
    content = _fresh_content(settings)
    require_signoff(content, read_manifest(settings.audio_dir), options.concept)
    shop = open_shop(settings)  # reads the leaflet and the model whole: a damaged one stops here
    with working("packing and compressing"):
        made = build_zip(settings, options.out, CONCEPT if options.concept else "")
    version = f"content version {shop.leaflet.fingerprint}"
    print(f"{made.path}: {made.size / 1e6:.2f} MB, {made.files} files, {version}")
    print(f"sha256 {made.sha256}")
    if not made.bytecode:
        print("without bytecode: no python3.13 here; a cold start takes longer", file=sys.stderr)
    if options.concept:
        print("this is a trial (CONCEPT.txt is in it): not for patients", file=sys.stderr)
    return 0


def _fresh_content(settings: Settings) -> Content:
    """The content, of which the compiled files are proven to be made.

    Raises ContentError: what ships is what editors see, or nothing.
    """
    folder = settings.content_dir
    content, found = read_content(folder)
    if found:
        raise ContentError(found)
    leaflet = content.leaflet
    words, wrong = read_words(
        folder, alarms=leaflet.alarms, subjects=leaflet.subjects, passages=leaflet.passages
    )
    questions, more = read_questions(folder)
    found = [*freshness(folder, leaflet), *wrong, *more]
    if not (wrong or more):
        found += model_findings(folder, fingerprint(questions, words, leaflet))
    if found:
        raise ContentError(found)
    return content
