"""`alexa`: what Amazon is given."""

from __future__ import annotations

import argparse
import json
from typing import Any

from skill.channels.alexa import interaction_model
from skill.errors import ContentError
from skill.leaflet import read_leaflet
from skill.settings import read_settings
from skill.training import read_questions, samples


def add_commands(commands: Any) -> None:
    """Adds the commands of this module."""
    room = commands.add_parser("alexa", help="the interaction model for Alexa")
    inner = room.add_subparsers(dest="action", metavar="ACTION", required=True)
    command = inner.add_parser("model", help="the nl-NL interaction model on standard output")
    command.set_defaults(run=_model)


def _model(_: argparse.Namespace) -> int:
    folder = read_settings().content_dir
    questions, findings = read_questions(folder)
    if findings:
        raise ContentError(findings)
    model = interaction_model(read_leaflet(folder), samples(questions))
    print(json.dumps(model, ensure_ascii=False, indent=1))
    return 0
