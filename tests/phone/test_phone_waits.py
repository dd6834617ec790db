"""How long a caller waits, on real calls, beside what `phone map` computes.

Counted in pieces of 20 ms that came in, without those that a busy machine let pass before the key
was pressed: no clock is asked.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from call_script import Play, Session
from choice_ends import choice_ends, first_sound, pieces_of
from rtp_stream import FRAME
from timed_calls import KNOWN, PIECE, TO_THE_CHOICE, TO_THE_END, Clock, late, title_of

from skill.exports.card.keymap import ANSWER, ways
from skill.leaflet import as_trial
from skill.manifest import read_manifest
from skill.settings import ROOT
from tests import shipped

LEAFLET = as_trial(shipped.content().leaflet)
WAYS = {way.keys: way for way in ways(LEAFLET, read_manifest(ROOT / "audio"))}
KEYS = ("11", "34", "62")
"""A choice at the begin, one in the middle and one at the end of the main menu; none is the last of
its own, behind which nothing comes in until the key is pressed."""
TOLERANCE = 25
"""Pieces (0.5 s) that a passage may come sooner or later than computed: where in its clip a choice
has been said, is computed from the text."""
LOUD, QUIET = b"\x2a" * FRAME, b"\xd5" * FRAME


@pytest.fixture(scope="module")
def session(play: Play, exported: Path) -> Session:
    clock = Clock(LEAFLET, exported)
    scripts = [clock.call(TO_THE_CHOICE, WAYS[keys].passage) for keys in KEYS]
    return play("waits", [*scripts, clock.call(KNOWN, WAYS[KEYS[0]].passage)])


@pytest.mark.parametrize("keys", KEYS)
def test_a_passage_begins_when_the_map_says(session: Session, exported: Path, keys: str) -> None:
    way = WAYS[keys]
    script = Clock(LEAFLET, exported).call(TO_THE_CHOICE, way.passage)
    outcome = session.outcomes[script.name]
    assert (outcome.unknown, outcome.lost, outcome.trouble) == (0, 0, "")
    _, pieces = outcome.begin(title_of(way.passage))
    on_time = pieces - sum(late(script, outcome))
    assert on_time == pytest.approx((way.seconds - ANSWER) / PIECE, abs=TOLERANCE)


def test_who_knows_the_keys_hears_two_menus_begin_and_the_passage(session: Session) -> None:
    way = WAYS[KEYS[0]]
    outcome = session.outcomes[f"{KNOWN}: {way.passage}"]
    assert outcome.clips()[-1] == title_of(way.passage)
    assert not any(outcome.whole())
    assert (outcome.unknown, outcome.lost, outcome.trouble) == (0, 0, "")


def test_what_was_said_is_found_by_the_silences_behind_it() -> None:
    """Half a second of silence stands between two sentences, and 0.3 s within one."""
    sound = QUIET * 7 + LOUD * 50 + QUIET * 15 + LOUD * 5 + QUIET * 25 + LOUD * 40 + QUIET * 6
    assert choice_ends(sound, 2) == [77, 142]
    assert (first_sound(sound), pieces_of(sound), pieces_of(sound + b"x")) == (7, 148, 149)
    with pytest.raises(ValueError, match="1 long silences in a menu of 3 sentences"):
        choice_ends(sound, 3)


def test_a_timed_call_listens_to_each_menu_up_to_its_choice(exported: Path) -> None:
    clock = Clock(LEAFLET, exported)
    way = WAYS["66"]
    steps = clock.call(TO_THE_CHOICE, way.passage).steps
    doing = [what for what, _ in steps]
    assert doing == ["reaches", "presses", "ends", "waits", "presses", "starts", "hangs up"]
    to_the_end = [what for what, _ in clock.call(TO_THE_END, way.passage).steps]
    assert to_the_end == [*["ends", "waits", "presses"] * 2, "starts", "hangs up"]
