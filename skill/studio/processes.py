"""Work that processes share, piece by piece. Loads no numpy.

They are started anew (`spawn`): a forked copy of a process that has used eSpeak NG is not
deterministic.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterable, Sized
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, TypeVar

from skill.errors import AudioError

Piece = TypeVar("Piece")
Result = TypeVar("Result")

CONTEXT = get_context("spawn")


def how_many(jobs: int | None, pieces: Sized) -> int:
    """Processes for so many pieces: `jobs` at most, all processors when that is None."""
    return min(jobs or os.cpu_count() or 1, len(pieces))


def prepare() -> None:
    """In a new process: leaves Ctrl-C to the one that started it, and ends when that is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # When the parent is killed its workers would wait for ever: they hold both ends of the queue.
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def in_processes(
    pieces: Iterable[Piece],
    work: Callable[[Piece], Result],
    finished: Callable[[Piece, Result], None],
    count: int,
    *,
    stopped: str,
    begin: Callable[..., None] = prepare,
    given: tuple[Any, ...] = (),
    leave: Callable[[], None] = lambda: None,
) -> None:
    """Does `work` on each piece in `count` processes, and reports each as it is finished.

    Each process begins with `begin(*given)`. `leave` is called when no more is begun: at the end,
    or after an error or Ctrl-C; what is finished by then is reported as well. AudioError, saying
    `stopped` and what to do, when a process was killed.
    """
    pool = ProcessPoolExecutor(count, CONTEXT, initializer=begin, initargs=given)
    waiting: dict[Future[Result], Piece] = {}
    try:
        for piece in pieces:
            waiting[pool.submit(work, piece)] = piece
        for future in as_completed(list(waiting)):
            result = future.result()
            finished(waiting.pop(future), result)
    except BrokenProcessPool as error:
        raise AudioError(stopped) from error
    finally:
        leave()
        pool.shutdown(wait=True, cancel_futures=True)
        for future, piece in waiting.items():
            if future.done() and not future.cancelled() and not future.exception():
                finished(piece, future.result())
