"""Approving what is on the screen, and taking it back.

What is sent names each line with the hash of the text that was read. When somebody changed one of
them meanwhile, nothing is written: nobody approves a text that was not on the screen.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from skill.editorial.signoff import ROLES, approve, is_trial, open_items, roles, text_hash, withdraw
from skill.errors import BadRequest, ContentError
from skill.leaflet import Line
from skill.server.review.folder import Folder, Snapshot

MOST_LINES = 600
"""Lines of one request; a screen shows about ten."""


def approve_lines(folder: Folder, body: object) -> dict[str, Any]:
    """Writes the approvals of `{"role": ..., "lines": {id: hash}}` down, all or none.

    Raises BadRequest: `bad_request` for another shape, `bad_role`, `stale_text` when a text is not
    what was read, `wrong_role` for a line that the role may not approve, `content_broken`, and
    `not_written` when the file cannot be written.
    """
    lines = _lines(body)
    role = body.get("role") if isinstance(body, dict) else None
    if role not in ROLES:
        raise BadRequest("bad_role", f"`role` must be one of {', '.join(ROLES)}")
    with folder.writing:
        snapshot = folder.sound()
        chosen = _as_read(snapshot, lines)
        if refused := [line.id for line in chosen if role not in roles(line)]:
            raise BadRequest("wrong_role", f"{role} may not approve {', '.join(refused)}", 403)
        today = datetime.date.today().isoformat()
        try:
            done, _ = approve(folder.content_dir, snapshot.signoff, chosen, str(role), today)
        except ContentError as error:
            raise BadRequest("not_written", str(error), 500) from error
        return _left(folder) | {"approved": [line.id for line in done]}


def withdraw_lines(folder: Folder, body: object) -> dict[str, Any]:
    """Takes the approvals of `{"lines": {id: hash}}` back, all or none.

    Raises BadRequest as `approve_lines` does.
    """
    lines = _lines(body)
    with folder.writing:
        snapshot = folder.sound()
        chosen = _as_read(snapshot, lines)
        try:
            gone = withdraw(folder.content_dir, snapshot.signoff, chosen)
        except ContentError as error:
            raise BadRequest("not_written", str(error), 500) from error
        return _left(folder) | {"withdrawn": [line.id for line in gone]}


def _lines(body: object) -> dict[str, str]:
    found = body.get("lines") if isinstance(body, dict) else None
    if not isinstance(found, dict) or not found or len(found) > MOST_LINES:
        raise BadRequest("bad_request", f"`lines` must name 1 to {MOST_LINES} lines with hashes")
    if not all(isinstance(one, str) for one in found.values()):
        raise BadRequest("bad_request", "each of `lines` must be the hash of its text")
    return found


def _as_read(snapshot: Snapshot, lines: Mapping[str, str]) -> list[Line]:
    """The lines as they are. Raises BadRequest when one is not what was read."""
    chosen = []
    for line_id, digits in lines.items():
        line = snapshot.lines.get(line_id)
        if line is None or line_id not in snapshot.to_approve or text_hash(line.text) != digits:
            what = "a text changed since it was read; nothing was written: read it again"
            raise BadRequest("stale_text", what, 409)
        chosen.append(line)
    return chosen


def _left(folder: Folder) -> dict[str, Any]:
    """How many texts are open, and whether the welcome should be compiled anew."""
    snapshot = folder.sound()
    leaflet = snapshot.content.leaflet
    left = open_items(leaflet, snapshot.manifest, snapshot.signoff)
    return {"open": len(left), "trial": is_trial(folder.content_dir, leaflet)}
