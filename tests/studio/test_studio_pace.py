"""The pace of a clip: what no voice has, and what one kind of voice never does."""

from __future__ import annotations

import pytest

from skill.studio.recipe import ENGINE_SETTINGS, PACE, VOICE_PACE, pace_problem, pause_ms


@pytest.mark.parametrize(
    ("characters", "seconds", "kind", "problem"),
    [
        (100, 7.0, "espeak", ""),
        (100, 14.0, "espeak", ""),
        (100, 14.0, "kokoro", "7.1 characters a second (window 8-19.5)"),
        (100, 4.0, "espeak", "25.0 characters a second (window 7-20)"),
        (100, 4.0, "recording", "25.0 characters a second (window 7-20)"),
        (19, 0.1, "kokoro", ""),
    ],
)
def test_a_window_is_the_contracts_or_a_voices_own(
    characters: int, seconds: float, kind: str, problem: str
) -> None:
    assert pace_problem(characters, seconds, slow=False, kind=kind) == problem


@pytest.mark.parametrize("kind", VOICE_PACE)
@pytest.mark.parametrize("slow", [False, True])
def test_a_voices_window_is_inside_the_contracts(kind: str, slow: bool) -> None:
    (low, high), (least, most) = VOICE_PACE[kind][slow], PACE[slow]

    assert least <= low < high <= most


def test_a_voice_may_have_pauses_of_its_own() -> None:
    assert pause_ms("kokoro", slow=True) == ENGINE_SETTINGS["kokoro"]["pause_ms"][True]
    assert pause_ms("espeak", slow=False) == 250
