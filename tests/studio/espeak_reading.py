"""What eSpeak NG's Dutch voice makes of a text: its own IPA, `[[mnemonics]]` included."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import espeakng_loader  # type: ignore[import-untyped, unused-ignore]

from skill.studio.espeak_library import LOCK, shorter, too_long, unload

_SYNCHRONOUS, _DO_NOT_EXIT, _UTF8, _PHONEMES, _IPA = 2, 0x8000, 1, 0x100, 2
_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


@contextmanager
def espeak_reading() -> Iterator[Callable[[str], str]]:
    """A function from text to IPA, while the library is loaded."""
    data = Path(espeakng_loader.get_data_path())
    home = shorter(data) if too_long(data.parent) else data.parent
    with LOCK:
        library = ctypes.CDLL(espeakng_loader.get_library_path())
        try:
            library.espeak_Initialize(_SYNCHRONOUS, 0, os.fsencode(home), _DO_NOT_EXIT)
            library.espeak_TextToPhonemes.restype = ctypes.c_char_p
            assert library.espeak_SetVoiceByName(b"nl") == 0
            # Only a call that speaks tells the library that brackets hold mnemonics.
            silence = _Callback(lambda _wave, _count, _events: 0)
            library.espeak_SetSynthCallback(silence)
            library.espeak_Synth(b"ja", ctypes.c_size_t(3), 0, 1, 0, _UTF8 | _PHONEMES, None, None)
            yield lambda text: _read(library, text)
        finally:
            library.espeak_Terminate()
            unload(library)
            if home != data.parent:
                shutil.rmtree(home, ignore_errors=True)


def _read(library: ctypes.CDLL, text: str) -> str:
    written = ctypes.c_char_p(text.encode())
    rest = ctypes.cast(written, ctypes.c_void_p)
    clauses: list[str] = []
    while rest.value:
        found = library.espeak_TextToPhonemes(ctypes.byref(rest), _UTF8, _IPA)
        clauses.append((found or b"").decode().strip())
    return " ".join(clause for clause in clauses if clause)
