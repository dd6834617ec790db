"""`POST /api/rehearsal`: conversations that were written down, read and played turn by turn.

For the console: a tester loads a file of tests/dialogues, or one that the page saved, and sees
where an answer is not what it was. Nothing is kept: the file comes along with every turn.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from flask import Flask, Response, jsonify, request

from skill.channels import Runtime
from skill.channels.turn import answer_json
from skill.dialogue import (
    Cue,
    Difference,
    Medium,
    Rehearsal,
    differences,
    events,
    load_state,
    staged,
)
from skill.editorial import read_rehearsals
from skill.errors import BadRequest
from skill.leaflet import script
from skill.server.bodies import read_object
from skill.server.callers import require_local
from skill.settings import Settings

WHERE = "yaml"
"""What the text is called in a finding: it has no name that anybody gave it."""

MOST_TOLD = 8
"""Findings in one refusal."""

CHANNELS: dict[Medium, str] = {"screen": "web", "speaker": "speaker", "phone": "phone"}
"""Medium -> what a page calls the channel."""


def install(app: Flask, runtime: Runtime, settings: Settings) -> None:
    """Adds the routes to `app`."""

    @app.post("/api/rehearsal")
    def read() -> Response:
        require_local(request, settings)
        found = read_text(read_object(request))
        return jsonify({"conversations": [shown(one) for one in found]})

    @app.post("/api/rehearsal/turn")
    def play() -> Response:
        require_local(request, settings)
        return jsonify(play_turn(runtime, read_object(request)))


def read_text(payload: dict[str, Any]) -> list[Rehearsal]:
    """The conversations in `yaml`. Raises BadRequest with what is wrong with it, by line."""
    text = payload.get("yaml")
    if not isinstance(text, str):
        raise BadRequest("bad_request", "`yaml` must be a string")
    rehearsals, findings = read_rehearsals(text, WHERE)
    if findings:
        told = [str(one) for one in findings[:MOST_TOLD]]
        rest = len(findings) - len(told)
        more = [f"and {rest} more"] if rest else []
        raise BadRequest("bad_rehearsal", "; ".join(told + more))
    return rehearsals


def shown(rehearsal: Rehearsal) -> dict[str, Any]:
    """A conversation as the page lists it."""
    cues = [
        {"does": one.does, "value": one.value, "channel": CHANNELS[one.medium]}
        for one in rehearsal.cues
    ]
    return {"name": rehearsal.name, "turns": cues}


def play_turn(runtime: Runtime, payload: dict[str, Any]) -> dict[str, Any]:
    """Turn `turn` of conversation `conversation`: the answer, and in what it differs.

    Raises BadRequest for a text that cannot be read, or a turn that it does not have.
    """
    rehearsals = read_text(payload)
    rehearsal, cue = _chosen(rehearsals, payload.get("conversation"), payload.get("turn"))
    leaflet = staged(runtime.leaflet, rehearsal)
    stage = runtime
    if leaflet != runtime.leaflet:
        stage = replace(runtime, leaflet=leaflet, lines=script(leaflet))
    state = load_state(payload.get("state"))
    answer: dict[str, Any] = {}
    wrong: list[Difference] = []
    for event in events(cue, rehearsal):
        state, reply = stage.respond(state, event)
        answer = answer_json(stage, state, reply)
        wrong = differences(leaflet, cue, reply)
    told = [asdict(one) for one in wrong]
    return {"answer": answer, "differences": told}


def _chosen(
    rehearsals: list[Rehearsal], conversation: object, turn: object
) -> tuple[Rehearsal, Cue]:
    if type(conversation) is int and 0 <= conversation < len(rehearsals):
        cues = rehearsals[conversation].cues
        if type(turn) is int and 0 <= turn < len(cues):
            return rehearsals[conversation], cues[turn]
    raise BadRequest("no_such_turn", "`conversation` and `turn` are places in the file, from 0")
