"""One text -> one file: for trying how a word or a sentence sounds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from skill.atomic_write import write_whole
from skill.leaflet.types import Line
from skill.studio.clip import finish
from skill.studio.engines import engine as find_engine
from skill.studio.lexicon import Lexicon
from skill.studio.mp3 import decode
from skill.studio.plan import plan
from skill.studio.samples import to_int16
from skill.studio.speak import speak
from skill.studio.voice_script import missing_words
from skill.studio.wav_file import wav_file


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a text."""

    sentences: tuple[tuple[str, str], ...]
    """Each in words, and as the engine was given it."""
    missing: tuple[str, ...]
    """Rows for the lexicon, of words that it does not have."""
    seconds: float
    voice: str
    """Full name of engine and voice."""


def say(
    text: str, lexicon: Lexicon, out: Path, *, engine: str, voice: str | None, slow: bool
) -> Said:
    """Speaks `text` into `out`, mastered as a clip is: MP3, or WAV of the decoded clip.

    AudioError when there is nothing to say or the result does not conform; EngineError when the
    engine cannot.
    """
    speaker = find_engine(engine, voice)
    line = Line("zeg", text, "say", "")
    wanted = plan(line, lexicon, speaker.name, {}, {}).normal
    data, measured = finish(speak(wanted.utterances, speaker, slow=slow))
    write_whole(out, data if out.suffix == ".mp3" else _wav(data))
    return Said(
        tuple((one.words, one.given) for one in wanted.utterances),
        tuple(row for _, row in missing_words([line], lexicon).values()),
        measured.seconds,
        speaker.name,
    )


def _wav(clip: bytes) -> bytes:
    sound = decode(clip)
    return wav_file(to_int16(sound.wave), "pcm", sound.rate)
