"""What a long command shows: a line that moves at a terminal, plain lines elsewhere."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from skill.cli.progress import working
from tests.without_workshop import ROOT

PROGRAM = """
from skill.cli.progress import working
with working("making", counted={counted}) as say:
    say("a message for people")
    say("3/40 made a.mp3")
print("done")
"""


def at_a_terminal(program: str) -> tuple[str, str]:
    """Standard output, and what a terminal got on standard error."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80"},
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
    ) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # Linux says so that nobody holds the other end any more
                part = b""
            if not part:
                break
            shown += part
        assert process.stdout is not None
        told = process.stdout.read()
    os.close(ours)
    assert process.returncode == 0
    return told, shown.decode()


def test_elsewhere_messages_are_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    with working("checking") as say:
        say("learning from 4 questions ...")
        say("3/40 made a.mp3")

    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "learning from 4 questions ...\n3/40 made a.mp3\n")


@pytest.mark.parametrize("counted", [True, False])
def test_at_a_terminal_a_line_moves_and_goes(counted: bool) -> None:
    told, shown = at_a_terminal(PROGRAM.format(counted=counted))

    assert told == "done\n"
    assert "a message for people\r\n" in shown
    assert "made a.mp3" in shown
    assert shown.rstrip().endswith("\x1b[2K") or "\x1b[2K" in shown.rpartition("made a.mp3")[2]
