"""Files and folders appear whole or not at all, and what a kill leaves is mended."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from skill.atomic_write import whole_folder, write_together, write_whole
from skill.errors import ContentError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(scope="module")
def gone() -> int:
    """The number of a process that is no more."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def test_a_file_replaces_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "een" / "twee.json"

    write_whole(path, b"oud")
    write_whole(path, b"nieuw")

    assert path.read_bytes() == b"nieuw"
    assert names(path.parent) == ["twee.json"]


def test_a_place_that_cannot_be_written_is_told_and_left(tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()

    with pytest.raises(ContentError, match=r"/map: cannot be written: .*look at the rights"):
        write_whole(tmp_path / "map", b"tekst")

    assert names(tmp_path) == ["map"]


def test_files_are_written_all_or_none(tmp_path: Path) -> None:
    write_together(tmp_path, {"a.txt": b"old", "b/c.txt": b"old"})
    (tmp_path / "d.txt").mkdir()

    with pytest.raises(ContentError, match="cannot be written"):
        write_together(tmp_path, dict.fromkeys(("a.txt", "b/c.txt", "d.txt", "e.txt"), b"new"))

    assert (tmp_path / "a.txt").read_bytes() == b"old"
    assert (tmp_path / "b" / "c.txt").read_bytes() == b"old"
    assert names(tmp_path) == ["a.txt", "b", "d.txt"]


def test_going_back_needs_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_together(tmp_path, {"a.txt": b"old", "b.txt": b"old"})
    move = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if target.name == "b.txt" and path.suffix == ".part":
            monkeypatch.setattr(Path, "write_bytes", lambda *_: 1 / 0)  # now the disk is full
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return move(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(ContentError, match=r"b\.txt: cannot be written: No space left"):
        write_together(tmp_path, {"a.txt": b"new", "b.txt": b"new", "c.txt": b"new"})

    assert (tmp_path / "a.txt").read_bytes() == b"old"
    assert (tmp_path / "b.txt").read_bytes() == b"old"
    assert names(tmp_path) == ["a.txt", "b.txt"]


def test_several_files_where_no_links_can_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    for text in (b"old", b"new"):
        write_together(tmp_path, {"a.txt": text, "b.txt": text})

    assert [(tmp_path / name).read_bytes() for name in names(tmp_path)] == [b"new", b"new"]


def test_what_is_refused_leaves_no_empty_folders(tmp_path: Path) -> None:
    (tmp_path / "een" / "b.txt").mkdir(parents=True)

    with pytest.raises(ContentError, match="cannot be written"):
        write_together(tmp_path, {"een/twee/drie/a.txt": b"new", "een/b.txt": b"new"})

    assert names(tmp_path / "een") == ["b.txt"]


def test_a_folder_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    out = tmp_path / "uit"
    for text in ("oud", "nieuw"):
        with whole_folder(out) as begun:
            (begun / text).write_text(text)
            assert not (out / "nieuw").exists()

    assert names(out) == ["nieuw"]
    assert names(tmp_path) == ["uit"]


def test_a_folder_that_is_not_finished_leaves_the_old_one(tmp_path: Path) -> None:
    out = tmp_path / "uit"
    write_whole(out / "oud", b"")

    with pytest.raises(ZeroDivisionError), whole_folder(out) as begun:
        (begun / "nieuw").write_text(str(1 / 0))

    assert names(out) == ["oud"]
    assert names(tmp_path) == ["uit"]


def test_a_folder_that_cannot_take_its_place_is_told(tmp_path: Path) -> None:
    write_whole(tmp_path / "bestand", b"")

    with (
        pytest.raises(ContentError, match="cannot be written"),
        whole_folder(tmp_path / "bestand/in"),
    ):
        pass


KILLED = """
import os, signal, sys
from pathlib import Path
from skill.atomic_write import whole_folder
with whole_folder(Path(sys.argv[1])) as begun:
    (begun / "half").write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_process_left_goes_with_the_next_write(tmp_path: Path) -> None:
    out = tmp_path / "uit"
    root = Path(__file__).resolve().parents[1]
    subprocess.run([sys.executable, "-c", KILLED, str(out)], cwd=root, check=False)
    assert len(names(tmp_path)) == 1

    with whole_folder(out):
        pass

    assert names(tmp_path) == ["uit"]
    assert names(out) == []


def test_a_file_that_was_half_written_goes_with_the_next_write(tmp_path: Path, gone: int) -> None:
    for name in (f".a.txt.{gone}.part", f".b.txt.{gone}.part", ".a.txt.swp"):
        (tmp_path / name).write_text("half")
    running = f".a.txt.{os.getppid()}.part"
    (tmp_path / running).write_text("bezig")

    write_whole(tmp_path / "a.txt", b"heel")

    assert names(tmp_path) == sorted((running, ".a.txt.swp", f".b.txt.{gone}.part", "a.txt"))


def test_a_folder_that_a_killed_process_had_put_aside_comes_back(tmp_path: Path, gone: int) -> None:
    write_whole(tmp_path / f".uit.{gone}.before" / "oud", b"oud")

    with pytest.raises(ZeroDivisionError), whole_folder(tmp_path / "uit"):
        1 / 0  # noqa: B018

    assert names(tmp_path) == ["uit"]
    assert names(tmp_path / "uit") == ["oud"]
