"""A reply becomes a text, and the text becomes the same lines again, with their tempo."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.channels import Runtime, open_runtime
from skill.channels.wyoming import SpokenText
from skill.channels.wyoming.spoken_text import reply_text
from skill.dialogue import Reply
from skill.settings import read_settings

RUNTIME = open_runtime(read_settings({}))
SPOKEN = SpokenText(RUNTIME)
LINES = sorted(RUNTIME.lines)


def texts(lines: list[str], runtime: Runtime = RUNTIME) -> list[str]:
    """What these lines say; several may say the same."""
    return [" ".join(runtime.lines[line].text.split()) for line in lines]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=6), st.booleans())
def test_any_reply_is_found_again_line_by_line(lines: list[str], slow: bool) -> None:
    text = reply_text(RUNTIME, Reply("answer", "", tuple(lines), slow=slow))

    sounds = SPOKEN.sounds(text)

    assert sounds is not None
    assert " ".join(texts([sound.line for sound in sounds])) == " ".join(texts(lines))
    for sound in sounds:
        assert sound.clip == RUNTIME.clip(sound.line, slow=slow)


def test_a_single_word_is_slow_too() -> None:
    (one,) = SPOKEN.sounds(
        reply_text(RUNTIME, Reply("answer", "", ("title_nsaid-bijwerkingen",), slow=True))
    ) or [None]

    assert one is not None
    assert one.clip == RUNTIME.clip(one.line, slow=True)


def test_a_title_before_its_passage_stays_a_title() -> None:
    text = reply_text(RUNTIME, Reply("answer", "", ("title_goed-tillen", "goed-tillen")))

    sounds = SPOKEN.sounds(text)

    assert sounds is not None
    assert [sound.line for sound in sounds] == ["title_goed-tillen", "goed-tillen"]


def test_white_space_that_was_changed_on_the_way_makes_no_difference() -> None:
    text = reply_text(RUNTIME, Reply("answer", "", ("title_goed-tillen", "goed-tillen")))

    sounds = SPOKEN.sounds("  " + text.replace(". ", ".\n"))

    assert sounds is not None
    assert [sound.line for sound in sounds] == ["title_goed-tillen", "goed-tillen"]


@pytest.mark.parametrize("text", ["", "  ", "Zet het licht aan.", "Goed tillen", "a " * 3000])
def test_a_text_that_is_not_made_of_lines_has_no_sound(text: str) -> None:
    assert SPOKEN.sounds(text) is None


def test_half_a_reply_is_no_reply() -> None:
    """A dose of which the end is cut off may not be heard as if it were whole."""
    text = reply_text(RUNTIME, Reply("answer", "", ("title_paracetamol", "paracetamol")))

    assert SPOKEN.sounds(text.rpartition(" ")[0]) is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    assert SPOKEN.sounds(text) is None or text.split()


def test_every_line_of_the_shipped_leaflet_has_a_sound() -> None:
    assert list(SPOKEN.without_sound()) == []
