"""A whole Rugwijzer without a model or a speech engine: the real content, a fake ear, silent clips.

Run as a program it serves on a free port and prints the address, as `serve` does:
    python tests/server/server_stand_in.py FOLDER [SETTING=VALUE...]
"""

from __future__ import annotations

import hashlib
import sys
from dataclasses import asdict, replace
from functools import cache
from json import dumps
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from skill.channels import Runtime  # noqa: E402
from skill.leaflet import Leaflet, Line, script  # noqa: E402
from skill.manifest import MANIFEST_NAME, Clip, read_manifest  # noqa: E402
from skill.settings import Settings  # noqa: E402
from skill.understanding import Understanding  # noqa: E402
from tests import shipped  # noqa: E402

MEANINGS = {
    "hoe til ik goed": Understanding("passage:goed-tillen", score=0.93),
    "mag ik paracetamol": Understanding("passage:paracetamol", score=0.88),
    "ik ben zwanger": Understanding("not_covered:zwangerschap", score=0.9),
    "mijn kruis is doof": Understanding("alarm:doof-kruis", alarm="doof-kruis"),
    "ik heb rugpijn": Understanding("opening:complaint", score=0.9),
    "bel een ambulance": Understanding("opening:noodhulp"),
    "koorts": Understanding("confirm:koorts"),
    "ik val": Understanding("clarify:goed-tillen|oprapen-niet-draaien-en-buigen", score=0.5),
    "ja": Understanding("control:yes"),
    "nee": Understanding("control:no"),
    "herhaal": Understanding("control:repeat"),
    "volgende": Understanding("control:next"),
    "langzamer": Understanding("control:slower"),
    "stop": Understanding("control:stop"),
}

BROKEN = "laat het misgaan"
"""What the fake ear cannot hear without an error."""

VOICED = ("title_goed-tillen", "goed-tillen", "prompt_welcome")
"""The lines that have clips here."""


def hear(text: str) -> Understanding:
    """A fake ear: a handful of sentences, word for word."""
    if text == BROKEN:
        raise ZeroDivisionError(f"cannot hear {text}")
    return MEANINGS.get(text.lower().strip(" ?.!"), Understanding("unclear", score=0.1))


@cache
def leaflet() -> Leaflet:
    """The leaflet of the content folder, as it is when all its texts were approved."""
    return shipped.leaflet()


def silence(seconds: float) -> bytes:
    """An MP3 of silence: MPEG-2 Layer III frames of 24 ms, 48 kbps, 24 kHz, mono."""
    frame = bytes((0xFF, 0xF3, 0x64, 0xC0)) + bytes(140)
    return frame * round(seconds / 0.024)


def voice(folder: Path, lines: dict[str, Line]) -> None:
    """Writes silent clips for VOICED, and their manifest, into `folder`."""
    clips = {}
    for number, line_id in enumerate(VOICED, start=1):
        entry: dict[str, object] = {"text": lines[line_id].text, "spoken": lines[line_id].text}
        for tempo, seconds in (("normal", 0.24 * number), ("slow", 0.36 * number)):
            sound = silence(seconds)
            digest = hashlib.sha256(sound).hexdigest()
            name = f"{line_id}-{digest[:8]}{'-slow' if tempo == 'slow' else ''}.mp3"
            (folder / name).write_bytes(sound)
            entry[tempo] = asdict(Clip(name, digest, seconds, -16.0, -3.0, "silence"))
        clips[line_id] = entry
    manifest = {"engine": "silence", "clips": clips}
    (folder / MANIFEST_NAME).write_text(dumps(manifest), encoding="utf-8")


def make_runtime(folder: Path, **changes: Any) -> Runtime:
    """A runtime with silent clips in `folder`; `changes` are settings."""
    lines = script(leaflet())
    voice(folder, lines)
    settings = replace(Settings(), audio_dir=folder, **changes)
    return Runtime(leaflet(), lines, hear, read_manifest(folder), settings)


if __name__ == "__main__":
    from skill.server import serve

    given: dict[str, Any] = dict(word.split("=", 1) for word in sys.argv[2:])
    if "trusted_proxy" in given:
        given["trusted_proxy"] = tuple(given["trusted_proxy"].split(","))
    runtime = make_runtime(Path(sys.argv[1]), **given)
    serve(runtime.settings, port=0, runtime=runtime)
