"""A file, several files or a folder appears whole or not at all: the one way in which we write.

What is written stands beside its place first and is then renamed, so that a reader sees the old one
or the new one. A process that is killed leaves what stood beside: `.<name>.<process>.part`. Who
writes to the same place again removes it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from skill.errors import ContentError, Finding

TEMPORARY = ".part"
"""How the name of a file ends while it is being written; it begins with a dot."""

_BEFORE = ".before"
"""The same for what stood there, in the moment in which something else takes its place."""


def write_whole(path: Path, data: bytes) -> None:
    """Writes one file, and the folders above it.

    Raises ContentError when the place cannot be written; what was there is then as it was.
    """
    write_together(path.parent, {path.name: data})


def write_together(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes every file (path under `folder`, with `/` -> bytes), or none.

    All stand beside their places before one moves. Raises ContentError when a place cannot be
    written; what was there is then as it was.
    """
    waiting: dict[Path, Path] = {}
    kept: dict[Path, Path] = {}
    moved: list[Path] = []
    new: list[Path] = []
    path = folder
    try:
        for name, data in files.items():
            path = folder / name
            new += [one for one in path.parents if not one.exists()]
            path.parent.mkdir(parents=True, exist_ok=True)
            waiting[path] = _beside(path)
            waiting[path].write_bytes(data)
        for path in waiting:
            if len(files) > 1 and path.exists():
                kept[path] = waiting[path].with_suffix(_BEFORE)
                _keep(path, kept[path])
        for path, temporary in waiting.items():
            temporary.replace(path)
            moved.append(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            for one in moved:
                kept[one].replace(one) if one in kept else one.unlink()
        _remove(waiting.values(), new)
        raise _refused(path, error) from error
    finally:
        _remove((*waiting.values(), *kept.values()))


def _keep(path: Path, before: Path) -> None:
    """What stands at `path` under another name too: to go back there no room is needed."""
    try:
        before.hardlink_to(path)
    except OSError:  # a file system without links
        shutil.copy2(path, before)


def _remove(files: Iterable[Path], folders: Iterable[Path] = ()) -> None:
    """Removes files, and of the folders those that hold nothing."""
    for path in files:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
    for folder in sorted(folders, reverse=True):
        with contextlib.suppress(OSError):
            folder.rmdir()


@contextlib.contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """A folder to fill, that takes the place of `out` once the block has ended without an error.

    What `out` held goes with it; until then it can be read there. Raises ContentError when the
    place cannot be written.
    """
    try:
        begun = _beside(out)
        begun.mkdir(parents=True)
    except OSError as error:
        raise _refused(out, error) from error
    try:
        yield begun
        _exchange(begun, out)
    finally:
        shutil.rmtree(begun, ignore_errors=True)


def _exchange(begun: Path, out: Path) -> None:
    """In one step, as far as a file system can."""
    before = begun.with_suffix(_BEFORE)
    try:
        if out.exists():
            out.rename(before)
        begun.rename(out)
    except OSError as error:
        if before.exists() and not out.exists():
            before.rename(out)
        raise _refused(out, error) from error
    shutil.rmtree(before, ignore_errors=True)


def _beside(path: Path) -> Path:
    """Where `path` is written first. What killed processes left there is mended."""
    begins = f".{path.name}."
    beside = path.parent.iterdir() if path.parent.is_dir() else ()
    for left in [one for one in beside if one.name.startswith(begins)]:
        process, dot, ending = left.name.removeprefix(begins).partition(".")
        ours = process.isdecimal() and dot + ending in (TEMPORARY, _BEFORE)
        if ours and not _runs(int(process)):
            _mend(left, path)
    return path.with_name(f"{begins}{os.getpid()}{TEMPORARY}")


def _mend(left: Path, path: Path) -> None:
    if left.suffix == _BEFORE and not path.exists():
        left.rename(path)
    elif left.is_dir():
        shutil.rmtree(left, ignore_errors=True)
    else:
        left.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    """Whether another process of that number is there: then it may be writing."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return process != os.getpid()


def _refused(path: Path, error: OSError) -> ContentError:
    fix = "look at the rights and the room on that disk"
    return ContentError([Finding(str(path), 0, f"cannot be written: {error.strerror}", fix)])
