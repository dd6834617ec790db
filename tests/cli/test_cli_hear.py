"""`hear`, as somebody types it who has a few recordings."""

from __future__ import annotations

import json
import wave
from collections.abc import Sequence
from pathlib import Path

import pytest
from command_line import Run

from skill.ears import DEFAULT_EAR, Heard


class Listener:
    """An ear that hears one sentence in every sound but silence; remembers how it was made."""

    name = "test"
    text = "Hoeveel water geef ik?"
    sure = 0.74

    def __init__(self) -> None:
        self.made: list[tuple[str, Sequence[str]]] = []

    def make(self, setting: str, words: Sequence[str] = ()) -> Listener:
        self.made.append((setting, words))
        return self

    def hear(self, sound: bytes) -> Heard:
        return Heard(self.text, self.sure) if any(sound) else Heard()


@pytest.fixture
def ear(monkeypatch: pytest.MonkeyPatch) -> Listener:
    listener = Listener()
    monkeypatch.setattr("skill.cli.hear.ear", listener.make)
    return listener


def recording(path: Path, sound: bytes = b"\x01\x10" * 24_000) -> str:
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setframerate(16_000)
        out.setsampwidth(2)
        out.writeframes(sound)
    return str(path)


def test_a_recording_is_heard_and_understood(run: Run, ear: Listener, tmp_path: Path) -> None:
    ran = run("hear", recording(tmp_path / "vraag.wav"))
    lines = ran.stdout.decode().splitlines()

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert lines[0].startswith(f"{tmp_path}/vraag.wav  (1.5 s, gehoord in 0.")
    assert lines[1] == "  Hoeveel water geef ik?  (zeker: 0.74)"
    assert lines[2].startswith("  passage:water")
    assert lines[3].startswith("  antwoord: ")


def test_json_has_all_that_ask_gives(run: Run, ear: Listener, tmp_path: Path) -> None:
    ran = run("hear", "--json", recording(tmp_path / "een.wav"), recording(tmp_path / "twee.wav"))
    one, two = (json.loads(line) for line in ran.stdout.decode().splitlines())
    (asked,) = (json.loads(run("ask", "--json", ear.text).stdout),)

    assert asked.items() <= one.items()
    assert (one["file"], one["seconds"], one["sure"]) == (f"{tmp_path}/een.wav", 1.5, 0.74)
    assert two["file"] == f"{tmp_path}/twee.wav"


def test_where_nobody_speaks_nothing_is_made_of_it(run: Run, ear: Listener, tmp_path: Path) -> None:
    ran = run("hear", recording(tmp_path / "stil.wav", bytes(32_000)))

    assert ran.returncode == 0
    assert ran.stdout.decode().splitlines()[1:] == ["  niets gehoord"]


def test_what_is_hardly_heard_is_answered_as_such(run: Run, ear: Listener, tmp_path: Path) -> None:
    file = recording(tmp_path / "vraag.wav")
    ear.sure = 0.1

    assert (
        json.loads(run("hear", "--json", file).stdout)["says"]
        != (json.loads(run("ask", "--json", ear.text).stdout)["says"])
    )


def test_a_file_that_cannot_be_read_does_not_keep_the_others(
    run: Run, ear: Listener, tmp_path: Path
) -> None:
    ran = run("hear", str(tmp_path / "weg.wav"), recording(tmp_path / "er.wav"), str(tmp_path))

    assert ran.returncode == 1
    assert ran.stderr.decode().splitlines() == [
        f"{tmp_path}/weg.wav: No such file or directory",
        f"{tmp_path}: Is a directory",
    ]
    assert ear.text in ran.stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "variable", "asked"),
    [
        ((), "", DEFAULT_EAR),
        ((), "whisper:base", "whisper:base"),
        (("--ear", "whisper:/srv/model"), "whisper:base", "whisper:/srv/model"),
    ],
)
def test_which_ear_listens(
    run: Run, ear: Listener, tmp_path: Path, arguments: tuple[str, ...], variable: str, asked: str
) -> None:
    run("hear", *arguments, recording(tmp_path / "vraag.wav"), EAR=variable)

    assert [setting for setting, _ in ear.made] == [asked]


def test_an_ear_that_there_is_not_is_wrong_use(run: Run, tmp_path: Path) -> None:
    file = recording(tmp_path / "vraag.wav")

    assert b"these exist: whisper" in run("hear", "--ear", "siri", file).stderr
    for ear in ("siri", "whisper:/nowhere"):
        ran = run("hear", "--ear", ear, file)
        assert (ran.returncode, ran.stdout) == (2, b"")
        assert ran.stderr.startswith(b"error: ")
