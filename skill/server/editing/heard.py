"""How an item sounds in a conversation: what is said when somebody asks for it."""

from __future__ import annotations

import datetime
from typing import Any

from skill import labels
from skill.channels import Runtime
from skill.channels.turn import reply_json
from skill.dialogue import Event, State
from skill.editorial.editing import Item

_LABELS = {
    "passages": labels.passage,
    "alarms": labels.alarm,
    "openings": labels.opening,
    "subjects": labels.subject,
}


def heard(runtime: Runtime, item: Item) -> dict[str, Any]:
    """The answer to it as in `POST /api/turn`: `text`, and the `clips` in order.

    A sentence of prompts.yaml is given by itself. Of what the running leaflet does not have yet,
    nothing is heard: `text` is empty.
    """
    if item.kind in _LABELS:
        if item.name not in getattr(runtime.leaflet, item.kind):
            return {"text": "", "clips": []}
        today = datetime.date.today().isoformat()
        label = _LABELS[item.kind](item.name)
        event = Event("label", label=label, medium="screen", hears=True, today=today)
        reply = reply_json(runtime, runtime.respond(State(), event)[1])
        return {"text": reply["text"], "clips": reply["clips"]}
    field = item.fields()[0]
    names = [name for name in (item.line(field),) if name in runtime.lines]
    clips = [_line(runtime, name) for name in names]
    return {"text": " ".join(clip["text"] for clip in clips), "clips": clips}


def _line(runtime: Runtime, name: str) -> dict[str, Any]:
    clip = runtime.clip(name)
    return {
        "id": name,
        "url": f"/audio/{clip.file}" if clip else None,
        "text": runtime.lines[name].text,
        "seconds": clip.seconds if clip else None,
    }
