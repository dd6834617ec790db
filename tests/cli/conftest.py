"""What the tests of the command line share."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import ROOT, Ran, Run, run_apart, run_here

SMALL = ROOT / "tests" / "small_content"


@pytest.fixture
def run(learned: Path, tmp_path: Path) -> Run:
    """`run("ask", "text", stdin=b"", PORT="1")`: the program with the small folder."""
    return _with_the_small_folder(run_here, learned, tmp_path)


@pytest.fixture
def run_process(learned: Path, tmp_path: Path) -> Run:
    """The same in a process of its own, for what only that has."""
    return _with_the_small_folder(run_apart, learned, tmp_path)


def _with_the_small_folder(start: Run, learned: Path, tmp_path: Path) -> Run:
    def started(*arguments: str | bytes, stdin: bytes = b"", **variables: str) -> Ran:
        folders = {"CONTENT_DIR": str(learned), "AUDIO_DIR": str(tmp_path / "audio")}
        return start(*arguments, stdin=stdin, **(folders | variables))

    return started


@pytest.fixture(scope="session")
def hummed(hummed_plants: Path) -> Path:
    """A clip for every line of the small folder; to be copied."""
    return hummed_plants
