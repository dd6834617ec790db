"""Folding loses nothing: unfolded again, it is the machine that it was."""

from __future__ import annotations

from dataclasses import replace

from skill.editorial import read_content
from skill.exports.keys import Carried, Folded, Machine, Move, Way, fold, merge, walk
from skill.exports.keys.fold import _key
from skill.exports.keys.walk import Spoken, Step
from skill.settings import ROOT
from tests import shipped


def follow(way: Way, carried: Carried) -> tuple[Move, Carried]:
    """Which move a call makes that carries this along, and what it carries from then on."""
    move = way if isinstance(way, Move) else dict(way.moves)[_key(way.by, carried)]
    topic = carried[0] if move.topic is None else move.topic
    return move, (topic, carried[1] if move.slow is None else move.slow)


def unfold(folded: Folded) -> Machine:
    """The machine that was folded."""

    def step(way: Way, carried: Carried) -> Step:
        move, (topic, slow) = follow(way, carried)
        spoken = Spoken(move.say, slow, move.then)
        if spoken.ends:
            return Step(spoken, move.room.place)
        state = replace(move.room.place.state, topic=topic, slow=slow)
        return Step(spoken, replace(move.room.place, state=state))

    steps = {}
    for room, ways in folded.rooms.items():
        for topic, slow in folded.carried.get(room, ()):
            state = replace(room.place.state, topic=topic, slow=slow)
            steps[replace(room.place, state=state)] = {
                name: step(way, (topic, slow)) for name, way in ways.items()
            }
    return Machine({due: step(m, ("", False)) for due, m in folded.starts.items()}, steps)


def test_the_shipped_line_unfolds_to_what_it_was() -> None:
    assert unfold(shipped.folded_by_keys()) == shipped.merged_by_keys()


def test_a_small_line_unfolds_to_what_it_was() -> None:
    machine = merge(walk(read_content(ROOT / "tests" / "small_content")[0].leaflet))
    assert unfold(fold(machine)) == machine
