"""Where the sound in a recording begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from skill.studio.recipe import SILENCE_DB

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WINDOW_S = 0.005
"""Length of the windows whose level is compared, in seconds."""


def edges(wave: NDArray[np.float32], rate: int) -> tuple[int, int]:
    """Index of the first sample that is not silence, and one past the last.

    Silence is below the wave's own peak by `SILENCE_DB`, so it works for a soft recording with
    a soft noise floor as well. (0, 0) when there is nothing but silence.
    """
    size = max(1, round(rate * _WINDOW_S))
    count = -(-len(wave) // size)
    if count == 0:
        return 0, 0
    padded = np.zeros(count * size, dtype=np.float64)
    padded[: len(wave)] = np.abs(wave)
    levels = padded.reshape(count, size).max(axis=1)
    loudest = float(levels.max())
    if loudest < 1e-4:  # -80 dBFS: no speech, whatever it is
        return 0, 0
    loud = np.flatnonzero(levels > loudest * 10 ** (SILENCE_DB / 20))
    return int(loud[0]) * size, min(len(wave), (int(loud[-1]) + 1) * size)


def trimmed(wave: NDArray[np.float32], rate: int, keep_ms: int = 10) -> NDArray[np.float32]:
    """The sound without silence at its ends; `keep_ms` of it stays, so no consonant is cut."""
    first, last = edges(wave, rate)
    keep = rate * keep_ms // 1000 if last else 0
    return wave[max(0, first - keep) : last + keep]
