"""The exchange's own word (Asterisk Manager Interface): is it ready, who is on the line, stop."""

from __future__ import annotations

import contextlib
import socket
from typing import Self


class Manager:
    """One connection: a question, an answer."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=5)
        self._file = self._socket.makefile("rb")
        self._file.readline()
        self.ask("Login", Username="test", Secret="test", Events="off")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._file.close()
            self._socket.close()

    def ask(self, action: str, **fields: str) -> list[str]:
        """The rows of the answer to one action; what is an event is passed over."""
        rows = [f"Action: {action}", *(f"{name}: {value}" for name, value in fields.items())]
        self._socket.sendall(("\r\n".join(rows) + "\r\n\r\n").encode())
        while True:
            found: list[str] = []
            while row := self._file.readline().decode("utf-8", "replace").strip("\r\n"):
                found.append(row)
            if not found:
                raise ConnectionError(f"no answer to {action}")
            if found[0].startswith("Response:"):
                return found

    def command(self, text: str) -> str:
        """What the console says to a command."""
        rows = self.ask("Command", Command=text)
        return "\n".join(row[8:] for row in rows if row.startswith("Output: "))
