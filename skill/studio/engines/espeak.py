"""eSpeak NG through ctypes, from the wheel `espeakng-loader`: needs no system package.

Two properties of the library shape this file (both measured with 1.52.0):
- It is not deterministic within one load: static state of the wave generator survives
  Terminate + Initialize. Unloading the library after each sentence gives the same samples in
  every run, process and order.
- It is not thread-safe: four threads crash it. One lock for the whole process.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import weakref
from pathlib import Path
from typing import Any

from skill.errors import EngineError
from skill.studio.engines import ESPEAK_VERSION, engine_name
from skill.studio.espeak_library import LOCK, shorter, too_long, unload
from skill.studio.recipe import ENGINE_SETTINGS
from skill.studio.samples import from_int16
from skill.studio.speech_engine import Samples

_SYNCHRONOUS = 2
"""AUDIO_OUTPUT_SYNCHRONOUS: the callback runs inside espeak_Synth, no thread of its own."""
_DO_NOT_EXIT = 0x8000
_UTF8 = 1
_PHONEMES = 0x100
"""Text may hold `[[mnemonics]]`."""
_RATE, _VOLUME, _PITCH = 1, 2, 3
"""espeak_PARAMETER numbers (speak_lib.h)."""

_SETTINGS: dict[str, Any] = ENGINE_SETTINGS["espeak"]

_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


class Espeak:
    """One voice of eSpeak NG; safe to use from several threads, which then wait for each other."""

    kind = "espeak"

    def __init__(self, voice: str, library: Path, data: Path) -> None:
        """`data` is the folder `espeak-ng-data`. EngineError when the voice does not exist."""
        self.name = engine_name("espeak", voice)
        self._voice = voice
        self._library = library
        self._home = data.parent
        if too_long(self._home):
            self._home = shorter(data)
            weakref.finalize(self, shutil.rmtree, self._home, ignore_errors=True)
        self.speak("ja", slow=False)

    def speak(self, sentence: str, *, slow: bool) -> Samples:
        # A NUL would end the C string and swallow the rest of the sentence.
        text = sentence.replace("\0", " ").encode("utf-8", errors="replace")
        pieces: list[bytes] = []

        def collect(wave: Any, count: int, _events: Any) -> int:
            if wave and count > 0:
                pieces.append(ctypes.string_at(wave, count * 2))
            return 0

        callback = _Callback(collect)  # must live as long as the library may call it
        with LOCK:
            library = ctypes.CDLL(str(self._library))
            try:
                rate = self._synthesize(library, text, callback, slow=slow)
            finally:
                library.espeak_Terminate()
                unload(library)
        return from_int16(b"".join(pieces), rate)

    def _synthesize(self, library: Any, text: bytes, collect: Any, *, slow: bool) -> int:
        rate: int = library.espeak_Initialize(
            _SYNCHRONOUS, 0, os.fsencode(self._home), _DO_NOT_EXIT
        )
        if rate <= 0:
            raise EngineError(f"eSpeak NG does not start with its data in {self._home}")
        library.espeak_Info.restype = ctypes.c_char_p
        version = (library.espeak_Info(None) or b"").decode("ascii", errors="replace")
        if not version.startswith(ESPEAK_VERSION):
            raise EngineError(
                f"this is eSpeak NG {version}; clips are made with {ESPEAK_VERSION}: "
                "pip install espeakng-loader==0.2.4"
            )
        library.espeak_ng_SetRandSeed(ctypes.c_long(_SETTINGS["seed"]))
        if library.espeak_SetVoiceByName(self._voice.encode()) != 0:
            raise EngineError(f"eSpeak NG has no voice {self._voice!r}; try nl, nl+f1 or nl+linda")
        library.espeak_SetParameter(_RATE, _SETTINGS["rate"][slow], 0)
        library.espeak_SetParameter(_VOLUME, _SETTINGS["volume"], 0)
        library.espeak_SetParameter(_PITCH, _SETTINGS["pitch"], 0)
        library.espeak_SetSynthCallback(collect)
        code = library.espeak_Synth(
            text, ctypes.c_size_t(len(text) + 1), 0, 1, 0, _UTF8 | _PHONEMES, None, None
        )
        if code != 0:
            raise EngineError(f"eSpeak NG gives error {code} for {text.decode()!r}")
        library.espeak_Synchronize()
        return rate


def load(voice: str) -> Espeak:
    """The voice from the installed wheel. ImportError when the wheel is not there."""
    import espeakng_loader  # type: ignore[import-untyped, unused-ignore]

    return Espeak(
        voice, Path(espeakng_loader.get_library_path()), Path(espeakng_loader.get_data_path())
    )
