"""An engine for tests: a tone of exactly the length that the words would take.

A hum of fixed pitch stands for speech, because true silence has no loudness to master.
"""

from __future__ import annotations

import numpy as np

from skill.studio.engines import engine_name
from skill.studio.recipe import ENGINE_SETTINGS, SAMPLE_RATE
from skill.studio.speech_engine import Samples

_NORMAL, _SLOW = ENGINE_SETTINGS["silent"]["characters_per_second"]


class Silent:
    """Gives `len(sentence) / 14` seconds of hum (slow: `/ 11`), at least 0.2 seconds."""

    kind = "silent"

    def __init__(self, voice: str = "nl", rate: int = SAMPLE_RATE) -> None:
        self.name = engine_name("silent", voice)
        self.rate = rate

    def speak(self, sentence: str, *, slow: bool) -> Samples:
        seconds = max(0.2, len(sentence) / (_SLOW if slow else _NORMAL))
        time = np.arange(round(seconds * self.rate)) / self.rate
        # A slow swell makes it peaky like speech, so that the limiter has work to do.
        swell = 0.55 + 0.45 * np.cos(2 * np.pi * 3 * time)
        hum = 0.3 * swell * (np.sin(2 * np.pi * 220 * time) + 0.4 * np.sin(2 * np.pi * 1330 * time))
        return Samples(hum.astype(np.float32), self.rate)


def load(voice: str) -> Silent:
    return Silent(voice)
