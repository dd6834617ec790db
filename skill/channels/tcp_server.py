"""A server of connections that stay open: for protocols that are not HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable

Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
"""Answers one connection, from its beginning to its end."""


async def serve_connections(
    answer: Answer, host: str, port: int, tell: Callable[[int], None] = lambda _: None
) -> None:
    """Serves until it is cancelled or gets SIGTERM.

    `tell` is given the port once it is open; port 0 asks for a free one. Raises OSError for an
    address that cannot be listened on.
    """
    server = await asyncio.start_server(answer, host, port)
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()

    def end() -> None:
        ended.set()
        server.close()

    with contextlib.suppress(NotImplementedError, RuntimeError):  # Windows, or another thread
        loop.add_signal_handler(signal.SIGTERM, end)
    tell(server.sockets[0].getsockname()[1])
    async with server:
        try:
            await server.serve_forever()
        except asyncio.CancelledError:
            # Closing the server cancels this wait, and so does Ctrl-C.
            if not ended.is_set():
                raise
