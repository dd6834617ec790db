"""The compiled leaflet: what goes in comes out, and a damaged file says what to run."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skill.errors import ContentError
from skill.leaflet import (
    LEAFLET_FILE,
    Leaflet,
    as_trial,
    dump_leaflet,
    fingerprint,
    read_leaflet,
    script,
)

RUN = "run `python -m skill compile`"


def damaged(folder: Path, raw: bytes) -> str:
    """What is told of a folder with these bytes as its compiled leaflet."""
    path = folder / LEAFLET_FILE
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(raw)
    with pytest.raises(ContentError) as caught:
        read_leaflet(folder)
    return str(caught.value)


def test_there_and_back(leaflet: Leaflet, tmp_path: Path) -> None:
    (tmp_path / LEAFLET_FILE).parent.mkdir()
    (tmp_path / LEAFLET_FILE).write_text(dump_leaflet(leaflet), encoding="utf-8")
    back = read_leaflet(tmp_path)

    assert back == leaflet
    assert dump_leaflet(back) == dump_leaflet(leaflet)
    assert script(back) == script(leaflet)


def test_dutch_is_readable(leaflet: Leaflet) -> None:
    assert "één" in dump_leaflet(leaflet)
    assert dump_leaflet(leaflet).endswith("}\n")


def test_a_fingerprint_is_twelve_hex_digits(leaflet: Leaflet) -> None:
    assert len(leaflet.fingerprint) == 12
    assert int(leaflet.fingerprint, 16) >= 0
    assert fingerprint(leaflet) == leaflet.fingerprint


def test_a_folder_that_was_never_compiled(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        read_leaflet(tmp_path)

    assert str(caught.value).endswith(f"leaflet.json: does not exist ({RUN})")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"1",
        b'"leaflet"',
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"nodes": []}',
        b'{"nodes": {"a": 1}}',
        b"9" * 5000,
    ],
)
def test_something_else_says_what_to_run(tmp_path: Path, raw: bytes) -> None:
    told = damaged(tmp_path, raw)

    assert "leaflet.json: is damaged" in told
    assert told.endswith(f"({RUN})")


def test_half_a_file_says_what_to_run(tmp_path: Path, leaflet: Leaflet) -> None:
    raw = dump_leaflet(leaflet).encode()

    for part in (1, 2, 10, 100, 1000):
        assert RUN in damaged(tmp_path, raw[: -len(raw) // (part + 1)])


@pytest.mark.parametrize("name", [field.name for field in fields(Leaflet)])
def test_a_missing_field_says_what_to_run(tmp_path: Path, leaflet: Leaflet, name: str) -> None:
    raw = json.loads(dump_leaflet(leaflet))
    del raw[name]

    assert RUN in damaged(tmp_path, json.dumps(raw).encode())


def test_a_folder_instead_of_a_file_says_what_to_run(tmp_path: Path) -> None:
    (tmp_path / LEAFLET_FILE).mkdir(parents=True)

    with pytest.raises(ContentError, match="python -m skill compile"):
        read_leaflet(tmp_path)


def test_a_file_instead_of_a_folder_says_what_to_run(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("")

    with pytest.raises(ContentError, match="python -m skill compile"):
        read_leaflet(tmp_path / "content")


def drop_template(raw: dict[str, Any]) -> None:
    del raw["prompts"]["template_offer"]


def rename_passage(raw: dict[str, Any]) -> None:
    raw["passages"]["x"] = raw["passages"].pop("goed-tillen")


def change_word(raw: dict[str, Any]) -> None:
    raw["passages"]["paracetamol"]["text"] += " Neem er tien."


def change_number(raw: dict[str, Any]) -> None:
    raw["title"] = 5


@pytest.mark.parametrize("edit", [drop_template, rename_passage, change_word, change_number])
def test_a_file_that_was_edited_by_hand_is_damaged(
    tmp_path: Path, leaflet: Leaflet, edit: Callable[[dict[str, Any]], None]
) -> None:
    raw = json.loads(dump_leaflet(leaflet))
    edit(raw)

    assert RUN in damaged(tmp_path, json.dumps(raw).encode())


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_one_character_of_a_compiled_file(
    tmp_path: Path, leaflet: Leaflet, data: st.DataObject
) -> None:
    text = dump_leaflet(leaflet)
    at = data.draw(st.integers(0, len(text) - 1))
    new = text[:at] + data.draw(st.sampled_from('0aé"{}[],:\\ \n')) + text[at + 1 :]
    path = tmp_path / LEAFLET_FILE
    path.parent.mkdir(exist_ok=True)
    path.write_text(new, encoding="utf-8")

    try:
        found: object = read_leaflet(tmp_path)
    except ContentError as error:
        found = str(error)
    assert found == leaflet or RUN in str(found)


def test_a_trial_differs_in_that_only_and_has_a_version_of_its_own(leaflet: Leaflet) -> None:
    trial = as_trial(leaflet)

    assert not leaflet.trial
    assert trial == replace(leaflet, trial=True, fingerprint=trial.fingerprint)
    assert trial.fingerprint != leaflet.fingerprint
    assert as_trial(trial) == trial
