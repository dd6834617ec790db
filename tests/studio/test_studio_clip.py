"""From sentences to a finished clip: joined with pauses, framed in silence, loud enough."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from skill.errors import AudioError, EngineError
from skill.studio import Samples, engine
from skill.studio.clip import finish, measure
from skill.studio.engines.silent import Silent
from skill.studio.frames import frames
from skill.studio.mp3 import at_clip_rate, decode
from skill.studio.plan import Utterance
from skill.studio.renditions import Rendition
from skill.studio.samples import edges
from skill.studio.speak import PACES, speak


def utterances(*sentences: str) -> list[Utterance]:
    return [Utterance(sentence, sentence) for sentence in sentences]


class Fixed:
    """An engine that gives the same wave for everything."""

    kind = name = "fixed"

    def __init__(self, wave: NDArray[np.float32], rate: int = 22_050) -> None:
        self._samples = Samples(wave, rate)

    def speak(self, sentence: str, *, slow: bool) -> Samples:
        return self._samples


class Rushing:
    """Says 22 characters a second at its own pace: more than a listener follows."""

    kind = name = "rushing"

    def __init__(self) -> None:
        self.paces: list[float] = []

    def speak(self, sentence: str, *, slow: bool) -> Samples:
        return self.paced(sentence, slow=slow, pace=1.0)

    def paced(self, sentence: str, *, slow: bool, pace: float, styles: int = 0) -> Samples:
        self.paces.append(pace)
        length = round(22_050 * len(sentence) / (22 * pace))
        return Samples(np.full(length, 0.3, dtype=np.float32), 22_050)


def test_a_sentence_that_would_be_rushed_is_said_steadier() -> None:
    rushing = Rushing()
    said = speak(utterances("x" * 52), rushing, slow=False)
    assert rushing.paces == [1.0, *PACES]
    assert said.seconds == pytest.approx(52 / (22 * PACES[-1]), abs=0.02)


def test_a_rendition_has_its_pace_and_is_said_steadier_like_any_other() -> None:
    rushing = Rushing()
    speak(utterances("x" * 52), rushing, slow=False, rendition=Rendition("brisk", pace=1.02))
    assert rushing.paces == [1.02, *(1.02 * pace for pace in PACES)]


def test_an_engine_with_one_way_to_speak_refuses_a_rendition() -> None:
    with pytest.raises(EngineError, match="silent nl has one way to say a line, so not 'brisk'"):
        speak(utterances("Ja."), Silent(), slow=False, rendition=Rendition("brisk", pace=1.06))


@pytest.mark.parametrize(("slow", "pace", "pause"), [(False, 14, 0.25), (True, 11, 0.4)])
def test_sentences_are_joined_with_a_pause(slow: bool, pace: int, pause: float) -> None:
    said = speak(utterances("x" * 28, "y" * 42), Silent(), slow=slow)
    assert said.seconds == pytest.approx(70 / pace + pause, abs=0.03)


@pytest.mark.parametrize(
    ("seconds", "problem"),
    [(0.0, "gives no speech"), (0.01, "gives no speech"), (0.5, "56.0 char"), (9.0, "3.1 char")],
)
def test_what_no_human_would_take_is_refused(seconds: float, problem: str) -> None:
    noise = np.full(int(22_050 * seconds), 0.3, np.float32)
    with pytest.raises(EngineError, match=problem):
        speak(utterances("x" * 28), Fixed(noise), slow=False)


def test_a_short_text_may_take_its_time() -> None:
    assert (
        speak(utterances("Ja."), Fixed(np.full(22_050, 0.3, np.float32)), slow=False).seconds == 1
    )


def test_nothing_to_say_is_an_error() -> None:
    with pytest.raises(EngineError, match="no sentence"):
        speak([], Silent(), slow=False)


def test_silence_around_a_sentence_is_taken_off() -> None:
    wave = np.zeros(22_050, np.float32)
    wave[8000:12_000] = 0.5
    first, last = edges(wave, 22_050)
    assert 7800 <= first <= 8000
    assert 12_000 <= last <= 12_200


@pytest.mark.parametrize("sentence", ["Ja.", "Blijf bewegen, ook als het pijn doet. " * 4])
@pytest.mark.parametrize("slow", [False, True])
def test_a_clip_of_a_real_voice_is_inside_every_window(sentence: str, slow: bool) -> None:
    data, measured = finish(engine("espeak").speak(sentence, slow=slow))
    assert measured.problems() == []
    assert measure(data) == measured
    assert frames(data).rate == 22_050


@pytest.mark.parametrize(("rate", "kept"), [(24_000, 24_000), (16_000, 22_050), (44_100, 22_050)])
def test_only_24000_keeps_its_rate(rate: int, kept: int) -> None:
    data, measured = finish(Silent(rate=rate).speak("Blijf bewegen. " * 3, slow=False))
    assert frames(data).rate == measured.rate == kept
    assert measured.problems() == []


def test_resampling_keeps_the_sound() -> None:
    time = np.arange(44_100) / 44_100
    sound = Samples((0.5 * np.sin(2 * np.pi * 1000 * time)).astype(np.float32), 44_100)
    wave = at_clip_rate(sound).wave[2000:-2000]
    assert np.abs(wave).max() == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("data", [b"", b"RIFF", b"not a sound", bytes(5000)])
def test_what_is_no_sound_is_refused(data: bytes) -> None:
    with pytest.raises(AudioError):
        decode(data)


def test_silence_is_no_clip() -> None:
    with pytest.raises(AudioError, match="silent"):
        finish(Samples(np.zeros(22_050, np.float32), 22_050))


def test_two_processes_make_the_same_bytes() -> None:
    script = Path(__file__).with_name("one_clip.py")
    run = subprocess.run([sys.executable, str(script)], capture_output=True, check=True, text=True)
    data, _ = finish(engine("espeak").speak("Blijf bewegen, ook als het pijn doet.", slow=False))
    here = hashlib.sha256(data).hexdigest()
    assert run.stdout.strip() == here
