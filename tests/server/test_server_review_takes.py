"""A recording for a line: measured, heard, taken or not, and made into its clip."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from review_desk import Desk, as_wav, error_of, spoken

from skill import atomic_write
from skill.editorial import read_content
from skill.errors import BadRequest
from skill.leaflet import script
from skill.manifest import read_manifest
from skill.server.review.takes import LARGEST_TAKE, MOST_TAKES, suffix_of
from skill.studio import recording_findings
from skill.studio.listen import listen

SECONDS = 9.0
"""As long as the text about water takes at a calm pace."""


def offer(desk: Desk, data: bytes, line: str = "water", tempo: str = "normal") -> Any:
    path = f"/review/takes/{line}/{tempo}"
    return desk.client.post(path, data=data, content_type="application/octet-stream")


def built(desk: Desk, *lines: str) -> dict[str, Any]:
    """Makes clips, and waits until that is done."""
    assert desk.client.post("/review/build", json={"lines": list(lines)}).status_code == 200
    until = time.monotonic() + 60
    while (state := desk.client.get("/review/build").get_json())["running"]:
        assert time.monotonic() < until
        time.sleep(0.02)
    found: dict[str, Any] = state
    return found


def test_a_take_is_measured_and_can_be_heard(plants: Desk) -> None:
    take = offer(plants, spoken(SECONDS)).get_json()

    assert take["seconds"] == pytest.approx(SECONDS, abs=0.4)
    assert take["lufs_window"][0] <= take["lufs"] <= take["lufs_window"][1]
    assert take["cut_start"] == pytest.approx(0.5, abs=0.05)
    assert take["cut_end"] == pytest.approx(0.5, abs=0.05)
    assert (take["format"], take["replaces"], take["heard"]) == ("wav", "", None)
    sound = plants.client.get(take["url"])
    assert (sound.mimetype, sound.data[:1]) == ("audio/mpeg", b"\xff")
    assert not (plants.audio / "recordings").exists()


def test_an_accepted_take_is_where_the_studio_looks_and_becomes_the_clip(plants: Desk) -> None:
    data = spoken(SECONDS)
    take = offer(plants, data).get_json()["take"]
    told = plants.client.post(f"/review/takes/{take}/accept", json={}).get_json()

    assert told == {"recording": "water.wav", "line": "water"}
    assert (plants.audio / "recordings" / "water.wav").read_bytes() == data
    line = plants.line("water", "water")
    assert line["recordings"] == {"normal": "water.wav"}
    assert {one["source"] for one in line["sounds"]} == {"silent nl"}

    state = built(plants, "water")
    assert (state["failed"], state["lines"]) == ("", ["water"])
    line = plants.line("water", "water")
    assert [one["source"] for one in line["sounds"]] == ["recording", "recording"]
    assert plants.client.get(line["sounds"][0]["url"]).status_code == 200
    lines = script(read_content(plants.content)[0].leaflet).values()
    assert list(recording_findings(lines, plants.audio)) == []


def test_a_recording_taken_away_gives_the_engine_its_line_back(plants: Desk) -> None:
    for tempo in ("normal", "slow"):
        take = offer(plants, spoken(SECONDS), tempo=tempo).get_json()["take"]
        plants.client.post(f"/review/takes/{take}/accept", json={})
    before = read_manifest(plants.audio).clips["water"]
    built(plants, "water")
    assert plants.line("water", "water")["recordings"] == {
        "normal": "water.wav",
        "slow": "water-slow.wav",
    }
    for tempo in ("normal", "slow"):
        told = plants.client.post(f"/review/recordings/water/{tempo}/remove", json={})
        assert told.status_code == 200
    assert list((plants.audio / "recordings").glob("water*")) == []
    again = plants.client.post("/review/recordings/water/normal/remove", json={})
    assert error_of(again) == (404, "no_recording")
    assert before.normal.source != "recording"


def test_another_format_takes_the_place_of_the_first(plants: Desk) -> None:
    first = offer(plants, spoken(SECONDS)).get_json()["take"]
    plants.client.post(f"/review/takes/{first}/accept", json={})
    mp3 = plants.client.get(plants.line("water", "water")["sounds"][0]["url"]).data
    offered = offer(plants, mp3)
    assert offered.get_json()["replaces"] == "water.wav"
    plants.client.post(f"/review/takes/{offered.get_json()['take']}/accept", json={})

    assert [path.name for path in (plants.audio / "recordings").iterdir()] == ["water.mp3"]


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", (422, "take_unreadable")),
        (b"%PDF-1.7 not a sound", (422, "take_unreadable")),
        (b"RIFF\x00\x00\x00\x00WAVE", (422, "take_cut_off")),
        (spoken(SECONDS)[:-5000], (422, "take_cut_off")),
        (b"\xff\xfb" + b"\x00" * 400, (422, "take_unreadable")),
        (as_wav(b"\x00\x00" * 22_050), (422, "take_silent")),
        (spoken(1.0), (422, "take_pace")),
        (spoken(60.0), (422, "take_pace")),
        (as_wav(b"\x10\x00" * 8_000 * 130, 8_000), (422, "take_long")),
        (b"RIFF" + b"\x00" * LARGEST_TAKE, (413, "too_large")),
    ],
    ids=["empty", "pdf", "header", "cut", "mp3", "silent", "short", "long", "minutes", "large"],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_kept(
    plants: Desk, data: bytes, refusal: tuple[int, str]
) -> None:
    assert error_of(offer(plants, data)) == refusal
    assert not (plants.audio / "recordings").exists()


@pytest.mark.parametrize(
    ("line", "tempo"),
    [
        ("nergens", "normal"),
        ("water", "snel"),
        ("level_brand", "normal"),
        ("..%2f..%2fetc%2fpasswd", "normal"),
        ("voice", "normal"),
    ],
)
def test_only_what_is_heard_can_be_recorded(plants: Desk, line: str, tempo: str) -> None:
    assert offer(plants, spoken(1.0), line, tempo).status_code == 404
    assert not (plants.audio / "recordings").exists()


def test_a_form_is_no_recording(plants: Desk) -> None:
    form = plants.client.post("/review/takes/water/normal", data={"file": "x"})

    assert error_of(form) == (415, "unsupported_media_type")


def test_a_take_for_a_text_that_changed_is_not_accepted(plants: Desk) -> None:
    take = offer(plants, spoken(SECONDS)).get_json()["take"]
    plants.rewrite("passages/water.md", "twee keer per week", "drie keer per week")

    answer = plants.client.post(f"/review/takes/{take}/accept", json={})
    assert error_of(answer) == (409, "stale_text")
    assert not (plants.audio / "recordings").exists()


def test_a_disk_that_takes_nothing_loses_no_take(
    plants: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    take = offer(plants, spoken(SECONDS)).get_json()["take"]
    monkeypatch.setattr(atomic_write.Path, "write_bytes", full)
    answer = plants.client.post(f"/review/takes/{take}/accept", json={})
    assert error_of(answer) == (500, "not_written")
    monkeypatch.undo()
    assert plants.client.post(f"/review/takes/{take}/accept", json={}).status_code == 200


def test_only_the_last_takes_wait(plants: Desk) -> None:
    first = offer(plants, spoken(SECONDS)).get_json()["take"]
    for number in range(MOST_TAKES):
        offer(plants, spoken(SECONDS + 0.01 * (number + 1)))

    assert error_of(plants.client.get(f"/review/takes/{first}")) == (410, "take_gone")
    answer = plants.client.post(f"/review/takes/{first}/accept", json={})
    assert error_of(answer) == (410, "take_gone")


class Whisper:
    """A recogniser that is installed here, and hears the same in everything."""

    name = "whisper base"

    def hear(self, sound: object) -> str:
        return "Geef uw plant drie keer per week water."


def test_where_a_recogniser_is_installed_it_hears_the_take(
    plants: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, bool]] = []

    def here(model: str, *, fetch: bool = True) -> Whisper:
        asked.append((model, fetch))
        return Whisper()

    listen(plants.audio, Whisper(), only=["licht"])
    monkeypatch.setattr("skill.studio.recogniser.recogniser", here)
    heard = offer(plants, spoken(SECONDS)).get_json()["heard"]

    assert asked == [("base", False)]  # nothing is fetched for it
    assert heard["text"] == "Geef uw plant drie keer per week water."
    assert ["twee keer", ""] in heard["wrong"]


@pytest.mark.parametrize("lines", [None, [], ["nergens"], ["voice"], [5], ["water"] * 51])
def test_only_lines_that_are_heard_are_built(plants: Desk, lines: object) -> None:
    answer = plants.client.post("/review/build", json={"lines": lines})

    assert answer.status_code in (400, 404)
    assert plants.client.get("/review/build").get_json()["lines"] == []


def test_a_voice_that_is_not_here_is_named(plants: Desk) -> None:
    plants.rewrite("passages/water.md", "twee keer per week", "drie keer per week")
    state = built(plants, "water")

    # The clips here are hummed by the test engine, for which `audio build` takes another.
    assert state["failed"] == "" or state["failed"].startswith("engine:")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=64) | st.binary(max_size=64).map(lambda tail: b"RIFF1234WAVE" + tail))
def test_anything_is_a_known_kind_of_sound_or_refused(data: bytes) -> None:
    known = data[:4] in (b"RIFF", b"fLaC") or data[:3] == b"ID3" or data[:1] == b"\xff"
    try:
        suffix = suffix_of(data)
    except BadRequest:
        suffix = ""
    assert not suffix or known
    assert suffix in ("", ".wav", ".flac", ".mp3")
