"""Home Assistant asks: what it is told, what it hears, and what nobody gets out of the service."""

from __future__ import annotations

import asyncio
import json
import threading

import pytest
from home_assistant import LOOPBACK, Client, Ear, Home
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wyoming.audio import AudioChunk, AudioStop
from wyoming.error import Error
from wyoming.event import Event
from wyoming.info import Describe, Info
from wyoming.ping import Ping, Pong

from skill.channels.wyoming import service as limits
from skill.channels.wyoming.service import Pcm
from skill.ears import Heard
from skill.manifest import Clip

STILL = b"\0\0" * 1600


def test_home_assistant_finds_an_agent_and_a_voice(home: Home) -> None:
    async def talk(client: Client) -> None:
        (found,) = await client.events(Describe().event(), until="info")
        info = Info.from_event(found)
        assert [one.name for one in info.handle] == ["Rugwijzer"]
        assert [one.name for one in info.tts] == ["Rugwijzer"]
        assert info.asr == []
        assert "nl" in info.handle[0].models[0].languages
        assert "nl" in info.tts[0].voices[0].languages

    home.run(talk)


def test_a_conversation_of_six_turns_is_heard_in_its_own_clips(home: Home) -> None:
    """Each turn is spoken, heard by the ear and asked; each answer is spoken by the clips of its
    lines."""
    home.ear = ear = Ear(Heard())

    async def talk(client: Client) -> None:
        for said, begins in [
            ("hoe til ik goed", "Goed tillen."),
            ("ja", "Iets oprapen."),
            ("langzamer", "Goed, ik praat langzamer."),
            ("ik kan mijn plas niet ophouden", "Dit kan ernstig zijn."),
            ("herhaal", "Dit kan ernstig zijn."),
            ("stop", "Goed."),
        ]:
            ear.heard = Heard(said, 0.9)
            text = await client.say(await client.hear(STILL))
            assert " ".join(text.split()).startswith(begins)
            sound = await client.speak(text)
            assert isinstance(sound, Pcm)
            lines = home_lines(home, text)
            seconds = sum(clip.seconds for clip in lines)
            assert len(sound.data) / 2 / sound.rate == pytest.approx(seconds, abs=0.1 * len(lines))

    home.run(talk)
    assert ear.given == [STILL] * 6


def test_a_home_that_gives_no_id_has_one_conversation(home: Home) -> None:
    """Each question comes over a connection of its own, and a warning must outlive it."""

    async def talk(client: Client) -> None:
        client.conversation = ""
        await client.say("ik kan mijn plas niet ophouden")
        assert "Bel eerst uw huisarts." in await client.say("hoe til ik goed")

    home.run(talk)


def home_lines(home: Home, text: str) -> list[Clip]:
    """The clips of which the sound of a text must be made."""
    slow = "\u00a0" in text
    left, clips = " ".join(text.split()), []
    by_text = {" ".join(line.text.split()): name for name, line in home.runtime.lines.items()}
    while left:
        line = max((words for words in by_text if left.startswith(words)), key=len)
        clip = home.runtime.clip(by_text[line], slow=slow)
        assert clip is not None
        clips.append(clip)
        left = left.removeprefix(line).strip()
    return clips


def test_another_text_is_refused_and_not_read_by_a_strange_voice(home: Home) -> None:
    async def talk(client: Client) -> None:
        refused = await client.speak("De lamp in de keuken is aan.")
        assert isinstance(refused, Error)
        assert refused.code == "unknown-text"

    home.run(talk)


def test_without_an_ear_speech_is_refused_by_name(home: Home) -> None:
    async def talk(client: Client) -> None:
        (refused,) = await client.events(AudioStop().event(), until="transcript")
        assert Error.from_event(refused).code == "no-ear"

    home.run(talk)


def test_speech_becomes_words_and_a_doubted_sign_is_asked_back(home: Home) -> None:
    home.ear = ear = Ear(Heard("ik kan mijn plas niet ophouden", 0.1))

    async def talk(client: Client) -> None:
        text = await client.hear(2 * STILL)
        assert ear.given == [2 * STILL]
        assert "Begrijp ik goed dat" in await client.say(text)

    home.run(talk)


def test_no_more_is_listened_to_than_fifteen_seconds(home: Home) -> None:
    home.ear = ear = Ear(Heard("ja", 0.9))

    async def talk(client: Client) -> None:
        minute = AudioChunk(rate=16000, width=2, channels=1, audio=b"\0" * 640_000).event()
        await client.events(minute, minute, minute, AudioStop().event(), until="transcript")

    home.run(talk)

    assert [len(sound) for sound in ear.given] == [15 * 16000 * 2]


