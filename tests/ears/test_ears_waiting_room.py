"""One sound at a time, in their order, and an end that no ear can hold up."""

from __future__ import annotations

import threading

import pytest

from skill.ears import Heard, WaitingRoom
from skill.errors import EarError


class Ear:
    """Hears a sound's bytes as text, once it may."""

    name = "stand-in"

    def __init__(self) -> None:
        self.may, self.at, self.heard = threading.Event(), threading.Event(), list[bytes]()

    def hear(self, sound: bytes) -> Heard:
        self.at.set()
        self.may.wait()
        self.heard.append(sound)
        if sound == b"broken":
            raise EarError("no sound")
        return Heard(sound.decode(), 1.0)


def test_sounds_are_heard_one_after_another_and_who_left_is_passed_over() -> None:
    ear = Ear()
    room = WaitingRoom(ear)
    first, second, third = (room.hear(sound) for sound in (b"een", b"twee", b"drie"))
    ear.at.wait()
    second.cancel()
    ear.may.set()

    assert (first.result(5).text, third.result(5).text) == ("een", "drie")
    assert ear.heard == [b"een", b"drie"]


def test_what_goes_wrong_is_told_to_who_asked_and_the_next_is_heard() -> None:
    ear = Ear()
    ear.may.set()
    room = WaitingRoom(ear)
    with pytest.raises(EarError):
        room.hear(b"broken").result(5)
    assert room.hear(b"een").result(5).text == "een"


def test_at_the_end_what_is_heard_is_waited_for_and_the_rest_is_dropped() -> None:
    ear = Ear()
    room = WaitingRoom(ear)
    one, other = room.hear(b"een"), room.hear(b"twee")
    ear.at.wait()
    threading.Timer(0.1, ear.may.set).start()

    assert room.leave()
    assert one.result(0).text == "een"
    assert other.cancelled()
    assert WaitingRoom(ear).leave(), "nothing was ever heard"


def test_an_ear_that_hangs_is_not_waited_for() -> None:
    ear = Ear()
    room = WaitingRoom(ear)
    room.hear(b"een")
    ear.at.wait()

    assert not room.leave(0.05)
    ear.may.set()
