"""Speech engines by name. Importing this imports none of them, and no numpy.

An engine says one sentence at a time. Its name stands in the manifest and in the hash of every
file it makes, so the name is known without loading the engine.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path

from skill.errors import EngineError
from skill.studio.engines.kokoro_voices import label
from skill.studio.speech_engine import Engine

ESPEAK_VERSION = "1.52"
"""The library inside espeakng-loader 0.2.4; `espeak.py` refuses another one."""
KOKORO_VERSION = "1.0-int8"
"""The model whose sum `kokoro_files.py` knows."""


@dataclass(frozen=True, slots=True)
class _Known:
    module: str
    voice: str
    """The voice when none is named; empty when one must be named."""
    label: str
    """How the name begins."""
    needs: str
    """What to install."""
    one_at_a_time: bool = False
    """True where a server would refuse several calls at once."""


_KNOWN = {
    "espeak": _Known("espeak", "nl", f"espeak {ESPEAK_VERSION}", "espeakng-loader==0.2.4"),
    "gtts": _Known("google", "nl", "gtts", "gTTS", one_at_a_time=True),
    "kokoro": _Known("kokoro", "female", f"kokoro {KOKORO_VERSION}", "-r requirements-kokoro.txt"),
    "piper": _Known("piper", "", "piper", "piper-tts"),
    "polly": _Known("polly", "Laura", "polly", "boto3"),
    "silent": _Known("silent", "nl", "silent", "numpy"),
}

ENGINES = tuple(name for name in _KNOWN if name != "silent")
"""Engines that speak. `engine` also knows `silent`, which is for tests and says no words."""


def engine_name(name: str, voice: str | None = None) -> str:
    """The full name of an engine, without loading it. EngineError for an unknown one."""
    known = _known(name)
    chosen = voice or known.voice
    if not chosen:
        raise EngineError(
            f"engine {name} needs a voice: give --voice with the path of its .onnx file "
            "(python -m piper.download_voices nl_NL-alex-medium fetches one)"
        )
    if name == "piper":
        chosen = Path(chosen).stem
    if name == "kokoro":
        chosen = label(chosen)
    return f"{known.label} {chosen}"


def named(full_name: str) -> tuple[str, str]:
    """`espeak 1.52 nl+f1` -> (`espeak`, `nl+f1`): the name and voice that give this full name.

    (``, ``) when no engine of ours is called so. A voice that is a file (piper) is known by its
    stem only, which names it but cannot load it.
    """
    name, _, voice = full_name.partition(" ")
    known = _KNOWN.get(name)
    if known is None:
        return "", ""
    return name, voice if known.label == name else full_name.removeprefix(known.label).strip()


def one_at_a_time(name: str) -> bool:
    """True for an engine that must not be called from several processes at once."""
    return _known(name).one_at_a_time


def engine(name: str, voice: str | None = None) -> Engine:
    """The engine with this name and voice, loaded now.

    EngineError says what to install when it is not there, and which names exist when the name
    or the voice is unknown.
    """
    known = _known(name)
    engine_name(name, voice)
    try:
        module = importlib.import_module(f"skill.studio.engines.{known.module}")
        made: Engine = module.load(voice or known.voice)
    except ImportError as error:
        raise EngineError(
            f"engine {name} is not installed: pip install {known.needs} ({error})"
        ) from error
    return made


def _known(name: str) -> _Known:
    try:
        return _KNOWN[name]
    except KeyError:
        raise EngineError(
            f"there is no engine {name!r}; these exist: {', '.join(ENGINES)}"
        ) from None
