"""The folded machine as an exchange needs it: a name for each room, and what is heard on coming in.

A room is what becomes one context, one menu: whatever an exchange calls the place in which a call
waits for a key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from skill.exports.keys.fold import Folded, Move, Room, all_moves, ends

Entry = tuple[tuple[str, ...], str]
"""What is heard on coming in, and what comes after it."""

_NO_TOPIC = "none"


def room_names(rooms: Mapping[Room, object], begins: str, longest: int) -> dict[Room, str]:
    """A name for each room that says where a caller is; numbered where several are there.

    Every name begins with `begins` and a hyphen, and is no longer than `longest` characters.
    """
    names: dict[Room, str] = {}
    taken: set[str] = {begins}
    for room in rooms:
        said = room.last_words or room.place.state.said
        passage = next((line for line in said if f"title_{line}" in said), "")
        where = passage or (said[0] if room.last_words else _open_at(room))
        wanted = name = f"{begins}-{where}"[:longest]
        number = 1
        while name in taken:
            number += 1
            name = f"{wanted[: longest - 4]}-{number}"
        taken.add(name)
        names[room] = name
    return names


def _open_at(room: Room) -> str:
    """What a call waits for in a room without a passage."""
    state = room.place.state
    if state.code is not None:
        return f"code{state.code}"
    return "help" if state.helping else state.menu or "open"


def sorted_entries(folded: Folded) -> dict[Room, list[Entry]]:
    """What can be heard on coming into each room, the plainest first."""
    found: dict[Room, list[Entry]] = {room: [] for room in folded.rooms}
    for move in (*folded.starts.values(), *_every_move(folded)):
        entry = (move.say, move.then)
        if entry not in found[move.room]:
            found[move.room].append(entry)
    return {room: sorted(entries, key=_plainest) for room, entries in found.items()}


def _every_move(folded: Folded) -> Iterator[Move]:
    for ways in folded.rooms.values():
        for way in ways.values():
            yield from all_moves(way)


def _plainest(entry: Entry) -> tuple[int, Sequence[str], str]:
    return len(entry[0]), entry[0], entry[1]


def told(room: Room) -> str:
    """The state of a room in words."""
    if ends(room):
        return "the call is over"
    state = {key: value for key, value in room.place.state.dump().items() if key != "said"}
    if room.place.state.code == "":
        state["code"] = "to come"
    if room.place.due:
        state["due"] = True
    state["said"] = " ".join(room.place.state.said)
    return ", ".join(f"{key} {value}" for key, value in state.items())


def as_plain(topic: str) -> str:
    """A topic as a name of letters and hyphens; `none` for no topic."""
    return topic.replace(":", "-").replace("|", "-") or _NO_TOPIC
