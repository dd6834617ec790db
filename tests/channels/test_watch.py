"""Signs of life of a server of connections: when they come, and when they do not."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from skill.channels import Watch, serve_connections
from skill.settings import Supervisor
from tests.phone.watcher import ALIVE, READY, STOPPING, Watcher

PATIENCE = 20
"""Seconds for what must come, on a machine with other work."""


@pytest.fixture(params=["a path", "an abstract name"])
def watcher(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Watcher]:
    path = str(tmp_path / "notify") if request.param == "a path" else f"@rugwijzer-{uuid4()}"
    with Watcher(path, 0.2) as watcher:
        yield watcher


@dataclass
class Served:
    """What happens while a server serves."""

    port: int
    stop: Callable[[], object]

    async def answers(self) -> bool:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            return await reader.read() == b"dag"
        finally:
            writer.close()


async def _answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"dag")
    await writer.drain()


async def served(watch: Watch | None) -> tuple[asyncio.Task[None], Served]:
    opened: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(
        serve_connections(_answer, "127.0.0.1", 0, opened.set_result, watch)
    )
    return serving, Served(await opened, serving.cancel)


def supervisor(watcher: Watcher) -> Supervisor:
    return Supervisor(watcher.environment["NOTIFY_SOCKET"], 0.2)


def test_it_says_when_it_serves_that_it_lives_and_when_it_ends(watcher: Watcher) -> None:
    async def life() -> None:
        serving, server = await served(Watch(supervisor(watcher)))
        assert await asyncio.to_thread(watcher.told, PATIENCE) == READY
        assert await server.answers()
        for _ in range(3):
            assert await asyncio.to_thread(watcher.told, PATIENCE) == ALIVE
        server.stop()
        await asyncio.gather(serving, return_exceptions=True)

    asyncio.run(life())
    last = ""
    while told := watcher.told(0.2):
        last = told
    assert last == STOPPING


def test_what_works_beside_the_loop_and_hangs_takes_the_signs_away(watcher: Watcher) -> None:
    works = [True]

    async def life() -> None:
        serving, server = await served(Watch(supervisor(watcher), lambda: works[0]))
        assert await asyncio.to_thread(watcher.told, PATIENCE) == READY
        assert await asyncio.to_thread(watcher.told, PATIENCE) == ALIVE
        works[0] = False
        while await asyncio.to_thread(watcher.told, 1):
            pass
        assert await server.answers(), "the loop goes on"
        works[0] = True
        assert await asyncio.to_thread(watcher.told, PATIENCE) == ALIVE
        server.stop()
        await asyncio.gather(serving, return_exceptions=True)

    asyncio.run(life())


def test_who_only_waits_for_the_start_gets_no_signs(watcher: Watcher) -> None:
    async def life() -> None:
        address = watcher.environment["NOTIFY_SOCKET"]
        serving, server = await served(Watch(Supervisor(address)))
        assert await asyncio.to_thread(watcher.told, PATIENCE) == READY
        assert await asyncio.to_thread(watcher.told, 0.3) == ""
        server.stop()
        await asyncio.gather(serving, return_exceptions=True)

    asyncio.run(life())
    assert watcher.told(PATIENCE) == STOPPING


@pytest.mark.parametrize("watch", [None, Watch(), Watch(Supervisor("/nowhere/notify", 0.2))])
def test_nobody_who_watches_keeps_nobody_from_being_served(
    watch: Watch | None, caplog: pytest.LogCaptureFixture
) -> None:
    async def life() -> None:
        serving, server = await served(watch)
        assert await server.answers()
        server.stop()
        await asyncio.gather(serving, return_exceptions=True)

    asyncio.run(life())
    lost = watch is not None and watch.supervisor.address != ""
    assert ("NOTIFY_SOCKET cannot be told READY=1" in caplog.text) is lost


def test_a_supervisor_that_takes_nothing_holds_nobody_up(watcher: Watcher) -> None:
    address = watcher.environment["NOTIFY_SOCKET"]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as other:
        other.setblocking(False)
        with suppress(BlockingIOError):
            while True:
                other.sendto(b"full", f"\0{address[1:]}" if address[0] == "@" else address)

    async def life() -> None:
        serving, server = await served(Watch(supervisor(watcher)))
        for _ in range(3):
            await asyncio.sleep(0.1)
            assert await server.answers()
        server.stop()
        await asyncio.gather(serving, return_exceptions=True)

    asyncio.run(life())
