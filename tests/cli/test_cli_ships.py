"""What is given away, a trial included, passes every rule of the editors."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from skill.cli import main
from skill.leaflet import LEAFLET_FILE
from skill.settings import read_settings

REVERSED = "says `nooit`, which is not in"


@pytest.fixture
def reversed_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped content, in which one sentence says the reverse and one passage is too short."""
    folder = tmp_path / "content"
    shutil.copytree(read_settings({}).content_dir, folder)
    passage = folder / "passages" / "goed-tillen.md"
    text = passage.read_text(encoding="utf-8")
    head, mark, body = text.rpartition("---\n")
    first, space, rest = body.partition(" ")
    passage.write_text(f"{head}{mark}{first} nooit{space}{rest}", encoding="utf-8")
    monkeypatch.setenv("CONTENT_DIR", str(folder))
    return folder


@pytest.mark.parametrize(
    "words",
    [
        ("compile",),
        ("alexa", "package", "--concept", "--out", "OUT"),
        ("lambda", "build", "--concept", "--out", "OUT"),
        ("phone", "export", "asterisk", "--concept", "--out", "OUT"),
        ("phone", "export", "voicexml", "--concept", "--out", "OUT"),
        ("phone", "export", "wav", "--concept", "--out", "OUT"),
    ],
    ids=lambda words: " ".join(words[:3]),
)
def test_a_reversed_statement_does_not_ship(
    words: tuple[str, ...],
    reversed_content: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "out"
    before = (reversed_content / LEAFLET_FILE).read_bytes()

    assert main([str(out) if word == "OUT" else word for word in words]) == 1

    told = capsys.readouterr().err
    assert REVERSED in told
    assert "content/passages/goed-tillen.md:" in told
    assert not out.exists()
    assert (reversed_content / LEAFLET_FILE).read_bytes() == before
