"""Disks that take nothing, made with what the machine allows: a small disk filled up, the same one
read-only, and a process that may write no long file."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SIZE = "24m"
"""Of the small disk: room for content, clips and what was made of them before."""
LONGEST = 10
"""Bytes of a file that the process may write: the next one is refused in the middle of a file."""
FILLING = "filling"
"""Name of the file that takes all the room."""


@dataclass(frozen=True, slots=True)
class Disk:
    """A place that was written while it could be."""

    place: Path
    kind: str
    """full, read-only or limited."""

    @property
    def says(self) -> str:
        """What the system calls it."""
        codes = {"full": errno.ENOSPC, "read-only": errno.EROFS, "limited": errno.EFBIG}
        return os.strerror(codes[self.kind])

    def files(self) -> dict[str, bytes]:
        """All that stands there, but for the filling."""
        return {
            path.relative_to(self.place).as_posix(): path.read_bytes()
            for path in self.place.rglob("*")
            if path.is_file() and path.name != FILLING
        }

    @contextlib.contextmanager
    def refusing(self) -> Iterator[None]:
        """While it takes nothing."""
        if self.kind == "limited":
            with _no_long_file():
                yield
        else:
            if self.kind == "full":
                _fill(self.place / FILLING)
            yield


@contextlib.contextmanager
def small_disk(place: Path, kind: str) -> Iterator[Disk]:
    """A disk of its own at `place`; a named skip where this machine lets nobody mount one."""
    if kind == "limited":
        yield Disk(place, kind)
        return
    made = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "rugwijzer-test", str(place)]
    try:
        subprocess.run(made, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a small disk cannot be mounted here: that needs root")
    try:
        yield Disk(place, kind)
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def make_read_only(disk: Disk) -> None:
    """From now on, when it is a disk of that kind."""
    if disk.kind == "read-only":
        subprocess.run(["mount", "-o", "remount,ro", str(disk.place)], check=True)


def _fill(path: Path) -> None:
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    with contextlib.suppress(OSError):
        while True:
            os.write(number, b"x" * 4096)
    os.close(number)


@contextlib.contextmanager
def _no_long_file() -> Iterator[None]:
    resource = pytest.importorskip("resource", reason="this system limits no file")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LONGEST, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
