"""Every way in which a clip can be wrong, and that a right one is called fresh."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from skill.leaflet.types import Line, Pronunciation
from skill.studio import status, voice_script
from skill.studio.status import ClipState


@pytest.fixture
def folder(in_voice: Callable[[str, Path], Path], tmp_path: Path) -> Path:
    """An audio folder in which all is well."""
    return in_voice("silent", tmp_path / "audio")


def of(line_id: str, states: list[ClipState]) -> ClipState:
    """The state of a line's normal clip."""
    return next(one for one in states if one.line_id == line_id and not one.slow)


def test_after_a_build_all_is_fresh(lines: list[Line], folder: Path) -> None:
    states = status(lines, {}, folder)
    assert len(states) == 2 * len(lines)
    assert {(one.state, one.reason) for one in states} == {("fresh", "")}


def test_without_a_manifest_all_is_missing(lines: list[Line], tmp_path: Path) -> None:
    states = status(lines, {}, tmp_path / "nothing")
    assert {one.state for one in states} == {"missing"}


def test_a_changed_text_makes_a_clip_stale(lines: list[Line], folder: Path) -> None:
    lines[0] = replace(lines[0], text="Iets anders.")
    found = of(lines[0].id, status(lines, {}, folder))
    assert (found.state, found.reason) == ("stale", "the line's text has changed")


def test_a_changed_pronunciation_makes_a_clip_stale(
    lines: list[Line], in_voice: Callable[[str, Path], Path], tmp_path: Path
) -> None:
    folder = in_voice("espeak", tmp_path / "audio")
    words = {"knieën": Pronunciation(espeak="kn'i@n")}
    stale = [one.line_id for one in status(lines, words, folder) if one.state == "stale"]
    assert stale == ["goed-tillen", "goed-tillen"]


def test_a_file_that_is_gone_is_missing(lines: list[Line], folder: Path) -> None:
    (folder / of("alarm_112", status(lines, {}, folder)).file).unlink()
    assert of("alarm_112", status(lines, {}, folder)).state == "missing"


def test_what_no_line_needs_is_an_orphan(lines: list[Line], folder: Path) -> None:
    (folder / "oud-12345678.mp3").write_bytes(b"")
    orphans = [one for one in status(lines[1:], {}, folder) if one.state == "orphan"]
    assert [(one.line_id, one.slow) for one in orphans] == [
        (lines[0].id, False),
        (lines[0].id, True),
        ("", False),
    ]


def test_other_bytes_are_broken(lines: list[Line], folder: Path) -> None:
    path = folder / of("alarm_112", status(lines, {}, folder)).file
    path.write_bytes(path.read_bytes() + b"\0")
    found = of("alarm_112", status(lines, {}, folder))
    assert found.state == "broken"
    assert "bytes" in found.reason


def forge(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Changes the manifest's entry of the alarm line."""
    path = folder / "manifest.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    change(raw["clips"]["goed-tillen"]["normal"])
    path.write_text(json.dumps(raw), encoding="utf-8")


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [
        ({"seconds": 1.0}, "the manifest says 1.000"),
        ({"lufs": -19.5}, "loudness -19.5 LUFS"),
        ({"lufs": -13.0}, "loudness -13 LUFS"),
        ({"peak_db": -1.9}, "true peak -1.9 dBTP"),
    ],
)
def test_numbers_outside_their_window_are_broken(
    lines: list[Line], folder: Path, numbers: dict[str, float], reason: str
) -> None:
    forge(folder, lambda clip: clip.update(numbers))
    found = of("goed-tillen", status(lines, {}, folder))
    assert found.state == "broken"
    assert reason in found.reason


def test_a_clip_of_another_engine_is_stale(lines: list[Line], folder: Path) -> None:
    forge(folder, lambda clip: clip.update(source="gtts nl"))
    found = of("goed-tillen", status(lines, {}, folder))
    assert found.state == "stale"
    assert "gtts nl" in found.reason


def test_frames_that_do_not_conform_are_broken(lines: list[Line], folder: Path) -> None:
    import hashlib

    path = folder / of("goed-tillen", status(lines, {}, folder)).file
    tagged = b"ID3\x04\x00\x00\x00\x00\x00\x00" + path.read_bytes()
    path.write_bytes(tagged)
    forge(folder, lambda clip: clip.update(sha256=hashlib.sha256(tagged).hexdigest()))
    found = of("goed-tillen", status(lines, {}, folder))
    assert found.state == "broken"
    assert "ID3" in found.reason


def test_the_script_for_an_actor_names_each_line_and_its_kind(lines: list[Line]) -> None:
    script = voice_script(lines)
    assert "[alarm_112] (alarm)\nBel nu één één twee.\n" in script
    assert "[goed-tillen] (passage)\nHoud de last dicht bij uw lichaam.\nBuig door" in script
    assert [script.count(f"[{line.id}]") for line in lines] == [1, 1, 1, 1]
