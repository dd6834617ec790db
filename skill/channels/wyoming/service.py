"""The Wyoming service: events of the protocol in, events out (github.com/OHF-Voice/wyoming).

    describe                              -> info: what is here
    transcript (words, conversation id)   -> handled (the reply as text)
    synthesize (text)                     -> audio-start, audio-chunk ..., audio-stop
    transcribe, audio-start, audio-chunk ..., audio-stop -> transcript, where there is an ear
    ping                                  -> pong

The protocol has no login and no limits: who can reach the port can talk, so the limits are here.
"""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import miniaudio  # type: ignore[import-untyped, unused-ignore]
from wyoming.asr import Transcribe, Transcript
from wyoming.audio import AudioChunk, AudioChunkConverter, AudioStart, AudioStop
from wyoming.error import Error
from wyoming.event import Event
from wyoming.handle import Handled
from wyoming.info import (
    AsrModel,
    AsrProgram,
    Attribution,
    Describe,
    HandleModel,
    HandleProgram,
    Info,
    TtsProgram,
    TtsVoice,
)
from wyoming.ping import Ping, Pong
from wyoming.server import AsyncEventHandler
from wyoming.tts import Synthesize

from skill import __version__
from skill.channels.runtime import Runtime
from skill.channels.wyoming.conversations import Conversations
from skill.channels.wyoming.spoken_text import LineSound, SpokenText, reply_text
from skill.dialogue import SURE
from skill.ears import RATE, WIDTH, Ear, WaitingRoom
from skill.errors import AudioError

LANGUAGES = ["nl", "nl-NL", "nl-BE"]
NAME = "Rugwijzer"

LOWEST_RATE, HIGHEST_RATE = 8_000, 48_000
"""Of what is taken and made the ear's own."""
LONGEST_SPEECH = 15
"""Seconds of speech that are listened to; what comes after is left out."""
HEARING_SECONDS = 30.0
"""How long one waits for the ear: for who spoke before, and for what was said."""
LARGEST_EVENT = 1_000_000
"""Bytes of one part of an event; longer is no event of ours."""
PATIENCE = 60.0
"""Seconds that a connection may wait for its next event."""
MOST_CONNECTIONS = 64
CHUNK = 9600
"""Bytes of sound in one event: a fifth of a second at 24,000 samples."""


@dataclass(frozen=True, slots=True)
class Pcm:
    """Sound as it goes over the wire: 16 bits, one channel."""

    rate: int
    data: bytes = field(repr=False)


@dataclass(slots=True)
class Service:
    """What every connection works with."""

    runtime: Runtime
    conversations: Conversations
    sound: Callable[[LineSound], Pcm | None]
    """The sound of one line; None when there is none. Called in threads."""
    ear: Ear | None = None
    """None where there is no ear."""
    spoken: SpokenText = field(init=False)
    room: WaitingRoom | None = field(init=False)
    """A recogniser takes a whole processor and knows one listener at a time."""
    open: int = 0
    """Connections that are open."""

    def __post_init__(self) -> None:
        self.spoken = SpokenText(self.runtime)
        self.room = WaitingRoom(self.ear) if self.ear else None

    def info(self) -> Info:
        """What Home Assistant is told of us."""
        leaflet = self.runtime.leaflet
        about: dict[str, Any] = {
            "attribution": Attribution(name=NAME, url=""),
            "installed": True,
            "description": f"{NAME}: {leaflet.title}",
            "version": __version__,
        }
        model = HandleModel(name=leaflet.title, languages=LANGUAGES, **about)
        voice = TtsVoice(name=NAME, languages=LANGUAGES, **about)
        info = Info(
            handle=[HandleProgram(name=NAME, models=[model], **about)],
            tts=[TtsProgram(name=NAME, voices=[voice], **about)],
        )
        if self.ear is not None:
            ear = AsrModel(name=NAME, languages=LANGUAGES, **about)
            info.asr = [AsrProgram(name=NAME, models=[ear], **about)]
        return info


def pcm(data: bytes) -> Pcm:
    """The sound of a clip. Raises AudioError for bytes that are no MP3."""
    try:
        rate = miniaudio.mp3_get_info(data).sample_rate
        sound = miniaudio.decode(data, nchannels=1, sample_rate=rate)
    except miniaudio.MiniaudioError as error:
        raise AudioError(f"a clip cannot be read: {error}") from error
    return Pcm(rate, sound.samples.tobytes())


