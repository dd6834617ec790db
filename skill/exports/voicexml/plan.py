"""Which documents there are, what stands in each, and how a call goes from one to the other.

A document for each tempo, so that every sound is named where it is played; and one more for what is
keyed of a code, which most callers never come to. One thing is carried along from document to
document: the topic, in a variable of the application.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from skill.exports.keys import MOMENT, TEMPOS, WAITS, Folded, Move, Room, Way, ends, room_names

LINE = "line"
"""How the name of every menu begins."""
MOST_NAME = 60
"""Characters of the name of a menu."""


def _document(slow: bool, in_code: bool) -> str:
    return f"{TEMPOS[slow]}{'-code' if in_code else ''}.vxml"


NAMES = tuple(_document(slow, in_code) for slow in TEMPOS for in_code in (False, True))
"""The documents in which calls wait."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One way of coming into a room: what is heard, and what is carried from then on."""

    say: tuple[str, ...]
    then: str
    topic: str | None
    """The topic from now on; None: as it was."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A room in one tempo: what becomes one menu of one document."""

    room: Room
    slow: bool

    @property
    def document(self) -> str:
        """Name of the file in which it stands."""
        in_code = not ends(self.room) and self.room.place.state.code is not None
        return _document(self.slow, in_code)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a move leads to."""

    scene: Scene
    entry: Entry


Targets = tuple[tuple[str | None, Target], ...]
"""Topic -> target, where it depends on the topic; else one row with None."""


class Plan:
    """The whole line, by scenes; what a caller cannot come to is not in it."""

    def __init__(self, folded: Folded) -> None:
        self._folded = folded
        self._names = room_names(folded.rooms, LINE, MOST_NAME)
        self.starts = {due: self._target(move, slow=False) for due, move in folded.starts.items()}
        self.ways: dict[Scene, Mapping[str, Targets]] = {}
        """Scene -> input -> where it leads, in the order in which a caller can come upon them."""
        self.entries: dict[Scene, list[Entry]] = defaultdict(list)
        for target in self.starts.values():
            self._enter(target)
        waiting = [target.scene for target in self.starts.values()]
        for scene in waiting:
            if scene in self.ways:
                continue
            ways = folded.rooms[scene.room]
            self.ways[scene] = {name: self._targets(way, scene.slow) for name, way in ways.items()}
            for targets in self.ways[scene].values():
                for _, target in targets:
                    self._enter(target)
                    waiting.append(target.scene)

    def scenes(self) -> dict[str, list[Scene]]:
        """Name of a document -> what stands in it."""
        found: dict[str, list[Scene]] = defaultdict(list)
        for scene in self.ways:
            found[scene.document].append(scene)
        return dict(sorted(found.items()))

    def menu(self, scene: Scene) -> str:
        """The name of its menu, in its document."""
        return self._names[scene.room]

    def name(self, target: Target) -> str:
        """The name of what is entered there: a menu at once where nothing is said before it."""
        entry, menu = target.entry, self.menu(target.scene)
        if not entry.say and entry.topic is None and entry.then in (WAITS, MOMENT):
            return menu
        return f"{menu}.{self.entries[target.scene].index(entry) + 1}"

    def _enter(self, target: Target) -> None:
        entries = self.entries[target.scene]
        if target.entry not in entries:
            entries.append(target.entry)

    def _targets(self, way: Way, slow: bool) -> Targets:
        return tuple((topic, self._target(move, slow)) for topic, move in _rows(way, slow))

    def _target(self, move: Move, slow: bool) -> Target:
        topics = {topic for topic, _ in self._folded.carried.get(move.room, ())}
        topic = None if ends(move.room) else topics.pop() if len(topics) == 1 else move.topic
        scene = Scene(move.room, slow if move.slow is None else move.slow)
        return Target(scene, Entry(move.say, move.then, topic))


def _rows(way: Way, slow: bool) -> Iterator[tuple[str | None, Move]]:
    """What a way out comes to in one tempo, by topic where that matters."""
    if isinstance(way, Move):
        yield None, way
        return
    for (topic, tempo), move in way.moves:
        if way.by == "topic":
            yield topic, move
        elif tempo == slow:
            yield (topic if way.by == "both" else None), move
