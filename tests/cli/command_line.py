"""Running `python -m skill`: in a process of its own as a person does, or within this one.

A process takes half a second before it does anything. It is for what only a process has: encodings
of a terminal, a pipe that closes, output while it runs. All else is told by the same `main`.
"""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from types import FrameType
from unittest import mock

from skill.cli import main

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60
"""After which a command hangs."""

Ran = subprocess.CompletedProcess[bytes]
Run = Callable[..., Ran]


def command(*arguments: str | bytes) -> list[str | bytes]:
    """The command line; warnings are errors there too."""
    return [sys.executable, "-W", "error", "-m", "skill", *arguments]


def environment(**variables: str) -> dict[str, str]:
    """This process's own, without what the program reads, and with what the test names."""
    ours = {"CONTENT_DIR", "AUDIO_DIR", "AUDIO_BASE_URL", "ALEXA_SKILL_ID", "ALEXA_VOICE"}
    ours |= {
        "EAR",
        "REVIEW_SECRET",
        "TRUSTED_PROXY",
        "TWILIO_AUTH_TOKEN",
        "JAMBONZ_WEBHOOK_SECRET",
        "PUBLIC_URL",
        "METRICS",
        "PORT",
        "NOTIFY_SOCKET",
        "WATCHDOG_USEC",
        "WATCHDOG_PID",
    }
    return {name: value for name, value in os.environ.items() if name not in ours} | variables


def run_apart(*arguments: str | bytes, stdin: bytes = b"", **variables: str) -> Ran:
    """The command in a process of its own, with the settings that are given."""
    return subprocess.run(
        command(*arguments),
        cwd=ROOT,
        env=environment(**variables),
        input=stdin,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )


def run_here(*arguments: str | bytes, stdin: bytes = b"", **variables: str) -> Ran:
    """The same command within this process; an error that nobody foresaw is the test's."""
    given = [os.fsdecode(argument) for argument in arguments]
    out, told = io.BytesIO(), io.BytesIO()
    with (
        mock.patch.dict(os.environ, environment(**variables), clear=True),
        mock.patch.object(sys, "stdin", _text(io.BytesIO(stdin))),
        redirect_stdout(_text(out)) as stdout,
        redirect_stderr(_text(told)) as stderr,
        chdir(ROOT),
        _no_longer_than(SECONDS),
    ):
        try:
            code = main(given)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        stdout.flush()
        stderr.flush()
    return subprocess.CompletedProcess(given, code, out.getvalue(), told.getvalue())


def _text(raw: io.BytesIO) -> io.TextIOWrapper:
    return io.TextIOWrapper(raw, encoding="utf-8", errors="surrogateescape")


@contextmanager
def _no_longer_than(seconds: int) -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"the command took more than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
