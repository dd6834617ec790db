"""How a caller comes to hear something: what is keyed, and what is heard then."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Sequence

from skill.exports.keys.walk import INPUTS, SILENCE, UNANSWERED, Machine, Place, Spoken, Step

_PLAIN = (tuple("0123456789"), ("7", SILENCE))
"""Inputs that are tried first: digits alone, and then nothing at all, in either tempo."""


def after_inputs(machine: Machine, inputs: Sequence[str]) -> Spoken:
    """What is heard after these inputs from the start of a call.

    Inputs behind the end of the call are left out.
    """
    step = machine.starts[False]
    for name in inputs:
        if step.spoken.ends:
            break
        step = machine.steps[step.place][name]
    return step.spoken


def shortest(machine: Machine) -> dict[tuple[str, bool], tuple[str, ...]]:
    """Line and tempo -> the fewest inputs from the start of a call after which it is heard.

    By digits alone or by silence alone where that can be. Lines that are heard only after the text
    was due for review are not in it.
    """
    found: dict[tuple[str, bool], tuple[str, ...]] = {}
    for allowed in (*_PLAIN, (*INPUTS, UNANSWERED)):
        for heard, inputs in _first_heard(machine, allowed).items():
            found.setdefault(heard, inputs)
    return found


def _first_heard(
    machine: Machine, allowed: Collection[str]
) -> dict[tuple[str, bool], tuple[str, ...]]:
    """Breadth-first: what is come upon first took the fewest inputs."""
    found: dict[tuple[str, bool], tuple[str, ...]] = {}
    waiting: deque[tuple[Place, tuple[str, ...]]] = deque()
    seen: set[Place] = set()

    def come_to(step: Step, inputs: tuple[str, ...]) -> None:
        for line in step.spoken.say:
            found.setdefault((line, step.spoken.slow), inputs)
        if not step.spoken.ends and step.place not in seen:
            seen.add(step.place)
            waiting.append((step.place, inputs))

    come_to(machine.starts[False], ())
    while waiting:
        place, inputs = waiting.popleft()
        for name, step in machine.steps[place].items():
            if name in allowed:
                come_to(step, (*inputs, name))
    return found
