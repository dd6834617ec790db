"""Folds the machine: what is only carried along becomes a variable of the call.

A menu sounds the same whatever was heard before it, and only `#` asks what that was. So the topic
and the tempo are taken out of the state, and one room serves all of them. A step that looks
at one of the two goes through a table. Nothing is lost: a test unfolds it again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from skill.exports.keys.walk import Machine, Place, Step

Carried = tuple[str, bool]
"""What a call carries along: the topic and whether it is slow."""


@dataclass(frozen=True, slots=True)
class Room:
    """What becomes one context or menu: places that differ in what is carried along only."""

    place: Place
    """Without topic and tempo; a state in which nothing is remembered where the call ends."""
    last_words: tuple[str, ...] = ()
    """Where the call ends: the lines before it does."""


@dataclass(frozen=True, slots=True)
class Move:
    """One way out of a room."""

    room: Room
    say: tuple[str, ...]
    then: str
    """What comes after the lines, as in Spoken."""
    topic: str | None
    """The topic from now on; None: as it was."""
    slow: bool | None
    """The tempo from now on; None: as it was."""


@dataclass(frozen=True, slots=True)
class Table:
    """A way out that depends on what is carried along."""

    by: str
    """`topic`, `slow` or `both`."""
    moves: tuple[tuple[Carried, Move], ...]


Way = Move | Table


@dataclass(frozen=True, slots=True)
class Folded:
    """The whole machine, folded."""

    starts: Mapping[bool, Move]
    rooms: Mapping[Room, Mapping[str, Way]]
    """What each input does in each room, in the order in which a caller can come upon them."""
    carried: Mapping[Room, tuple[Carried, ...]]
    """With what each room is ever entered."""


def fold(machine: Machine) -> Folded:
    """The machine with its topic and tempo taken out."""
    room_of = {place: _room(place) for place in machine.steps}
    rows: dict[Room, dict[Carried, Mapping[str, Step]]] = defaultdict(dict)
    for place, row in machine.steps.items():
        rows[room_of[place]][_carried(place)] = row
    starts = {due: _start(step, room_of) for due, step in machine.starts.items()}
    rooms: dict[Room, dict[str, Way]] = {}
    for room, inside in rows.items():
        names = max(inside.values(), key=len)
        rooms[room] = {
            name: _way(
                {
                    carried: _move(carried, row[name], room_of)
                    for carried, row in inside.items()
                    if name in row
                }
            )
            for name in names
        }
    carried = {room: tuple(sorted(inside)) for room, inside in rows.items()}
    return Folded(starts, _in_order(starts.values(), rooms), carried)


def ends(room: Room) -> bool:
    """Whether the call is over in this room."""
    return bool(room.last_words)


def all_moves(way: Way) -> tuple[Move, ...]:
    """The moves that a way out can come to."""
    return (way,) if isinstance(way, Move) else tuple(move for _, move in way.moves)


def _room(place: Place) -> Room:
    return Room(replace(place, state=replace(place.state, topic="", slow=False)))


def _carried(place: Place) -> Carried:
    return place.state.topic, place.state.slow


def _move(before: Carried, step: Step, room_of: Mapping[Place, Room]) -> Move:
    """The move of one step, told as what it sets."""
    spoken, after = step.spoken, _carried(step.place)
    if spoken.ends:
        return Move(Room(step.place, spoken.say), spoken.say, spoken.then, None, spoken.slow)
    return Move(room_of[step.place], spoken.say, spoken.then, after[0], after[1])


def _start(step: Step, room_of: Mapping[Place, Room]) -> Move:
    """The move of a call that has just been answered: it carries nothing yet."""
    move = _move(("", False), step, room_of)
    return _alike({("", False): move}) or move


def _way(moves: Mapping[Carried, Move]) -> Way:
    """One move if the same holds whatever is carried, else the smallest table that tells."""
    if found := _alike(moves):
        return found
    tables = (_table(by, moves) for by in ("slow", "topic", "both"))
    return next(table for table in tables if table)


def _table(by: str, moves: Mapping[Carried, Move]) -> Table | None:
    """The table that looks at `by` alone; None when that does not tell. `both` always tells."""
    groups: dict[Carried, dict[Carried, Move]] = defaultdict(dict)
    for before, move in moves.items():
        groups[_key(by, before)][before] = move
    rows = [(key, _alike(group)) for key, group in sorted(groups.items())]
    told = tuple((key, move) for key, move in rows if move)
    return Table(by, told) if len(told) == len(rows) else None


def _key(by: str, carried: Carried) -> Carried:
    return carried[0] if by != "slow" else "", carried[1] if by != "topic" else False


def _alike(moves: Mapping[Carried, Move]) -> Move | None:
    """The one move that does what all of these do; None when there is no such move.

    What is as it was counts as left alone, so that it can be left alone for all.
    """
    kept_topic = all(move.topic in (None, before[0]) for before, move in moves.items())
    kept_slow = all(move.slow in (None, before[1]) for before, move in moves.items())
    plain: Move | None = None
    for move in moves.values():
        topic = None if kept_topic else move.topic
        slow = None if kept_slow else move.slow
        if plain is None:
            plain = replace(move, topic=topic, slow=slow)
        elif (topic, slow, move.room, move.say, move.then) != (
            plain.topic,
            plain.slow,
            plain.room,
            plain.say,
            plain.then,
        ):
            return None
    return plain


def _in_order(
    starts: Iterable[Move], rooms: Mapping[Room, dict[str, Way]]
) -> dict[Room, dict[str, Way]]:
    """Rooms as a caller can come upon them; where a call ends, as rooms without a way out."""
    found: dict[Room, dict[str, Way]] = {}
    waiting = [move.room for move in starts]
    for room in waiting:
        if room in found:
            continue
        found[room] = rooms.get(room, {})
        for way in found[room].values():
            waiting.extend(move.room for move in all_moves(way) if move.room not in found)
    return found
