"""What an ear is: a sound goes in, text and certainty come out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Heard:
    """What an ear made of a sound."""

    text: str = field(default="", repr=False)
    """The words; empty where it heard none. Not in a repr, so that no log can hold them."""
    sure: float = 0.0
    """How sure it is of the text, 0..1; 0 without a text."""


class Ear(Protocol):
    """Something that writes down what it hears. One sound at a time: it need not be thread-safe."""

    @property
    def name(self) -> str:
        """Kind and model: `whisper base`."""

    def hear(self, sound: bytes) -> Heard:
        """What is said in a sound: 16 kHz, mono, 16 bits a sample, little-endian."""


Vad = Callable[[bytes], float]
"""A voice detector of one stream: the next `endpoint.FRAME` bytes -> how likely it is that somebody
speaks in them, 0..1. It remembers what came before, so each stream has its own."""
