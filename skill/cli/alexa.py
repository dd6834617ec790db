"""`alexa`: what Amazon is given."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from skill.atomic_write import write_together
from skill.checks import required_sources
from skill.cli.signoff import require_signoff
from skill.cli.streams import tell
from skill.errors import raise_all
from skill.exports.alexa import interaction_model, package_files
from skill.leaflet import read_leaflet
from skill.manifest import read_manifest
from skill.settings import read_settings
from skill.training import read_questions, samples
from skill.understanding import read_ear


def add_commands(commands: Any) -> None:
    """Adds the commands of this module."""
    room = commands.add_parser("alexa", help="the interaction model and the skill package")
    inner = room.add_subparsers(dest="action", metavar="ACTION", required=True)
    command = inner.add_parser("model", help="the nl-NL interaction model on standard output")
    command.set_defaults(run=_model)
    command = inner.add_parser("package", help="the skill package, and the privacy page")
    command.add_argument(
        "--out", type=Path, default=Path("dist"), metavar="DIR", help="default: dist"
    )
    command.add_argument(
        "--concept", action="store_true", help="a trial that says so, while texts lack approval"
    )
    command.add_argument(
        "--endpoint", default="", metavar="ARN", help="the Lambda function; default: none"
    )
    command.set_defaults(run=_package)


def _model(_: argparse.Namespace) -> int:
    folder = read_settings().content_dir
    questions, findings = read_questions(folder)
    raise_all(findings)
    leaflet = read_leaflet(folder)
    model = interaction_model(leaflet, samples(questions), read_ear(folder, leaflet))
    print(json.dumps(model, ensure_ascii=False, indent=1))
    return 0


def _package(options: argparse.Namespace) -> int:
    settings = read_settings()
    folder = settings.content_dir
    sources = required_sources(folder, ships=True)
    content = sources.content
    require_signoff(content, read_manifest(settings.audio_dir), options.concept)
    files = package_files(
        content.leaflet,
        interaction_model(
            content.leaflet, samples(sources.questions), read_ear(folder, content.leaflet)
        ),
        concept=options.concept,
        endpoint=options.endpoint,
    )
    write_together(options.out, files)
    print(f"{options.out}: {len(files)} files, content version {content.leaflet.fingerprint}")
    if options.concept:
        tell("this is a trial, and says so: not for patients")
    return 0
