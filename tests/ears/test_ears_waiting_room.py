"""One sound at a time, in their order, and an end that no ear can hold up."""

from __future__ import annotations

import threading
import weakref
from typing import cast

import pytest

from skill.ears import Heard, WaitingRoom
from skill.errors import EarError


class Sound(bytearray):
    """Bytes that can be watched."""


class Forgetful(list[bytes]):
    """Keeps nothing."""

    def append(self, _: bytes) -> None:
        pass


class Ear:
    """Hears a sound's bytes as text, once it may."""

    name = "stand-in"

    def __init__(self) -> None:
        self.may, self.at, self.heard = threading.Event(), threading.Event(), list[bytes]()

    def hear(self, sound: bytes) -> Heard:
        self.at.set()
        assert self.may.wait(5)
        self.heard.append(sound)
        if sound == b"broken":
            raise EarError("no sound")
        return Heard(sound.decode(), 1.0)


def test_sounds_are_heard_one_after_another_and_who_left_is_passed_over() -> None:
    ear = Ear()
    room = WaitingRoom(ear)
    first, second, third = (room.hear(sound) for sound in (b"een", b"twee", b"drie"))
    assert ear.at.wait(5)
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
    assert ear.at.wait(5)
    threading.Timer(0.1, ear.may.set).start()

    assert room.leave()
    assert one.result(0).text == "een"
    assert other.cancelled()
    assert WaitingRoom(ear).leave(), "nothing was ever heard"


def test_who_comes_after_the_end_is_not_heard() -> None:
    ear = Ear()
    ear.may.set()
    room = WaitingRoom(ear)
    assert room.hear(b"een").result(5).text == "een"
    assert room.leave()
    assert room.hear(b"twee").cancelled()


def test_nothing_of_what_was_said_is_kept() -> None:
    ear = Ear()
    ear.heard = Forgetful()
    room = WaitingRoom(ear)
    first, second = Sound(b"een"), Sound(b"twee")
    kept = [weakref.ref(first), weakref.ref(second)]
    one, other = room.hear(cast("bytes", first)), room.hear(cast("bytes", second))
    del first, second
    assert ear.at.wait(5)
    other.cancel()
    assert kept[1]() is None, "nobody waits for it, and the ear is at another sound"

    ear.may.set()
    assert one.result(5).text == "een"
    assert room.hear(b"drie").result(5).text == "drie"
    assert kept[0]() is None


def test_leaving_while_sounds_are_taken_never_hangs() -> None:
    ear = Ear()
    ear.may.set()
    for _ in range(200):
        room = WaitingRoom(ear)
        for _ in range(3):
            room.hear(b"een").cancel()
        assert room.leave()


def test_an_ear_that_hangs_is_not_waited_for() -> None:
    ear = Ear()
    room = WaitingRoom(ear)
    room.hear(b"een")
    assert ear.at.wait(5)

    assert not room.leave(0.05)
    ear.may.set()
