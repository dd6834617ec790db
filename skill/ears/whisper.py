"""Whisper as an ear: faster-whisper, any model by name or by the folder that holds it.

Whisper is OpenAI's (https://github.com/openai/whisper, MIT); faster-whisper runs it on CTranslate2
without a graphics card (https://github.com/SYSTRAN/faster-whisper, MIT).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from skill.ears.sound import seconds
from skill.ears.types import Heard
from skill.errors import EarError

NO_SPEECH = 0.6
HARDLY = -1.0
"""A segment that is silence by more than NO_SPEECH, and of which the words are less likely than
HARDLY (mean natural logarithm of a token's probability), holds no words: Whisper's own rule
(https://github.com/openai/whisper/blob/main/whisper/transcribe.py)."""
LEAST_SECONDS = 0.1
"""A shorter sound holds no word."""


class Whisper:
    """The loaded `model`. `transcribe` is faster-whisper's, or what stands for it in a test."""

    def __init__(self, model: str, transcribe: Any, words: Sequence[str] = ()) -> None:
        self.name = name(model)
        self._transcribe = transcribe
        self._words = ", ".join(words)

    def hear(self, sound: bytes) -> Heard:
        """The words, and how likely their tokens were: the geometric mean of their probabilities,
        each segment by its number of characters."""
        import numpy as np

        if seconds(sound) < LEAST_SECONDS:
            return Heard()
        wave = np.frombuffer(sound, dtype="<i2").astype(np.float32) * np.float32(1 / 32768)
        segments, _ = self._transcribe(
            wave,
            language="nl",
            beam_size=5,
            # At 0 the same sound gives the same words; no earlier clip may suggest any.
            temperature=0,
            condition_on_previous_text=False,
            # Where it may not tell times, it leaves out what comes after a first sentence.
            without_timestamps=False,
            hotwords=self._words or None,
        )
        kept = [
            (text, float(one.avg_logprob))
            for one in segments
            if (text := one.text.strip())
            and not (one.no_speech_prob > NO_SPEECH and one.avg_logprob < HARDLY)
        ]
        letters = sum(len(text) for text, _ in kept)
        if not letters:
            return Heard()
        mean = sum(len(text) * likely for text, likely in kept) / letters
        return Heard(" ".join(text for text, _ in kept), round(min(1.0, math.exp(mean)), 3))


def load(model: str, words: Sequence[str] = (), *, fetch: bool = True) -> Whisper:
    """The model `base`, `small`, `Systran/faster-whisper-small`, or a folder with one.

    Without `fetch` a model that is not on this machine is not there. EarError when it cannot be
    loaded, ImportError when faster-whisper is not installed.
    """
    from faster_whisper import (  # type: ignore[import-not-found, import-untyped, unused-ignore]
        WhisperModel,
    )

    if Path(model).is_absolute() and not Path(model).is_dir():
        # The library would look for a name like that on the network.
        raise EarError(f"the model {model!r} cannot be loaded: there is no such folder")
    try:
        loaded = WhisperModel(
            model, device="cpu", compute_type="int8", cpu_threads=1, local_files_only=not fetch
        )
    except Exception as error:  # the library has no error of its own for a model that is not there
        raise EarError(f"the model {model!r} cannot be loaded: {error}") from error
    return Whisper(model, loaded.transcribe, words)


def name(model: str) -> str:
    """`base`, `Systran/faster-whisper-base` and a folder `whisper-base` -> `whisper base`."""
    return f"whisper {Path(model).name.removeprefix('faster-').removeprefix('whisper-')}"
