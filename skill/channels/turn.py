"""The JSON turn: what `POST /api/turn` takes and gives, for web pages, tests and the terminal.

Rule of this room: a payload is data from outside. Whatever is wrong with it is a BadRequest with
a code; the utterance in it goes into `respond` and nowhere else.
"""

from __future__ import annotations

import datetime
from typing import Any

from skill import labels
from skill.channels.runtime import Runtime
from skill.dialogue import KEYS, SURE, Event, EventKind, Medium, Reply, State, load_state
from skill.errors import BadRequest, ContentError
from skill.intents import intent_of
from skill.leaflet import Leaflet
from skill.understanding import LONGEST, Understanding

CHANNELS: dict[str, Medium] = {"web": "screen", "speaker": "speaker", "phone": "phone"}
"""Name of the channel in the payload -> medium of the event."""

CLIENT_EVENTS: dict[str, EventKind] = {
    "launch": "launch",
    "silence": "silence",
    "hangup": "hangup",
    "key": "key",
}


def turn(runtime: Runtime, payload: object, today: datetime.date | None = None) -> dict[str, Any]:
    """One turn: the answer as JSON values, with the state to send along next time.

    Raises BadRequest for a payload of the wrong shape.
    """
    event = read_event(payload, today)
    raw_state = payload.get("state") if isinstance(payload, dict) else None
    if raw_state is not None and not isinstance(raw_state, dict):
        raise BadRequest("bad_state", "`state` must be the object of the last answer, or null")
    state, reply = runtime.respond(load_state(raw_state), event)
    return answer_json(runtime, state, reply)


def read_event(payload: object, today: datetime.date | None = None) -> Event:
    """The event in a payload; raises BadRequest."""
    if not isinstance(payload, dict):
        raise BadRequest("bad_request", "the body must be a JSON object")
    medium = CHANNELS.get(_string(payload, "channel", "web"))
    if medium is None:
        raise BadRequest("bad_channel", "`channel` must be web, speaker or phone")
    date = (today or datetime.date.today()).isoformat()
    if "text" in payload and payload.get("event") is None:
        text = _string(payload, "text")
        if len(text) > LONGEST:
            raise BadRequest("too_long", f"`text` may have {LONGEST} characters", 413)
        said: EventKind = "text" if text.strip() else "silence"
        unsure = _share(payload, "sure", 1.0) < SURE
        return Event(said, text=text, medium=medium, hears=True, unsure=unsure, today=date)
    kind = CLIENT_EVENTS.get(_string(payload, "event", ""))
    if kind is None:
        raise BadRequest("bad_event", "give `text`, or `event`: " + ", ".join(CLIENT_EVENTS))
    key = _string(payload, "key", "") if kind == "key" else ""
    if kind == "key" and key not in KEYS:
        raise BadRequest("bad_key", "`key` must be one of 0-9, * and #")
    return Event(kind, key=key, medium=medium, hears=True, today=date)


def _string(payload: dict[str, Any], name: str, default: str | None = None) -> str:
    value = payload.get(name, default)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        raise BadRequest("bad_request", f"`{name}` must be a string")
    return value


def _share(payload: dict[str, Any], name: str, default: float) -> float:
    value = payload.get(name)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise BadRequest("bad_request", f"`{name}` must be a number from 0 to 1")
    return float(value)


def answer_json(runtime: Runtime, state: State, reply: Reply) -> dict[str, Any]:
    """The answer to a turn: its reply, the alarm that stands after it, and the state to keep."""
    alarm = runtime.leaflet.alarms.get(state.alarm)
    stands = alarm.level if alarm else None
    return reply_json(runtime, reply) | {"stands": stands, "state": state.dump()}


def reply_json(runtime: Runtime, reply: Reply) -> dict[str, Any]:
    """A reply as JSON values (shape: docs/http.md)."""
    return {
        "outcome": reply.outcome,
        **label_json(runtime.leaflet, reply.label),
        "control": reply.control or None,
        "text": " ".join(runtime.lines[line_id].text for line_id in reply.say),
        "clips": [line_json(runtime, line_id, slow=reply.slow) for line_id in reply.say],
        "asks": reply.asks or None,
        "reprompt": runtime.lines[reply.reprompt].text if reply.reprompt else None,
        "ends": reply.ends,
        "grave": reply.grave,
        "slow": reply.slow,
        "score": reply.heard.score if reply.heard else None,
        "why": " | ".join(reply.heard.evidence) if reply.heard else None,
        "heard": heard_json(runtime.leaflet, reply.heard) if reply.heard else None,
    }


def line_json(runtime: Runtime, line_id: str, *, slow: bool = False) -> dict[str, Any]:
    """A line and its clip; null for the address and the seconds where there is none."""
    clip = runtime.clip(line_id, slow=slow)
    return {
        "id": line_id,
        "url": f"/audio/{clip.file}" if clip else None,
        "text": runtime.lines[line_id].text,
        "seconds": clip.seconds if clip else None,
    }


def heard_json(leaflet: Leaflet, heard: Understanding) -> dict[str, Any]:
    """What was understood, with names for people: the label, what it needed, what came near it."""
    return {
        "label": heard.label,
        "title": title_of(leaflet, heard.label),
        "needed": heard.threshold,
        "doubtful": heard.doubtful,
        "also": [{"label": one, "title": title_of(leaflet, one)} for one in heard.also],
        "others": [
            {"label": label, "title": title_of(leaflet, label), "score": score}
            for label, score in heard.runners_up
        ],
        "intent": _intent(heard.label),
    }


def _intent(label: str) -> str | None:
    try:
        return intent_of(label) or None
    except ContentError:
        # A leaflet that is not for Alexa may have names that Amazon would refuse.
        return None


def title_of(leaflet: Leaflet, label: str) -> str | None:
    """The name that editors gave to what a label means; None where it has none of theirs."""
    name = labels.name(label)
    match labels.kind(label):
        case "passage" if name in leaflet.passages:
            return leaflet.passages[name].title
        case "alarm" | "confirm" if name in leaflet.alarms:
            return leaflet.alarms[name].label
        case labels.NOT_COVERED if name in leaflet.subjects:
            return leaflet.subjects[name].title
        case "opening" if name in leaflet.openings:
            return leaflet.openings[name].title
        case "clarify":
            two = [title_of(leaflet, labels.passage(one)) for one in name.split("|")]
            return " of ".join(f"‘{one}’" for one in two if one)
    return None


def label_json(leaflet: Leaflet, label: str) -> dict[str, str | None]:
    """A precise label in the words of the outside: label, passage, level, alarm, subject."""
    kind, name = labels.kind(label), labels.name(label)
    warns = kind in ("alarm", "confirm")
    level = leaflet.alarms[name].level if warns and name in leaflet.alarms else None
    opened = leaflet.openings[name].kind if kind == "opening" and name in leaflet.openings else ""
    return {
        "label": labels.public(label, level, opened),
        "passage": name if kind == "passage" else None,
        "level": level,
        "alarm": name if warns else None,
        "subject": name if kind == "not_covered" and name else None,
    }
