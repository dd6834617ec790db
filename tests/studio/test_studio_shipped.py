"""The clips that are shipped in `audio/`: every one has the bytes that the manifest names, and one
in four is decoded and measured, whatever the manifest says.

The build measured all of them, and `audio status` holds every number of the manifest against its
window; a voice, a tempo or a mastering that went wrong shows in a quarter as in the whole.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from skill.manifest import Clip, read_manifest
from skill.studio.clip import measure
from skill.studio.recipe import pace_problem

AUDIO = Path(__file__).parents[2] / "audio"
MANIFEST = read_manifest(AUDIO)
CLIPS = [
    pytest.param(entry.text, slow, clip, id=clip.file)
    for entry in MANIFEST.clips.values()
    for slow, clip in ((False, entry.normal), (True, entry.slow))
]
MEASURED = CLIPS[::2][::4] + CLIPS[1::2][1::4]
"""As many at either tempo, and no line at both."""


def test_there_are_clips() -> None:
    if CLIPS:
        assert len(MEASURED) >= len(CLIPS) // 4
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{AUDIO} has no manifest with clips: run `audio build`")
    pytest.skip("audio/ has no clips yet: run `audio build`")


def test_every_clip_has_the_bytes_of_the_manifest() -> None:
    found = {
        clip.file: hashlib.sha256((AUDIO / clip.file).read_bytes()).hexdigest()
        for clip in MANIFEST.every_clip()
    }
    named = {clip.file: clip.sha256 for clip in MANIFEST.every_clip()}
    assert found == named


@pytest.mark.parametrize(("text", "slow", "clip"), MEASURED)
def test_a_shipped_clip_conforms(text: str, slow: bool, clip: Clip) -> None:
    data = (AUDIO / clip.file).read_bytes()
    measured = measure(data)
    assert measured.problems() == []
    assert measured.seconds == pytest.approx(clip.seconds, abs=0.01)
    assert measured.lufs == pytest.approx(clip.lufs, abs=0.05)
    assert measured.peak_db == pytest.approx(clip.peak_db, abs=0.05)
    slow_take = slow and clip.file.endswith("-slow.mp3")
    assert pace_problem(len(text), measured.seconds, slow=slow_take) == ""
