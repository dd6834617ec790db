"""Kokoro-82M, a neural voice on this computer: onnxruntime, one thread, no Dutch of its own.

It is given sounds (`skill/studio/phonemes.py`) and never letters. Its files lie in the folder
that KOKORO_DIR names; `audio fetch-voice` puts them there. The same sounds give the same samples
on one computer: no noise is asked for, and one thread adds in one order.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from skill.errors import EngineError
from skill.settings import read_settings
from skill.studio.engines import engine_name
from skill.studio.engines.kokoro_files import MODEL, VOCABULARY, here, problem
from skill.studio.engines.kokoro_voices import mixed
from skill.studio.espeak_library import guess
from skill.studio.phonemes import kokoro_word
from skill.studio.recipe import ENGINE_SETTINGS
from skill.studio.samples import trimmed
from skill.studio.speech_engine import Samples

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE = 24_000
STYLES = (510, 256)
"""Shape of a voice: a row for every number of sounds, 256 numbers each."""
LONGEST = 509
"""Sounds that the model takes at once."""
_SETTINGS: dict[str, Any] = ENGINE_SETTINGS["kokoro"]
_HIGHEST = 0.95
"""A louder wave is scaled down to this; the model goes past 1.0 now and then."""
_DURATIONS = "/encoder/Clip_output_0"
"""Inside the network: how many frames each token lasts."""
_GUESSED = re.compile(r"\{([^{}]*)\}")


class Model(Protocol):
    """What turns sounds into a wave: the network, or what stands for it in a test."""

    def wave(
        self, tokens: NDArray[np.int64], style: NDArray[np.float32], speed: float
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Tokens without their ends, one style of 256 numbers -> samples at 24,000 Hz, and how
        long each token lasts (its ends included, in any unit)."""


