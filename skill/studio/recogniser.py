"""The ear that reads clips back: the same that hears people, given a clip's samples."""

from __future__ import annotations

from typing import Protocol

from skill.ears import RATE, Ear, ear, ear_name
from skill.studio.samples import resampled, to_int16
from skill.studio.speech_engine import Samples


class Recogniser(Protocol):
    """Something that writes down what it hears."""

    @property
    def name(self) -> str:
        """Its name in the manifest, beside what it heard."""

    def hear(self, sound: Samples) -> str:
        """The words; empty when it hears none."""


class ClipEar:
    """`ear`, for clips."""

    def __init__(self, ear: Ear) -> None:
        self._ear = ear
        self.name = ear.name

    def hear(self, sound: Samples) -> str:
        """The words; empty when it hears none."""
        return self._ear.hear(to_int16(resampled(sound, RATE).wave)).text


def recogniser(model: str, *, fetch: bool = True) -> ClipEar:
    """The Whisper model `base`, `small`, `Systran/faster-whisper-small`, or a folder with one.

    No words are hinted and nothing is cut away, for a clip must be understood by itself. Without
    `fetch` a model that is not on this machine is not there. EarError when faster-whisper is not
    installed, or the model cannot be loaded.
    """
    return ClipEar(ear(f"whisper:{model}", attentive=False, fetch=fetch))


def recogniser_name(model: str) -> str:
    """`base`, `Systran/faster-whisper-base` and a folder `whisper-base` -> `whisper base`."""
    return ear_name(f"whisper:{model}")
