"""`signoff`: who approved what; and the gate that packages and exports pass."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path
from typing import Any

from skill.atomic_write import write_whole
from skill.editorial import Content, read_content
from skill.editorial.signoff import (
    GROUPS,
    ROLES,
    Signoff,
    all_items,
    approve,
    chosen,
    code,
    counts,
    is_date,
    is_trial,
    open_items,
    parts,
    read_signoff,
    refuse,
    roles,
    sheet,
)
from skill.errors import SettingsError, raise_all
from skill.leaflet import Line
from skill.manifest import Manifest, read_manifest
from skill.settings import read_settings


def require_signoff(content: Content, manifest: Manifest, concept: bool) -> None:
    """Lets a trial pass (`concept`), and anything else only when all was approved as it is now.

    For every command that makes something for patients. Raises ContentError (exit 1) with counts
    and the first twenty texts that are open, or with what is wrong in signoff.yaml.
    """
    if concept:
        return
    signoff, findings = read_signoff(read_settings().content_dir)
    raise_all(findings)
    refuse(open_items(content.leaflet, manifest, signoff), content.places, signoff)


def add_commands(commands: Any) -> None:
    """Adds the commands of this module."""
    room = commands.add_parser("signoff", help="who approved which text; what is open")
    room.set_defaults(run=_status)
    inner = room.add_subparsers(dest="action", metavar="ACTION")
    command = inner.add_parser("status", help="what is open; exit 1 unless nothing is")
    command.set_defaults(run=_status)
    command = inner.add_parser("sheet", help="a page to print, with a code for each open text")
    command.add_argument("--out", type=Path, required=True, metavar="FILE.html")
    command.set_defaults(run=_sheet)
    command = inner.add_parser("approve", help="enter what was approved on a sheet")
    command.add_argument(
        "codes", nargs="*", metavar="CODE", help="as the sheet prints it, ID:3f9a1c"
    )
    command.add_argument("--role", choices=ROLES, required=True)
    command.add_argument("--date", help="the day it was signed, 2027-01-31 (default: today)")
    command.add_argument(
        "--all-in", nargs="+", default=[], metavar="PART:CODE", help="whole parts of the sheet"
    )
    command.add_argument(
        "--except", nargs="+", default=[], metavar="CODE", dest="without", help="but not these"
    )
    command.set_defaults(run=_approve)


def _all() -> tuple[Content, Manifest, Signoff]:
    settings = read_settings()
    content, findings = read_content(settings.content_dir)
    signoff, more = read_signoff(settings.content_dir)
    raise_all(findings, more)
    return content, read_manifest(settings.audio_dir), signoff


def _sections(content: Content, manifest: Manifest, signoff: Signoff) -> dict[str, list[Line]]:
    return parts(content.leaflet, all_items(content.leaflet, manifest, signoff))


def _status(_: argparse.Namespace) -> int:
    content, manifest, signoff = _all()
    waiting = open_items(content.leaflet, manifest, signoff)
    for group, kinds in GROUPS.items():
        inside = [line for line in waiting if line.kind in kinds]
        if inside:
            print(f"{group}: {len(inside)}")
        for line in inside:
            print(f"  {code(line)}  ({' or '.join(roles(line))})")
    told = ", ".join(f"{count} {group}" for group, count in counts(waiting).items())
    print(f"open: {told}" if waiting else "everything is approved")
    return 1 if waiting else 0


def _sheet(options: argparse.Namespace) -> int:
    content, manifest, signoff = _all()
    sections = _sections(content, manifest, signoff)
    write_whole(options.out, sheet(content.leaflet, sections, signoff).encode())
    print(f"{options.out}: {len(open_items(content.leaflet, manifest, signoff))} texts to approve")
    return 0


def _approve(options: argparse.Namespace) -> int:
    date = options.date or datetime.date.today().isoformat()
    if not is_date(date) or date > datetime.date.today().isoformat():
        raise SettingsError(f"--date is {date!r}; write a day that has been, as 2027-01-31")
    if not options.codes and not options.all_in:
        raise SettingsError("nothing is named; give codes of the sheet, or --all-in PART:CODE")
    content, manifest, signoff = _all()
    lines = chosen(
        _sections(content, manifest, signoff), options.codes, options.all_in, options.without
    )
    folder = read_settings().content_dir
    done, refused = approve(folder, signoff, lines, options.role, date)
    left = len(open_items(content.leaflet, manifest, read_signoff(folder)[0]))
    print(f"{len(done)} approved by {options.role}, {left} open")
    if content.leaflet.trial and not is_trial(folder, content.leaflet):
        print("run `python -m skill compile`: the welcome then no longer speaks of a trial")
    if refused:
        print(f"not for {options.role}: {', '.join(code(line) for line in refused)}")
    return 1 if refused else 0
