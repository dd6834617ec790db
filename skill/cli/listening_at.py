"""Where a server of connections listens, as a command is told, and serving there."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import os
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from skill.channels import Answer, Watch, serve_connections
from skill.cli import Exit
from skill.cli.streams import let_go
from skill.ears import WaitingRoom
from skill.errors import SettingsError


def read_address(uri: str, usual: str) -> tuple[str, int]:
    """Address and port of `tcp://127.0.0.1:10500`; `usual` is named to who wrote something else.

    Other machines are let in by an address in numbers only. Raises SettingsError.
    """
    try:
        parts = urlsplit(uri)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if host == "localhost":
        host = "127.0.0.1"
    with contextlib.suppress(ValueError):
        ipaddress.ip_address(host)
        if parts.scheme == "tcp" and port is not None and not parts.path.strip("/"):
            return host, port
    everybody = usual.replace("127.0.0.1", "0.0.0.0")
    raise SettingsError(
        f"--uri {uri!r} is no address in numbers with a port; the usual one is {usual}, and "
        f"{everybody} lets every other machine in"
    )


def serve_at(
    uri: str,
    usual: str,
    answer: Answer,
    told: Callable[[str, bool], Iterable[str]],
    watch: Watch | None = None,
    room: WaitingRoom | None = None,
) -> None:
    """Serves until it is stopped. `told` gives the lines that are shown when it can be reached, of
    its address and whether other machines reach it too; what is heard in `room` at the end is
    waited for, but not for ever. Raises SettingsError."""
    host, port = read_address(uri, usual)
    shown = f"[{host}]" if ":" in host else host

    def tell(port: int) -> None:
        # An output that is full or closed keeps nobody from being served.
        with contextlib.suppress(OSError):
            for line in told(f"tcp://{shown}:{port}", not ipaddress.ip_address(host).is_loopback):
                print(line, flush=True)

    code = Exit.STOPPED
    try:
        asyncio.run(serve_connections(answer, host, port, tell, watch))
        code = Exit.DONE
    except OSError as error:
        raise SettingsError(f"{uri} cannot be listened on: {error.strerror}") from error
    finally:
        if room and not room.leave():
            # An ear that hangs in its library could hold up, or break, an orderly end.
            let_go()
            os._exit(code)
