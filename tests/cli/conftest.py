"""What the tests of the command line share."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from command_line import ROOT, Ran, Run, command, environment


@pytest.fixture
def run(learned: Path, tmp_path: Path) -> Run:
    """`run("ask", "text", stdin=b"", PORT="1")`: the program with the small folder."""

    def started(*arguments: str | bytes, stdin: bytes = b"", **variables: str) -> Ran:
        folders = {"CONTENT_DIR": str(learned), "AUDIO_DIR": str(tmp_path / "audio")}
        return subprocess.run(
            command(*arguments),
            cwd=ROOT,
            env=environment(**(folders | variables)),
            input=stdin,
            capture_output=True,
            timeout=60,
            check=False,
        )

    return started
