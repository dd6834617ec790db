"""Ears behind their protocol: with a stand-in for the model, and with the model that EAR names."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from skill.dialogue import SURE
from skill.ears import (
    DEFAULT_MODEL,
    EARS,
    RATE,
    Ear,
    Endpointer,
    Heard,
    ear,
    ear_name,
    hint_words,
    read_sound,
    seconds,
    vad,
)
from skill.ears.attentive import Attentive
from skill.ears.endpoint import FRAME
from skill.ears.silero import _network
from skill.ears.whisper import Whisper
from skill.ears.words import MOST_WORDS
from skill.errors import AudioError, EarError, SettingsError
from skill.leaflet import Leaflet
from skill.manifest import read_manifest
from skill.settings import ROOT, read_settings

pytest.importorskip("numpy", reason="numpy is not installed: no ear can be tried")


@dataclass
class Segment:
    """What faster-whisper gives for a piece of sound."""

    text: str
    avg_logprob: float = -0.1
    no_speech_prob: float = 0.0


@dataclass
class Transcribe:
    """Stands for the model: gives these segments, and remembers what it was asked."""

    segments: list[Segment]
    asked: dict[str, Any] = field(default_factory=dict)

    def __call__(self, wave: Any, **options: Any) -> tuple[list[Segment], None]:
        self.asked = {**options, "samples": len(wave), "loudest": float(abs(wave).max())}
        return self.segments, None


SECOND = b"\x00\x40" * 16_000
"""One second at half of full scale."""


def test_whisper_is_asked_for_dutch_and_the_same_every_time() -> None:
    model = Transcribe([Segment(" Hoe til ik goed? ")])
    heard = Whisper("base", model, ["paracetamol", "ibuprofen"]).hear(SECOND)

    assert heard.text == "Hoe til ik goed?"
    assert (model.asked["language"], model.asked["temperature"]) == ("nl", 0)
    assert (model.asked["samples"], model.asked["loudest"]) == (16_000, 0.5)
    assert model.asked["hotwords"] == "paracetamol, ibuprofen"


def test_without_words_none_are_hinted() -> None:
    model = Transcribe([])
    Whisper("base", model).hear(SECOND)

    assert model.asked["hotwords"] is None


def test_whisper_may_tell_times_else_it_leaves_out_a_second_sentence() -> None:
    model = Transcribe([Segment("Het deed pijn."), Segment("En nu kan ik niet plassen.")])
    heard = Whisper("base", model).hear(SECOND)

    assert not model.asked["without_timestamps"]
    assert heard.text == "Het deed pijn. En nu kan ik niet plassen."


@pytest.mark.parametrize(
    ("likely", "sure"), [(0.0, 1.0), (-0.105, 0.9), (-0.916, 0.4), (-3.0, 0.05), (0.2, 1.0)]
)
def test_certainty_is_the_likelihood_of_the_words(likely: float, sure: float) -> None:
    heard = Whisper("base", Transcribe([Segment("ja", likely)])).hear(SECOND)

    assert heard.sure == pytest.approx(sure, abs=0.005)


def test_a_long_part_weighs_more_than_a_short_one() -> None:
    parts = [Segment("Mijn been is al twee dagen doof.", -0.1), Segment("ja", -3.0)]
    heard = Whisper("base", Transcribe(parts)).hear(SECOND)

    assert heard.text == "Mijn been is al twee dagen doof. ja"
    assert 0.7 < heard.sure < 0.9


@pytest.mark.parametrize(
    "segments",
    [
        [],
        [Segment("  ")],
        [Segment("Ondertiteling door de gemeenschap.", -1.4, no_speech_prob=0.9)],
    ],
    ids=["no segment", "a blank one", "words made of silence"],
)
def test_where_nothing_is_said_nothing_is_heard(segments: list[Segment]) -> None:
    assert Whisper("base", Transcribe(segments)).hear(SECOND) == Heard("", 0.0)


def test_a_sound_that_is_too_short_is_not_recognised() -> None:
    model = Transcribe([Segment("ja")])

    assert Whisper("base", model).hear(SECOND[:3000]) == Heard()
    assert Whisper("base", model).hear(b"") == Heard()
    assert model.asked == {}


def test_what_was_heard_is_in_no_repr() -> None:
    assert "doof" not in repr(Heard("mijn been is doof", 0.8))


@dataclass
class Listener:
    """An ear that remembers what reached it."""

    name: str = "test"
    sounds: list[bytes] = field(default_factory=list)

    def hear(self, sound: bytes) -> Heard:
        self.sounds.append(sound)
        return Heard("ja", 0.9)


def loud() -> Callable[[bytes], float]:
    """A detector that takes every sound for speech, and only that."""
    return lambda frame: 0.9 if any(frame) else 0.0


def test_an_attentive_ear_hears_nothing_where_nobody_speaks() -> None:
    listener = Listener()

    assert Attentive(listener, loud).hear(bytes(64_000)) == Heard()
    assert listener.sounds == []


def test_an_attentive_ear_is_given_what_was_said_and_little_more() -> None:
    listener = Listener()
    said = b"\x01\x20" * 16_000 + bytes(32_000) + b"\x01\x20" * 8_000
    heard = Attentive(listener, loud).hear(bytes(64_000) + said + bytes(96_000))

    assert heard == Heard("ja", 0.9)
    (given,) = listener.sounds
    assert said in given
    assert len(given) <= len(said) + 24 * FRAME


def test_there_is_no_other_ear() -> None:
    for name in ("", "siri", "siri:base", ":base", "Whisper"):
        with pytest.raises(EarError, match="these exist: whisper"):
            ear(name)
    assert issubclass(EarError, SettingsError), "so that a command ends with 2"


@pytest.mark.parametrize(
    ("setting", "called"),
    [
        ("whisper", f"whisper {DEFAULT_MODEL}"),
        ("whisper:base", "whisper base"),
        ("whisper:Systran/faster-whisper-small", "whisper small"),
        ("whisper:/srv/models/whisper-base", "whisper base"),
    ],
)
def test_an_ear_is_called_by_its_model(setting: str, called: str) -> None:
    assert ear_name(setting) == called


@pytest.mark.parametrize("wanted", [*EARS, "vad"])
def test_an_ear_that_is_not_installed_says_what_to_install(
    wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("faster_whisper", "faster_whisper.vad", "faster_whisper.utils"):
        monkeypatch.setitem(sys.modules, module, None)
    _network.cache_clear()
    with pytest.raises(EarError, match=r"pip install -r requirements-ear\.txt"):
        vad() if wanted == "vad" else ear(wanted)


def test_a_few_words_of_the_content_are_hinted(leaflet: Leaflet) -> None:
    words = hint_words(leaflet)

    assert words[:3] == (leaflet.title, "paracetamol", "ibuprofen")
    assert len(words) == MOST_WORDS
    many = hint_words(leaflet, 1000)
    assert len(set(many)) == len(many) > 20
    assert not [word for word in many[1:] if " " in word]


@pytest.fixture(scope="module")
def real() -> Ear:
    """The ear that EAR names, attentive and without hints; a named skip where there is none."""
    pytest.importorskip("faster_whisper", reason="faster-whisper is not installed: no real ear")
    setting = read_settings(os.environ).ear or pytest.skip("EAR is not set: no model to hear with")
    return ear(setting)


CLIPS = {
    "subject_zwangerschap": "zwanger",
    "prompt_goodbye-silence": "huisarts",
    "menu_tillen-en-opstaan": "dragen",
    "offer_paracetamol": "paracetamol",
}
"""Clips, and a word of each that the smallest advised model hears."""


def clip(line_id: str) -> bytes:
    """The sound of a clip that is shipped, as an ear takes it."""
    from skill.studio.mp3 import decode
    from skill.studio.samples import resampled, to_int16

    found = read_manifest(ROOT / "audio").clips[line_id].normal
    data = (ROOT / "audio" / found.file).read_bytes()
    return to_int16(resampled(decode(data), RATE).wave)


@pytest.mark.parametrize("line_id", CLIPS)
def test_a_real_ear_hears_our_clips(real: Ear, line_id: str) -> None:
    heard = real.hear(bytes(RATE) + clip(line_id) + bytes(3 * RATE))

    assert CLIPS[line_id] in heard.text.lower()
    assert SURE < heard.sure <= 1


def test_a_real_ear_hears_the_same_every_time(real: Ear) -> None:
    sound = clip("offer_paracetamol")

    assert real.hear(sound) == real.hear(sound)


@pytest.mark.parametrize("sound", ["silence", "noise", "tone"])
def test_a_real_ear_makes_no_words_of_what_is_no_speech(real: Ear, sound: str) -> None:
    import numpy as np

    time = np.arange(4 * RATE)
    waves = {
        "silence": 0 * time,
        "noise": np.random.default_rng(1).standard_normal(len(time)) * 3000,
        "tone": np.sin(time * 2 * np.pi * 440 / RATE) * 8000,
    }

    assert real.hear(waves[sound].astype("<i2").tobytes()) == Heard()


def test_a_real_detector_finds_an_utterance_in_a_stream(real: Ear) -> None:
    said = clip("offer_paracetamol")
    pointer = Endpointer(vad())
    stream = bytes(4 * RATE) + said + bytes(4 * RATE)
    moments = [
        one for at in range(0, len(stream), 640) for one in pointer.take(stream[at : at + 640])
    ]

    assert [one.kind for one in moments] == ["began", "ended"]
    assert seconds(moments[1].sound) == pytest.approx(seconds(said), abs=0.6)
    assert "horen" in real.hear(moments[1].sound).text.lower()


def test_what_is_recorded_otherwise_is_decoded(real: Ear) -> None:
    """An MP3 file has another rate, and no sample of it is the same."""
    found = read_manifest(ROOT / "audio").clips["offer_paracetamol"].normal
    sound = read_sound((ROOT / "audio" / found.file).read_bytes())

    assert seconds(sound) == pytest.approx(found.seconds, abs=0.1)
    assert "paracetamol" in real.hear(sound).text.lower()
    with pytest.raises(AudioError, match="no sound that can be read"):
        read_sound(b"hoe til ik goed?")
