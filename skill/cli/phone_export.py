"""`phone export asterisk`: a dialplan from the channel and its sounds from the studio."""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from skill.channels.asterisk import (
    SOUNDS,
    TEMPOS,
    dialplan,
    fold,
    heard,
    install_note,
    merge,
    walk,
)
from skill.cli.progress import working
from skill.cli.signoff import require_signoff
from skill.editorial import required_content
from skill.errors import ContentError, Finding, SettingsError
from skill.leaflet import Leaflet, as_trial, script
from skill.manifest import Manifest, read_manifest
from skill.settings import read_settings
from skill.studio.plan import sha256
from skill.studio.telephone import FORMATS, LEDGER, Sound, telephone
from skill.studio.whole import write_whole

DIALPLAN, NOTE = "extensions.conf", "INSTALL.md"
_SOUNDS = Path("sounds") / "nl" / SOUNDS


def add_export(commands: Any) -> None:
    """Adds `export` to the commands of `phone`."""
    room = commands.add_parser("export", help="the phone line for a telephone exchange")
    inner = room.add_subparsers(dest="exchange", metavar="EXCHANGE", required=True)
    command = inner.add_parser("asterisk", help="dialplan and sounds for Asterisk 16 to 22")
    command.add_argument("--out", type=Path, required=True, metavar="DIR")
    command.add_argument("--ulaw", action="store_true", help="mu-law sounds as well")
    command.add_argument("--concept", action="store_true", help="a trial that says so")
    command.add_argument("--jobs", type=int, default=None, help="processes (default: all cores)")
    command.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> int:
    settings, out = read_settings(), options.out.resolve()
    _may_be_written(out)
    content = required_content(settings.content_dir)
    manifest = read_manifest(settings.audio_dir)
    require_signoff(content, manifest, options.concept)
    leaflet = as_trial(content.leaflet) if options.concept else content.leaflet
    machine = walk(leaflet)
    folded = fold(merge(machine))
    plays = heard(machine.all_spoken())
    sounds = _clips(leaflet, manifest, settings.audio_dir, plays)
    formats = (*FORMATS, "ulaw") if options.ulaw else FORMATS
    text = dialplan(leaflet, folded, concept=options.concept)
    note = install_note(leaflet, len(folded.rooms), formats, concept=options.concept)
    with_part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with working("making sounds", counted=True) as say:
            made, kept = telephone(
                sounds,
                with_part / _SOUNDS,
                formats=formats,
                before=out / _SOUNDS,
                jobs=options.jobs,
                progress=say,
            )
        write_whole(with_part / DIALPLAN, text.encode())
        write_whole(with_part / NOTE, note.encode())
        _put(with_part, out)
    finally:
        shutil.rmtree(with_part, ignore_errors=True)
    print(f"{len(machine.steps)} states, {len(folded.rooms)} contexts, {len(text) / 1000:.0f} kB")
    print(f"{made} sounds made, {kept} kept")
    return 0


def _clips(
    leaflet: Leaflet, manifest: Manifest, folder: Path, plays: Iterable[tuple[str, bool]]
) -> list[Sound]:
    """The clip of every line that is played. An exchange has no voice of its own."""
    lines = script(leaflet)
    found, wrong = [], []
    for line_id, slow in plays:
        clip = manifest.clip(line_id, lines[line_id].text, slow=slow)
        path = folder / clip.file if clip else folder
        if clip and path.is_file() and sha256(path) == clip.sha256:
            found.append(Sound(f"{TEMPOS[slow]}/{line_id}", path, clip.sha256))
        else:
            what = f"has no fresh clip of `{line_id}`{' (slow)' if slow else ''}"
            wrong.append(Finding(f"{folder.name}/manifest.json", 0, what, "run `audio build`"))
    if wrong:
        raise ContentError(wrong)
    return found


def _may_be_written(out: Path) -> None:
    """Only a new folder, an empty one, or an earlier export: what else is there is not ours."""
    if not out.exists():
        return
    if not out.is_dir():
        raise SettingsError(f"--out {out} is not a folder")
    ours = {DIALPLAN, NOTE, _SOUNDS.parts[0]}
    strange = sorted({path.name for path in out.iterdir()} - ours)
    ledger = out / _SOUNDS / LEDGER
    if strange or (any(out.iterdir()) and not ledger.is_file()):
        what = strange[0] if strange else "what is there"
        raise SettingsError(f"--out {out} is no earlier export ({what}); name another folder")


def _put(made: Path, out: Path) -> None:
    """Puts the finished folder in its place, in one step as far as a file system can."""
    before = out.with_name(f".{out.name}.{os.getpid()}.before")
    if out.exists():
        out.rename(before)
    made.rename(out)
    shutil.rmtree(before, ignore_errors=True)
