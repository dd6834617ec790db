"""`wyoming`: where it listens, what it refuses, and how it ends."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from skill.cli import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "10500",
        "tcp://127.0.0.1",
        "tcp://:10500",
        "tcp://huis:10500",
        "tcp://127.0.0.1:99999",
        "tcp://127.0.0.1:x",
        "tcp://[::1:10500",
        "unix:///tmp/rug",
        "stdio://",
        "tcp://127.0.0.1:10500/agent",
    ],
)
def test_what_is_no_address_in_numbers_is_refused_with_the_usual_one(
    uri: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["wyoming", "--uri", uri]) == 2

    assert "tcp://127.0.0.1:10500" in capsys.readouterr().err


def test_without_clips_it_does_not_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AUDIO_DIR", str(tmp_path))

    assert main(["wyoming", "--uri", "tcp://127.0.0.1:0"]) == 1

    told = capsys.readouterr().err
    assert "no sound for" in told
    assert "audio build" in told


def test_a_port_that_is_taken_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        uri = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        assert main(["wyoming", "--uri", uri]) == 2

    assert "cannot be listened on" in capsys.readouterr().err


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_it_serves_until_it_is_stopped(sent: signal.Signals, code: int) -> None:
    command = [sys.executable, "-m", "skill", "wyoming", "--uri", "tcp://127.0.0.1:0"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.send_signal(sent)
        out, err = process.communicate(timeout=30)

    assert first.startswith("Rugwijzer: tcp://127.0.0.1:")
    assert ":0 " not in first
    assert process.returncode == code
    assert "Traceback" not in out + err
