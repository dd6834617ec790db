"""How an item sounds in a conversation: what is said when somebody asks for it."""

from __future__ import annotations

import datetime
from typing import Any

from skill import labels
from skill.channels import Runtime
from skill.channels.turn import line_json, reply_json
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
    line = item.line(item.fields()[0])
    clips = [line_json(runtime, line)] if line in runtime.lines else []
    return {"text": " ".join(clip["text"] for clip in clips), "clips": clips}
