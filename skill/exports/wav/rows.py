"""What is known of every sound: what it says, how long it lasts, and when a caller hears it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from skill.exports.keys import ALL, SILENCE, UNANSWERED, Machine, after_inputs, shortest
from skill.leaflet import Leaflet, menu, script

KINDS = {
    "passage": "onderwerp",
    "title": "titel",
    "closing": "afsluiting",
    "prompt": "vaste zin",
    "keys": "menu",
    "digit": "cijfer",
}
JOINED = "samen"
"""The kind of a sound that is several lines, one behind the other."""
"""Kinds of lines that a caller by keys can hear, as an administrator reads them."""

_INPUTS = {SILENCE: "stilte", UNANSWERED: "geen gehoor"}
_NEVER = "na de datum van herziening"
"""Of a line that is heard only once the text is overdue for review."""


@dataclass(frozen=True, slots=True)
class Row:
    """One sound."""

    file: str
    """Its name, with the ending."""
    line: str
    """Id of the line; where there are several, of the one that the file is named after."""
    kind: str
    """What kind of line it is, in Dutch."""
    slow: bool
    seconds: float
    code: str
    """The three digits after key 8 that lead to it; empty for what is no passage."""
    keys: str
    """What is keyed from the start of a call until it is heard: `1 1`."""
    text: str


def sound_rows(
    leaflet: Leaflet,
    machine: Machine,
    names: Mapping[tuple[str, bool], str],
    seconds: Mapping[str, float],
) -> list[Row]:
    """A row for each line in each tempo, in the order of the script.

    `names` are the files' without an ending; so are the keys of `seconds`.
    """
    lines = script(leaflet)
    codes = {passage: code for code, passage in leaflet.codes.items()}
    paths = menu.key_paths(leaflet)
    order = {line: number for number, line in enumerate(lines)}
    found = shortest(machine)
    rows = []
    for line, slow in sorted(names, key=lambda one: (order[one[0]], one[1])):
        passage = line.removeprefix("title_")
        if passage in paths:
            keys: Sequence[str] | None = (*("7" if slow else ""), *paths[passage])
        else:
            keys = found.get((line, slow))
        name = names[line, slow]
        rows.append(
            Row(
                f"{name}.wav",
                line,
                KINDS.get(lines[line].kind, lines[line].kind),
                slow,
                seconds[name],
                codes.get(passage, ""),
                spelled(keys),
                lines[line].text,
            )
        )
    return rows


def joined_sounds(
    leaflet: Leaflet, machine: Machine, names: Mapping[tuple[str, bool], str]
) -> dict[str, tuple[tuple[str, bool], ...]]:
    """Name of a file -> what it says: the start of a call, and each passage with all of its own.

    For exchanges that play one file at a place. Without what names keys after a passage: not every
    exchange has those keys.
    """
    found = {}
    for inputs in ("", *menu.key_paths(leaflet).values()):
        lines = played(machine, inputs)
        if inputs:
            lines = tuple(one for one in lines if not one[0].startswith("prompt_"))
        own = lines[-1] if not inputs else _passage(leaflet, lines)
        if own and len(lines) > 1:
            found[names[own] + ALL] = lines
    return found


def _passage(leaflet: Leaflet, lines: Sequence[tuple[str, bool]]) -> tuple[str, bool] | None:
    return next((one for one in lines if one[0] in leaflet.passages), None)


def joined_rows(
    rows: Sequence[Row],
    joined: Mapping[str, Sequence[tuple[str, bool]]],
    seconds: Mapping[str, float],
) -> list[Row]:
    """A row for each of `joined_sounds`, made of the rows of its lines."""
    known = {(row.line, row.slow): row for row in rows}
    found = []
    for name, lines in joined.items():
        parts = [known[one] for one in lines]
        own = next(row for row in parts if row.file == f"{name.removesuffix(ALL)}.wav")
        text = " ".join(row.text for row in parts)
        row = replace(own, file=f"{name}.wav", kind=JOINED, seconds=seconds[name], text=text)
        found.append(row)
    return found


def spelled(inputs: Sequence[str] | None) -> str:
    """Inputs for who reads them; a dash for none at all, which is the start of a call."""
    if inputs is None:
        return _NEVER
    return " ".join(_INPUTS.get(one, one) for one in inputs) or "–"


def played(machine: Machine, inputs: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """The lines that are heard after these inputs, in order, with their tempo."""
    spoken = after_inputs(machine, inputs)
    return tuple((line, spoken.slow) for line in spoken.say)
