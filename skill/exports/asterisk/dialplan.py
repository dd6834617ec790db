"""The folded machine as `extensions.conf`, for Asterisk 16 to 22.

What was learnt from a running Asterisk, and is kept to here:
- `Answer(500)`: a key that is pressed during `Answer()` counts, one during `Wait()` is lost;
- every menu is a context of its own with nothing but single keys, so that no key waits for a
  longer one; `Background()` stops as soon as a key is released;
- a wrong key goes to `i`, silence to `t`;
- the last words of a call are `Playback()`: there is nothing left that a key could do.
"""

from __future__ import annotations

from collections.abc import Iterator

from skill.dialogue import MOMENT_SECONDS
from skill.exports.keys import (
    ENDS,
    MOMENT,
    OTHER,
    RINGING_SECONDS,
    SILENCE,
    TEMPOS,
    UNANSWERED,
    WAIT_SECONDS,
    WAITS,
    Carried,
    Folded,
    Move,
    Room,
    Table,
    Way,
    as_plain,
    ends,
    room_names,
    sorted_entries,
    told,
)
from skill.leaflet import Leaflet

CONTEXT = "rugwijzer"
"""Context in which a call comes in; all other contexts begin with it as well."""
SOUNDS = "rugwijzer"
"""Folder of the sounds, under `sounds/nl`."""
SPEECH = "spreken"
"""Extension of CONTEXT in which a call comes in that may also be spoken to."""
EAR = "127.0.0.1:9092"
"""Where `phone listen` is expected."""
MOST_NAME = 79
"""Characters that Asterisk keeps of the name of a context (AST_MAX_CONTEXT)."""

_EXTENSIONS = {OTHER: "i", SILENCE: "t"}


def dialplan(
    leaflet: Leaflet, folded: Folded, *, concept: bool = False, speech: bool = False
) -> str:
    """The whole file; the same machine always gives the same bytes.

    `speech`: with an entry for calls that `phone listen` answers, as long as it is there.
    """
    plan = _Plan(folded)
    parts = ["\n".join(_head(leaflet, folded, concept)), "\n".join(plan.start(leaflet))]
    parts += ["\n".join(_speech())] if speech else []
    parts += ["\n".join(plan.context(room)) for room in folded.rooms]
    parts += ["\n".join(plan.table(table)) for table in plan.tables]
    return "\n\n".join(parts) + "\n"


def _head(leaflet: Leaflet, folded: Folded, concept: bool) -> Iterator[str]:
    yield f"; {leaflet.title}: a telephone line by keys, for Asterisk 16 to 22."
    if concept:
        yield "; CONCEPT: for a trial only. Texts in it have not been approved for patients."
    yield f"; Content version {leaflet.fingerprint}. Generated from the dialogue; do not edit."
    yield f"; {len(folded.rooms)} contexts, one per state. What a call carries along:"
    yield ";   RW_TEMPO  normal or slow: the folder of the sounds"
    yield ";   RW_TOPIC  what was spoken of last (for `#`, the next topic)"
    yield f";   RW_WAIT   seconds that a caller may think; set it before {CONTEXT},s,1 to change it"
    if any(UNANSWERED in ways for ways in folded.rooms.values()):
        yield ";   RW_PERSON whom to call for who keys 0 twice, as PJSIP/number@trunk"
    yield f"; Send a call to Goto({CONTEXT},s,1). See INSTALL.md."


def _speech() -> Iterator[str]:
    """The second way in, into the context of the first.

    Asterisk calls AudioSocket a success when it was told to hang up, and a failure when nobody
    answers, a connection was reset, or the module is not there. Everything but a goodbye leads to
    the keys (skill/channels/phone/audiosocket.py makes sure that a dead program is no goodbye).
    """
    yield "; By speech, by `phone listen` on RW_EAR; by keys whenever that is not there."
    yield f"exten => {SPEECH},1,Answer(500)"
    yield ' same => n,GotoIf($["${RW_EAR}" != ""]?listen)'
    yield f" same => n,Set(RW_EAR={EAR})"
    yield " same => n(listen),TryExec(AudioSocket(${UUID()},${RW_EAR}))"
    yield ' same => n,GotoIf($["${TRYSTATUS}" != "SUCCESS"]?s,1)'
    yield " same => n,Hangup()"


