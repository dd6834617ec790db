"""Piper, a neural voice on this computer (piper-tts 1.8; the voice is a file that you download).

python -m piper.download_voices nl_NL-alex-medium --data-dir voices
python -m skill audio build --engine piper --voice voices/nl_NL-alex-medium.onnx
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from skill.errors import EngineError
from skill.studio.engines import engine_name
from skill.studio.recipe import ENGINE_SETTINGS
from skill.studio.samples import from_int16
from skill.studio.speech_engine import Samples

_SETTINGS: dict[str, Any] = ENGINE_SETTINGS["piper"]


class Piper:
    """A loaded `piper.PiperVoice`; `config` makes the library's settings (`SynthesisConfig`)."""

    kind = "piper"

    def __init__(self, voice: Any, label: str, config: Callable[..., Any]) -> None:
        self.name = engine_name("piper", label)
        self._voice = voice
        self._config = config

    def speak(self, sentence: str, *, slow: bool) -> Samples:
        settings = self._config(
            length_scale=_SETTINGS["length_scale"][slow],
            # No noise: the same sentence gives the same sound.
            noise_scale=_SETTINGS["noise"],
            noise_w_scale=_SETTINGS["noise"],
        )
        chunks = list(self._voice.synthesize(sentence, settings))
        if not chunks:
            raise EngineError(f"{self.name} gives nothing for {sentence!r}")
        sound = b"".join(chunk.audio_int16_bytes for chunk in chunks)
        return from_int16(sound, chunks[0].sample_rate)


def load(voice: str) -> Piper:
    """The voice in the file `voice`, with its `.json` beside it. ImportError without piper-tts."""
    from piper import (  # type: ignore[import-not-found, unused-ignore]
        PiperVoice,
        SynthesisConfig,
    )

    path = Path(voice)
    for needed in (path, path.with_name(path.name + ".json")):
        if not needed.is_file():
            raise EngineError(
                f"{needed} is not there: python -m piper.download_voices {path.stem} "
                f"--data-dir {path.parent}"
            )
    return Piper(PiperVoice.load(str(path)), voice, SynthesisConfig)
