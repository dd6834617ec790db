"""Integrated loudness (ITU-R BS.1770-4, by pyloudnorm) and true peak of mono sound."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pyloudnorm  # type: ignore[import-not-found, import-untyped, unused-ignore]

if TYPE_CHECKING:
    from numpy.typing import NDArray

SILENT = -70.0
"""LUFS of silence: the absolute gate of the standard, below which nothing is counted."""

_BLOCK_S, _STEP_S = 0.4, 0.1
_FILTER = "DeMan"
"""The weighting of the standard, re-derived for any rate. With it a sine of 997 Hz reads 3.01 below
its peak as it should; with the library's default it reads up to 0.06 LU lower."""
_TAPS = 48
"""Length of the interpolation filter for true peak, per phase of four."""


def loudness(wave: NDArray[np.float32], rate: int) -> float:
    """Integrated loudness in LUFS; `SILENT` when every block is below the gate.

    Sound shorter than one block of 0.4 s is measured as one block of its own length.
    """
    if len(wave) == 0:
        return SILENT
    block, step = round(_BLOCK_S * rate), round(_STEP_S * rate)
    # Whole blocks only: the library rounds their number, and would count a part as a whole one.
    end = len(wave) - max(0, len(wave) - block) % step
    # Never longer than the sound, also where dividing by the rate rounds up.
    block_s = _BLOCK_S if len(wave) >= block else math.nextafter(len(wave) / rate, 0)
    meter = pyloudnorm.Meter(rate, filter_class=_FILTER, block_size=block_s)
    return max(SILENT, float(meter.integrated_loudness(wave[:end].astype(np.float64))))


def true_peak(wave: NDArray[np.float32]) -> float:
    """Highest level between and on the samples, in dBTP, at four times the rate; -200 for none."""
    highest = float(envelope(wave).max(initial=0.0))
    return 20 * float(np.log10(max(highest, 1e-10)))


def envelope(wave: NDArray[np.float32]) -> NDArray[np.float64]:
    """For each sample the highest level from it up to the next one, linear, by 4x oversampling."""
    if len(wave) == 0:
        return np.zeros(0)
    sound = wave.astype(np.float64)
    highest = np.abs(sound)
    middle = _TAPS // 2
    for taps in _phases():
        between = np.convolve(sound, taps)[middle : middle + len(sound)]
        np.maximum(highest, np.abs(between), out=highest)
    return highest


@cache
def _phases() -> tuple[NDArray[np.float64], ...]:
    """Windowed-sinc filters that give the values at 1/4, 2/4 and 3/4 between two samples."""
    middle = _TAPS // 2
    made = []
    for quarter in (0.25, 0.5, 0.75):
        distance = np.arange(_TAPS) - middle + quarter
        window = np.i0(8.0 * np.sqrt(1 - (distance / middle) ** 2))  # Kaiser, centred
        taps = np.sinc(distance) * window
        made.append(taps / taps.sum())
    return tuple(made)
