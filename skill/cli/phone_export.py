"""`phone export`: a telephone line for an exchange; the studio makes its sounds.

All exchanges go the same way: what must be approved, the line unrolled, its clips looked up, the
sounds made, and the folder put in its place.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from skill.atomic_write import whole_folder, write_together
from skill.cli.progress import working
from skill.cli.signoff import require_signoff
from skill.editorial import checked_content
from skill.errors import ContentError, Finding, SettingsError
from skill.exports.asterisk import ASTERISK
from skill.exports.keys import Exchange
from skill.exports.voicexml import VOICEXML
from skill.exports.wav import WAV
from skill.leaflet import Leaflet, as_trial, script
from skill.manifest import Manifest, read_manifest
from skill.settings import read_settings
from skill.studio.plan import sha256
from skill.studio.telephone import SOUNDS_FILE, Sound, join, line_seconds, place, telephone

EXPORTS = {"asterisk": ASTERISK, "voicexml": VOICEXML, "wav": WAV}
"""Name of the command -> the exchange that it makes a line for."""


def add_export(commands: Any) -> None:
    """Adds `export` to the commands of `phone`."""
    room = commands.add_parser("export", help="the phone line for a telephone exchange")
    inner = room.add_subparsers(dest="exchange", metavar="EXCHANGE", required=True)
    for name, kind in EXPORTS.items():
        command = inner.add_parser(name, help=kind.help)
        command.add_argument("--out", type=Path, required=True, metavar="DIR")
        command.add_argument("--ulaw", action="store_true", help="mu-law sounds as well")
        if kind.speech:
            command.add_argument(
                "--speech", action="store_true", help="an entry for `phone listen` as well"
            )
        command.add_argument("--concept", action="store_true", help="a trial that says so")
        command.add_argument(
            "--jobs", type=int, default=None, help="processes (default: all cores)"
        )
        command.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> int:
    kind, settings, out = EXPORTS[options.exchange], read_settings(), options.out.resolve()
    _may_be_written(out, kind)
    content = checked_content(settings.content_dir)
    manifest = read_manifest(settings.audio_dir)
    require_signoff(content, manifest, options.concept)
    leaflet = as_trial(content.leaflet) if options.concept else content.leaflet
    formats = (*kind.formats, kind.ulaw) if options.ulaw else kind.formats
    with working("unrolling the dialogue"):
        spoken = {"speech": True} if getattr(options, "speech", False) else {}
        line = kind.line(leaflet, formats, concept=options.concept, **spoken)
    sounds = clip_sounds(leaflet, manifest, settings.audio_dir, line.sounds)
    with working("making sounds", counted=True) as say, whole_folder(out) as begun:
        folder = begun / kind.folder
        made, kept = telephone(
            sounds,
            folder,
            formats=formats,
            before=out / kind.folder,
            jobs=options.jobs,
            progress=say,
        )
        for name, parts in line.joined.items():
            for format in formats:
                join(folder, name, parts, format)
        made_of = (*line.sounds, *line.joined)
        seconds = {name: line_seconds(folder / place(name, formats[0])) for name in made_of}
        write_together(begun, line.files(seconds))
    print(line.told)
    print(f"{made} sounds made, {kept} kept")
    return 0


def clip_sounds(
    leaflet: Leaflet, manifest: Manifest, folder: Path, sounds: Mapping[str, tuple[str, bool]]
) -> list[Sound]:
    """The clip of every line that is played. An exchange has no voice of its own."""
    lines = script(leaflet)
    found, wrong = [], []
    for name, (line_id, slow) in sounds.items():
        clip = manifest.clip(line_id, lines[line_id].text, slow=slow)
        path = folder / clip.file if clip else folder
        if clip and path.is_file() and sha256(path) == clip.sha256:
            found.append(Sound(name, path, clip.sha256))
        else:
            what = f"has no fresh clip of `{line_id}`{' (slow)' if slow else ''}"
            wrong.append(Finding(f"{folder.name}/manifest.json", 0, what, "run `audio build`"))
    if wrong:
        raise ContentError(wrong)
    return found


def _may_be_written(out: Path, kind: Exchange) -> None:
    """Only a new folder, an empty one, or an earlier export: what else is there is not ours."""
    if not out.exists():
        return
    if not out.is_dir():
        raise SettingsError(f"--out {out} is not a folder")
    strange = sorted(
        {path.name for path in out.iterdir()} - {*kind.files, kind.folder.partition("/")[0]}
    )
    made_of = out / kind.folder / SOUNDS_FILE
    if strange or (any(out.iterdir()) and not made_of.is_file()):
        what = strange[0] if strange else "what is there"
        raise SettingsError(f"--out {out} is no earlier export ({what}); name another folder")
