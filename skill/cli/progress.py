"""What a long command shows while it works: on standard error, so that its output stays its own.

At a terminal, with `rich` installed, one line that moves and disappears at the end; elsewhere the
messages as plain lines, which a log can hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from skill.cli.streams import tell

Say = Callable[[str], None]
"""Takes one message; `3/40 made x.mp3` says how far the work is."""

_COUNTED = re.compile(r"(\d+)/(\d+) (.+)", re.DOTALL)


def plainly(message: str) -> None:
    """One line on standard error."""
    tell(message)


@contextmanager
def working(title: str, *, counted: bool = False) -> Iterator[Say]:
    """Shows that `title` goes on, and gives where its messages go.

    `counted`: the messages say how far the work is, and it may start processes. The line then moves
    with the messages alone, because a process must not be split off while a thread is writing.
    """
    try:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
    except ImportError:
        yield plainly
        return
    console = Console(stderr=True)
    if not console.is_terminal:
        yield plainly
        return
    columns = [SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn()]
    if counted:
        columns.insert(1, BarColumn())
    with Progress(*columns, console=console, transient=True, auto_refresh=not counted) as shown:
        task = shown.add_task(title, total=None)
        shown.refresh()

        def say(message: str) -> None:
            if found := _COUNTED.match(message):
                done, total, what = found.groups()
                shown.update(task, completed=int(done), total=int(total), description=what)
            else:
                shown.console.print(message, markup=False, highlight=False)
            shown.refresh()

        yield say
