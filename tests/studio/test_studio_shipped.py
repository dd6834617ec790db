"""Every clip that is shipped in `audio/`, decoded and measured, whatever the manifest says."""

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


def test_there_are_clips() -> None:
    if CLIPS:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{AUDIO} has no manifest with clips: run `audio build`")
    pytest.skip("audio/ has no clips yet: run `audio build`")


@pytest.mark.parametrize(("text", "slow", "clip"), CLIPS)
def test_a_shipped_clip_conforms(text: str, slow: bool, clip: Clip) -> None:
    data = (AUDIO / clip.file).read_bytes()
    assert hashlib.sha256(data).hexdigest() == clip.sha256
    measured = measure(data)
    assert measured.problems() == []
    assert measured.seconds == pytest.approx(clip.seconds, abs=0.01)
    assert measured.lufs == pytest.approx(clip.lufs, abs=0.05)
    assert measured.peak_db == pytest.approx(clip.peak_db, abs=0.05)
    slow_take = slow and clip.file.endswith("-slow.mp3")
    assert pace_problem(len(text), measured.seconds, slow=slow_take) == ""
