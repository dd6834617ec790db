"""Sounds for a telephone exchange: the right bytes, at the right loudness, and no work twice."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import numpy as np
import pytest
from G722 import G722

from skill.errors import AudioError
from skill.studio.line_sound import at_line_level, audioop, line_sound
from skill.studio.loudness import loudness
from skill.studio.mp3 import encode
from skill.studio.recipe import TELEPHONE_RATES
from skill.studio.samples import from_int16
from skill.studio.speech_engine import Samples
from skill.studio.telephone import SOUNDS_FILE, Sound, join, line_seconds, place, telephone
from skill.studio.wav_file import CODECS, joined, wav_seconds

FORMATS = ("alaw", "g722")


def clip(seconds: float = 2.0, level: float = 0.3) -> bytes:
    """An MP3 with tones that come and go as syllables do."""
    time = np.arange(round(seconds * 22050)) / 22050
    sound = np.sin(2 * np.pi * 220 * time) + 0.5 * np.sin(2 * np.pi * 1900 * time)
    wave = level * sound * np.sin(2 * np.pi * 2 * time) ** 2
    return encode(Samples(wave.astype(np.float32), 22050))


def sound(folder: Path, name: str, data: bytes) -> Sound:
    path = folder / f"{name}-0a1b.mp3"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return Sound(f"normal/{name}", path, hashlib.sha256(data).hexdigest())


@pytest.fixture
def two(tmp_path: Path) -> list[Sound]:
    folder = tmp_path / "audio"
    return [sound(folder, "goed", clip()), sound(folder, "dag", clip(1.0))]


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("format", ["alaw", "ulaw", "g722"])
def test_a_sound_has_the_loudness_of_a_telephone_exchange(format: str) -> None:
    for level in (0.05, 0.6):
        data = line_sound(clip(3.0, level), format)
        assert len(data) == pytest.approx(3.0 * 8000, rel=0.05)
        played = {
            "alaw": lambda data: audioop.alaw2lin(data, 2),
            "ulaw": lambda data: audioop.ulaw2lin(data, 2),
            "g722": lambda data: np.asarray(G722(16_000, 64_000).decode(data), "<i2").tobytes(),
        }[format](data)
        wave = from_int16(played, TELEPHONE_RATES[format]).wave
        assert loudness(wave, TELEPHONE_RATES[format]) == pytest.approx(-19.0, abs=0.5)
        assert 20 * np.log10(np.abs(wave).max()) <= -2.9


@pytest.mark.parametrize("format", [one for one in TELEPHONE_RATES if one.endswith(".wav")])
def test_a_wav_file_holds_the_sound_of_the_line(format: str) -> None:
    file, codec = line_sound(clip(), format), format.removesuffix(".wav")
    bare = at_line_level(clip(), 8000) if codec == "pcm" else line_sound(clip(), codec)
    assert file[-len(bare) :] == bare or file[-len(bare) - 1 : -1] == bare
    assert wav_seconds(file) == len(at_line_level(clip(), 8000)) / 16_000


def test_nothing_above_four_kilohertz_comes_back_as_something_else() -> None:
    time = np.arange(22050 * 2) / 22050
    low, high = np.sin(2 * np.pi * 400 * time), np.sin(2 * np.pi * 6000 * time)
    data = encode(Samples((0.2 * low + 0.2 * high).astype(np.float32), 22050))
    wave = from_int16(at_line_level(data, 8000), 8000).wave
    spectrum = np.abs(np.fft.rfft(wave[4000:12000].astype(float)))
    folded = spectrum[1900:2100].max()  # 6 kHz would be heard as 2 kHz
    assert 20 * np.log10(folded / spectrum.max()) < -55


def test_a_format_that_no_line_carries_is_refused() -> None:
    with pytest.raises(AudioError, match="does not carry opus"):
        line_sound(clip(), "opus")


def test_sounds_are_made_in_both_formats(two: list[Sound], tmp_path: Path) -> None:
    told: list[str] = []
    assert telephone(two, tmp_path / "out", formats=FORMATS, progress=told.append, jobs=1) == (4, 0)
    assert set(files(tmp_path / "out")) == {
        SOUNDS_FILE,
        *(f"normal/{name}.{end}" for name in ("dag", "goed") for end in ("alaw", "g722")),
    }
    assert told[-1].startswith("4/4 made normal/")


def test_several_processes_make_the_same_bytes(two: list[Sound], tmp_path: Path) -> None:
    telephone(two, tmp_path / "one", formats=FORMATS, jobs=1)
    telephone(two, tmp_path / "two", formats=FORMATS, jobs=2)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_only_what_is_missing_or_stale_is_made(two: list[Sound], tmp_path: Path) -> None:
    before = tmp_path / "before"
    telephone(two, before, formats=FORMATS, jobs=1)
    assert telephone(two, tmp_path / "same", formats=FORMATS, before=before, jobs=1) == (0, 4)
    assert files(tmp_path / "same") == files(before)

    (before / "normal/goed.alaw").unlink()  # missing
    changed = [two[0], sound(tmp_path / "audio", "dag", clip(1.5))]  # stale, in both formats
    assert telephone(changed, tmp_path / "new", formats=FORMATS, before=before, jobs=1) == (3, 1)


def test_a_sound_that_was_damaged_is_made_again(two: list[Sound], tmp_path: Path) -> None:
    before = tmp_path / "before"
    telephone(two, before, formats=FORMATS, jobs=1)
    good = files(before)
    (before / "normal/goed.alaw").write_bytes(b"\xd5" * 8000)
    assert telephone(two, tmp_path / "new", formats=FORMATS, before=before, jobs=1) == (1, 3)
    assert files(tmp_path / "new") == good


def test_a_damaged_list_of_sounds_only_costs_time(two: list[Sound], tmp_path: Path) -> None:
    before = tmp_path / "before"
    telephone(two, before, formats=FORMATS, jobs=1)
    (before / SOUNDS_FILE).write_text("[1]")
    assert telephone(two, tmp_path / "new", formats=FORMATS, before=before, jobs=1) == (4, 0)


def test_mu_law_is_made_when_it_is_asked_for(two: list[Sound], tmp_path: Path) -> None:
    telephone(two, tmp_path / "out", formats=("alaw", "ulaw"), jobs=1)
    assert (tmp_path / "out/normal/goed.ulaw").is_file()


def test_a_clip_that_is_not_the_manifest_s_is_refused(two: list[Sound], tmp_path: Path) -> None:
    os.truncate(two[0].clip, 1000)
    with pytest.raises(AudioError, match=r"goed-0a1b\.mp3: the file's bytes are not those"):
        telephone(two, tmp_path / "out", formats=FORMATS, jobs=1)


def test_a_clip_without_sound_is_named(tmp_path: Path) -> None:
    silent = encode(Samples(np.zeros(22050, dtype=np.float32), 22050))
    with pytest.raises(AudioError, match=r"stil-0a1b\.mp3: there is nothing to hear"):
        telephone([sound(tmp_path / "audio", "stil", silent)], tmp_path, formats=FORMATS, jobs=1)


def test_wav_files_stand_in_a_folder_for_each_codec(two: list[Sound], tmp_path: Path) -> None:
    formats = ("pcm.wav", "alaw.wav", "ulaw.wav")
    assert telephone(two, tmp_path / "out", formats=formats, jobs=1) == (6, 0)
    assert set(files(tmp_path / "out")) == {
        SOUNDS_FILE,
        *(f"{codec}/normal/{name}.wav" for name in ("dag", "goed") for codec in CODECS),
    }
    lasts = [line_seconds(tmp_path / "out" / place("normal/goed", format)) for format in formats]
    assert lasts[0] == lasts[1] == lasts[2] == pytest.approx(2.0, rel=0.05)
    again = telephone(two, tmp_path / "new", formats=formats, before=tmp_path / "out", jobs=1)
    assert again == (0, 6)


@pytest.mark.parametrize("codec", CODECS)
def test_sounds_behind_one_another_are_one_file(
    codec: str, two: list[Sound], tmp_path: Path
) -> None:
    format, names = f"{codec}.wav", ["normal/goed", "normal/dag"]
    telephone(two, tmp_path, formats=(format,), jobs=1)
    join(tmp_path, "samen", names, format)
    lasts = [line_seconds(tmp_path / place(name, format)) for name in (*names, "samen")]
    assert lasts[2] == pytest.approx(lasts[0] + lasts[1])


def test_files_of_different_formats_are_not_joined() -> None:
    with pytest.raises(AudioError, match="of one format"):
        joined([line_sound(clip(1.0), format) for format in ("pcm.wav", "alaw.wav")])


def test_a_sound_without_a_header_lasts_its_bytes(two: list[Sound], tmp_path: Path) -> None:
    telephone(two, tmp_path, formats=FORMATS, jobs=1)
    alaw, g722 = (line_seconds(tmp_path / place("normal/goed", format)) for format in FORMATS)
    assert alaw == pytest.approx(2.0, rel=0.05)
    assert g722 == pytest.approx(alaw, abs=0.002)
