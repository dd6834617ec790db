"""Watches over a program as systemd does with Type=notify and WatchdogSec: takes its signs of life,
and kills it when they stop.

Stands for systemd, which a test cannot ask to be the first process of the machine.
"""

from __future__ import annotations

import contextlib
import socket
import subprocess
from threading import Thread
from typing import Self

WATCHDOG = 10
"""Seconds without a sign of life after which a program is killed, as docs/asterisk.md has it."""
READY, ALIVE, STOPPING = "READY=1", "WATCHDOG=1", "STOPPING=1"


class Watcher:
    """`with Watcher(address, 10) as watcher:` a socket, and signs of life within so many seconds.

    `address` is a path, or `@` and an abstract name.
    """

    def __init__(self, address: str, seconds: float) -> None:
        self._seconds = seconds
        self.killed = False
        self.environment = {
            "NOTIFY_SOCKET": address,
            "WATCHDOG_USEC": str(round(seconds * 1_000_000)),
        }
        self._wire = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._wire.bind(f"\0{address[1:]}" if address[0] == "@" else address)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._wire.close()

    def told(self, patience: float) -> str:
        """The next word of the program; empty when none comes within `patience` seconds."""
        self._wire.settimeout(patience)
        try:
            return self._wire.recv(1000).decode()
        except TimeoutError:
            return ""

    def guard(self, process: subprocess.Popen[bytes]) -> Thread:
        """Kills the process when it has given no sign of life for too long. Ends with it."""

        def watch() -> None:
            with contextlib.suppress(OSError):  # nobody watches any more
                while process.poll() is None:
                    if not self.told(self._seconds) and process.poll() is None:
                        self.killed = True
                        process.kill()
                        process.wait()

        thread = Thread(target=watch, daemon=True)
        thread.start()
        return thread
