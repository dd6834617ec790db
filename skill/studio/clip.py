"""Sound -> finished clip: trimmed, silence at its ends, mastered, encoded, and measured again.

What stands in the manifest is measured on the decoded MP3, because that is what is heard.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from skill.errors import AudioError
from skill.studio.frames import frames
from skill.studio.loudness import loudness, true_peak
from skill.studio.master import master
from skill.studio.mp3 import at_clip_rate, decode, encode
from skill.studio.recipe import (
    CEILING_DB,
    END_MS,
    END_WINDOW_MS,
    LUFS_WINDOW,
    PEAK_LIMIT_DB,
    SAMPLE_RATE,
)
from skill.studio.samples import edges, trimmed
from skill.studio.speech_engine import Samples

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TRIES = 4


@dataclass(frozen=True, slots=True)
class Measured:
    """What is measured on a finished clip after decoding."""

    seconds: float
    rate: int
    lufs: float
    peak_db: float
    lead_ms: float
    """Silence before the first sound, the decoder's 50 ms included."""
    tail_ms: float

    def problems(self) -> list[str]:
        """Every number outside the contract's windows, as a sentence; empty when all is well."""
        found = []
        if not LUFS_WINDOW[0] <= self.lufs <= LUFS_WINDOW[1]:
            found.append(
                f"loudness {self.lufs:.1f} LUFS (window {LUFS_WINDOW[0]:g}..{LUFS_WINDOW[1]:g})"
            )
        if self.peak_db > PEAK_LIMIT_DB:
            found.append(f"true peak {self.peak_db:.2f} dBTP (at most {PEAK_LIMIT_DB:g})")
        for name, value in (("start", self.lead_ms), ("end", self.tail_ms)):
            if not END_WINDOW_MS[0] <= value <= END_WINDOW_MS[1]:
                found.append(
                    f"{value:.0f} ms of silence at the {name} "
                    f"(window {END_WINDOW_MS[0]}-{END_WINDOW_MS[1]})"
                )
        return found


def finish(sound: Samples) -> tuple[bytes, Measured]:
    """The bytes of the clip that plays `sound`, and what was measured on them.

    AudioError when the sound is silent or cannot be brought inside the windows.
    """
    sound = at_clip_rate(sound)
    framed = _framed(trimmed(sound.wave, sound.rate), sound.rate)
    ceiling = CEILING_DB
    for _ in range(_TRIES):
        data = encode(Samples(master(framed, sound.rate, ceiling_db=ceiling), sound.rate))
        measured = measure(data)
        over = measured.peak_db - PEAK_LIMIT_DB
        if over <= 0:
            break
        ceiling -= over + 0.1  # this sound overshoots more than most
    if problems := measured.problems():
        raise AudioError("; ".join(problems))
    return data, measured


def measure(data: bytes) -> Measured:
    """Decodes a clip and measures it. AudioError when a frame does not conform."""
    found = frames(data)
    sound = decode(data)
    first, last = edges(sound.wave, sound.rate)
    return Measured(
        seconds=found.seconds,
        rate=found.rate,
        lufs=loudness(sound.wave, sound.rate),
        peak_db=true_peak(sound.wave),
        lead_ms=1000 * first / sound.rate,
        tail_ms=1000 * (len(sound.wave) - last) / sound.rate,
    )


def _framed(wave: NDArray[np.float32], rate: int = SAMPLE_RATE) -> NDArray[np.float32]:
    """With digital silence at both ends, and 5 ms of fade so that a noise floor does not click."""
    fade = min(len(wave) // 2, rate * 5 // 1000)
    shaped = wave.astype(np.float32).copy()
    if fade:
        ramp = np.linspace(0, 1, fade, dtype=np.float32)
        shaped[:fade] *= ramp
        shaped[-fade:] *= ramp[::-1]
    end = np.zeros(rate * END_MS // 1000, dtype=np.float32)
    return np.concatenate((end, shaped, end))
