"""`audio`: making the clips and looking after them."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from skill.cli import voice
from skill.cli.progress import working
from skill.cli.streams import tell
from skill.editorial import Content, required_content
from skill.leaflet import Line, script
from skill.settings import read_settings
from skill.studio import ENGINES, build, chosen, recording_findings, status, voice_script


def add_commands(commands: Any) -> None:
    """Adds the commands of this module."""
    room = commands.add_parser("audio", help="make the clips, or see how they stand")
    inner = room.add_subparsers(dest="action", metavar="ACTION", required=True)
    command = inner.add_parser("build", help="make what is missing or stale, and nothing else")
    command.add_argument(
        "--engine", choices=sorted(ENGINES), help="default: the voice that the clips have"
    )
    command.add_argument("--voice", help="a voice of that engine")
    command.add_argument("--only", nargs="+", default=[], metavar="ID", help="these lines only")
    command.add_argument("--jobs", type=int, default=None, help="processes (default: all cores)")
    command.set_defaults(run=_build)
    command = inner.add_parser("status", help="how each clip stands; exit 1 unless all are fresh")
    command.set_defaults(run=_status)
    command = inner.add_parser("script", help="the text to hand to a voice actor")
    command.set_defaults(run=_script)
    voice.add_actions(inner)


def _content() -> tuple[Content, list[Line]]:
    content = required_content(read_settings().content_dir)
    return content, list(script(content.leaflet).values())


def _build(options: argparse.Namespace) -> int:
    content, lines = _content()
    settings = read_settings()
    engine, named = chosen(options.engine, options.voice, settings)
    with working("looking what is missing or stale", counted=True) as say:
        built = build(
            lines,
            content.lexicon,
            settings.audio_dir,
            engine=engine,
            voice=named,
            only=options.only,
            jobs=options.jobs,
            progress=say,
        )
    print(f"{len(built.made)} made, {len(built.kept)} kept, {len(built.removed)} removed")
    return 1 if _tell_recordings(lines, settings.audio_dir) else 0


def _tell_recordings(lines: list[Line], folder: Path) -> int:
    """Says what is wrong with the files in `recordings/`; gives how many they are."""
    found = list(recording_findings(lines, folder))
    for finding in found:
        tell(finding)
    return len(found)


def _status(_: argparse.Namespace) -> int:
    content, lines = _content()
    folder = read_settings().audio_dir
    states = status(lines, content.lexicon, folder)
    for one in states:
        if one.state != "fresh":
            name = one.line_id or one.file
            print(f"{one.state:8} {name}{' (slow)' if one.slow else ''}: {one.reason}")
    counts = Counter(one.state for one in states)
    print(", ".join(f"{count} {state}" for state, count in sorted(counts.items())))
    voice.show_heard(folder)
    wrong = _tell_recordings(lines, folder)
    return 0 if set(counts) == {"fresh"} and not wrong else 1


def _script(_: argparse.Namespace) -> int:
    lines = _content()[1]
    sys.stdout.write(voice_script(lines))
    return 0
