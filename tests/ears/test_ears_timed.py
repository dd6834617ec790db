"""An ear that hangs is told from one that works and one that rests."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from skill.ears import Heard, Timed
from skill.ears.timed import STUCK
from skill.errors import EarError


@dataclass
class Slow:
    """An ear for which time passes; whoever watches looks at `watched` meanwhile."""

    seconds: float
    now: float = 1000.0
    name: str = "slow"
    watched: list[bool] = field(default_factory=list)
    fails: bool = False

    def hear(self, sound: bytes) -> Heard:
        self.watched.append(self.timed.works())
        self.now += self.seconds
        self.watched.append(self.timed.works())
        if self.fails:
            raise EarError("the model is gone")
        return Heard(sound.decode(), 0.9)

    def __post_init__(self) -> None:
        self.timed = Timed(self, lambda: self.now)


def test_it_hears_what_the_ear_hears_by_the_same_name() -> None:
    timed = Slow(1).timed

    assert timed.name == "slow"
    assert timed.hear(b"ja") == Heard("ja", 0.9)


def test_a_sound_that_takes_longer_than_any_does_is_one_at_which_it_hangs() -> None:
    slow, hangs = Slow(STUCK - 1), Slow(STUCK)
    slow.timed.hear(b"")
    hangs.timed.hear(b"")

    assert slow.watched == [True, True]
    assert hangs.watched == [True, False]


@pytest.mark.parametrize("fails", [False, True])
def test_who_comes_to_an_end_after_all_works_again(fails: bool) -> None:
    ear = Slow(10 * STUCK, fails=fails)
    try:
        ear.timed.hear(b"")
    except EarError:
        assert fails

    assert ear.timed.works()
    ear.now += 10 * STUCK
    assert ear.timed.works(), "it rests"


def test_one_that_hangs_is_told_while_others_come_and_go() -> None:
    """Two rooms speak at once: the first sound hangs, the second is heard meanwhile."""
    now, watched = [1000.0], list[bool]()

    class Rooms:
        name = "rooms"

        def hear(self, sound: bytes) -> Heard:
            if sound == b"hangs":
                timed.hear(b"is heard")
                now[0] += STUCK
                watched.append(timed.works())
            return Heard(sound.decode(), 0.9)

    timed = Timed(Rooms(), lambda: now[0])
    timed.hear(b"hangs")

    assert watched == [False]
    assert timed.works()
