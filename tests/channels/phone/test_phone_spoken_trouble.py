"""Calls at one's own exchange in which something comes at the wrong moment, or does not come."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

import pytest
import shipped
from exchange_caller import LOOPBACK, Caller, Ear, call

from skill.channels import Runtime, serve_connections
from skill.channels.phone import spoken, spoken_call
from skill.dialogue import Reply
from skill.ears import Endpointer, Heard
from skill.leaflet import Leaflet, script
from skill.manifest import Manifest
from skill.settings import read_settings

SIGN = "ik kan mijn plas niet ophouden"


def of(leaflet: Leaflet) -> Runtime:
    return Runtime(leaflet, script(leaflet), shipped.ear(), Manifest("none", {}), read_settings({}))


@pytest.fixture(scope="module")
def runtime() -> Runtime:
    return of(shipped.leaflet())


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoken, "PATIENCE", 30)
    monkeypatch.setattr(spoken, "PATIENCE_GRAVE", 30)


def pressing(ear: Ear, caller: Caller, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the caller press a key while the ear is busy."""
    hear, loop = ear.hear, asyncio.get_running_loop()

    async def pressed() -> None:
        caller.key(key)
        await asyncio.sleep(0.1)

    def slowly(sound: bytes) -> Heard:
        asyncio.run_coroutine_threadsafe(pressed(), loop).result(10)
        return hear(sound)

    monkeypatch.setattr(ear, "hear", slowly)


def test_a_key_that_came_while_an_alarm_was_being_heard_does_not_cut_it_off(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear = Ear(hears=[Heard(SIGN, 0.9)])

    async def talk(caller: Caller) -> None:
        pressing(ear, caller, "1", monkeypatch)
        await caller.hear()
        said = await caller.speak()
        assert said[0].startswith("alarm_nu")
        assert said[-1] == "prompt_alarm-again"

    call(runtime, ear, talk)


def test_asking_for_the_menu_is_no_miss(runtime: Runtime) -> None:
    ear = Ear(hears=[Heard("hoofdmenu", 0.9)] * 3)

    async def talk(caller: Caller) -> None:
        await caller.hear()
        for _ in range(3):
            assert "keys_root" in await caller.speak()
        assert not caller.reset

    call(runtime, ear, talk)


def test_nobody_is_told_that_they_are_connected_with_a_person() -> None:
    """The keys know whom to connect with; this program cannot."""
    leaflet = replace(
        shipped.leaflet(), contact={"person": "de balie", "phone": "+31 43 123 45 67"}
    )
    ear = Ear(hears=[Heard("ik wil iemand spreken", 0.9)])

    async def talk(caller: Caller) -> None:
        await caller.hear()
        said = await caller.speak()
        assert said[0] == "prompt_person"
        assert "prompt_connect" not in said

    call(of(leaflet), ear, talk)


def test_an_ear_never_hears_two_at_once(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also not when the first is no longer waited for."""
    monkeypatch.setattr(spoken_call, "EAR_SECONDS", 0.3)
    ear = Ear(hears=[Heard("hoe til ik goed", 0.9)] * 2)
    hear, let_go, busy, most = ear.hear, threading.Event(), [0], [0]

    def slowly(sound: bytes) -> Heard:
        busy[0] += 1
        most[0] = max(most[0], busy[0])
        let_go.wait(10)
        busy[0] -= 1
        return hear(sound)

    monkeypatch.setattr(ear, "hear", slowly)

    async def talk(caller: Caller) -> None:
        other = await caller.another()
        for one in (caller, other):
            await one.hear()
            assert await one.speak() == []
            assert one.reset
        let_go.set()

    call(runtime, ear, talk)
    assert most == [1]


def test_who_hangs_up_is_not_heard_by_an_ear_that_is_busy(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear = Ear(hears=[Heard("hoe til ik goed", 0.9)] * 2)
    hear, begun, let_go = ear.hear, threading.Event(), threading.Event()

    def slowly(sound: bytes) -> Heard:
        begun.set()
        let_go.wait(10)
        return hear(sound)

    monkeypatch.setattr(ear, "hear", slowly)

    async def talk(caller: Caller) -> None:
        other = await caller.another()
        await caller.hear()
        await other.hear()
        caller.speak_meanwhile()
        await asyncio.to_thread(begun.wait, 10)
        other.speak_meanwhile()
        await asyncio.sleep(0.2)
        other.writer.close()
        await asyncio.sleep(0.2)
        let_go.set()
        assert "goed-tillen" in await caller.hear()

    call(runtime, ear, talk)
    assert len(ear.given) == 1


def test_a_detector_that_fails_leaves_the_caller_to_the_keys(
    runtime: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: bytes) -> float:
        raise ValueError("what was said")

    async def talk(caller: Caller) -> None:
        await caller.hear()
        assert await caller.speak() == []
        assert caller.reset

    call(runtime, Ear(), talk, vad=broken)
    assert [one.getMessage() for one in caplog.records] == ["a call goes on by keys: ValueError"]


def test_an_error_that_nobody_thought_of_tells_its_kind_only(
    runtime: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    ear = Ear(hears=[RuntimeError("ik kan niet plassen")])

    async def talk(caller: Caller) -> None:
        await caller.hear()
        await caller.speak()
        assert caller.reset

    call(runtime, ear, talk)
    assert [one.getMessage() for one in caplog.records] == ["a call goes on by keys: RuntimeError"]


def test_what_was_said_in_the_last_moment_of_patience_is_heard(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spoken, "PATIENCE", 0)
    speech = spoken_call.Happened("speech", sound=b"sound")

    async def waited() -> spoken_call.Happened:
        listening = spoken_call.Listening(
            runtime, lambda *_: b"", Ear(), lambda: Endpointer(lambda _: 0.0)
        )
        one = spoken_call._Call(listening, None, None)  # type: ignore[arg-type]
        one._happens(speech)
        return await one._wait(Reply("answer", "", ()))

    assert asyncio.run(waited()) == speech


def test_a_server_that_is_stopped_lets_its_calls_go() -> None:
    """It does not wait for them: a call may last as long as its caller likes."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async def serve() -> bytes:
        opened: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        serving = asyncio.create_task(serve_connections(answer, LOOPBACK, 0, opened.set_result))
        reader, writer = await asyncio.open_connection(LOOPBACK, await opened)
        await asyncio.sleep(0.1)
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        try:
            return await asyncio.wait_for(reader.read(), 5)
        finally:
            writer.close()

    assert asyncio.run(serve()) == b""
