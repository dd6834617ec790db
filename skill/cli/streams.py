"""Standard input, output and error as a shell gives them: also closed, full, or read by nobody.

What is asked for goes to standard output: when that takes nothing, the command fails. What is told
besides (a finding, progress) goes to standard error, as far as that takes it: it changes neither
the work nor the exit code.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from typing import IO, Any

from skill.errors import RugwijzerError


class _Closed(io.TextIOBase):
    """In the place of a standard output that is closed."""

    def write(self, text: str) -> int:
        raise RugwijzerError("standard output is closed")


def open_streams() -> None:
    """Puts something in the place of every stream that is closed, and lets any text through.

    A closed input is an empty one, and what is told to a closed error is lost.
    """
    if None in (sys.stdin, sys.stdout, sys.stderr):
        # Else the next file that is opened gets the number of a standard stream.
        while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
            pass
        os.close(number)
    if sys.stdin is None:
        sys.stdin = os.fdopen(0, "r", closefd=False)
    if sys.stdout is None:
        sys.stdout = _Closed()
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w", closefd=False)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Dutch has letters that not every terminal has: better a `\xeb` there than a traceback.
            stream.reconfigure(errors="backslashreplace")


def tell(*lines: object) -> None:
    """Lines on standard error, as far as it takes them."""
    try:
        for line in lines:
            print(line, file=sys.stderr, flush=True)
    except OSError:
        _let_go(sys.stderr)


def let_go() -> None:
    """Gives up what a stream has not taken: it would be tried again at the end of the process, and
    end that with a traceback or with an exit code of Python's own."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            _let_go(stream)


def _let_go(stream: Any) -> None:
    with contextlib.suppress(OSError):  # one of a test has no number
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)


class Parser(argparse.ArgumentParser):
    """argparse swallows it when an output does not take its help; here that is an error."""

    def _print_message(self, message: str, file: IO[str] | None = None) -> None:  # type: ignore[override]
        if file is not None and file is sys.stdout:
            file.write(message)
            file.flush()
        else:
            tell(message.rstrip("\n"))