class _Plan:
    """Names for all that the file refers to, and the file's parts by those names."""

    def __init__(self, folded: Folded) -> None:
        self._folded = folded
        self._names = room_names(folded.rooms, CONTEXT, MOST_NAME)
        self._entries = sorted_entries(folded)
        self.tables: dict[Table, str] = {}
        for ways in folded.rooms.values():
            for way in ways.values():
                if isinstance(way, Table) and way not in self.tables:
                    self.tables[way] = f"{CONTEXT}-by-{way.by}-{len(self.tables) + 1}"

    def start(self, leaflet: Leaflet) -> Iterator[str]:
        """Where a call comes in."""
        starts = self._folded.starts
        yield f"[{CONTEXT}]"
        yield "exten => s,1,Answer(500)"
        yield " same => n,Set(CHANNEL(language)=nl)"
        yield f" same => n,Set(RW_TEMPO={TEMPOS[False]})"
        yield f" same => n,Set(RW_TOPIC={as_plain('')})"
        yield ' same => n,GotoIf($["${RW_WAIT}" != ""]?ready)'
        yield f" same => n,Set(RW_WAIT={WAIT_SECONDS})"
        if True in starts:
            by = leaflet.review_by.replace("-", "")
            yield f" same => n(ready),GotoIf($[${{STRFTIME(${{EPOCH}},,%Y%m%d)}} > {by}]?due)"
            yield from self._goto(" same => n", starts[False])
            yield from self._goto(" same => n(due)", starts[True])
        else:
            yield from self._goto(" same => n(ready)", starts[False])

    def context(self, room: Room) -> Iterator[str]:
        """One context: what is heard in it, and what each key does."""
        yield f"[{self._names[room]}]"
        yield f"; {told(room)}"
        topic = self._only_topic(room)
        for number, (say, then) in enumerate(self._entries[room], start=1):
            rows = [f"Set(RW_TOPIC={as_plain(topic)})"] if topic is not None else []
            # Nothing is left that a key could do in the last words, or when a person is called.
            app = "Background" if then in (WAITS, MOMENT) else "Playback"
            rows += [f"{app}({SOUNDS}/${{RW_TEMPO}}/{line})" for line in say]
            rows += _after(then)
            yield f"exten => {_entry_name(number)},1,{rows[0]}"
            yield from (f" same => n,{row}" for row in rows[1:])
            if then == UNANSWERED:
                way = self._folded.rooms[room][then]
                yield from self._way(" same => n(unanswered)", way)
        for name, way in self._folded.rooms[room].items():
            if name != UNANSWERED:
                yield from self._way(f"exten => {_EXTENSIONS.get(name, name)},1", way)

    def table(self, table: Table) -> Iterator[str]:
        """A context that is never waited in: it looks up what a call carries along."""
        yield f"[{self.tables[table]}]"
        for carried, move in table.moves:
            yield from self._goto(f"exten => {_row(table.by, carried)},1", move)

    def _way(self, begin: str, way: Way) -> Iterator[str]:
        if isinstance(way, Move):
            yield from self._goto(begin, way)
        else:
            row = {"topic": "${RW_TOPIC}", "slow": "${RW_TEMPO}", "both": "${RW_TOPIC}-${RW_TEMPO}"}
            yield f"{begin},Goto({self.tables[way]},{row[way.by]},1)"

    def _goto(self, begin: str, move: Move) -> Iterator[str]:
        rows = []
        if move.topic is not None and not ends(move.room) and self._only_topic(move.room) is None:
            rows.append(f"Set(RW_TOPIC={as_plain(move.topic)})")
        if move.slow is not None:
            rows.append(f"Set(RW_TEMPO={TEMPOS[move.slow]})")
        number = self._entries[move.room].index((move.say, move.then)) + 1
        rows.append(f"Goto({self._names[move.room]},{_entry_name(number)},1)")
        yield f"{begin},{rows[0]}"
        yield from (f" same => n,{row}" for row in rows[1:])

    def _only_topic(self, room: Room) -> str | None:
        """The topic that every call in this room has; None when there are several."""
        topics = {topic for topic, _ in self._folded.carried.get(room, ())}
        return topics.pop() if len(topics) == 1 else None


def _after(then: str) -> list[str]:
    """What a context does when its lines have been heard, before anything happens by itself."""
    if then == WAITS:
        return ["WaitExten(${RW_WAIT})"]
    if then == MOMENT:
        return [f"WaitExten({MOMENT_SECONDS})"]
    if then == UNANSWERED:
        return [
            'GotoIf($["${RW_PERSON}" = ""]?unanswered)',
            f"Dial(${{RW_PERSON}},{RINGING_SECONDS})",
        ]
    return ["Hangup()"] if then == ENDS else []


def _entry_name(number: int) -> str:
    return "s" if number == 1 else f"s{number}"


def _row(by: str, carried: Carried) -> str:
    topic, tempo = as_plain(carried[0]), TEMPOS[carried[1]]
    return {"topic": topic, "slow": tempo, "both": f"{topic}-{tempo}"}[by]
