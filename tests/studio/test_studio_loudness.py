"""Loudness and true peak against tones whose values are known from the standards."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from skill.errors import AudioError
from skill.studio.loudness import SILENT, loudness, true_peak
from skill.studio.master import master


def tone(hz: float, db: float, seconds: float, rate: int, phase: float = 0) -> NDArray[np.float32]:
    """A sine whose peaks are at `db` dBFS."""
    time = np.arange(round(seconds * rate)) / rate
    wave = 10 ** (db / 20) * np.sin(2 * np.pi * hz * time + phase)
    return wave.astype(np.float32)


@pytest.mark.parametrize("rate", [22_050, 24_000, 48_000])
@pytest.mark.parametrize("db", [-20.0, -33.0])
def test_a_997_hz_sine_reads_three_below_its_peak(rate: int, db: float) -> None:
    """BS.1770-4: 0 dBFS in one channel gives -3.01 LKFS."""
    assert loudness(tone(997, db, 5, rate), rate) == pytest.approx(db - 3.01, abs=0.05)


def test_silence_between_does_not_count() -> None:
    """EBU Tech 3341, case 3 in spirit: what is far softer than the rest is gated."""
    rate = 48_000
    loud, soft = tone(997, -20, 20, rate), tone(997, -36, 10, rate)
    assert loudness(np.concatenate((soft, loud, soft)), rate) == pytest.approx(-23.0, abs=0.1)


def test_part_of_a_block_at_the_end_does_not_count() -> None:
    """BS.1770-4: an incomplete block at the end is left out."""
    wave = np.concatenate((tone(997, -20, 0.6, 48_000), np.zeros(2_900, np.float32)))
    assert loudness(wave, 48_000) == pytest.approx(-23.01, abs=0.02)


def test_bass_counts_less_and_treble_more() -> None:
    rate = 48_000
    middle = loudness(tone(997, -20, 3, rate), rate)
    assert loudness(tone(30, -20, 3, rate), rate) < middle - 5
    assert loudness(tone(6000, -20, 3, rate), rate) > middle + 2.5


def test_a_sound_shorter_than_one_block_is_measured_as_one() -> None:
    assert loudness(tone(997, -20, 0.2, 22_050), 22_050) == pytest.approx(-23, abs=0.3)


@pytest.mark.parametrize("wave", [np.zeros(0, np.float32), np.zeros(30_000, np.float32)])
def test_silence_is_at_the_gate(wave: NDArray[np.float32]) -> None:
    assert loudness(wave, 22_050) == SILENT
    assert true_peak(wave) == -200


def test_a_peak_between_the_samples_is_found() -> None:
    """A quarter of the rate at 45 degrees: every sample is 3 dB under the peak (Tech 3341)."""
    rate = 48_000
    wave = tone(rate / 4, -6, 1, rate, phase=np.pi / 4) * np.hanning(rate).astype(np.float32)
    assert 20 * np.log10(np.abs(wave).max()) == pytest.approx(-9.01, abs=0.05)
    assert true_peak(wave) == pytest.approx(-6.0, abs=0.1)


def speechlike(seconds: float, db: float, rate: int = 22_050) -> NDArray[np.float32]:
    """Short bursts: a crest of some 20 dB, like raw synthetic speech."""
    time = np.arange(round(seconds * rate)) / rate
    bursts = np.maximum(0, np.sin(2 * np.pi * 4 * time)) ** 4
    wave = np.sin(2 * np.pi * 180 * time) + 0.5 * np.sin(2 * np.pi * 1700 * time)
    return (10 ** (db / 20) * bursts * wave / 1.5).astype(np.float32)


@pytest.mark.parametrize("db", [-40.0, -12.0, 0.0, 12.0])
@pytest.mark.parametrize("seconds", [0.3, 1.0, 6.0])
def test_the_master_is_loud_enough_under_its_ceiling(db: float, seconds: float) -> None:
    wave = master(speechlike(seconds, db), 22_050)
    assert true_peak(wave) <= -2.99
    assert -18 <= loudness(wave, 22_050) <= -15


def test_a_sound_that_fits_is_only_made_louder() -> None:
    wave = tone(440, -30, 2, 22_050)
    louder = master(wave, 22_050)
    gain = louder[1000:-1000] @ wave[1000:-1000] / (wave[1000:-1000] @ wave[1000:-1000])
    assert np.abs(louder - gain * wave).max() < 1e-3


def test_silence_cannot_be_mastered() -> None:
    with pytest.raises(AudioError, match="silent"):
        master(np.zeros(22_050, np.float32), 22_050)
