"""Brings speech to the loudness that a speaker expects, without letting its peaks through.

Raw synthetic speech has a crest of about 20 dB: plain gain up to the peak limit ends near -22 LUFS,
outside Alexa's window. So a look-ahead limiter takes the peaks down first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from skill.errors import AudioError
from skill.studio.loudness import SILENT, envelope, loudness, true_peak
from skill.studio.recipe import CEILING_DB, TARGET_LUFS

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LOOK_AHEAD_S = 0.015
_ROUNDS = 8
_CLOSE_ENOUGH = 0.15
"""LU between what is reached and what is aimed at."""
_MOST_EXTRA_DB = 12.0
"""More gain than this distorts; a sound that needs more is left softer."""


def master(
    wave: NDArray[np.float32],
    rate: int,
    *,
    target: float = TARGET_LUFS,
    ceiling_db: float = CEILING_DB,
) -> NDArray[np.float32]:
    """The wave at `target` LUFS as nearly as its limited peaks allow, at most `ceiling_db` dBTP.

    AudioError when it is silent.
    """
    start = loudness(wave, rate)
    if start <= SILENT:
        raise AudioError("there is nothing to hear: the sound is silent")
    heights = envelope(wave)
    ceiling = 10 ** (ceiling_db / 20)
    gain_db = target - start
    most = gain_db + _MOST_EXTRA_DB
    for _ in range(_ROUNDS):
        gain = 10 ** (gain_db / 20)
        loud = (wave * (gain * _reduction(heights * gain, rate, ceiling))).astype(np.float32)
        missing = target - loudness(loud, rate)
        if abs(missing) <= _CLOSE_ENOUGH or gain_db >= most:
            break
        gain_db = min(gain_db + missing, most)
    return _under(loud, ceiling_db)


def _reduction(heights: NDArray[np.float64], rate: int, ceiling: float) -> NDArray[np.float64]:
    """Factor per sample, at most 1, that keeps `heights` under `ceiling` and moves smoothly.

    The lowest factor needed within the look-ahead is held, then averaged over as long a window:
    every value in that average already suits the sample, so the average does too.
    """
    needed = np.minimum(1.0, ceiling / np.maximum(heights, 1e-9))
    half = max(1, round(rate * _LOOK_AHEAD_S))
    held = _lowest(needed, half)
    window = np.hanning(2 * half + 3)[1:-1]
    padded = np.concatenate((np.full(half, held[0]), held, np.full(half, held[-1])))
    return np.convolve(padded, window / window.sum(), mode="valid")


def _lowest(values: NDArray[np.float64], half: int) -> NDArray[np.float64]:
    """The minimum over `half` samples to either side, in log2(half) passes."""
    lowest = np.concatenate((np.ones(half), values, np.ones(half)))
    width, goal = 1, 2 * half + 1
    while width < goal:
        step = min(width, goal - width)
        lowest = np.minimum(lowest[:-step], lowest[step:])
        width += step
    return lowest


def _under(wave: NDArray[np.float32], ceiling_db: float) -> NDArray[np.float32]:
    """Scaled down where the changing factor left a peak between samples above the ceiling."""
    over = true_peak(wave) - ceiling_db
    return wave if over <= 0 else (wave * 10 ** (-over / 20)).astype(np.float32)
