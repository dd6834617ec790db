"""A client that talks as Home Assistant does, and a service that runs while it talks."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from wyoming.asr import Transcribe, Transcript
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncTcpClient
from wyoming.error import Error
from wyoming.event import Event
from wyoming.handle import Handled
from wyoming.tts import Synthesize

from skill.channels import Runtime, Sounds, serve_connections
from skill.channels.wyoming import Conversations, LineSound
from skill.channels.wyoming.service import Pcm, Service, answer, pcm
from skill.ears import Heard

LOOPBACK = "127.0.0.1"


@dataclass
class Client:
    """Asks and listens, each over a connection of its own."""

    port: int
    conversation: str = "one"

    async def events(self, *sent: Event, until: str) -> list[Event]:
        """What is answered, up to an event of the kind `until` or the end of the connection."""
        found: list[Event] = []
        async with AsyncTcpClient(LOOPBACK, self.port) as client:
            for event in sent:
                await client.write_event(event)
            while True:
                event = await asyncio.wait_for(client.read_event(), 20)
                if event is None:
                    return found
                found.append(event)
                if event.type == until:
                    return found

    async def say(self, text: str) -> str:
        """The reply's text."""
        context = {"conversation_id": self.conversation} if self.conversation else None
        said = Transcript(text, context=context, language="nl")
        return str(Handled.from_event((await self.events(said.event(), until="handled"))[-1]).text)

    async def hear(self, sound: bytes) -> str:
        """What the ear makes of speech: 16 kHz, mono, 16 bits."""
        form = {"rate": 16_000, "width": 2, "channels": 1}
        chunk = AudioChunk(audio=sound, **form).event()
        sent = (Transcribe(language="nl").event(), AudioStart(**form).event(), chunk)
        (found,) = await self.events(*sent, AudioStop().event(), until="transcript")
        return str(Transcript.from_event(found).text)

    async def speak(self, text: str) -> Pcm | Error:
        """The sound of a text, or why there is none."""
        found = await self.events(Synthesize(text=text).event(), until="audio-stop")
        if not AudioStop.is_type(found[-1].type):
            return Error.from_event(found[-1])
        chunks = [AudioChunk.from_event(one) for one in found if AudioChunk.is_type(one.type)]
        assert {(chunk.width, chunk.channels) for chunk in chunks} == {(2, 1)}
        return Pcm(chunks[0].rate, b"".join(chunk.audio for chunk in chunks))


Talk = Callable[[Client], Coroutine[Any, Any, None]]


@dataclass
class Ear:
    """Hears one thing, whatever is said."""

    heard: Heard
    name: str = "fake"
    given: list[bytes] = field(default_factory=list)

    def hear(self, sound: bytes) -> Heard:
        self.given.append(sound)
        return self.heard


@dataclass
class Home:
    """Runs a talk with a service."""

    runtime: Runtime = field(repr=False)
    ear: Ear | None = None

    def run(self, talk: Talk) -> None:
        asyncio.run(self._run(talk))

    async def _run(self, talk: Talk) -> None:
        sounds = Sounds(self.runtime.settings.audio_dir)

        def sound(line: LineSound) -> Pcm | None:
            data = sounds.read(line.clip) if line.clip else None
            return pcm(data) if data else None

        runtime = replace(self.runtime, plays=sounds.whole)
        service = Service(runtime, Conversations(runtime, time.monotonic), sound, self.ear)
        opened: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        answers = partial(answer, service)
        serving = asyncio.create_task(serve_connections(answers, LOOPBACK, 0, opened.set_result))
        try:
            await talk(Client(await opened))
        finally:
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)
