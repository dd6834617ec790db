"""`audio ...`: the neural voice, one text at once, missing words, and what a recogniser hears."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import Any

from skill.cli.progress import working
from skill.editorial import required_content
from skill.errors import SettingsError
from skill.leaflet import script
from skill.manifest import read_manifest
from skill.settings import read_settings
from skill.studio import ENGINES, chosen, missing_words
from skill.studio.read_back import (
    averages,
    misheard,
    read_accepted,
    read_heard,
    read_misheard,
    told,
)


def add_actions(inner: Any) -> None:
    """Adds these actions to those of `audio`."""
    command = inner.add_parser("fetch-voice", help="fetch the model and voices of kokoro")
    command.add_argument("--list", action="store_true", help="show what it would fetch, and stop")
    command.set_defaults(run=_fetch)
    command = inner.add_parser("say", help="say one text: to hear a word at once")
    command.add_argument("text", metavar="TEXT", help="what to say, in normal spelling")
    command.add_argument("--out", default="zeg.wav", metavar="FILE", help=".wav or .mp3")
    command.add_argument("--engine", choices=sorted(ENGINES), help="default: as `audio build`")
    command.add_argument("--voice", help="a voice of that engine")
    command.add_argument("--slow", action="store_true", help="in the slow tempo")
    command.set_defaults(run=_say)
    command = inner.add_parser("words", help="words without a pronunciation, as lines to paste")
    command.set_defaults(run=_words)
    command = inner.add_parser("listen", help="let a recogniser read every clip back")
    command.add_argument("--model", default="base", help="a Whisper model, by name or folder")
    command.add_argument("--only", nargs="+", default=[], metavar="ID", help="these lines only")
    command.add_argument("--again", action="store_true", help="also what was heard before")
    command.set_defaults(run=_listen)
    command = inner.add_parser("choose", help="say otherwise what is not understood; keep the best")
    command.add_argument("--model", default="base", help="a Whisper model, by name or folder")
    command.add_argument(
        "--worse-than",
        type=float,
        default=0.1,
        metavar="SHARE",
        help="of the characters heard wrong, above which a clip is tried (default 0.1)",
    )
    command.add_argument("--only", nargs="+", default=[], metavar="ID", help="these lines only")
    command.add_argument("--jobs", type=int, default=None, help="processes (default: all cores)")
    command.set_defaults(run=_choose)
    command = inner.add_parser("page", help="a page to compare two voices by ear, in pairs")
    command.add_argument("folders", nargs=2, metavar="FOLDER", help="two folders with clips")
    command.add_argument("--out", required=True, metavar="FILE", help="the HTML file to write")
    command.add_argument("--pairs", type=int, default=30, help="how many lines (default 30)")
    command.set_defaults(run=_page)


def _fetch(options: argparse.Namespace) -> int:
    from skill.studio.fetch import described, fetch

    folder = read_settings().kokoro_dir
    print(f"into {folder}")
    for row in described(folder):
        print(f"  {row}")
    if not options.list:
        fetch(folder)
        print(
            "the voice is there; to make clips it also needs pip install -r requirements-kokoro.txt"
        )
    return 0


def _say(options: argparse.Namespace) -> int:
    from skill.studio.say import say

    out = Path(options.out)
    if out.suffix not in (".wav", ".mp3"):
        raise SettingsError(f"--out is {options.out!r}; it ends in .wav or .mp3")
    settings = read_settings()
    engine, voice = chosen(options.engine, options.voice, settings)
    said = say(
        options.text,
        required_content(settings.content_dir).lexicon,
        out,
        engine=engine,
        voice=voice,
        slow=options.slow,
    )
    for words, given in said.sentences:
        print(f"{words}\n  {given}")
    for row in said.missing:
        print(f"in no lexicon: {row}")
    print(f"{out}: {said.seconds:.1f} s, {said.voice}")
    return 0


def _words(_: argparse.Namespace) -> int:
    content = required_content(read_settings().content_dir)
    for _sentence, row in missing_words(script(content.leaflet).values(), content.lexicon).values():
        print(row)
    return 0


def _listen(options: argparse.Namespace) -> int:
    from skill.studio.listen import listen
    from skill.studio.recogniser import recogniser

    folder = read_settings().audio_dir
    with working("loading the recogniser", counted=True) as say:
        done = listen(
            folder, recogniser(options.model), only=options.only, again=options.again, progress=say
        )
    print(f"{done.heard} heard, {done.kept} kept")
    return 1 if show_heard(folder) else 0


def _choose(options: argparse.Namespace) -> int:
    from skill.studio.answer_length import longest_clips
    from skill.studio.audition import booth
    from skill.studio.choose import choose
    from skill.studio.recogniser import recogniser_name

    if not 0 <= options.worse_than <= 1:
        raise SettingsError(f"--worse-than is {options.worse_than:g}; it is a share, 0 to 1")
    settings = read_settings()
    content = required_content(settings.content_dir)
    ear = recogniser_name(options.model)
    with working("choosing among renditions", counted=True) as say:
        done = choose(
            script(content.leaflet).values(),
            content.lexicon,
            settings.audio_dir,
            partial(booth, *chosen(None, None, settings), options.model),
            by=ear,
            worse_than=options.worse_than,
            only=options.only,
            longest=longest_clips(content.leaflet, read_manifest(settings.audio_dir)),
            jobs=options.jobs,
            progress=say,
        )
    result = f"{len(done.tried)} clips tried, {done.improved} improved"
    if done.tried:
        (before, after), (wrong, still) = done.characters, done.facts
        result += (
            f"; characters wrong, their mean: {before:.1%} -> {after:.1%}; "
            f"with a fact wrong: {wrong} -> {still} (each as it is and over a telephone)\n"
            f"{ear} chose and measured, which flatters: let another recogniser judge"
        )
    print(result)
    for count, what in (
        (done.unheard, f"not heard by {ear} yet: run `audio listen` with this model first"),
        (done.stale, "not up to date: run `audio build` first"),
    ):
        if count:
            print(f"{count} clips {what}", file=sys.stderr)
    return 1 if done.unheard or done.stale else 0


def show_heard(folder: Path) -> int:
    """Prints averages and what was heard otherwise; gives the number that is
    neither accepted nor known."""
    manifest, heard = read_manifest(folder), read_heard(folder)
    clips = {clip.sha256 for clip in manifest.every_clip()}
    if not heard:
        return 0
    print(f"heard by {', '.join(sorted({one.by for one in heard.values()}))}: ", end="")
    print(f"{len(clips & set(heard))} of {len(clips)} clips")
    phone = averages(manifest, heard, telephone=True)
    for (source, slow), share in sorted(averages(manifest, heard).items()):
        line = phone.get((source, slow))
        over = f", over a telephone {line:.1%}" if line is not None else ""
        print(f"{source}{' (slow)' if slow else ''}: {share:.1%} of the characters wrong{over}")
    known, unexpected = read_misheard(folder), 0
    for one in misheard(manifest, heard, read_accepted(folder)):
        state = "accepted" if one.accepted else "known" if one.file in known else "heard"
        unexpected += state == "heard"
        print(f"{state:8} {one.line_id}{' (slow)' if one.slow else ''}: {told(one)}")
    return unexpected


def _page(options: argparse.Namespace) -> int:
    from skill.studio.pairs import write_page

    one, other = options.folders
    count = write_page(Path(one), Path(other), Path(options.out), pairs=options.pairs)
    print(f"{options.out}: {count} pairs; nobody has listened yet")
    return 0
