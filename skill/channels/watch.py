"""Signs of life for whoever watches over this process: systemd's own protocol, sd_notify(3).

Words in datagrams to one socket: `READY=1` once connections are answered, `WATCHDOG=1` for as long
as the program is alive, `STOPPING=1` when it ends. Where WatchdogSec passes without a sign of life,
systemd kills the process (https://www.freedesktop.org/software/systemd/man/sd_notify.html).

The signs come from the loop that answers, so a loop that stands still gives none; and `alive` is
asked before each, for what works beside the loop.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from skill.settings import Supervisor

WAITING = 1.0
"""Seconds that a supervisor may take to take what it is told once; a sign of life does not wait."""

log = logging.getLogger(__name__)


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Watch:
    """Who watches, and over what."""

    supervisor: Supervisor = field(default_factory=Supervisor)
    alive: Callable[[], bool] = _always
    """Whether what works beside the loop does its work; asked in the loop, so it does not wait."""


@contextlib.asynccontextmanager
async def watched(watch: Watch) -> AsyncIterator[None]:
    """Around what serves, from the moment at which it does."""
    if not watch.supervisor.address:
        yield
        return
    _tell(watch.supervisor, "READY=1", WAITING)
    signs = asyncio.create_task(_live(watch))
    try:
        yield
    finally:
        signs.cancel()
        _tell(watch.supervisor, "STOPPING=1", WAITING)


async def _live(watch: Watch) -> None:
    """A sign of life every half of the time that is left us, as sd_watchdog_enabled(3) advises."""
    while watch.supervisor.seconds:
        if watch.alive():
            _tell(watch.supervisor, "WATCHDOG=1")
        await asyncio.sleep(watch.supervisor.seconds / 2)


def _tell(supervisor: Supervisor, word: str, seconds: float = 0.0) -> None:
    """A supervisor that cannot be told is told of in the log: whoever calls is served as before."""
    address = supervisor.address
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
            wire.settimeout(seconds)
            wire.sendto(word.encode(), f"\0{address[1:]}" if address[0] == "@" else address)
    except OSError as error:
        log.warning("NOTIFY_SOCKET cannot be told %s: %s", word, error.strerror or error)