class Hanging(Ear):
    """Comes to no end until it may."""

    def __init__(self) -> None:
        super().__init__(Heard("ja", 0.9))
        self.may = threading.Event()

    def hear(self, sound: bytes) -> Heard:
        self.may.wait(30)
        return super().hear(sound)


def test_an_ear_that_hangs_is_told_and_keeps_nobody_waiting(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "HEARING_SECONDS", 0.1)
    home.ear = ear = Hanging()

    async def talk(client: Client) -> None:
        (told,) = await client.events(AudioStop().event(), until="transcript")
        assert Error.from_event(told).code == "slow-ear"
        ear.may.set()

    home.run(talk)


def test_a_ping_is_answered(home: Home) -> None:
    async def talk(client: Client) -> None:
        (found,) = await client.events(Ping("hallo").event(), until="pong")
        assert Pong.from_event(found).text == "hallo"

    home.run(talk)


async def answered(port: int, raw: bytes) -> bytes:
    """All that comes back on bytes that a stranger sends."""
    reader, writer = await asyncio.open_connection(LOOPBACK, port)
    writer.write(raw)
    writer.write_eof()
    try:
        return await asyncio.wait_for(reader.read(), 10)
    except ConnectionError:
        return b""
    finally:
        writer.close()


STRANGE = [
    b"",
    b"\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"{}\n",
    b"[]\n",
    b'{"type": null}\n',
    b'{"type": "transcript"}\n',
    b'{"type": "transcript", "data": []}\n',
    b'{"type": "transcript", "data": {"text": null, "context": 7}}\n',
    b'{"type": "synthesize", "data": {"text": {}}}\n',
    b'{"type": "audio-chunk", "data": {"rate": 0, "width": 0, "channels": 0}}\n',
    b'{"type": "audio-chunk", "data": {"rate": 8000, "width": 2, "channels": 1},'
    b' "payload_length": 1}\n.',
    b'{"type": "ping", "payload_length": 99999999999}\n',
    b'{"type": "ping", "data_length": 99999999999}\n',
    b'{"type": "ping", "data_length": "a"}\n',
    b'{"type": "ping", "data_length": 5}\n[[[[[',
    b"[" * 60_000 + b"\n",
    b"x" * 200_000,
]


def test_what_is_no_event_ends_its_own_connection_and_no_other(
    home: Home, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    home.ear = Ear(Heard())

    async def talk(client: Client) -> None:
        for raw in STRANGE:
            await answered(client.port, raw)
        assert "Goed tillen." in await client.say("hoe til ik goed")

    home.run(talk)

    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from(["transcript", "synthesize", "transcribe", "audio-chunk", "describe", "x"]),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["text", "context", "rate", "width", "channels", "language", "voice"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=8,
    ),
)
def test_any_json_is_answered_or_ended(
    home: Home, caplog: pytest.LogCaptureFixture, kind: str, data: object
) -> None:
    async def talk(client: Client) -> None:
        raw = json.dumps({"type": kind, "data": data}).encode() + b"\n"
        for row in (await answered(client.port, raw)).split(b"\n")[:1]:
            assert row == b"" or "type" in json.loads(row)

    home.run(talk)
    assert caplog.records == []


def test_who_holds_connections_open_is_sent_away(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_CONNECTIONS", 2)

    async def talk(client: Client) -> None:
        held = [await asyncio.open_connection(LOOPBACK, client.port) for _ in range(2)]
        assert await answered(client.port, b'{"type": "ping"}\n') == b""
        for _, writer in held:
            writer.close()
            await writer.wait_closed()
        pong = await answered(client.port, b'{"type": "ping"}\n')
        assert json.loads(pong.split(b"\n")[0])["type"] == "pong"

    home.run(talk)


def test_who_says_nothing_is_sent_away(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PATIENCE", 0.05)

    async def talk(client: Client) -> None:
        reader, writer = await asyncio.open_connection(LOOPBACK, client.port)
        assert await asyncio.wait_for(reader.read(), 10) == b""
        writer.close()

    home.run(talk)


def test_an_event_of_a_later_protocol_is_passed_over(home: Home) -> None:
    async def talk(client: Client) -> None:
        later = Event("select-program", {"name": "Rugwijzer"})
        (found,) = await client.events(later, Ping("er").event(), until="pong")
        assert Pong.from_event(found).text == "er"

    home.run(talk)
