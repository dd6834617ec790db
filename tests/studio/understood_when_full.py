"""A voice that hums and an ear that understands one way of saying best (run and used by tests).

As a script, `understood_when_full.py FOLDER JOBS` chooses renditions for LINES, so that it can be
stopped and its processes can load both.
"""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from skill.leaflet.types import Line, Pronunciation
from skill.studio.choose import choose
from skill.studio.engines.kokoro import RATE, Kokoro
from skill.studio.phonemes import ALPHABET
from skill.studio.samples import resampled
from skill.studio.speech_engine import Samples

if TYPE_CHECKING:
    from numpy.typing import NDArray

LINES = [Line(f"regel-{number}", "Neem rust, en bel.", "passage", "concept") for number in range(6)]
LEXICON = {
    word: Pronunciation(sound=sound)
    for word, sound in {"neem": "nˈeːm", "rust": "rˈʏst", "en": "ɛn", "bel": "bˈɛl"}.items()
}
TELEPHONE = 8_000
_HZ = 500
_STEP = 5
"""Hz that the hum is higher for every row of the table of styles."""


class Humming:
    """In the place of the network: a hum whose pitch tells which row of styles was taken."""

    def __init__(self) -> None:
        self.said = 0

    def wave(
        self, tokens: NDArray[np.int64], style: NDArray[np.float32], speed: float
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        self.said += 1
        time_axis = np.arange(int(len(tokens) * RATE / 14 / speed)) / RATE
        swell = 0.55 + 0.45 * np.cos(6 * np.pi * time_axis)
        hum = 0.3 * swell * np.sin(2 * np.pi * (_HZ + _STEP * style[0]) * time_axis)
        return hum.astype(np.float32), np.full(len(tokens) + 2, 3, dtype=np.int64)


class Ear:
    """Writes down what `texts` has for the row of styles that it hears, else `rest`.

    What comes over a telephone (8 kHz) it hears as well, unless `telephone` has another text.
    """

    name = "whisper test"

    def __init__(
        self,
        texts: dict[int, str],
        rest: str,
        seconds: float = 0.0,
        telephone: dict[int, str] | None = None,
    ) -> None:
        self.texts, self.rest, self.seconds = texts, rest, seconds
        self.telephone = texts if telephone is None else telephone
        self.rows: list[int] = []

    def hear(self, sound: Samples) -> str:
        time.sleep(self.seconds)
        wave = resampled(sound, 16_000).wave
        loudest = int(np.abs(np.fft.rfft(wave)).argmax()) * 16_000 / len(wave)
        row = round((loudest - _HZ) / _STEP)
        texts = self.telephone if sound.rate == TELEPHONE else self.texts
        if sound.rate != TELEPHONE:
            self.rows.append(row)
        return next((text for near, text in texts.items() if abs(row - near) <= 2), self.rest)


def voice() -> Kokoro:
    """The hum behind the engine."""
    styles = np.repeat(np.arange(510, dtype=np.float32)[:, None], 256, axis=1)
    vocabulary = {sign: number for number, sign in enumerate(sorted(ALPHABET), start=1)}
    return Kokoro(Humming(), styles, vocabulary)


def slow_booth(seconds: float) -> tuple[Kokoro, Ear]:
    """Who speaks and listens in the script: row 100 is understood, another loses a word."""
    return voice(), Ear({100: "Neem rust, en bel."}, "Neem rust.", seconds)


if __name__ == "__main__":
    choose(
        LINES,
        LEXICON,
        Path(sys.argv[1]),
        partial(slow_booth, 0.1),
        by=Ear.name,
        jobs=int(sys.argv[2]),
        progress=lambda message: print(message, file=sys.stderr, flush=True),
    )
