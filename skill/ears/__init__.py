"""Ears: what turns speech into text on this machine, by name. Importing this imports none of them.

A sound is bytes everywhere in this room: 16 kHz, mono, 16 bits a sample, little-endian. No ear
keeps a sound or a word of it, and none writes one to a log.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from skill.ears.endpoint import Endpointer, Limits, Moment
from skill.ears.sound import RATE, WIDTH, read_wav, seconds
from skill.ears.timed import Timed
from skill.ears.types import Ear, Heard
from skill.ears.waiting_room import WaitingRoom
from skill.ears.words import hint_words
from skill.errors import EarError

if TYPE_CHECKING:
    from skill.ears.types import Vad

__all__ = [
    "DEFAULT_EAR",
    "DEFAULT_MODEL",
    "EARS",
    "RATE",
    "WIDTH",
    "Ear",
    "Endpointer",
    "Heard",
    "Limits",
    "Moment",
    "Timed",
    "WaitingRoom",
    "ear",
    "ear_name",
    "hint_words",
    "read_sound",
    "read_wav",
    "seconds",
    "vad",
]

REQUIREMENTS = "requirements-ear.txt"
DEFAULT_MODEL = "small"
"""The model of Whisper where a setting names none: the smallest that is advised for Dutch
(docs/listening.md); faster-whisper fetches it once."""

EARS = ("whisper",)
"""Names that EAR may begin with: a module of this package each, with `load` and `name`."""
DEFAULT_EAR = "whisper"
"""What a command listens with where no ear is named."""


def ear(
    setting: str, words: Sequence[str] = (), *, attentive: bool = True, fetch: bool = True
) -> Ear:
    """The ear that a setting names, loaded now: `whisper`, `whisper:base`, `whisper:/opt/model`.

    `words` are hinted to it. An `attentive` one hears nothing where nobody speaks, which costs it
    a voice detector. Without `fetch` a model that is not on this machine is not there. EarError
    says what to install, or which ears there are.
    """
    name, model = _parts(setting)
    try:
        loaded: Ear = importlib.import_module(f"skill.ears.{name}").load(model, words, fetch=fetch)
        return _attentive(loaded) if attentive else loaded
    except ImportError as error:
        raise _not_installed(error) from error


def ear_name(setting: str) -> str:
    """What `Ear.name` will be, without loading it. EarError for an ear that there is not."""
    name, model = _parts(setting)
    called: str = importlib.import_module(f"skill.ears.{name}").name(model)
    return called


def read_sound(file: bytes) -> bytes:
    """The sound in a file of any kind. AudioError when there is none; EarError says what to install
    where it is no WAV file of ours, which needs no package."""
    from skill.ears.decode import read_sound

    try:
        return read_sound(file)
    except ImportError as error:
        raise _not_installed(error) from error


def vad() -> Vad:
    """A voice detector for an `Endpointer`, each for one stream. EarError says what to install."""
    try:
        from skill.ears.silero import Silero

        return Silero()
    except ImportError as error:
        raise _not_installed(error) from error


def _attentive(loaded: Ear) -> Ear:
    from skill.ears.attentive import Attentive
    from skill.ears.silero import Silero

    Silero()  # at once: what is missing is told before anybody speaks
    return Attentive(loaded, Silero)


def _parts(setting: str) -> tuple[str, str]:
    name, _, model = setting.partition(":")
    if name not in EARS:
        raise EarError(f"there is no ear {name!r}; these exist: {', '.join(EARS)}")
    return name, model or DEFAULT_MODEL


def _not_installed(error: ImportError) -> EarError:
    return EarError(f"listening needs a recogniser: pip install -r {REQUIREMENTS} ({error})")
