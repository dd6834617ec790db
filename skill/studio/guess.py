"""What eSpeak NG makes of a Dutch word that no lexicon has: a guess, to be looked at by a person.

Measured on the words of the script, eSpeak NG errs least of what can be installed without a
compiler (docs/audio.md); phonemizer wraps the same library.
"""

from __future__ import annotations

import ctypes
import os
import shutil
from functools import lru_cache
from pathlib import Path

from skill.errors import EngineError
from skill.studio.espeak_library import LOCK, shorter, too_long, unload

_RETRIEVAL = 1
"""AUDIO_OUTPUT_RETRIEVAL: no sound card is touched."""
_DO_NOT_EXIT = 0x8000
_UTF8 = 1
_IPA = 2
"""Mode of espeak_TextToPhonemes: international letters."""
_LONGEST = 80
"""Characters; a word that is longer is no word."""


@lru_cache(maxsize=4096)
def guess(word: str) -> str:
    """The IPA of one word, stress before the vowel, as eSpeak NG's Dutch rules have it.

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
    text = ctypes.c_char_p(word[:_LONGEST].replace("\0", "").encode("utf-8", "replace"))
    place = ctypes.cast(text, ctypes.c_void_p)
    said: list[str] = []
    while place.value:
        found = library.espeak_TextToPhonemes(ctypes.byref(place), _UTF8, _IPA)
        said.append((found or b"").decode("utf-8", "replace").strip())
    return " ".join(part for part in said if part)
