"""The review page shows what a recogniser heard, without having one."""

from __future__ import annotations

from pathlib import Path

from skill.manifest import Clip, Entry, Manifest
from skill.server.review.heard import read_back
from skill.studio import manifest_writer
from skill.studio.read_back import ACCEPTED_FILE, ReadBack


def clip(number: int) -> Clip:
    return Clip(f"l{number}.mp3", f"{number:064}", 3.0, -16.0, -3.0, "silent nl")


def test_what_was_heard_stands_beside_its_clip(tmp_path: Path) -> None:
    clips = {f"l{n}": Entry("Wacht niet.", "Wacht niet.", clip(n), clip(n)) for n in range(12)}
    heard = {clip(n).sha256: ReadBack("Wacht niet.", 0.0, 0.01, (), "whisper") for n in range(11)}
    heard[clip(3).sha256] = ReadBack("Wacht.", 0.5, 0.45, (("niet", ""),), "whisper", 0.5, True)
    manifest_writer.write(tmp_path, Manifest("silent nl", clips), {}, heard)
    (tmp_path / ACCEPTED_FILE).write_text("l3.mp3\tbeluisterd\n", "utf-8")

    found = read_back(tmp_path)
    assert set(found) == {f"l{n}.mp3" for n in range(11)}
    assert found["l0.mp3"] == {
        "text": "Wacht niet.", "percent": 1, "telephone": None, "wrong": (),
        "flagged": False, "accepted": "", "known": "",
    }  # fmt: skip
    assert found["l3.mp3"]["flagged"]
    assert found["l3.mp3"]["telephone"] == 50
    assert found["l3.mp3"]["accepted"] == "beluisterd"


def test_while_nothing_was_heard_there_is_nothing_to_show(tmp_path: Path) -> None:
    assert read_back(tmp_path) == {}
