"""Takes together the states that no caller could ever tell apart.

Two states are one when every input is answered with the same words in both, and leads to states
that are one as well. (Partition refinement after Moore: begin with all that answer alike, and
split as long as some input leads members of one group to different groups.)
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from skill.dialogue import State
from skill.exports.keys.walk import Machine, Place, Step


def merge(machine: Machine) -> Machine:
    """The smallest machine in which the same is heard, whatever is keyed."""
    group = _groups(machine)
    first: dict[int, Place] = {}
    for place in sorted(machine.steps, key=_order):
        first.setdefault(group[place], place)

    def stands_for(step: Step) -> Step:
        return step if step.spoken.ends else Step(step.spoken, first[group[step.place]])

    return Machine(
        {due: stands_for(step) for due, step in machine.starts.items()},
        {
            place: {name: stands_for(step) for name, step in machine.steps[place].items()}
            for place in first.values()
        },
    )


def _groups(machine: Machine) -> Mapping[Place, int]:
    heard = {
        place: tuple((name, step.spoken) for name, step in row.items())
        for place, row in machine.steps.items()
    }
    group = _numbered(heard)
    count = len(set(group.values()))
    while True:
        group = _numbered(
            {
                place: (group[place], *(_after(step, group) for step in row.values()))
                for place, row in machine.steps.items()
            }
        )
        before, count = count, len(set(group.values()))
        if count == before:
            return group


def _after(step: Step, group: Mapping[Place, int]) -> int:
    return -1 if step.spoken.ends else group[step.place]


def _numbered(looks: Mapping[Place, Hashable]) -> dict[Place, int]:
    numbers: dict[Hashable, int] = {}
    return {place: numbers.setdefault(look, len(numbers)) for place, look in looks.items()}


def _order(place: Place) -> tuple[Any, ...]:
    """Which of a group gives its name: the plainest one, and the same whatever the topic is."""
    state = place.state
    return (place.due, state.misses, len(state.said), state.menu, state.said, _rest(state))


def _rest(state: State) -> tuple[Any, ...]:
    rest = (state.helping, state.code or "", state.code is None, state.check, state.told)
    return (state.topic, state.offer, state.reading, state.bookmark, state.alarm, state.slow, rest)
