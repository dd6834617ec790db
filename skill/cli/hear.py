"""`hear`: what an ear makes of recordings, and what is understood of that."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

from skill.channels import open_runtime
from skill.cli.streams import tell
from skill.cli.talk import understood
from skill.ears import DEFAULT_EAR, Heard, ear, hint_words, read_sound, seconds
from skill.errors import AudioError
from skill.settings import read_settings


def add_commands(commands: Any) -> None:
    """Adds the command of this module."""
    command = commands.add_parser("hear", help="what is said in recordings, and what is understood")
    command.add_argument("files", nargs="+", metavar="FILE", help="a WAV, MP3 or any other sound")
    command.add_argument("--ear", metavar="NAME[:MODEL]", help="default: EAR, or whisper")
    command.add_argument("--json", action="store_true", help="one JSON object a line")
    command.set_defaults(run=_hear)


def _hear(options: argparse.Namespace) -> int:
    settings = read_settings()
    runtime = open_runtime(settings)
    listener = ear(options.ear or settings.ear or DEFAULT_EAR, hint_words(runtime.leaflet))
    wrong = 0
    for file in options.files:
        try:
            sound = read_sound(Path(file).read_bytes())
        except (AudioError, OSError) as error:
            tell(f"{file}: {getattr(error, 'strerror', None) or error}")
            wrong += 1
            continue
        started = time.monotonic()
        heard = listener.hear(sound)
        took = time.monotonic() - started
        answer = understood(runtime, heard.text, heard.sure)
        one = {
            "file": file,
            "seconds": round(seconds(sound), 2),
            "sure": heard.sure,
            "took": round(took, 2),
        }
        if options.json:
            print(json.dumps(one | answer, ensure_ascii=False), flush=True)
        else:
            _show(one, heard, answer)
    return 1 if wrong else 0


def _show(one: dict[str, Any], heard: Heard, answer: dict[str, Any]) -> None:
    print(f"{one['file']}  ({one['seconds']:.1f} s, gehoord in {one['took']:.1f} s)")
    if not heard.text:
        print("  niets gehoord")
        return
    print(f"  {heard.text}  (zeker: {heard.sure:.2f})")
    print(f"  {answer['label']}  ({answer['score']:.2f})")
    print(f"  antwoord: {answer['says']}", flush=True)
