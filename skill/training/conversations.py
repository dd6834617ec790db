"""`evaluate` for conversations: what several turns must come to, measured through the dialogue.

One JSON object a line:

    {"name": "...", "kind": "after-alarm", "channel": "speaker", "turns": [
        {"text": "ik kan niet plassen", "outcome": ["alarm"], "level": ["nu"]},
        {"text": "hoe til ik goed", "passage": null}]}

A turn is a `text`, a `key` or the `event` silence. It may say what must hold: `outcome` and `level`
(one, or a list to choose from), `passage` (an id, a list, or null where none may be heard),
`alarm: false` where none may be raised, `ends`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from skill import labels
from skill.dialogue import KEYS, Event, Medium, Reply, State
from skill.leaflet import Leaflet
from skill.training.json_lines import as_object, read_rows

Respond = Callable[[State, Event], tuple[State, Reply]]

CHANNELS: dict[str, Medium] = {"speaker": "speaker", "phone": "phone", "web": "screen"}
_SHAPE = '{"name": "...", "kind": "...", "channel": "speaker", "turns": [{"text": "..."}]}'


@dataclass(frozen=True, slots=True)
class Conversation:
    """One scripted conversation."""

    name: str
    kind: str
    medium: Medium
    turns: tuple[Mapping[str, Any], ...]
    voice: str
    """Name of the file."""


@dataclass(frozen=True, slots=True)
class Played:
    """What came of a conversation."""

    conversation: Conversation
    wrong: tuple[str, ...]
    """Per turn that was not as it must be: what was said and what came."""


def read_conversations(paths: Iterable[Path]) -> list[Conversation]:
    """The conversations of JSON Lines files. Raises ContentError with every line that is none."""
    return read_rows(paths, _conversation, wrong="is no conversation", shape=_SHAPE)


def is_conversation(line: str) -> bool:
    """Whether a line of JSON is a conversation, and not a labelled question."""
    return _conversation(line, "") is not None


def _conversation(line: str, voice: str) -> Conversation | None:
    raw = as_object(line)
    if raw is None:
        return None
    medium, turns = CHANNELS.get(str(raw.get("channel", "speaker"))), raw.get("turns")
    if medium is None or not isinstance(turns, list) or not turns:
        return None
    if not all(isinstance(turn, dict) and _says(turn) for turn in turns):
        return None
    return Conversation(
        str(raw.get("name", "")), str(raw.get("kind", "")), medium, tuple(turns), voice
    )


def _some_of(known: Collection[str], value: object) -> bool:
    """Whether it is one of these, or a list of some of them; of any names when none is known."""
    names = value if isinstance(value, list) else [value]
    return bool(names) and all(
        isinstance(name, str) and (not known or name in known) for name in names
    )


_WAYS: dict[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str),
    "key": lambda value: value in KEYS,
    "event": lambda value: value == "silence",
}
_SHAPES = _WAYS | {
    "outcome": partial(_some_of, labels.OUTCOMES),
    "level": partial(_some_of, labels.LEVELS),
    "passage": lambda value: value is None or _some_of((), value),
    "alarm": lambda value: value is False,
    "ends": lambda value: isinstance(value, bool),
}
"""Name in a turn -> whether a value is of its shape: what cannot hold would prove nothing."""


def _says(turn: Mapping[str, Any]) -> bool:
    fits = all(name in _SHAPES and _SHAPES[name](value) for name, value in turn.items())
    return fits and len(_WAYS.keys() & turn.keys()) == 1


def play(one: Conversation, leaflet: Leaflet, respond: Respond) -> Played:
    """Plays a conversation from a fresh state and compares every turn with what must hold."""
    state, wrong = State(), []
    for turn in one.turns:
        state, reply = respond(state, _event(turn, one.medium))
        differs = _differs(turn, leaflet, reply)
        if differs:
            said = turn.get("text") or turn.get("key") or turn.get("event")
            wrong.append(f"`{said}`: {differs}")
    return Played(one, tuple(wrong))


def _event(turn: Mapping[str, Any], medium: Medium) -> Event:
    if "text" in turn:
        return Event("text", text=str(turn["text"]), medium=medium)
    if "key" in turn:
        return Event("key", key=str(turn["key"]), medium=medium)
    return Event("silence", medium=medium)


def _differs(turn: Mapping[str, Any], leaflet: Leaflet, reply: Reply) -> str:
    code = reply.label.partition(":")[2]
    level = leaflet.alarms[code].level if code in leaflet.alarms else ""
    heard = [line for line in reply.say if line in leaflet.passages]
    came = f"{reply.outcome} {level or reply.label}"
    if "outcome" in turn and reply.outcome not in _several(turn["outcome"]):
        return f"{came}, not {turn['outcome']}"
    if "level" in turn and level not in _several(turn["level"]):
        return f"{came}, not level {turn['level']}"
    if "passage" in turn:
        wanted = _several(turn["passage"])
        if (heard and not wanted) or (wanted and not set(heard) & set(wanted)):
            return f"{came} with {heard}, not {turn['passage']}"
    if turn.get("alarm") is False and reply.outcome == "alarm":
        return f"{came}, no alarm was called for"
    if "ends" in turn and reply.ends is not turn["ends"]:
        return f"{came}, ends {reply.ends}"
    return ""


def _several(wanted: Any) -> list[str]:
    if wanted is None:
        return []
    return [str(one) for one in wanted] if isinstance(wanted, list) else [str(wanted)]


def conversation_table(played: Iterable[Played]) -> str:
    """Per kind: conversations, and the share that went as it must in every turn."""
    kinds: dict[str, list[Played]] = defaultdict(list)
    for one in played:
        kinds[one.conversation.kind].append(one)
        kinds["(all)"].append(one)
    rows = [f"{'conversations':20} {'n':>4} {'whole':>6} {'turns':>6} {'right':>6}"]
    for kind in sorted(kinds):
        group = kinds[kind]
        whole = sum(not one.wrong for one in group)
        turns = sum(len(one.conversation.turns) for one in group)
        right = 1 - sum(len(one.wrong) for one in group) / turns
        rows.append(f"{kind:20} {len(group):4} {whole / len(group):6.3f} {turns:6} {right:6.3f}")
    return "\n".join(rows)


def what_went_wrong(played: Iterable[Played]) -> str:
    """The turns that were not as they must be, with their conversation."""
    return "\n".join(
        f"{one.conversation.kind}, {one.conversation.name}: {wrong}"
        for one in played
        for wrong in one.wrong
    )