class Kokoro:
    """One voice or mix. `styles` has the shape STYLES, `vocabulary` letter -> number."""

    kind = "kokoro"

    def __init__(
        self,
        model: Model,
        styles: NDArray[np.float32],
        vocabulary: Mapping[str, int],
        voice: str = "female",
    ) -> None:
        if styles.shape != STYLES:
            raise EngineError(f"voice {voice} has {styles.shape} numbers, not {STYLES}")
        self.name = engine_name("kokoro", voice)
        self._model = model
        self._styles = styles
        self._vocabulary = vocabulary

    def speak(self, sentence: str, *, slow: bool) -> Samples:
        """`sentence` is what `transcribe.transcribed` makes: sounds, and `{word}` to be guessed.

        EngineError when a sound is not in the vocabulary, or a phrase is too long to be said.
        """
        return self.paced(sentence, slow=slow, pace=1.0)

    def paced(self, sentence: str, *, slow: bool, pace: float, styles: int = 0) -> Samples:
        """The same at `pace` times its speed; `styles`: in the style of that many sounds, where
        there are fewer."""
        pause = np.zeros(RATE * _SETTINGS["phrase_ms"][slow] // 1000, dtype=np.float32)
        said: list[NDArray[np.float32]] = []
        for phrase in phrases(guessed(sentence)):
            if said:
                said.append(pause)
            speed = _SETTINGS["speed"][slow] * pace
            said.append(trimmed(self._phrase(phrase, speed, styles), RATE))
        if not said:
            raise EngineError(f"{self.name}: there is nothing to say in {sentence!r}")
        wave = np.concatenate(said)
        highest = float(np.abs(wave).max(initial=0.0))
        return Samples(wave * np.float32(min(1.0, _HIGHEST / max(highest, 1e-9))), RATE)

    def _phrase(self, phrase: str, speed: float, styles: int) -> NDArray[np.float32]:
        strange = "".join(sorted({sign for sign in phrase if sign not in self._vocabulary}))
        if strange:
            raise EngineError(f"{self.name} has no sound for {strange!r} in {phrase!r}")
        # Alone a few sounds become a clipped cry. They are said after a sentence that leads up to
        # them, which is then cut off: in the pause between the two.
        before = _SETTINGS["lead"] + " " if len(phrase) < _SETTINGS["short"] else ""
        signs = before + phrase
        tokens = np.array([self._vocabulary[sign] for sign in signs], dtype=np.int64)
        if len(tokens) > LONGEST:
            raise EngineError(f"{self.name} cannot say {len(tokens)} sounds at once: {phrase!r}")
        style = self._styles[min(max(len(tokens), styles), len(self._styles) - 1)]
        wave, lasts = self._model.wave(tokens, style, speed)
        return wave[_pause_before(len(before), lasts, len(wave)) :] if before else wave


def _pause_before(first: int, lasts: NDArray[np.int64], samples: int) -> int:
    """The sample in the middle of the full stop and the space before token `first`.

    `lasts` counts the silent token at the start, so token `first` is at `first + 1` there.
    """
    ends = np.cumsum(lasts) / max(1, int(lasts.sum())) * samples
    return int((ends[first - 2] + ends[first]) / 2)


def phrases(sentence: str) -> list[str]:
    """Parts that are said by themselves: cut after a colon, each ending as a sentence does."""
    parts = (part.strip() for part in re.split(r"(?<=[:;])\s+", sentence))
    ended = (re.sub(r"[,:;]$", ".", part) for part in parts if part.strip(" .,;:!?"))
    return [part if part[-1] in ".!?" else part + "." for part in ended]


def guessed(sentence: str) -> str:
    """The sentence with each `{word}` by the sounds that eSpeak NG's rules give it."""

    def sounds(found: re.Match[str]) -> str:
        pause = not re.match(r"\s*[\w{'ˈˌ]", sentence[found.end() :])
        return kokoro_word(guess(found[1]), pause=pause)

    return _GUESSED.sub(sounds, sentence)


class Network:
    """The ONNX file, loaded for one thread. ImportError without onnxruntime."""

    def __init__(self, path: Path) -> None:
        import onnxruntime  # type: ignore[import-untyped, import-not-found, unused-ignore]

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                path.read_bytes() + _also(_DURATIONS), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime has an error class per kind of damage
            raise EngineError(f"{path} cannot be loaded: {error}") from error

    def wave(
        self, tokens: NDArray[np.int64], style: NDArray[np.float32], speed: float
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        made = self._session.run(
            None,
            {
                "tokens": np.concatenate(([0], tokens, [0])).astype(np.int64)[None],
                "style": style[None].astype(np.float32),
                "speed": np.array([speed], dtype=np.float32),
            },
        )
        return (
            np.asarray(made[0], dtype=np.float32).ravel(),
            np.asarray(made[1]).ravel().astype(np.int64),
        )


def _also(output: str) -> bytes:
    """Bytes that, behind an ONNX model, make a tensor of its inside an output as well.

    Two protobuf messages one after the other are one message: fields that repeat are joined
    (protobuf.dev, encoding). So this is a ModelProto with a graph (7) with an output (12) with a
    name (1), each as tag, length and content.
    """
    message = output.encode()
    for field in (1, 12, 7):
        message = bytes([field << 3 | 2, len(message)]) + message
    return message


@lru_cache(maxsize=1)
def _network(path: Path) -> Network:
    """One for all voices: it is 90 MB in a file, and more in use."""
    return Network(path)


def load(voice: str) -> Kokoro:
    """The voice or mix from the folder of the settings.

    ImportError without onnxruntime. EngineError when files are missing or are not those that the
    clips are made with.
    """
    folder = read_settings().kokoro_dir
    shares = mixed(voice)
    if not here(folder):
        raise EngineError(
            f"the model of kokoro is not in {folder}: run `audio fetch-voice`, or name the folder "
            "that has it in KOKORO_DIR"
        )
    for name in (MODEL, VOCABULARY, *(f"voices/{one}.bin" for one in shares)):
        if wrong := problem(folder, name):
            raise EngineError(f"{folder / name}: {wrong}; run `audio fetch-voice`")
    vocabulary: dict[str, int] = json.loads((folder / VOCABULARY).read_text("utf-8"))["vocab"]
    styles = np.zeros(STYLES, dtype=np.float64)
    for name, share in shares.items():
        table = np.fromfile(folder / "voices" / f"{name}.bin", dtype="<f4").reshape(STYLES)
        styles += share * table
    return Kokoro(_network(folder / MODEL), styles.astype(np.float32), vocabulary, voice)
