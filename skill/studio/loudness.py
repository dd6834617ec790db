"""Integrated loudness (ITU-R BS.1770-4, EBU R 128) and true peak of mono sound, with numpy only."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SILENT = -70.0
"""LUFS of silence: the absolute gate of the standard, below which nothing is counted."""

_BLOCK_S, _STEP_S = 0.4, 0.1
_RELATIVE_GATE = -10.0
_OFFSET = -0.691
_PIECE = 1 << 16
"""Samples that are filtered at once."""
_TAPS = 48
"""Length of the interpolation filter for true peak, per phase of four."""


def loudness(wave: NDArray[np.float32], rate: int) -> float:
    """Integrated loudness in LUFS; `SILENT` when every block is below the gate.

    Sound shorter than one block of 0.4 s is measured as one block of its own length.
    """
    if len(wave) == 0:
        return SILENT
    squares = _weighted(wave, rate) ** 2
    block, step = round(_BLOCK_S * rate), round(_STEP_S * rate)
    if len(squares) <= block:
        powers = np.array([squares.mean()])
    else:
        sums = np.concatenate(([0.0], np.cumsum(squares)))
        starts = np.arange(0, len(squares) - block + 1, step)
        powers = (sums[starts + block] - sums[starts]) / block
    loud = powers[_lufs(powers) > SILENT]
    if len(loud) == 0:
        return SILENT
    gate = float(_lufs(loud.mean())) + _RELATIVE_GATE
    return float(_lufs(loud[_lufs(loud) > gate].mean()))


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


def _lufs(power: NDArray[np.float64] | np.floating) -> NDArray[np.float64]:
    return _OFFSET + 10 * np.log10(np.maximum(power, 1e-20))


def _weighted(wave: NDArray[np.float32], rate: int) -> NDArray[np.float64]:
    """The wave through the K-weighting filter, piece by piece in the frequency domain."""
    # The filter has died out after a quarter of a second: each piece brings that much along
    # from before, and what it comes to is thrown away (overlap-save).
    before = rate // 4
    step = _PIECE - before
    weighting = _k_weighting(rate)
    padded = np.concatenate((np.zeros(before), wave.astype(np.float64), np.zeros(step)))
    made = []
    for start in range(0, len(wave), step):
        piece = np.fft.rfft(padded[start : start + _PIECE], _PIECE)
        made.append(np.fft.irfft(piece * weighting, _PIECE)[before:])
    return np.concatenate(made)[: len(wave)]


@cache
def _k_weighting(rate: int) -> NDArray[np.complex128]:
    """Response of the two filters of BS.1770-4 annex 1, re-derived for any rate.

    The constants are the analogue prototypes of the 48 kHz coefficients in the standard, as
    published with libebur128.
    """
    z = np.exp(-2j * np.pi * np.arange(_PIECE // 2 + 1) / _PIECE)
    k = np.tan(np.pi * 1681.974450955533 / rate)
    q, high = 0.7071752369554196, 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    shelf = (
        (high + band * k / q + k * k)
        + 2 * (k * k - high) * z
        + (high - band * k / q + k * k) * z**2
    ) / ((1 + k / q + k * k) + 2 * (k * k - 1) * z + (1 - k / q + k * k) * z**2)
    k, q = np.tan(np.pi * 38.13547087602444 / rate), 0.5003270373238773
    bottom = (1 + k / q + k * k) + 2 * (k * k - 1) * z + (1 - k / q + k * k) * z**2
    # The standard leaves the numerator 1, -2, 1 as it is, so its own denominator starts at 1.
    low_cut = (1 - 2 * z + z**2) / (bottom / (1 + k / q + k * k))
    return np.asarray(shelf * low_cut)


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
