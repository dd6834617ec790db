"""WAV files for exchanges: what others read in them is what was put in."""

from __future__ import annotations

import io
import struct
import wave
from contextlib import suppress

import miniaudio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.errors import AudioError
from skill.studio.line_sound import audioop
from skill.studio.wav_file import CODECS, wav_file, wav_seconds

SOUND = b"".join(struct.pack("<h", value) for value in (0, 8, -8, 1000, -1000, 32767, -32768, 12))


def test_the_standard_library_reads_pcm() -> None:
    with wave.open(io.BytesIO(wav_file(SOUND, "pcm", 8000))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 8000)
        assert file.readframes(file.getnframes()) == SOUND


@pytest.mark.parametrize("codec", ["pcm", "alaw", "ulaw"])
def test_a_decoder_of_others_hears_the_sound(codec: str) -> None:
    pack = {"alaw": audioop.lin2alaw, "ulaw": audioop.lin2ulaw}.get(codec, lambda data, _: data)
    unpack = {"alaw": audioop.alaw2lin, "ulaw": audioop.ulaw2lin}.get(codec, lambda data, _: data)
    packed = pack(SOUND, 2)
    file = wav_file(packed, codec, 8000)
    info = miniaudio.wav_get_info(file)
    assert (info.nchannels, info.sample_rate, info.num_frames) == (1, 8000, len(SOUND) // 2)
    heard = miniaudio.wav_read_s16(file)
    assert heard.samples.tobytes() == unpack(packed, 2)


@given(st.binary(max_size=400), st.sampled_from(sorted(CODECS)), st.sampled_from([8000, 16000]))
def test_a_file_lasts_as_long_as_what_was_put_in(sound: bytes, codec: str, rate: int) -> None:
    width = CODECS[codec][1]
    sound = sound[: len(sound) // width * width]
    file = wav_file(sound, codec, rate)
    assert wav_seconds(file) == len(sound) / width / rate
    assert len(file) % 2 == 0
    assert struct.unpack_from("<I", file, 4)[0] == len(file) - 8


@given(
    st.binary(max_size=100)
    | st.builds(lambda cut: wav_file(SOUND, "alaw", 8000)[:cut], st.integers(0, 60))
)
def test_anything_else_is_refused_and_nothing_breaks(file: bytes) -> None:
    with suppress(AudioError):
        assert wav_seconds(file) >= 0


def test_a_file_that_was_cut_off_is_refused() -> None:
    with pytest.raises(AudioError, match="cut off"):
        wav_seconds(wav_file(SOUND, "pcm", 8000)[:-3])
