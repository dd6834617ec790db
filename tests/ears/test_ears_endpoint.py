"""When somebody began to speak, and when they have done: a stream, and a detector that is told."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.ears import Endpointer, Limits, Moment, seconds
from skill.ears.endpoint import FRAME, FRAME_MS

LIMITS = Limits(silence_ms=320, longest_ms=3200, before_ms=64, after_ms=64, shortest_ms=96)


def loudness(frame: bytes) -> float:
    """The detector of these tests: the first byte of a frame says how likely speech is, of 100."""
    return frame[0] / 100


def frames(*parts: tuple[int, int]) -> bytes:
    """(how likely of 100, how many frames) -> a stream."""
    return b"".join(bytes([likely]) * FRAME * count for likely, count in parts)


def follow(sound: bytes, step: int = FRAME, limits: Limits = LIMITS) -> list[Moment]:
    """All that happens in a stream that comes in pieces of `step` bytes, and at its end."""
    pointer = Endpointer(loudness, limits)
    found = [
        one for at in range(0, len(sound), step) for one in pointer.take(sound[at : at + step])
    ]
    last = pointer.finish()
    return [*found, *([last] if last else [])]


def kinds(moments: Iterable[Moment]) -> list[str]:
    return [moment.kind for moment in moments]


def test_an_utterance_ends_after_a_silence() -> None:
    began, ended = follow(frames((0, 20), (90, 10), (0, 30)))

    assert (began.kind, ended.kind, ended.cut) == ("began", "ended", False)
    # Two frames from before, ten of speech, two of the silence that follows.
    assert ended.sound == frames((0, 2), (90, 10), (0, 2))


def test_it_is_told_when_speech_begins_before_it_ends() -> None:
    pointer = Endpointer(loudness, LIMITS)

    assert kinds(pointer.take(frames((0, 5), (90, 2)))) == []
    assert not pointer.speaking
    assert kinds(pointer.take(frames((90, 1)))) == ["began"]
    assert pointer.speaking


def test_a_pause_within_a_sentence_does_not_end_it() -> None:
    _, ended = follow(frames((90, 5), (0, 9), (90, 5), (0, 12)))

    assert ended.sound == frames((90, 5), (0, 9), (90, 5), (0, 2))


def test_two_utterances_in_one_stream() -> None:
    moments = follow(frames((90, 5), (0, 12), (90, 6), (0, 12)))

    assert kinds(moments) == ["began", "ended", "began", "ended"]
    assert moments[1].sound == frames((90, 5), (0, 2))
    assert moments[3].sound == frames((0, 2), (90, 6), (0, 2))


def test_a_click_is_no_beginning() -> None:
    assert follow(frames((0, 5), (90, 2), (0, 20), (90, 1), (0, 5))) == []


def test_between_the_levels_speech_goes_on_and_silence_too() -> None:
    """40 of 100 is neither speech nor silence."""
    _, goes_on = follow(frames((90, 4), (40, 30), (0, 10)))
    assert goes_on.sound == frames((90, 4), (40, 30), (0, 2))

    _, ends = follow(frames((90, 4), (0, 1), (40, 30)))
    assert ends.sound == frames((90, 4), (0, 1), (40, 1))
    assert follow(frames((40, 60))) == []


def test_who_goes_on_too_long_is_cut_off() -> None:
    moments = follow(frames((90, 150)))

    assert kinds(moments) == ["began", "ended", "began", "ended"]
    assert [one.cut for one in moments] == [False, True, False, True]
    assert seconds(moments[1].sound) == 3.2


def test_a_stream_that_stops_gives_what_was_said() -> None:
    _, ended = follow(frames((90, 5), (0, 6)))

    assert (ended.kind, ended.cut) == ("ended", True)
    assert ended.sound == frames((90, 5), (0, 2))


def test_after_its_end_it_follows_another_stream() -> None:
    pointer = Endpointer(loudness, LIMITS)
    list(pointer.take(frames((90, 2))))
    assert pointer.finish() is None

    assert kinds(pointer.take(frames((90, 2)))) == []


def test_sound_is_in_no_repr() -> None:
    moments = follow(frames((90, 5), (0, 12)))

    assert "sound" not in repr(moments)


@given(
    parts=st.lists(st.tuples(st.sampled_from([0, 40, 90]), st.integers(1, 25)), max_size=12),
    step=st.integers(1, 5 * FRAME),
)
@settings(max_examples=60, deadline=None)
def test_pieces_of_any_length_give_the_same(parts: list[tuple[int, int]], step: int) -> None:
    sound = frames(*parts)
    moments = follow(sound, step)

    assert moments == follow(sound, FRAME)
    assert kinds(moments) == ["began", "ended"] * (len(moments) // 2)
    assert all(one.sound in sound for one in moments)
    longest = LIMITS.longest_ms // FRAME_MS * FRAME
    assert all(len(one.sound) <= longest for one in moments)


@pytest.mark.parametrize("silence_ms", [1, 31, 32, 33])
def test_a_limit_is_at_least_a_frame(silence_ms: int) -> None:
    limits = Limits(silence_ms=silence_ms, shortest_ms=1, before_ms=1, after_ms=1)

    assert kinds(follow(frames((90, 1), (0, 3)), limits=limits)) == ["began", "ended"]
