"""What editors, reviewers and patients do at the same moment on one server."""

from __future__ import annotations

from review_desk import Desk, error_of, spoken
from test_server_review_takes import SECONDS, built, offer

from skill.manifest import read_manifest
from skill.server.making import MAKING

SAYS = "op vaste dagen"


def accepted(desk: Desk, line: str = "water") -> None:
    """Somebody brings a recording of a line as it reads now, and takes it."""
    take = offer(desk, spoken(SECONDS), line).get_json()["take"]
    assert desk.client.post(f"/review/takes/{take}/accept", json={}).status_code == 200


def test_a_recording_never_speaks_a_text_that_was_changed_before_its_clip(plants: Desk) -> None:
    accepted(plants)
    plants.rewrite("passages/water.md", SAYS, "in de ochtend")

    built(plants, "water")

    entry = read_manifest(plants.audio).clips["water"]
    assert "recording" not in (entry.normal.source, entry.slow.source)


def test_a_recording_that_comes_while_clips_are_made_waits_and_is_not_lost(plants: Desk) -> None:
    take = offer(plants, spoken(SECONDS)).get_json()["take"]

    with MAKING:
        answer = plants.client.post(f"/review/takes/{take}/accept", json={})
    assert error_of(answer) == (409, "busy")
    assert not (plants.audio / "recordings").exists()

    assert plants.client.post(f"/review/takes/{take}/accept", json={}).status_code == 200


def test_no_recording_writes_over_a_manifest_that_cannot_be_read(plants: Desk) -> None:
    """Somebody is merging two versions of it."""
    take = offer(plants, spoken(SECONDS)).get_json()["take"]
    path = plants.audio / "manifest.json"
    path.write_text("<<<<<<< " + path.read_text())
    before = path.read_bytes()

    answer = plants.client.post(f"/review/takes/{take}/accept", json={})

    assert error_of(answer) == (500, "not_written")
    assert path.read_bytes() == before
    assert not (plants.audio / "recordings").exists()
