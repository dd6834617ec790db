"""A call at one's own exchange: spoken to, keyed, left alone, and failing."""

from __future__ import annotations

import asyncio

import pytest
import shipped
from exchange_caller import Caller, Ear, call
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.channels import Runtime
from skill.channels.phone import spoken, spoken_call
from skill.channels.phone.audiosocket import FRAME, ID, Doubler, Frame, cut
from skill.dialogue import SURE
from skill.ears import Heard
from skill.errors import EarError
from skill.leaflet import script
from skill.manifest import Manifest
from skill.settings import read_settings

WELCOME = "prompt_welcome-phone"


@pytest.fixture(scope="module")
def runtime() -> Runtime:
    leaflet = shipped.leaflet()
    return Runtime(leaflet, script(leaflet), shipped.ear(), Manifest("none", {}), read_settings({}))


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A caller is not hurried by how busy this machine is."""
    monkeypatch.setattr(spoken, "PATIENCE", 30)
    monkeypatch.setattr(spoken, "PATIENCE_GRAVE", 30)


def sure(*texts: str) -> Ear:
    return Ear(hears=[Heard(text, 0.9) for text in texts])


def test_a_conversation_of_six_turns_ends_by_hanging_up(runtime: Runtime) -> None:
    ear = sure(
        "hoe til ik goed",
        "ja",
        "langzamer",
        "ik kan mijn plas niet ophouden",
        "herhaal",
        "stop",
    )

    async def talk(caller: Caller) -> None:
        assert await caller.hear()
        assert (await caller.speak())[:2] == ["title_goed-tillen", "goed-tillen"]
        assert (await caller.speak())[0] == "title_oprapen-niet-draaien-en-buigen"
        assert (await caller.speak())[0].startswith("prompt_")
        assert (await caller.speak())[0].startswith("alarm_nu")
        assert (await caller.speak())[0].startswith("alarm_nu")
        assert not caller.hung_up
        await caller.speak()
        assert caller.hung_up

    call(runtime, ear, talk)
    assert ear.hears == []


def test_the_ear_gets_the_utterance_at_its_own_rate(runtime: Runtime) -> None:
    ear = sure("hoe til ik goed")

    async def talk(caller: Caller) -> None:
        await caller.hear()
        await caller.speak()

    call(runtime, ear, talk)

    (sound,) = ear.given
    # Three tenths of a second, and what is kept before and after it.
    assert 0.3 < len(sound) / 2 / 16_000 < 1.1


def test_a_key_cuts_off_what_is_played(runtime: Runtime) -> None:
    async def talk(caller: Caller) -> None:
        await caller.begins()
        assert (await caller.press("0"))[0].startswith("prompt_help")

    call(runtime, Ear(), talk)


def test_speech_over_a_sound_is_not_listened_to(runtime: Runtime) -> None:
    """A loudspeaker would be heard as the caller."""
    ear = sure("hoe til ik goed")

    async def talk(caller: Caller) -> None:
        await caller.begins()
        caller.speak_meanwhile()
        await caller.hear()
        assert ear.given == []
        assert "goed-tillen" in await caller.speak()

    call(runtime, ear, talk)


def test_a_code_is_keyed_digit_by_digit(runtime: Runtime) -> None:
    (code,) = [code for code, name in runtime.leaflet.codes.items() if name == "goed-tillen"]

    async def talk(caller: Caller) -> None:
        await caller.hear()
        caller.key("8", *code)
        assert "goed-tillen" in await caller.hear()

    call(runtime, Ear(), talk)


def test_silence_is_asked_about(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoken, "PATIENCE", 0.2)

    async def talk(caller: Caller) -> None:
        await caller.hear()
        assert await caller.hear()

    call(runtime, Ear(), talk)


def test_a_sign_that_is_hardly_heard_is_asked_back(runtime: Runtime) -> None:
    ear = Ear(hears=[Heard("ik kan mijn plas niet ophouden", SURE / 2), Heard("ja", 0.9)])

    async def talk(caller: Caller) -> None:
        await caller.hear()
        assert (await caller.speak())[0].startswith("check_")
        assert (await caller.speak())[0].startswith("alarm_nu")

    call(runtime, ear, talk)


def test_who_is_not_understood_twice_goes_on_by_keys(runtime: Runtime) -> None:
    ear = sure("bla blie blo", "grmbl wrts")

    async def talk(caller: Caller) -> None:
        await caller.hear()
        assert await caller.speak()
        await caller.speak()
        assert not caller.hung_up
        assert caller.reset

    call(runtime, ear, talk)


def test_a_warning_that_stands_is_not_left_for_a_menu(runtime: Runtime) -> None:
    """The keys know nothing of it."""
    ear = sure("ik kan mijn plas niet ophouden", "bla blie blo", "grmbl wrts", "flop")

    async def talk(caller: Caller) -> None:
        await caller.hear()
        for _ in range(4):
            assert await caller.speak()
        assert not caller.reset

    call(runtime, ear, talk)


def test_an_ear_that_fails_leaves_the_caller_to_the_keys(
    runtime: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    ear = Ear(hears=[EarError("the model is gone")])

    async def talk(caller: Caller) -> None:
        await caller.hear()
        assert await caller.speak() == []
        assert not caller.hung_up
        assert caller.reset

    call(runtime, ear, talk)
    # An administrator learns that something is wrong, and nobody what was said.
    assert [one.getMessage() for one in caplog.records] == ["a call goes on by keys: EarError"]


def test_help_goes_before_what_was_heard_in_the_same_turn(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A television must not cost anybody help."""
    ear = sure("hoe til ik goed")
    hear = ear.hear

    async def talk(caller: Caller) -> None:
        loop = asyncio.get_running_loop()

        def slowly(sound: bytes) -> Heard:
            asyncio.run_coroutine_threadsafe(pressed(), loop).result(10)
            return hear(sound)

        async def pressed() -> None:
            caller.key("0")
            await asyncio.sleep(0.1)

        monkeypatch.setattr(ear, "hear", slowly)
        await caller.hear()
        assert (await caller.speak())[0].startswith("prompt_help")

    call(runtime, ear, talk)


