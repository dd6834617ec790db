"""What the microphone of a browser plays: a WAV file, by way of Chromium's own fake device.

The device stands where a real microphone does, below `getUserMedia`: permission, the track, echo
cancellation, noise suppression, gain and resampling are the browser's own. The file is read anew
whenever the microphone is opened, so each turn of a conversation can have a sound of its own.
"""

from __future__ import annotations

import wave
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from skill.manifest import read_manifest
from skill.settings import ROOT

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

np = pytest.importorskip("numpy", reason="numpy is not installed: no sound to play")

RATE = 48_000
"""Samples a second of what the microphone plays."""


def spoken(line_id: str) -> NDArray[np.float32]:
    """A clip that is shipped, as a person might say it into a microphone."""
    from skill.studio.mp3 import decode
    from skill.studio.samples import resampled

    clip = read_manifest(ROOT / "audio").clips[line_id].normal
    return resampled(decode((ROOT / "audio" / clip.file).read_bytes()), RATE).wave


def write(path: Path, sound: NDArray[np.float32], before: float = 0.4, after: float = 20) -> Path:
    """A WAV file with seconds of faint noise around the sound: a quiet room."""
    noise = np.random.default_rng(1)
    around = [np.zeros(round(RATE * pause)) for pause in (before, after)]
    whole = np.concatenate([around[0], sound, around[1]])
    whole += 0.0005 * noise.standard_normal(len(whole))
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setframerate(RATE)
        out.setsampwidth(2)
        out.writeframes((np.clip(whole, -1, 1) * 32767).astype("<i2").tobytes())
    return path


FAKE = "--use-fake-device-for-media-stream"
ALLOWED = (FAKE, "--use-fake-ui-for-media-stream")
"""Arguments of a browser that has a microphone, and one that may use it."""


def playing(path: Path) -> tuple[str, ...]:
    """Arguments with which the microphone plays a file, once."""
    return (*ALLOWED, f"--use-file-for-fake-audio-capture={path}%noloop")
