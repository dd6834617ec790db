"""The page on which two voices are compared by ear."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from skill.errors import AudioError
from skill.manifest import read_manifest
from skill.studio.pairs import write_page


@pytest.fixture
def folders(in_voice: Callable[[str, Path], Path], tmp_path: Path) -> tuple[Path, Path]:
    """The same lines in two voices."""
    return in_voice("silent", tmp_path / "een"), in_voice("espeak", tmp_path / "twee")


def test_every_line_stands_there_in_both_voices(folders: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "pagina.html"
    assert write_page(*folders, out, pairs=30) == 4

    page = out.read_text("utf-8")
    sounds = {base64.b64decode(one) for one in re.findall(r"audio/mpeg;base64,([^\"]+)", page)}
    clips = {
        (folder / entry.normal.file).read_bytes()
        for folder in folders
        for entry in read_manifest(folder).clips.values()
    }
    assert sounds == clips
    assert "heeft nog\nniemand naar geluisterd" in page
    assert not re.search(r"https?://", page), "it holds all that it needs"


def test_which_voice_is_a_differs_from_line_to_line(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    write_page(*folders, tmp_path / "p.html", pairs=4)
    key = re.findall(r"\d: A is (\w+)", (tmp_path / "p.html").read_text("utf-8"))

    assert len(key) == 4
    assert set(key) == {"silent", "espeak"}


def test_fewer_pairs_may_be_asked_for(folders: tuple[Path, Path], tmp_path: Path) -> None:
    assert write_page(*folders, tmp_path / "p.html", pairs=2) == 2


def test_the_same_voice_twice_cannot_be_compared(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    with pytest.raises(AudioError, match="no line with the same text and another sound"):
        write_page(folders[0], folders[0], tmp_path / "p.html", pairs=2)
