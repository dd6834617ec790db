"""Whisper as a recogniser: faster-whisper, any model by name or by the folder that holds it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from skill.errors import EngineError
from skill.studio.samples import resampled
from skill.studio.voice import Samples

RATE = 16_000
"""Hz that Whisper hears."""
REQUIREMENTS = "requirements-listen.txt"


class Recogniser(Protocol):
    """Something that writes down what it hears."""

    @property
    def name(self) -> str:
        """Its name in the manifest, beside what it heard."""

    def hear(self, sound: Samples) -> str:
        """The words; empty when it hears none."""


class Whisper:
    """The loaded `model`. `transcribe` is faster-whisper's, or what stands for it in a test."""

    def __init__(self, model: str, transcribe: Any) -> None:
        self.name = recogniser_name(model)
        self._transcribe = transcribe

    def hear(self, sound: Samples) -> str:
        segments, _ = self._transcribe(
            resampled(sound, RATE).wave,
            language="nl",
            beam_size=5,
            # At 0 the same sound gives the same words; no earlier clip may suggest any.
            temperature=0,
            condition_on_previous_text=False,
            without_timestamps=True,
        )
        return " ".join(part for part in (segment.text.strip() for segment in segments) if part)


def recogniser(model: str, *, fetch: bool = True) -> Whisper:
    """The Whisper model `base`, `small`, `Systran/faster-whisper-small`, or a folder with one.

    Without `fetch` a model that is not on this machine is not there. EngineError when
    faster-whisper is not installed, or the model cannot be loaded.
    """
    try:
        from faster_whisper import (  # type: ignore[import-not-found, import-untyped, unused-ignore]
            WhisperModel,
        )
    except ImportError as error:
        raise EngineError(
            f"listening needs a recogniser: pip install -r {REQUIREMENTS} ({error})"
        ) from error
    try:
        loaded = WhisperModel(
            model, device="cpu", compute_type="int8", cpu_threads=1, local_files_only=not fetch
        )
    except Exception as error:  # the library has no error of its own for a model that is not there
        raise EngineError(f"the model {model!r} cannot be loaded: {error}") from error
    return Whisper(model, loaded.transcribe)


def recogniser_name(model: str) -> str:
    """`base`, `Systran/faster-whisper-base` and a folder `whisper-base` -> `whisper base`."""
    return f"whisper {Path(model).name.removeprefix('faster-').removeprefix('whisper-')}"
