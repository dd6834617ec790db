"""eSpeak NG as a library, shared by the engine and by the guess of an unknown word.

A process has one copy of it, however often it is loaded. Its state makes the next sentence sound
different, so whoever uses it holds the lock and unloads it afterwards.
"""

from __future__ import annotations

import _ctypes
import ctypes
import os
import shutil
import sys
import tempfile
import threading
from functools import lru_cache
from pathlib import Path

from skill.errors import EngineError

LOCK = threading.Lock()
"""eSpeak NG is not thread-safe: four threads crash it (measured with 1.52.0)."""
_LONGEST_DATA_PATH = 130
"""Bytes. At 160, `/espeak-ng-data` included, the library falls back to a path of its own."""
_RETRIEVAL = 1
"""AUDIO_OUTPUT_RETRIEVAL: no sound card is touched."""
_DO_NOT_EXIT = 0x8000
_UTF8 = 1
_IPA = 2
"""Mode of espeak_TextToPhonemes: international letters."""
_LONGEST_WORD = 80
"""Characters that are asked about; what is longer is no word."""


def too_long(home: Path) -> bool:
    """Whether the library would not find its data in this folder."""
    return len(os.fsencode(home)) > _LONGEST_DATA_PATH


def shorter(data: Path) -> Path:
    """A new folder with a short path that holds `espeak-ng-data`; the caller removes it."""
    folder = Path(tempfile.mkdtemp(prefix="espeak-"))
    inside = folder / "espeak-ng-data"
    try:
        inside.symlink_to(data, target_is_directory=True)
    except OSError:  # Windows without the right to make links
        shutil.copytree(data, inside)
    return folder


def unload(library: ctypes.CDLL) -> None:
    """Takes the library out of the process, with its state."""
    if sys.platform == "win32":
        _ctypes.FreeLibrary(library._handle)
    else:
        _ctypes.dlclose(library._handle)


@lru_cache(maxsize=4096)
def guess(word: str) -> str:
    """The IPA of one word, stress before the vowel, as eSpeak NG's Dutch rules have it.

    A guess, to be looked at by a person. Of what can be installed without a compiler eSpeak NG errs
    least on the words of the script (docs/audio.md); phonemizer wraps the same library.

    EngineError when the library is not installed, does not start, or finds nothing to say.
    """
    try:
        import espeakng_loader  # type: ignore[import-untyped, unused-ignore]
    except ImportError as error:
        raise EngineError(
            f"{word!r} is in no lexicon, and to guess it `pip install espeakng-loader==0.2.4` "
            "is needed"
        ) from error
    data = Path(espeakng_loader.get_data_path())
    home = shorter(data) if too_long(data.parent) else data.parent
    with LOCK:
        library = ctypes.CDLL(espeakng_loader.get_library_path())
        try:
            ipa = _asked(library, home, word)
        finally:
            library.espeak_Terminate()
            unload(library)
            if home != data.parent:
                shutil.rmtree(home, ignore_errors=True)
    if not ipa:
        raise EngineError(f"eSpeak NG finds no sounds in {word!r}")
    return ipa


def _asked(library: ctypes.CDLL, home: Path, word: str) -> str:
    if library.espeak_Initialize(_RETRIEVAL, 0, os.fsencode(home), _DO_NOT_EXIT) <= 0:
        raise EngineError(f"eSpeak NG does not start with its data in {home}")
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    if library.espeak_SetVoiceByName(b"nl") != 0:
        raise EngineError("eSpeak NG has no Dutch")
    text = ctypes.c_char_p(word[:_LONGEST_WORD].replace("\0", "").encode("utf-8", "replace"))
    rest = ctypes.cast(text, ctypes.c_void_p)
    said: list[str] = []
    while rest.value:
        found = library.espeak_TextToPhonemes(ctypes.byref(rest), _UTF8, _IPA)
        said.append((found or b"").decode("utf-8", "replace").strip())
    return " ".join(part for part in said if part)