async def answer(
    service: Service, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Answers one connection."""
    await Handler(service, reader, writer).run()


class Handler(AsyncEventHandler):
    """One connection."""

    def __init__(
        self, service: Service, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        super().__init__(_Bounded(reader), writer)  # type: ignore[arg-type]
        self._service = service
        # A client that gives no id (Home Assistant before the library's 1.8 could not) has one
        # conversation: each question comes over a new connection, and a warning must outlive it.
        self._from = f"from {(writer.get_extra_info('peername') or ['?'])[0]}"
        self._speech = bytearray()
        self._convert = AudioChunkConverter(rate=RATE, width=2, channels=1)

    async def run(self) -> None:
        """Answers events until the other side goes, waits too long, or sends what is no event."""
        self._service.open += 1
        try:
            if self._service.open <= MOST_CONNECTIONS:
                await super().run()
        except (OSError, EOFError, RecursionError, *_NO_EVENT):
            # Told nowhere: an event that cannot be read may hold what somebody said.
            pass
        finally:
            self._service.open -= 1
            self.writer.close()

    async def handle_event(self, event: Event) -> bool:
        """Answers one event; False ends the connection."""
        if Describe.is_type(event.type):
            await self.write_event(self._service.info().event())
        elif Transcript.is_type(event.type):
            await self._answer(Transcript.from_event(event))
        elif Synthesize.is_type(event.type):
            return await self._speak(Synthesize.from_event(event).text)
        elif Transcribe.is_type(event.type) or AudioStart.is_type(event.type):
            self._speech.clear()
        elif AudioChunk.is_type(event.type):
            self._take(AudioChunk.from_event(event))
        elif AudioStop.is_type(event.type):
            return await self._listen()
        elif Ping.is_type(event.type):
            await self.write_event(Pong(text=Ping.from_event(event).text).event())
        return True

    async def _answer(self, said: Transcript) -> None:
        context = said.context if isinstance(said.context, dict) else {}
        conversation = str(context.get("conversation_id") or self._from)
        today = datetime.date.today().isoformat()
        reply = self._service.conversations.turn(conversation, str(said.text), today)
        text = reply_text(self._service.runtime, reply)
        await self.write_event(Handled(text=text, context=said.context).event())

    async def _speak(self, text: str) -> bool:
        parts = await asyncio.to_thread(self._sounds, str(text))
        if not parts:
            message = "deze tekst is geen antwoord van Rugwijzer"
            await self.write_event(Error(text=message, code="unknown-text").event())
            return False
        form = {"rate": parts[0].rate, "width": 2, "channels": 1}
        await self.write_event(AudioStart(**form).event())
        for part in parts:
            for start in range(0, len(part.data), CHUNK):
                piece = part.data[start : start + CHUNK]
                await self.write_event(AudioChunk(audio=piece, **form).event())
        await self.write_event(AudioStop().event())
        return True

    def _sounds(self, text: str) -> list[Pcm]:
        """The sounds of a text, all of one rate; empty when it cannot be spoken whole."""
        lines = self._service.spoken.sounds(text) or []
        found = [part for line in lines if (part := self._service.sound(line)) is not None]
        whole = len(found) == len(lines) and len({part.rate for part in found}) == 1
        return found if whole else []

    def _take(self, chunk: AudioChunk) -> None:
        frame = chunk.width * chunk.channels
        if chunk.width not in (1, 2, 4) or chunk.channels not in (1, 2) or len(chunk.audio) % frame:
            raise ValueError("no sound of whole samples")
        if not LOWEST_RATE <= chunk.rate <= HIGHEST_RATE:
            raise ValueError("no rate of speech")
        left = LONGEST_SPEECH * RATE * WIDTH - len(self._speech)
        if self._service.ear is not None and left > 0:
            self._speech += self._convert.convert(chunk).audio[:left]

    async def _listen(self) -> bool:
        room, speech = self._service.room, bytes(self._speech)
        self._speech.clear()
        if room is None:
            message = "hier is geen spraakherkenning geïnstalleerd"
            await self.write_event(Error(text=message, code="no-ear").event())
            return False
        try:
            hearing = asyncio.wrap_future(room.hear(speech))
            heard = await asyncio.wait_for(hearing, HEARING_SECONDS)
        except TimeoutError:
            message = "de spraakherkenning is bezet of staat stil"
            await self.write_event(Error(text=message, code="slow-ear").event())
            return False
        if heard.sure < SURE:
            self._service.conversations.doubt(heard.text)
        await self.write_event(Transcript(text=heard.text, language=LANGUAGES[0]).event())
        return True


_NO_EVENT = (TypeError, ValueError, KeyError, AttributeError)
"""What is raised for JSON of another shape, by the protocol's library and here."""


class _Bounded:
    """A reader that waits so long and reads so much, and no more."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        self._reader = reader

    async def readline(self) -> bytes:
        return await asyncio.wait_for(self._reader.readline(), PATIENCE)

    async def readexactly(self, count: int) -> bytes:
        if count > LARGEST_EVENT:
            raise ValueError("a part of an event that no event of ours has")
        return await asyncio.wait_for(self._reader.readexactly(count), PATIENCE)

    def feed_eof(self) -> None:
        self._reader.feed_eof()
