"""The key map: which keys lead to which passage, and how long that takes.

Time is counted from the moment the exchange answers to the first word (the title) of a passage, as
the clips measure it, with all that a caller hears: the silence before the first word, the sentence
of a trial, the welcome and the menus.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

from skill.dialogue import MOMENT_SECONDS
from skill.leaflet import Leaflet, Line, key_sentences, menu, person_number, script
from skill.manifest import Manifest

ANSWER = 0.5
"""Seconds of silence between the answer and the first word (`Answer(500)` of the dialplan)."""
REACTION = 0.5
"""Seconds between what is heard and the key."""
SOON = 30.0
"""Seconds in which a caller should hear the passage."""

BEGIN, CHARACTER, SENTENCE, OPTION = 0.11, 0.055, 0.44, 0.2
"""Seconds of a line that has no clip: for the line, for each character, for each sentence, and what
the pause between two options of a menu is longer than one between sentences. Least squares over the
shipped clips of the neural voice (root mean square error 0.3 s)."""

ENDS, GAP, SPOKEN = (0.15, 0.13), 0.53, 0.66
"""Seconds of silence at the begin and the end of a menu's clip, and between two options; and what
an option takes beside its characters, with the pause at its comma. Measured in the shipped clips:
40 options then end 0.04 s too late on average (root mean square error 0.16 s)."""


@dataclass(frozen=True, slots=True)
class Way:
    """How one passage is reached; times are in seconds after the answer."""

    passage: str
    keys: str
    """From the root."""
    code: str
    """Three digits after key 8."""
    seconds: float
    """For who hears each menu up to the choice and keys it at once."""
    patient: float
    """For who hears everything to its end."""
    known: float
    """For who knows the keys and keys at once."""
    by_code: float
    """For who has the code on paper and keys at once; then the line waits for a mistaken digit."""


def ways(leaflet: Leaflet, manifest: Manifest) -> list[Way]:
    """The way to every passage, in the order of the menu."""
    codes = {passage: code for code, passage in leaflet.codes.items()}
    lines = script(leaflet)
    before = ANSWER + sum(_seconds(lines[line], manifest) for line in _welcome(leaflet))
    found = []
    for passage, keys in menu.key_paths(leaflet).items():
        steps = list(_steps(leaflet, lines, manifest, keys))
        found.append(
            Way(
                passage,
                keys,
                codes.get(passage, ""),
                before + sum(step[0] + REACTION for step in steps),
                before + sum(step[1] + REACTION for step in steps),
                ANSWER + len(keys) * REACTION,
                ANSWER + (1 + len(codes.get(passage, ""))) * REACTION + MOMENT_SECONDS,
            )
        )
    return found


def _welcome(leaflet: Leaflet) -> tuple[str, ...]:
    """What a line by keys says before its first menu."""
    return (*(("prompt_trial",) if leaflet.trial else ()), "prompt_welcome-phone")


def _steps(
    leaflet: Leaflet, lines: dict[str, Line], manifest: Manifest, keys: str
) -> Iterator[tuple[float, float]]:
    """For each key: seconds of its menu until its choice was said, and to the menu's end."""
    node = menu.ROOT
    for key in keys:
        line = lines[f"keys_{node}"]
        whole = _seconds(line, manifest)
        yield said(line.text, len(key_sentences(leaflet, node)[: int(key)]), whole), whole
        node = menu.children(leaflet, node)[int(key) - 1]


def said(menu_text: str, count: int, whole: float) -> float:
    """Seconds after which so many sentences of a menu have been said in a clip of `whole` seconds.

    Its silences are as long as in the shipped clips, but never more than half of it; the rest is
    divided as the sentences are long.
    """
    taken = [SPOKEN + CHARACTER * len(one) for one in re.split(r"(?<=[.?!]) ", menu_text)]
    silence = sum(ENDS) + GAP * (len(taken) - 1)
    shorter = min(1.0, whole / 2 / silence)
    spoken = (whole - silence * shorter) * sum(taken[:count]) / sum(taken)
    return spoken + (ENDS[0] + GAP * (count - 1)) * shorter


def _seconds(line: Line, manifest: Manifest) -> float:
    clip = manifest.clip(line.id, line.text)
    return clip.seconds if clip else estimate(line.text, options=line.kind == "keys")


def estimate(text: str, *, options: bool = True) -> float:
    """Seconds that the project's voice takes for a text; `options`: for the choices of a menu."""
    sentences = sum(text.count(mark) for mark in ".?!")
    pauses = max(sentences - 1, 0) * OPTION if options else 0.0
    return BEGIN + CHARACTER * len(text) + SENTENCE * sentences + pauses


def key_map(leaflet: Leaflet, manifest: Manifest) -> str:
    """The map as text: the fixed keys, the tree, and the times."""
    found = {way.passage: way for way in ways(leaflet, manifest)}
    person = ", 0 again a person" if person_number(leaflet) else ""
    rows = [
        f"* again   # next   9 back   0 help{person}   7 slower / normal   8 + code",
        "",
        f"{'':50} {'code':4} {'to the choice':>13} {'to the end':>10}",
        *_tree(leaflet, found, menu.ROOT, ""),
        "",
        "seconds from the answer to the first word of the passage:",
    ]
    for name, numbers in (
        ("hearing each menu up to the choice", [way.seconds for way in found.values()]),
        ("hearing everything", [way.patient for way in found.values()]),
        ("keys known, keyed at once", [way.known for way in found.values()]),
        ("by code, keyed at once", [way.by_code for way in found.values()]),
    ):
        soon = f"{sum(number <= SOON for number in numbers)} of {len(numbers)} within {SOON:.0f}"
        mean, worst = fmean(numbers), max(numbers)
        rows.append(f"  {name:36} mean {mean:5.1f}   worst {worst:5.1f}   {soon}")
    presses = [len(way.keys) for way in found.values()]
    rows.append(f"presses: mean {fmean(presses):.1f}, most {max(presses)}; by code {4}")
    lines = script(leaflet)
    timed = (*_welcome(leaflet), *(f"keys_{node}" for node in (menu.ROOT, *leaflet.nodes)))
    missing = [line for line in timed if manifest.clip(line, lines[line].text) is None]
    if missing:
        rows.append(f"estimated at the pace of the voice (no clip): {', '.join(missing)}")
    return "\n".join(rows) + "\n"


def _tree(leaflet: Leaflet, found: dict[str, Way], node: str, keys: str) -> Iterator[str]:
    for number, choice in enumerate(menu.children(leaflet, node), start=1):
        here = f"{keys}{number}"
        indent = "  " * len(keys)
        if choice in found:
            way = found[choice]
            name = f"{indent}{here} {leaflet.passages[choice].spoken_title}"
            times = f"{way.seconds:13.1f} {way.patient:10.1f}"
            yield f"{name:50} {way.code:4} {times}"
        else:
            yield f"{indent}{here} {leaflet.nodes[choice].title}"
            yield from _tree(leaflet, found, choice, here)
