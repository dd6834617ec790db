"""What is not understood over a telephone is said otherwise, if it loses nothing as it is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from understood_when_full import LEXICON, LINES, Ear, voice

from skill.studio import Samples, build
from skill.studio.choose import Chosen, choose
from skill.studio.listen import hear, listen
from skill.studio.mp3 import encode
from skill.studio.read_back import read_heard
from skill.studio.renditions import read_choices

RIGHT, LOST = "Neem rust, en bel.", "Neem rust."
ONE, RATE = LINES[:1], 24_000
AS_IT_IS = dict.fromkeys(range(60), RIGHT)
"""Without a rendition the row of styles is the number of sounds."""


@pytest.fixture
def lost_on_the_line(folder: Path) -> Path:
    """One line, understood as it is, of which a telephone loses a word."""
    build(ONE, LEXICON, folder, engine=voice(), progress=lambda _: None)
    listen(folder, Ear(AS_IT_IS, LOST, telephone={}))
    assert {(one.characters, one.telephone_wrong) for one in read_heard(folder).values()} == {
        (0, False)
    }
    return folder


def chosen(folder: Path, ear: Ear) -> Chosen:
    return choose(ONE, LEXICON, folder, lambda: (voice(), ear), by=ear.name, jobs=1)


def test_a_take_that_a_telephone_carries_takes_its_place(lost_on_the_line: Path) -> None:
    ear = Ear({**AS_IT_IS, 60: RIGHT, 100: RIGHT}, LOST, telephone={100: RIGHT})

    assert chosen(lost_on_the_line, ear).improved == 2
    assert {one.rendition for one in read_choices(lost_on_the_line).values()} == {"wide"}
    assert {one.telephone for one in read_heard(lost_on_the_line).values()} == {0}


def test_a_take_that_loses_something_as_it_is_does_not(lost_on_the_line: Path) -> None:
    ear = Ear({**AS_IT_IS, 100: "Neem rust, en b."}, LOST, telephone={100: RIGHT})

    assert chosen(lost_on_the_line, ear).improved == 0


def test_silence_is_nothing_on_the_line_either() -> None:
    silence = encode(Samples(np.zeros(RATE, dtype=np.float32), RATE))
    heard = hear(Ear({}, ""), RIGHT, silence)

    assert (heard.characters, heard.telephone) == (1, 1)
