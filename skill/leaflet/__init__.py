"""The leaflet as data: types, the script of all that is said, the menu, the compiled form."""

from skill.leaflet.compiled import (
    LEAFLET_FILE,
    as_trial,
    dump_leaflet,
    fingerprint,
    identity,
    read_leaflet,
)
from skill.leaflet.contact import dialled, person_number
from skill.leaflet.script import (
    DEVICE_SPEECH,
    alarm_lines,
    bare,
    key_sentences,
    opening_line,
    opening_of,
    script,
    standing_lines,
)
from skill.leaflet.types import (
    Alarm,
    Leaflet,
    Line,
    Node,
    Opening,
    Passage,
    Prompt,
    Pronunciation,
    SlotQuestion,
    SlotType,
    Subject,
)

__all__ = [
    "DEVICE_SPEECH",
    "LEAFLET_FILE",
    "Alarm",
    "Leaflet",
    "Line",
    "Node",
    "Opening",
    "Passage",
    "Prompt",
    "Pronunciation",
    "SlotQuestion",
    "SlotType",
    "Subject",
    "alarm_lines",
    "as_trial",
    "bare",
    "dialled",
    "dump_leaflet",
    "fingerprint",
    "identity",
    "key_sentences",
    "opening_line",
    "opening_of",
    "person_number",
    "read_leaflet",
    "script",
    "standing_lines",
]
