"""Kokoro behind the protocol of engines: with a stand-in, and with the model where it is."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from skill.editorial import Content
from skill.errors import EngineError
from skill.leaflet import script
from skill.leaflet.types import Line, Pronunciation
from skill.settings import Settings, read_settings
from skill.studio import build, chosen, engine, engine_name, status
from skill.studio.engines.kokoro import RATE, Kokoro, guessed, phrases
from skill.studio.engines.kokoro_files import here
from skill.studio.engines.kokoro_voices import NAMED, label, mixed
from skill.studio.phonemes import ALPHABET
from skill.studio.plan import plan

if TYPE_CHECKING:
    from numpy.typing import NDArray

VOCABULARY = {sign: number for number, sign in enumerate(sorted(ALPHABET), start=1)}


class StandIn:
    """Hums a tenth of a second for every sound, divided by the speed, and remembers its calls."""

    def __init__(self, loudness: float = 0.3) -> None:
        self.calls: list[tuple[int, int, float]] = []
        self.loudness = loudness

    def wave(
        self, tokens: NDArray[np.int64], style: NDArray[np.float32], speed: float
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        self.calls.append((len(tokens), int(style[0]), speed))
        time = np.arange(int(len(tokens) * RATE / 14 / speed)) / RATE
        swell = 0.55 + 0.45 * np.cos(6 * np.pi * time)
        lasts = np.full(len(tokens) + 2, 3, dtype=np.int64)
        return (self.loudness * swell * np.sin(900 * time)).astype(np.float32), lasts


def styles() -> NDArray[np.float32]:
    """Every row holds its own number, so that a call shows which was taken."""
    return np.repeat(np.arange(510, dtype=np.float32)[:, None], 256, axis=1)


def kokoro(model: StandIn) -> Kokoro:
    return Kokoro(model, styles(), VOCABULARY)


@pytest.mark.parametrize(
    ("voice", "shares"),
    [
        ("if_sara", {"if_sara": 1}),
        ("ef_dora+if_sara", {"ef_dora": 0.5, "if_sara": 0.5}),
        ("if_sara:1+ef_dora:3", {"ef_dora": 0.75, "if_sara": 0.25}),
    ],
)
def test_a_mix_has_shares_that_add_up(voice: str, shares: dict[str, float]) -> None:
    assert mixed(voice) == shares
    assert sum(mixed("male").values()) == pytest.approx(1)


def test_one_mix_has_one_name() -> None:
    assert label("if_sara:1+ef_dora:1") == label("ef_dora:0.5+if_sara:0.5")
    assert engine_name("kokoro") == f"kokoro 1.0-int8 {label(NAMED['female'])}"
    assert engine_name("kokoro", "if_sara") == "kokoro 1.0-int8 if_sara"


@pytest.mark.parametrize(
    ("voice", "problem"),
    [
        ("nl_anna", "no voice 'nl_anna'"),
        ("", "no voice ''"),
        ("if_sara:0", "no weight"),
        ("if_sara:veel", "no weight"),
        ("if_sara:nan", "no weight"),
        ("if_sara:-1", "no weight"),
        ("if_sara+if_sara", "named twice"),
    ],
)
def test_what_is_no_voice(voice: str, problem: str) -> None:
    with pytest.raises(EngineError, match=problem):
        mixed(voice)


def test_sounds_are_said_in_the_style_of_their_number() -> None:
    model = StandIn()
    said = kokoro(model).speak("bˈɛl yːw hˈœysɑɾts ɔf apotˈeːk.", slow=False)

    assert said.rate == 24_000
    assert model.calls == [(31, 31, 0.95)]


@pytest.mark.parametrize(("styles", "row"), [(0, 31), (20, 31), (60, 60), (9999, 509)])
def test_a_higher_row_of_styles_may_be_asked_for(styles: int, row: int) -> None:
    model = StandIn()
    sentence = "bˈɛl yːw hˈœysɑɾts ɔf apotˈeːk."
    kokoro(model).paced(sentence, slow=False, pace=0.5, styles=styles)

    assert model.calls == [(31, row, 0.475)]


def test_a_short_text_is_said_after_a_sentence_that_is_cut_off() -> None:
    model = StandIn()
    said = kokoro(model).speak("ɣˈut tˈɪlən.", slow=False)

    ((count, row, _),) = model.calls
    assert count == row == 33 + 12
    # The last 12 sounds, half of the pause before them, and the silent token at the end.
    assert said.seconds == pytest.approx(count / 14 / 0.95 * 14 / 47, abs=0.05)


def test_a_phrase_after_a_colon_is_said_by_itself() -> None:
    model = StandIn()
    kokoro(model).speak("bˈɛl dˈɪɾɛkt dˈit ˈœyt: tvˈej tvˈej tvˈej tvˈej,", slow=True)

    assert [(count, speed) for count, _, speed in model.calls] == [(23, 0.8), (24, 0.8)]


@pytest.mark.parametrize(
    ("sentence", "made"),
    [
        ("jˈa.", ["jˈa."]),
        ("jˈa,", ["jˈa."]),
        ("jˈa", ["jˈa."]),
        ("jˈa: nˈeː?", ["jˈa.", "nˈeː?"]),
        (" , : .", []),
    ],
)
def test_a_phrase_ends_as_a_sentence_does(sentence: str, made: list[str]) -> None:
    assert phrases(sentence) == made


def test_an_unknown_word_is_guessed_when_it_is_said() -> None:
    assert guessed("mɛt {fietsen} jˈa, {fiets}.") == "mɛt fˈitsən jˈa, fˈits."


def test_a_wave_that_goes_too_far_is_taken_down() -> None:
    said = kokoro(StandIn(loudness=1.4)).speak("jˈa jˈa jˈa jˈa.", slow=False)

    assert np.abs(said.wave).max() == pytest.approx(0.95, abs=0.001)


@pytest.mark.parametrize(
    ("sentence", "problem"),
    [("jˈ7.", "no sound for '7'"), ("...", "nothing to say"), ("ja " * 200, "600 sounds")],
)
def test_what_cannot_be_said_is_told(sentence: str, problem: str) -> None:
    with pytest.raises(EngineError, match=problem):
        kokoro(StandIn()).speak(sentence, slow=False)


def test_a_voice_of_another_shape_is_refused() -> None:
    with pytest.raises(EngineError, match="numbers"):
        Kokoro(StandIn(), styles()[:10], VOCABULARY)


def test_without_its_files_it_says_where_they_should_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOKORO_DIR", str(tmp_path))
    with pytest.raises(EngineError, match=f"{tmp_path}: run `audio fetch-voice`.*KOKORO_DIR"):
        engine("kokoro")
    (tmp_path / "kokoro.onnx").write_bytes(b"half")
    (tmp_path / "vocab.json").write_text("{}")
    with pytest.raises(EngineError, match=r"kokoro\.onnx: is not the file"):
        engine("kokoro")


def test_a_line_is_voiced_by_its_sounds(tmp_path: Path) -> None:
    lines = [Line("rust", "Neem rust, of ga fietsen.", "passage", "concept")]
    lexicon = {
        word: Pronunciation(sound=sound)
        for word, sound in {"neem": "nˈeːm", "rust": "rˈʏst", "of": "ɔf", "ga": "ɣˈaː"}.items()
    }
    build(lines, lexicon, tmp_path, engine=kokoro(StandIn()), progress=lambda _: None)

    assert {one.state for one in status(lines, lexicon, tmp_path)} == {"fresh"}
    entry = json.loads((tmp_path / "manifest.json").read_text("utf-8"))["clips"]["rust"]
    assert entry["spoken"].endswith("{fietsen}.")
    better = lexicon | {"fietsen": Pronunciation(sound="fˈitsən")}
    assert {one.state for one in status(lines, better, tmp_path)} == {"stale"}


def test_clips_keep_the_voice_that_they_have(lines: list[Line], tmp_path: Path) -> None:
    settings = Settings(audio_dir=tmp_path / "audio", kokoro_dir=tmp_path / "kokoro")
    assert chosen(None, None, settings) == ("espeak", None)
    assert chosen("gtts", None, settings) == ("gtts", None)

    settings.kokoro_dir.mkdir()
    for name in ("kokoro.onnx", "vocab.json"):
        (settings.kokoro_dir / name).write_bytes(b"")
    assert chosen(None, None, settings) == ("kokoro", None)

    build(lines[3:], {}, settings.audio_dir, engine="espeak", jobs=1, progress=lambda _: None)
    assert chosen(None, None, settings) == ("espeak", "nl")
    assert chosen("kokoro", "male", settings) == ("kokoro", "male")


def real_engine() -> Kokoro:
    """The network with its voice; a named skip where they are not."""
    pytest.importorskip("onnxruntime", reason="onnxruntime is not installed: no kokoro here")
    folder = read_settings(os.environ).kokoro_dir
    if not here(folder):
        pytest.skip(f"the model of kokoro is not in {folder}: `audio fetch-voice` fetches it")
    voice = engine("kokoro")
    assert isinstance(voice, Kokoro)
    return voice


def test_the_real_voice_says_the_same_every_time(real_content: Content) -> None:
    voice = real_engine()
    line = script(real_content.leaflet)["alarm_112"]
    wanted = plan(line, real_content.lexicon, voice.name, {}, {}).normal
    first, other = wanted.utterances[0].given, wanted.utterances[-1].given
    sums = []
    for given in (first, other, first):
        said = voice.speak(given, slow=False)
        assert said.rate == RATE
        assert 0.3 < said.seconds < 10
        sums.append(hashlib.sha256(said.wave.tobytes()).hexdigest())

    assert sums[0] == sums[2] != sums[1]
