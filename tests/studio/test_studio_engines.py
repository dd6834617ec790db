"""The engines behind one protocol: what they give, what they refuse, and that they repeat."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import espeakng_loader  # type: ignore[import-untyped, unused-ignore]
import numpy as np
import pytest

from skill.errors import EngineError
from skill.leaflet.types import Pronunciation
from skill.studio import ENGINES, Samples, engine, engine_name
from skill.studio.engines import named
from skill.studio.engines.espeak import Espeak
from skill.studio.engines.piper import Piper
from skill.studio.engines.polly import Polly
from skill.studio.engines.silent import Silent
from skill.studio.lexicon import pronounced
from skill.studio.mp3 import encode

SENTENCE = "Blijf bewegen, ook als het pijn doet."


def fingerprint(samples: Samples) -> str:
    return hashlib.sha256(samples.wave.tobytes()).hexdigest()


@pytest.mark.parametrize(
    ("name", "voice", "full"),
    [
        ("espeak", None, "espeak 1.52 nl"),
        ("espeak", "nl+f1", "espeak 1.52 nl+f1"),
        ("gtts", None, "gtts nl"),
        ("piper", "/elsewhere/nl_NL-alex-medium.onnx", "piper nl_NL-alex-medium"),
        ("polly", "Lotte", "polly Lotte"),
    ],
)
def test_an_engine_is_named_without_loading_it(name: str, voice: str | None, full: str) -> None:
    assert engine_name(name, voice) == full


def test_an_unknown_engine_is_refused_with_the_names_that_exist() -> None:
    with pytest.raises(EngineError, match="espeak, gtts, kokoro, piper, polly"):
        engine("festival")
    assert "espeak" in ENGINES


@pytest.mark.parametrize(
    ("name", "voice", "module", "package"),
    [("piper", "x.onnx", "piper", "piper-tts"), ("polly", None, "boto3", "boto3")],
)
def test_a_missing_engine_says_what_to_install(
    name: str, voice: str | None, module: str, package: str
) -> None:
    try:
        __import__(module)
    except ImportError:
        with pytest.raises(EngineError, match=f"pip install {package}"):
            engine(name, voice)
    else:
        pytest.skip(f"{package} is installed here")


def test_piper_needs_a_voice() -> None:
    with pytest.raises(EngineError, match="download_voices"):
        engine("piper")


@pytest.mark.parametrize("name", ["espeak", "gtts"])
def test_an_unknown_voice_is_refused(name: str) -> None:
    with pytest.raises(EngineError, match="voice"):
        engine(name, "xx-none")


def test_silent_takes_exactly_its_time() -> None:
    assert Silent().speak("x" * 28, slow=False).seconds == 2
    assert Silent().speak("x" * 22, slow=True).seconds == 2


def test_espeak_gives_the_same_samples_every_time() -> None:
    voice = engine("espeak")
    first = fingerprint(voice.speak(SENTENCE, slow=False))
    voice.speak("Iets anders ertussen.", slow=True)
    assert fingerprint(voice.speak(SENTENCE, slow=False)) == first
    assert fingerprint(voice.speak(SENTENCE, slow=True)) != first


def test_espeak_gives_the_same_samples_in_another_process() -> None:
    script = (
        "import hashlib; from skill.studio import engine;"
        f"wave = engine('espeak').speak({SENTENCE!r}, slow=False).wave;"
        "print(hashlib.sha256(wave.tobytes()).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert run.stdout.strip() == fingerprint(engine("espeak").speak(SENTENCE, slow=False))


def test_espeak_may_be_used_from_several_threads() -> None:
    voice = engine("espeak")
    texts = [f"{SENTENCE} En {word}." for word in ("een", "twee", "drie", "vier")]
    alone = [fingerprint(voice.speak(text, slow=False)) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        said = pool.map(lambda text: fingerprint(voice.speak(text, slow=False)), texts * 4)
        assert list(said) == alone * 4


def test_espeak_starts_from_a_very_long_path(tmp_path: Path) -> None:
    deep = tmp_path / ("a" * 90) / ("b" * 90)
    deep.mkdir(parents=True)
    data = deep / "espeak-ng-data"
    data.symlink_to(espeakng_loader.get_data_path(), target_is_directory=True)
    voice = Espeak("nl", Path(espeakng_loader.get_library_path()), data)
    assert fingerprint(voice.speak(SENTENCE, slow=False)) == fingerprint(
        engine("espeak").speak(SENTENCE, slow=False)
    )


def test_espeak_says_when_its_data_is_gone(tmp_path: Path) -> None:
    with pytest.raises(EngineError):
        Espeak("nl", Path(espeakng_loader.get_library_path()), tmp_path / "espeak-ng-data")


def test_espeak_hears_the_lexicon(lexicon: dict[str, Pronunciation]) -> None:
    voice = engine("espeak")
    plain = voice.speak("Slik paracetamol.", slow=False)
    better = voice.speak(pronounced("Slik paracetamol.", lexicon, "espeak"), slow=False)
    assert fingerprint(plain) != fingerprint(better)
    # Mnemonics that were spelled out would take many times as long.
    assert better.seconds == pytest.approx(plain.seconds, rel=0.4)


def test_espeak_says_a_checked_word_of_the_list_as_it_says_its_mnemonics() -> None:
    voice, list_ = engine("espeak"), {"rug": Pronunciation(sound="rˈʏx", checked=True)}
    given = pronounced("Uw rug.", list_, "espeak")
    assert given == "Uw [[r'8x]]."
    assert fingerprint(voice.speak(given, slow=False)) == fingerprint(
        voice.speak("Uw rug.", slow=False)
    )


@dataclass
class Chunk:
    sample_rate: int
    audio_int16_bytes: bytes


class FakeVoice:
    """Stands for `piper.PiperVoice`: one chunk per call, longer when `length_scale` is."""

    def synthesize(self, text: str, syn_config: Any) -> Iterator[Chunk]:
        if text:
            assert syn_config["noise_scale"] == syn_config["noise_w_scale"] == 0
            yield Chunk(22_050, bytes(int(2000 * syn_config["length_scale"]) * 2))


def test_piper_joins_the_chunks_of_its_voice() -> None:
    voice = Piper(FakeVoice(), "voices/nl_NL-alex-medium.onnx", dict)
    assert voice.name == "piper nl_NL-alex-medium"
    assert len(voice.speak("Ja.", slow=False).wave) == 2000
    assert len(voice.speak("Ja.", slow=True).wave) == 2500
    with pytest.raises(EngineError, match="gives nothing"):
        voice.speak("", slow=False)


class FakeClient:
    """Stands for boto3's Polly: keeps the request, answers with `sound`."""

    def __init__(self, sound: bytes) -> None:
        self.sound = sound
        self.request: dict[str, str] = {}

    def synthesize_speech(self, **request: str) -> dict[str, BytesIO]:
        self.request = request
        if "weiger" in request["Text"]:
            raise RuntimeError("ThrottlingException")
        return {"AudioStream": BytesIO(self.sound)}


