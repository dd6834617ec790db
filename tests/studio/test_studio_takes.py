"""Recordings and engines that are not right: told at the build, and nothing is spoiled."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from skill.errors import AudioError, EngineError
from skill.leaflet.types import Line
from skill.studio import build, recording_findings, status
from skill.studio.plan import recordings
from skill.studio.takes import cut_off

RATE = 22_050


def take(path: Path, seconds: float) -> Path:
    """A hum that goes up and down as speech does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    time = np.arange(round(seconds * RATE)) / RATE
    hum = np.sin(2 * np.pi * 150 * time) * (0.3 + 0.2 * np.sin(2 * np.pi * 3 * time))
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes((hum * 30_000).astype("<i2").tobytes())
    return path


def built(lines: list[Line], folder: Path, engine: str = "silent") -> tuple[str, ...]:
    return build(lines, {}, folder, engine=engine, progress=lambda _: None, jobs=1).made


def everything(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_an_engine_that_is_not_there_changes_nothing(
    lines: list[Line], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(lines, folder)
    before = everything(folder)
    monkeypatch.setitem(__import__("sys").modules, "boto3", None)

    with pytest.raises(EngineError, match="boto3"):
        built(lines, folder, "polly")
    assert everything(folder) == before


def test_an_engine_that_is_not_there_makes_no_manifest(
    lines: list[Line], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "boto3", None)

    with pytest.raises(EngineError, match="boto3"):
        built(lines, folder, "polly")
    assert not (folder / "manifest.json").exists()


@pytest.mark.parametrize(
    ("file", "what", "fix"),
    [
        ("goed-tillen.m4a", "is no WAV, FLAC or MP3 file", "goed-tillen.wav"),
        ("goed-tillen", "is no WAV, FLAC or MP3 file", "goed-tillen.wav"),
        ("Goed-Tillen.wav", "differs from its line in capitals", "call it goed-tillen.wav"),
        ("goed-tillen-SLOW.WAV", "differs from its line in capitals", "goed-tillen-slow.wav"),
        ("goed_tillen.wav", "belongs to no line", "audio script"),
        ("goed-tillen 2.wav", "belongs to no line", "audio script"),
    ],
)
def test_a_file_that_would_never_be_heard_is_told(
    lines: list[Line], folder: Path, file: str, what: str, fix: str
) -> None:
    take(folder / "recordings" / file, 4.0)
    (finding,) = recording_findings(lines, folder)

    assert str(finding).startswith(f"audio/recordings/{file}: {what}")
    assert fix in finding.fix


def test_one_take_in_two_formats_is_told_with_the_one_that_is_heard(
    lines: list[Line], folder: Path
) -> None:
    wav = take(folder / "recordings" / "goed-tillen.wav", 4.0)
    take(folder / "recordings" / "alarm_112.flac", 1.0)
    for other in ("goed-tillen.mp3", "goed-tillen.flac", "goed-tillen.WAV", "alarm_112.mp3"):
        (folder / "recordings" / other).write_bytes(b"another take")

    assert [str(finding) for finding in recording_findings(lines, folder)] == [
        f"audio/recordings/{other}: is not heard: {kept} is there too, and is used "
        "(keep the take that should be heard, and remove the other)"
        for other, kept in (
            ("alarm_112.mp3", "alarm_112.flac"),
            ("goed-tillen.flac", "goed-tillen.WAV"),
            ("goed-tillen.mp3", "goed-tillen.WAV"),
            ("goed-tillen.wav", "goed-tillen.WAV"),
        )
    ]
    (folder / "recordings" / "goed-tillen.WAV").unlink()
    assert recordings(folder)["goed-tillen"] == wav


def test_one_take_in_two_formats_keeps_no_other_clip_from_being_made(
    lines: list[Line], folder: Path
) -> None:
    take(folder / "recordings" / "goed-tillen.wav", 4.0)
    (folder / "recordings" / "goed-tillen.mp3").write_bytes(b"another take")

    assert len(built(lines, folder)) == 7
    states = {one.line_id: one.state for one in status(lines, {}, folder)}
    assert set(states.values()) == {"fresh"}


@pytest.mark.parametrize("file", ["goed-tillen.wav", "goed-tillen-slow.wav", "goed-tillen.WAV"])
def test_a_good_take_is_no_finding(lines: list[Line], folder: Path, file: str) -> None:
    take(folder / "recordings" / file, 4.0)
    for note in (".hidden", "lees-mij.txt"):
        (folder / "recordings" / note).write_text("van wie")

    assert list(recording_findings(lines, folder)) == []


@pytest.mark.parametrize("kept", [0, 10, 40, 44, 100, 100_000])
def test_a_take_that_was_cut_off_is_told_and_not_made(
    lines: list[Line], folder: Path, kept: int
) -> None:
    path = take(folder / "recordings" / "goed-tillen.wav", 5.0)
    path.write_bytes(path.read_bytes()[:kept])

    if kept != 10:  # no more than the beginning of a header: no sound file at all
        (finding,) = recording_findings(lines, folder)
        assert "is cut off" in finding.what or finding.what == "is empty"
    with pytest.raises(AudioError, match=r"goed-tillen|WAV"):
        built(lines, folder)


def test_a_recorder_that_left_the_size_open_is_not_cut_off(folder: Path) -> None:
    path = take(folder / "recordings" / "goed-tillen.wav", 2.0)
    data = bytearray(path.read_bytes())
    data[40:44] = b"\xff\xff\xff\xff"
    path.write_bytes(data)

    assert cut_off(path) == ""


@pytest.mark.parametrize("seconds", [1.0, 30.0])
def test_a_take_whose_length_cannot_be_its_text_is_not_made(
    lines: list[Line], folder: Path, seconds: float
) -> None:
    take(folder / "recordings" / "goed-tillen.wav", seconds)

    with pytest.raises(AudioError, match=r"goed-tillen.wav cannot be this text: .* a second"):
        built(lines, folder)
    states = {one.state for one in status(lines, {}, folder)}
    assert "broken" not in states
