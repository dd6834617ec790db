"""Silero's voice detector, frame by frame: the network that faster-whisper brings along.

https://github.com/snakers4/silero-vad (MIT). faster-whisper runs it over a whole recording; in a
stream its memory (`h`, `c`) and the end of the last frame are carried along.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from skill.errors import EarError

if TYPE_CHECKING:
    from numpy.typing import NDArray

CONTEXT = 64
"""Samples of the last frame that go before each."""


class Silero:
    """A detector of one stream (`types.Vad`). The network is loaded once in a process.

    ImportError when faster-whisper is not installed, EarError when it brings no network.
    """

    def __init__(self) -> None:
        self._session = _network()
        self._h = np.zeros((1, 1, 128), dtype=np.float32)
        self._c = np.zeros((1, 1, 128), dtype=np.float32)
        self._context: NDArray[np.float32] = np.zeros(CONTEXT, dtype=np.float32)

    def __call__(self, frame: bytes) -> float:
        """How likely it is that somebody speaks in the next 512 samples, 0..1."""
        wave = np.frombuffer(frame, dtype="<i2").astype(np.float32) * np.float32(1 / 32768)
        given = np.concatenate([self._context, wave])[None]
        likely, self._h, self._c = self._session.run(
            None, {"input": given, "h": self._h, "c": self._c}
        )
        self._context = wave[-CONTEXT:]
        return float(likely.reshape(-1)[-1])


@cache
def _network() -> Any:
    from faster_whisper.utils import (  # type: ignore[import-not-found, import-untyped, unused-ignore]
        get_assets_path,
    )
    from faster_whisper.vad import (  # type: ignore[import-not-found, import-untyped, unused-ignore]
        SileroVADModel,
    )

    found = sorted(Path(get_assets_path()).glob("silero_vad*.onnx"))
    if not found:
        raise EarError("this faster-whisper brings no silero_vad*.onnx; install the pinned one")
    return SileroVADModel(str(found[-1])).session
