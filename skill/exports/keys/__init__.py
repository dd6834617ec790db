"""A telephone line by keys: the dialogue unrolled, once for every exchange that is given one.

respond -> walk (every state) -> merge (what nobody can tell apart) -> fold (what is only
carried along) -> rooms (names, and what is heard on coming in)

It is no export by itself: the exports stand on it, and it knows none of them.
"""

from skill.exports.keys.fold import Carried, Folded, Move, Room, Table, Way, ends, fold
from skill.exports.keys.line import RINGING_SECONDS, TEMPOS, WAIT_SECONDS, Exchange, PhoneLine
from skill.exports.keys.merge import merge
from skill.exports.keys.rooms import as_plain, room_names, sorted_entries, told
from skill.exports.keys.shortest import after_inputs, shortest
from skill.exports.keys.sounds import ALL, lines_of, sound_files
from skill.exports.keys.walk import (
    ENDS,
    MOMENT,
    OTHER,
    SILENCE,
    UNANSWERED,
    WAITS,
    Machine,
    heard,
    walk,
)

__all__ = [
    "ALL",
    "ENDS",
    "MOMENT",
    "OTHER",
    "RINGING_SECONDS",
    "SILENCE",
    "TEMPOS",
    "UNANSWERED",
    "WAITS",
    "WAIT_SECONDS",
    "Carried",
    "Exchange",
    "Folded",
    "Machine",
    "Move",
    "PhoneLine",
    "Room",
    "Table",
    "Way",
    "after_inputs",
    "as_plain",
    "ends",
    "fold",
    "heard",
    "lines_of",
    "merge",
    "room_names",
    "shortest",
    "sorted_entries",
    "sound_files",
    "told",
    "walk",
]