def test_polly_gets_ssml_and_its_mp3_is_decoded() -> None:
    wave = (0.5 * np.sin(np.arange(24_000) / 20)).astype(np.float32)
    client = FakeClient(encode(Samples(wave, 24_000)))
    said = Polly(client, "Laura").speak("Ja &amp; nee.", slow=True)
    assert said.rate == 24_000
    assert said.seconds == pytest.approx(1.08, abs=0.05)
    assert client.request["Text"] == '<speak><prosody rate="80%">Ja &amp; nee.</prosody></speak>'
    assert client.request["Engine"] == "neural"


def test_polly_gets_a_checked_word_of_the_list_by_its_sounds() -> None:
    wave = (0.5 * np.sin(np.arange(24_000) / 20)).astype(np.float32)
    client = FakeClient(encode(Samples(wave, 24_000)))
    list_ = {"rug": Pronunciation(sound="rˈʏx", checked=True)}
    Polly(client, "Lotte").speak(pronounced("Uw rug & uw been.", list_, "polly"), slow=False)
    assert client.request["Text"] == (
        '<speak>Uw <phoneme alphabet="ipa" ph="ˈrʏx">rug</phoneme> &amp; uw been.</speak>'
    )
    assert client.request["TextType"] == "ssml"


@pytest.mark.parametrize("sentence", ["weiger", "geen geluid"])
def test_polly_says_why_there_is_no_sound(sentence: str) -> None:
    with pytest.raises(EngineError, match="polly Lotte"):
        Polly(FakeClient(b"<xml/>"), "Lotte").speak(sentence, slow=False)
    with pytest.raises(EngineError, match="no Dutch voice"):
        Polly(FakeClient(b""), "Joanna")


@pytest.mark.parametrize(
    ("full", "name", "voice"),
    [
        ("espeak 1.52 nl+f1", "espeak", "nl+f1"),
        ("kokoro 1.0-int8 ef_dora:0.5+if_sara:0.5", "kokoro", "ef_dora:0.5+if_sara:0.5"),
        ("piper nl_NL-alex-medium", "piper", "nl_NL-alex-medium"),
        ("gtts nl", "gtts", "nl"),
        ("recording", "", ""),
        ("", "", ""),
    ],
)
def test_a_full_name_says_which_engine_and_voice(full: str, name: str, voice: str) -> None:
    assert named(full) == (name, voice)