@pytest.mark.parametrize(
    "first", [b"GET / HTTP/1.1\r\n\r\n", b"\x10\x00\x00", b"\x03\x00\x015", b"\x01\xff\xff"]
)
def test_what_is_no_call_gets_no_answer(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch, first: bytes
) -> None:
    monkeypatch.setattr(spoken_call, "FIRST_SECONDS", 0.2)

    async def talk(caller: Caller) -> None:
        assert await caller.hear() == []
        assert not caller.hung_up

    call(runtime, Ear(), talk, first=first)


def test_too_many_calls_go_on_by_keys(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoken_call, "MOST_CALLS", 0)

    async def talk(caller: Caller) -> None:
        assert await caller.hear() == []
        assert caller.reset

    call(runtime, Ear(), talk)


@given(st.binary(max_size=2000))
def test_a_sound_is_cut_into_whole_frames(sound: bytes) -> None:
    pieces = cut(sound)

    assert all(len(piece) == FRAME for piece in pieces)
    assert b"".join(pieces).startswith(sound)
    assert len(pieces) == -(-len(sound) // FRAME)


@settings(max_examples=50)
@given(st.lists(st.integers(-32768, 32767), max_size=60), st.integers(1, 20))
def test_doubling_is_the_same_piece_by_piece(samples: list[int], size: int) -> None:
    sound = b"".join(sample.to_bytes(2, "little", signed=True) for sample in samples)
    doubler = Doubler()

    pieces = [doubler.take(sound[at : at + 2 * size]) for at in range(0, len(sound), 2 * size)]

    whole = Doubler().take(sound)
    assert b"".join(pieces) == whole
    assert whole[2::4] + whole[3::4] == sound[0::2] + sound[1::2]


def test_a_frame_is_kind_length_and_bytes() -> None:
    assert Frame(ID, b"abc").packed() == b"\x01\x00\x03abc"
