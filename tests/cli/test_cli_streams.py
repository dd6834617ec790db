"""Standard input, output and error as a shell may give them: full, closed, or with nobody there.

A stream that takes nothing is told where that can be told, the exit code is the documented one, and
no traceback is seen. `PYTHONUNBUFFERED` counts: a line is then refused when it is printed, and
without it when the program ends.
"""

from __future__ import annotations

import argparse
import io
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

import pytest
from command_line import ROOT, SECONDS, command, environment

from skill.cli import main, parser

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
REFUSED = "error: No space left on device (look at the rights and the room on that disk)\n"


def commands(top: argparse.ArgumentParser, *before: str) -> Iterator[tuple[str, ...]]:
    """Every command, and every word that leads to one."""
    yield before
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield from commands(inner, *before, name)


def into_nothing(*words: str, told: str = "") -> tuple[int, str]:
    """The command with an output that takes nothing: its exit code, and what stderr said.

    With `told` a path, stderr goes there instead.
    """
    raw = io.FileIO(told, "w") if told else io.BytesIO()
    with (
        io.TextIOWrapper(raw, write_through=True) as stderr,
        io.TextIOWrapper(FULL.open("wb", buffering=0), write_through=True) as full,
        redirect_stdout(full),
        redirect_stderr(stderr),
        mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO())),
        chdir(ROOT),
    ):
        try:
            code = main(words)
        except SystemExit as end:
            code = int(end.code or 0)
        said = raw.getvalue().decode() if isinstance(raw, io.BytesIO) else ""
    return code, said


@needs_full
@pytest.mark.parametrize("words", list(commands(parser())), ids=" ".join)
def test_help_that_nobody_can_read_is_told(words: tuple[str, ...]) -> None:
    assert into_nothing(*words, "--help") == (1, REFUSED)


@needs_full
def test_a_version_that_nobody_can_read_is_told() -> None:
    assert into_nothing("--version") == (1, REFUSED)


TO_STDOUT = [
    ("ask", "hoe lang trek ik ze aan"),
    ("ask", "--json", "hoe lang trek ik ze aan"),
    ("chat",),
    ("check",),
    ("compile",),
    ("evaluate", "tests/questions/dev-buurvrouw.jsonl"),
    ("signoff",),
    ("signoff", "status"),
    ("alexa", "model"),
    ("audio", "script"),
    ("audio", "status"),
    ("audio", "words"),
    ("audio", "fetch-voice", "--list"),
    ("phone", "map"),
]


@needs_full
@pytest.mark.parametrize("words", TO_STDOUT, ids=" ".join)
def test_an_output_that_takes_nothing_is_told(
    words: tuple[str, ...], learned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTENT_DIR", str(learned))
    monkeypatch.setenv("AUDIO_DIR", str(tmp_path / "audio"))
    if words == ("audio", "words"):
        (learned / "lexicon.tsv").unlink(missing_ok=True)

    assert into_nothing(*words) == (1, REFUSED)


@needs_full
@pytest.mark.parametrize(
    ("words", "code"),
    [(("check",), 1), (("serve", "--port", "99999"), 2), (("nonsens",), 2), (("ask",), 2)],
    ids=str,
)
def test_an_error_that_nobody_can_read_has_its_exit_code(
    words: tuple[str, ...], code: int, learned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTENT_DIR", str(learned))
    (learned / "leaflet.yaml").write_text("[", encoding="utf-8")

    assert into_nothing(*words, told="/dev/full")[0] == code


def shell(line: str, unbuffered: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A line of a shell in which `$RUGWIJZER` is the program."""
    start = " ".join(str(word) for word in command())
    settings = environment(RUGWIJZER=start, PYTHONUNBUFFERED=unbuffered, **variables)
    return subprocess.run(
        ["/bin/bash", "-c", line],
        cwd=ROOT,
        env=settings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


CLOSED = "error: standard output is closed\n"


@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("$RUGWIJZER --help >/dev/full", 1, REFUSED),
        ("$RUGWIJZER audio script >/dev/full", 1, REFUSED),
        ("$RUGWIJZER audio build --help >/dev/full", 1, REFUSED),
        ("$RUGWIJZER --version >&-", 1, CLOSED),
        ("$RUGWIJZER audio script >&-", 1, CLOSED),
        ("$RUGWIJZER nonsens 2>/dev/full", 2, ""),
        ("$RUGWIJZER nonsens 2>&-", 2, ""),
        ("CONTENT_DIR=/dev/null $RUGWIJZER audio script 2>&-", 1, ""),
        ("$RUGWIJZER ask - <&-", 0, ""),
        ("$RUGWIJZER audio script | head -1; exit ${PIPESTATUS[0]}", 0, ""),
        ("$RUGWIJZER phone --help | true; exit ${PIPESTATUS[0]}", 0, ""),
    ],
)
def test_streams_of_a_shell(
    line: str, code: int, said: str, unbuffered: str, learned: Path
) -> None:
    if "/dev/full" in line and not FULL.exists():
        pytest.skip("this system has no /dev/full")
    ran = shell(line, unbuffered, CONTENT_DIR=str(learned))

    assert (ran.returncode, ran.stderr) == (code, said)


def test_a_conversation_without_an_input_is_over_after_the_welcome(learned: Path) -> None:
    ran = shell("$RUGWIJZER chat <&-", "", CONTENT_DIR=str(learned))

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("  ")


def test_findings_stay_out_of_an_output_while_stderr_is_closed(learned: Path) -> None:
    (learned / "leaflet.yaml").write_text("[", encoding="utf-8")
    ran = shell("$RUGWIJZER compile 2>&-", "", CONTENT_DIR=str(learned))

    assert (ran.returncode, ran.stdout) == (1, "")


@needs_full
def test_work_goes_on_when_its_progress_cannot_be_shown(learned: Path) -> None:
    ran = shell("$RUGWIJZER check 2>/dev/full", "", CONTENT_DIR=str(learned))

    assert "audio build" in ran.stdout, "the findings of a folder without clips"


@needs_full
@pytest.mark.parametrize("output", [">/dev/full 2>/dev/full", ">&- 2>&-"])
def test_a_server_whose_log_takes_nothing_serves(output: str, learned: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    start = " ".join(str(word) for word in command("serve", "--port", str(port)))
    server = subprocess.Popen(
        ["/bin/bash", "-c", f"exec {start} {output}"],
        cwd=ROOT,
        env=environment(CONTENT_DIR=str(learned)),
    )
    try:
        assert health(port, server) == 200
    finally:
        server.terminate()
        server.wait(SECONDS)


def health(port: int, server: subprocess.Popen[bytes]) -> int:
    """The status of its `/health`, asked until it listens; 0 when it ended first."""
    until = time.monotonic() + SECONDS
    while server.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
                return int(answer.status)
        except OSError:
            time.sleep(0.1)
    return 0
