"""`alexa`: what Amazon is given."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Any

from skill.channels.alexa import interaction_model
from skill.channels.alexa.package import package_files
from skill.cli.signoff import require_signoff
from skill.editorial import read_content
from skill.errors import ContentError, Finding
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
    if findings:
        raise ContentError(findings)
    leaflet = read_leaflet(folder)
    model = interaction_model(leaflet, samples(questions), read_ear(folder, leaflet))
    print(json.dumps(model, ensure_ascii=False, indent=1))
    return 0


def _package(options: argparse.Namespace) -> int:
    settings = read_settings()
    folder = settings.content_dir
    content, findings = read_content(folder)
    questions, more = read_questions(folder)
    if findings or more:
        raise ContentError([*findings, *more])
    require_signoff(content, read_manifest(settings.audio_dir), options.concept)
    files = package_files(
        content.leaflet,
        interaction_model(content.leaflet, samples(questions), read_ear(folder, content.leaflet)),
        concept=options.concept,
        endpoint=options.endpoint,
    )
    write_all(options.out, files)
    print(f"{options.out}: {len(files)} files, content version {content.leaflet.fingerprint}")
    if options.concept:
        print("this is a trial, and says so: not for patients", file=sys.stderr)
    return 0


def write_all(folder: Path, files: dict[str, bytes]) -> None:
    """Writes every file under `folder`, or none: all stand beside their places before one moves.

    Raises ContentError when a place cannot be written; what was there is then as it was.
    """
    before: dict[Path, bytes | None] = {}
    waiting: dict[Path, Path] = {}
    try:
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            before[path] = path.read_bytes() if path.exists() else None
            temporary = path.with_name(f".{path.name}.{os.getpid()}")
            waiting[path] = temporary
            temporary.write_bytes(data)
        for path in list(waiting):
            os.replace(waiting[path], path)
            del waiting[path]
    except OSError as error:
        for path in before.keys() - waiting.keys():
            _put_back(path, before[path])
        where = str(error.filename or folder)
        fix = "look at the rights and the room on that disk"
        finding = Finding(where, 0, f"cannot be written: {error.strerror}", fix)
        raise ContentError([finding]) from error
    finally:
        for temporary in waiting.values():
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _put_back(path: Path, data: bytes | None) -> None:
    with contextlib.suppress(OSError):
        if data is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(data)
