"""A server of connections that stay open: for protocols that are not HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable

from skill.channels.watch import Watch, watched

Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
"""Answers one connection, from its beginning to its end."""


async def serve_connections(
    answer: Answer,
    host: str,
    port: int,
    tell: Callable[[int], None] = lambda _: None,
    watch: Watch | None = None,
) -> None:
    """Serves until it is cancelled or gets SIGTERM.

    `tell` is given the port once it is open; port 0 asks for a free one. `watch` is who gets signs
    of life meanwhile. Raises OSError for an address that cannot be listened on.
    """
    going: set[asyncio.Task[None]] = set()

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        going.add(task)
        try:
            await answer(reader, writer)
        except asyncio.CancelledError:
            # The server ends; asyncio would tell of it as of an error.
            pass
        finally:
            going.discard(task)
            writer.close()

    server = await asyncio.start_server(one, host, port)
    ended = asyncio.Event()
    with contextlib.suppress(NotImplementedError, RuntimeError):  # Windows, or another thread
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    tell(server.sockets[0].getsockname()[1])
    try:
        async with watched(watch or Watch()):
            await ended.wait()
    finally:
        server.close()
        # A connection lasts as long as the other side likes: it is not waited for, as
        # `Server.wait_closed` and `serve_forever` do from Python 3.12 on.
        for task in going:
            task.cancel()
        await asyncio.gather(*going, return_exceptions=True)
