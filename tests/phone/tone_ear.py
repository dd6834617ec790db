"""The program that listens beside the exchange, with an ear that knows tones instead of words: a
program of its own, so that it can be killed in the middle of a call.

    tone_ear.py SOUNDS PORT

SOUNDS is a folder of A-law, as the caller expects to hear it. It says `ready` on standard output.
"""

from __future__ import annotations

import asyncio
import sys
from array import array
from functools import partial
from itertools import pairwise
from pathlib import Path

from tones import SAYINGS, pitch

from skill.channels import Watch, open_runtime, serve_connections
from skill.channels.phone import Listening, answer_call
from skill.ears import RATE, Endpointer, Heard
from skill.settings import read_settings, read_supervisor
from skill.studio.line_sound import audioop

_LOUD = 500


class ToneEar:
    """Tells pitches apart by how often the wave goes through zero."""

    name = "tones"

    def hear(self, sound: bytes) -> Heard:
        wave = array("h", sound)
        loud = [at for at, one in enumerate(wave) if abs(one) > _LOUD]
        said = wave[loud[0] : loud[-1] + 1]
        ups = sum(one < 0 <= later for one, later in pairwise(said))
        seconds = len(said) / RATE
        found = min(SAYINGS, key=lambda text: abs(pitch(text) - ups / seconds))
        return Heard(found, 0.9)


def loud(frame: bytes) -> float:
    """A voice detector: whatever is not quiet is speech."""
    return float(max(map(abs, array("h", frame))) > _LOUD)


def main(sounds: Path, port: int) -> None:
    """Serves until it is stopped."""

    def sound(line: str, slow: bool) -> bytes:
        file = sounds / ("slow" if slow else "normal") / f"{line}.alaw"
        return bytes(audioop.alaw2lin(file.read_bytes(), 2))

    runtime = open_runtime(read_settings())
    listening = Listening(runtime, sound, ToneEar(), lambda: Endpointer(loud))
    answer = partial(answer_call, listening)
    watch = Watch(read_supervisor())

    def ready(_: int) -> None:
        print("ready", flush=True)

    asyncio.run(serve_connections(answer, "127.0.0.1", port, ready, watch))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
