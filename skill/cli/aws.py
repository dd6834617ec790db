"""`lambda`: what AWS is given."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from skill.channels import open_runtime
from skill.checks import required_sources
from skill.cli.progress import working
from skill.cli.signoff import require_signoff
from skill.cli.streams import tell
from skill.exports.aws import build_zip
from skill.manifest import read_manifest
from skill.settings import read_settings

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
    # What ships is what editors see, or nothing.
    content = required_sources(settings.content_dir, ships=True, fresh=True).content
    require_signoff(content, read_manifest(settings.audio_dir), options.concept)
    runtime = open_runtime(
        settings
    )  # reads the leaflet and the model whole: a damaged one stops here
    with working("packing and compressing"):
        made = build_zip(settings, options.out, CONCEPT if options.concept else "")
    version = f"content version {runtime.leaflet.fingerprint}"
    print(f"{made.path}: {made.size / 1e6:.2f} MB, {made.files} files, {version}")
    print(f"sha256 {made.sha256}")
    if not made.bytecode:
        tell("without bytecode: no python3.13 here; a cold start takes longer")
    if options.concept:
        tell("this is a trial (CONCEPT.txt is in it): not for patients")
    return 0
