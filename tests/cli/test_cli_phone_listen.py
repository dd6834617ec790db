"""`phone listen`: where it listens, what it refuses, which sounds it makes, and how it ends."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import ROOT, Run, environment

from skill.cli import phone_listen
from skill.ears import Endpointer, Heard

LISTEN = ("phone", "listen", "--jobs", "1", "--uri")
ANYWHERE = "tcp://127.0.0.1:0"
STAND_IN = """
import sys
from skill.cli import main, phone_listen

class Ear:
    name = "stand-in"

phone_listen.ear = lambda *_, **__: Ear()
sys.exit(main(sys.argv[1:]))
"""
"""The program with an ear that needs nothing."""


class Ear:
    name = "stand-in"

    def hear(self, sound: bytes) -> Heard:
        return Heard()


@pytest.fixture
def eared(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The program, with an ear."""
    monkeypatch.setattr(phone_listen, "ear", lambda *_, **__: Ear())
    monkeypatch.setattr(phone_listen, "vad", lambda: Endpointer(lambda _: 0.0))
    return run


@pytest.fixture
def voiced(eared: Run, hummed: Path, tmp_path: Path) -> Run:
    """The same with a clip for every line."""
    shutil.copytree(hummed, tmp_path / "audio")
    return eared


@pytest.mark.parametrize("uri", ["", "9092", "tcp://127.0.0.1", "tcp://centrale:9092", "stdio://"])
def test_what_is_no_address_in_numbers_is_refused(eared: Run, uri: str) -> None:
    done = eared(*LISTEN, uri)

    assert done.returncode == 2
    assert b"tcp://127.0.0.1:9092" in done.stderr


def test_an_ear_that_is_not_installed_says_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "faster_whisper", None)

    done = run(*LISTEN, ANYWHERE)

    assert done.returncode == 2
    assert b"pip install -r requirements-ear.txt" in done.stderr


def test_an_ear_that_does_not_exist_is_refused(run: Run) -> None:
    done = run(*LISTEN, ANYWHERE, "--ear", "oor")

    assert done.returncode == 2
    assert b"there is no ear 'oor'" in done.stderr


def test_a_line_without_a_clip_is_named_and_nobody_is_answered(eared: Run, tmp_path: Path) -> None:
    """An alarm would be silence."""
    done = eared(*LISTEN, ANYWHERE, "--sounds", str(tmp_path / "sounds"))

    assert done.returncode == 1
    assert b"has no fresh clip of `alarm_" in done.stderr
    assert not (tmp_path / "sounds").exists()


def test_sounds_are_made_once_and_a_port_that_is_taken_is_told(voiced: Run, tmp_path: Path) -> None:
    sounds = tmp_path / "sounds"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        uri = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        done = voiced(*LISTEN, uri, "--sounds", str(sounds))
        made = {path: path.stat() for path in sounds.rglob("*.wav")}
        again = voiced(*LISTEN, uri, "--sounds", str(sounds))

    for one in (done, again):
        assert one.returncode == 2
        assert b"cannot be listened on" in one.stderr
    assert {"normal", "slow"} == {path.parent.name for path in made}
    for path, before in made.items():
        after = path.stat()
        assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_it_serves_until_it_is_stopped(
    sent: signal.Signals, code: int, learned: Path, hummed: Path, tmp_path: Path
) -> None:
    settings = {"CONTENT_DIR": str(learned), "AUDIO_DIR": str(hummed)}
    command = [sys.executable, "-c", STAND_IN, *LISTEN, ANYWHERE, "--sounds", str(tmp_path / "s")]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(**settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.send_signal(sent)
        out, err = process.communicate(timeout=60)

    assert first.startswith("Rugwijzer: tcp://127.0.0.1:"), err
    assert "with the ear stand-in" in first
    assert process.returncode == code
    assert "Traceback" not in out + err


def test_it_says_so_when_others_reach_it() -> None:
    told = list(phone_listen._told("stand-in", "tcp://0.0.0.0:9092", others=True))

    assert "no login" in told[-1]
