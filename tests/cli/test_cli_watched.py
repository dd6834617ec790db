"""Programs that are watched over as systemd does: ready when they serve, alive while they do.

One that hangs is silent, so that it is killed and its calls go on by keys.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from command_line import ROOT, environment, run_here

from skill.channels.phone.audiosocket import FRAME, ID, SOUND, STILL, Frame
from tests.phone.watcher import ALIVE, READY, STOPPING, Watcher

PATIENCE = 60
"""Seconds for what must come, on a machine with other work."""
SILENT = 4
"""Seconds without a sign of life from a program that gives one every half second."""
LISTENS = """
import signal, sys, threading
from skill.cli import main, phone_listen
from skill.ears import timed

class Ear:
    name = "stand-in"
    def hear(self, sound):
        print("hears", flush=True)
        threading.Event().wait()

signal.signal(signal.SIGINT, signal.default_int_handler)  # whatever started the tests
timed.STUCK = 0.2
phone_listen.ear = lambda *_, **__: Ear()
phone_listen.vad = lambda: lambda frame: float(any(frame))
phone_listen.wav_samples = lambda _: bytes(1600)
sys.exit(main(["phone", "listen", "--jobs", "1", *sys.argv[1:]]))
"""
"""`phone listen` with short sounds and an ear that never comes to an end."""
WYOMING = "import sys; from skill.cli import main; sys.exit(main(['wyoming', *sys.argv[1:]]))"
SPEECH = bytes([1, 2]) * (FRAME // 2)


@pytest.fixture
def watcher(tmp_path: Path) -> Iterator[Watcher]:
    with Watcher(str(tmp_path / "notify"), 1) as watcher:
        yield watcher


@contextmanager
def serving(
    program: str, *words: str, watcher: Watcher, **settings: str
) -> Iterator[tuple[subprocess.Popen[bytes], tuple[str, int]]]:
    """The program, and where it can be reached once it is ready."""
    command = [sys.executable, "-c", program, "--uri", "tcp://127.0.0.1:0", *words]
    told = environment(**watcher.environment, **settings)
    with subprocess.Popen(command, cwd=ROOT, env=told, stdout=subprocess.PIPE) as process:
        try:
            assert watcher.told(PATIENCE) == READY
            assert process.stdout is not None
            port = process.stdout.readline().split()[1].rpartition(b":")[2]
            yield process, ("127.0.0.1", int(port))
        finally:
            process.kill()


@pytest.fixture
def listening(
    watcher: Watcher, learned: Path, hummed: Path, tmp_path: Path
) -> Iterator[tuple[subprocess.Popen[bytes], tuple[str, int]]]:
    settings = {"CONTENT_DIR": str(learned), "AUDIO_DIR": str(hummed)}
    with serving(
        LISTENS, "--sounds", str(tmp_path / "sounds"), watcher=watcher, **settings
    ) as found:
        yield found


def call(address: tuple[str, int]) -> socket.socket:
    """A call that has begun: something is played."""
    wire = socket.create_connection(address, PATIENCE)
    wire.sendall(Frame(ID, bytes(16)).packed())
    assert wire.recv(1)
    return wire


def is_reset(wire: socket.socket) -> bool:
    """Whether the connection ends by a reset: for the dialplan a failure, so that keys follow."""
    with wire:
        try:
            while wire.recv(100_000):
                pass
        except ConnectionResetError:
            return True
    return False


def silence(watcher: Watcher) -> None:
    """Waits until the program gives no sign of life any more."""
    until = time.monotonic() + PATIENCE
    while told := watcher.told(SILENT):
        assert told == ALIVE
        assert time.monotonic() < until, "it goes on giving signs of life"


def test_it_is_ready_when_calls_are_answered_and_alive_until_it_is_stopped(
    watcher: Watcher, listening: tuple[subprocess.Popen[bytes], tuple[str, int]]
) -> None:
    process, address = listening
    call(address).close()
    for _ in range(3):
        assert watcher.told(PATIENCE) == ALIVE
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    assert STOPPING in iter(lambda: watcher.told(SILENT), "")


def test_a_program_that_stands_still_is_killed_and_its_call_goes_on_by_keys(
    watcher: Watcher, listening: tuple[subprocess.Popen[bytes], tuple[str, int]]
) -> None:
    process, address = listening
    wire = call(address)
    assert watcher.told(PATIENCE) == ALIVE
    guard = watcher.guard(process)
    os.kill(process.pid, signal.SIGSTOP)

    assert is_reset(wire)
    guard.join(PATIENCE)
    assert watcher.killed
    assert process.returncode == -signal.SIGKILL


@pytest.mark.parametrize(("how", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_an_ear_that_hangs_takes_the_signs_of_life_away(
    watcher: Watcher,
    listening: tuple[subprocess.Popen[bytes], tuple[str, int]],
    how: signal.Signals,
    code: int,
) -> None:
    """The loop goes on, and whoever calls is answered; but nobody is heard any more."""
    process, address = listening
    wire = call(address)
    assert process.stdout is not None
    os.set_blocking(process.stdout.fileno(), False)
    until = time.monotonic() + PATIENCE
    while not process.stdout.read():
        wire.sendall(Frame(SOUND, SPEECH).packed() * 20 + Frame(SOUND, STILL).packed() * 60)
        time.sleep(0.2)
        assert time.monotonic() < until, "the ear was never asked"

    silence(watcher)
    call(address).close()
    process.send_signal(how)
    assert is_reset(wire), "who stops it does not wait for the ear either"
    assert process.wait(PATIENCE) == code


def test_who_cannot_serve_is_never_ready(
    watcher: Watcher,
    learned: Path,
    hummed: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = {"CONTENT_DIR": str(learned), "AUDIO_DIR": str(hummed)}
    monkeypatch.setattr("skill.cli.phone_listen.ear", lambda *_, **__: Ear())
    with socket.create_server(("127.0.0.1", 0)) as taken:
        uri = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        sounds = str(tmp_path / "sounds")
        words = ("phone", "listen", "--jobs", "1", "--uri", uri, "--sounds", sounds)
        done = run_here(*words, **settings, **watcher.environment)

    assert done.returncode == 2
    assert watcher.told(0.1) == ""


class Ear:
    name = "stand-in"


@pytest.mark.parametrize("command", ["phone listen", "wyoming"])
def test_a_supervisor_that_is_none_is_told_before_anything_is_made(command: str) -> None:
    done = run_here(*command.split(), NOTIFY_SOCKET="notify")

    assert done.returncode == 2
    assert b"NOTIFY_SOCKET" in done.stderr


def test_wyoming_is_ready_when_it_answers_and_silent_when_it_stands_still(
    watcher: Watcher,
) -> None:
    pytest.importorskip("wyoming", reason="wyoming is not installed: there is no such service")
    with serving(WYOMING, watcher=watcher) as (process, address):
        socket.create_connection(address, PATIENCE).close()
        assert watcher.told(PATIENCE) == ALIVE
        os.kill(process.pid, signal.SIGSTOP)
        silence(watcher)
