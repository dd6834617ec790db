"""A disk without room, a folder without rights, an output that takes nothing: a message, a code."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from skill import atomic_write
from skill.cli import main
from skill.errors import ContentError

ROOT = Path(__file__).resolve().parents[2]
FULL = Path("/dev/full")
TO_STDOUT = [
    ("ask", "hoe til ik goed"),
    ("ask", "--json", "hoe til ik goed"),
    ("audio", "script"),
    ("phone", "map"),
]


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("words", TO_STDOUT, ids=" ".join)
def test_an_output_that_takes_nothing_is_told(words: tuple[str, ...]) -> None:
    with FULL.open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "skill", *words],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
        )

    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert ran.stderr.startswith("error: No space left on device")


WRITERS = [
    ("compile",),
    ("learn",),
    ("alexa", "package", "--concept", "--out", "OUT/package"),
    ("lambda", "build", "--concept", "--out", "OUT/lambda.zip"),
    ("signoff", "sheet", "--out", "OUT/sheet.html"),
]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS], ids=["full", "read-only"])
@pytest.mark.parametrize("words", WRITERS, ids=lambda words: " ".join(words[:2]))
def test_a_disk_that_takes_nothing_leaves_nothing_half(
    words: tuple[str, ...],
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    content = Path(shutil.copytree(ROOT / "examples" / "voeten", tmp_path / "content"))
    out = tmp_path / "out"
    monkeypatch.setenv("CONTENT_DIR", str(content))
    monkeypatch.setenv("AUDIO_DIR", str(tmp_path / "audio"))
    for command in ("compile", "learn"):
        assert main([command]) == 0
    before = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}

    def refuse(path: Path, data: bytes) -> int:
        with path.open("wb") as begun:
            begun.write(data[: len(data) // 2])
        raise OSError(code, os.strerror(code), str(path))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    ended = main([word.replace("OUT", str(out)) for word in words])

    assert ended == 1
    assert os.strerror(code) in capsys.readouterr().err
    assert {path: path.read_bytes() for path in content.rglob("*") if path.is_file()} == before
    assert [path for path in out.rglob("*") if path.is_file()] == []


def test_what_is_killed_while_it_writes_is_cleaned_by_the_next(tmp_path: Path) -> None:
    out = tmp_path / "export"
    program = (
        "import pathlib, sys, time\n"
        "from skill.atomic_write import whole_folder\n"
        "with whole_folder(pathlib.Path(sys.argv[1])) as begun:\n"
        "    (begun / 'half').write_bytes(b'x')\n"
        "    print('begun', flush=True)\n"
        "    time.sleep(60)\n"
    )
    for _ in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", program, str(out)], cwd=ROOT, stdout=subprocess.PIPE
        ) as child:
            assert child.stdout is not None
            child.stdout.readline()
            child.send_signal(signal.SIGKILL)
    left = [path.name for path in tmp_path.iterdir()]
    assert len(left) == 1, "the last one's; the next removes what the one before it left"
    time.sleep(0.1)

    with atomic_write.whole_folder(out) as begun:
        (begun / "whole").write_bytes(b"x")

    assert [path.name for path in tmp_path.iterdir()] == ["export"]
    assert [path.name for path in out.iterdir()] == ["whole"]


def test_a_folder_without_room_is_told_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with (
        pytest.raises(ContentError, match="export: cannot be written: No space left"),
        atomic_write.whole_folder(tmp_path / "export"),
    ):
        raise AssertionError("nothing can be written")
