"""`phone export asterisk`: the whole folder, or nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from command_line import ROOT, Run, run_here

from skill.exports.asterisk import line as asterisk
from skill.exports.keys import Machine, walk
from skill.leaflet import Leaflet

SMALL = ROOT / "tests" / "small_content"
EXPORT = ("phone", "export", "asterisk", "--concept", "--out")


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module", autouse=True)
def unrolled_once() -> Iterator[None]:
    """A dialplan is the same each time (tests/exports/asterisk) and takes three seconds."""
    known: dict[str, Machine] = {}

    def remembered(leaflet: Leaflet) -> Machine:
        if leaflet.fingerprint not in known:
            known[leaflet.fingerprint] = walk(leaflet)
        return known[leaflet.fingerprint]

    with mock.patch.object(asterisk, "walk", remembered):
        yield


@pytest.fixture
def voiced(run: Run, hummed: Path, tmp_path: Path) -> Run:
    """The program, with a clip for every line."""
    shutil.copytree(hummed, tmp_path / "audio")
    return run


@pytest.fixture(scope="module")
def exported(hummed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is exported with those clips; to be copied."""
    folder = tmp_path_factory.mktemp("exported")
    content = shutil.copytree(SMALL, folder / "plant")
    settings = {"CONTENT_DIR": str(content), "AUDIO_DIR": str(hummed)}
    assert run_here("compile", **settings).returncode == 0
    done = run_here(*EXPORT, str(folder / "lijn"), **settings)
    assert done.returncode == 0, done.stderr.decode()
    assert b"contexts" in done.stdout
    return folder / "lijn"


def test_the_folder_holds_dialplan_sounds_and_note_and_is_the_same_each_time(
    voiced: Run, exported: Path, tmp_path: Path
) -> None:
    out = Path(shutil.copytree(exported, tmp_path / "lijn"))
    first = files(out)
    assert {"extensions.conf", "INSTALL.md", "sounds/nl/rugwijzer/sounds.json"} < set(first)
    dialplan = first["extensions.conf"].decode()
    assert "CONCEPT" in dialplan
    assert "said prompt_trial prompt_welcome-phone keys_root" in dialplan
    for ending in ("alaw", "g722"):
        assert f"sounds/nl/rugwijzer/normal/water.{ending}" in first
        assert f"sounds/nl/rugwijzer/slow/water.{ending}" in first
    assert not [name for name in first if name.endswith("ulaw")]

    again = voiced(*EXPORT, str(out))
    assert b"0 sounds made" in again.stdout
    assert files(out) == first
    assert [path.name for path in tmp_path.iterdir() if "lijn" in path.name] == ["lijn"]

    fresh = voiced(*EXPORT, str(tmp_path / "vers"), "--ulaw")
    assert b"0 kept" in fresh.stdout
    more = files(tmp_path / "vers")
    assert "sounds/nl/rugwijzer/normal/water.ulaw" in more
    told = {"INSTALL.md", "sounds/nl/rugwijzer/sounds.json"}
    assert {name: more[name] for name in first if name not in told} == {
        name: data for name, data in first.items() if name not in told
    }


def test_lines_without_a_clip_are_named_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    done = run(*EXPORT, str(tmp_path / "lijn"))
    assert done.returncode == 1
    assert b"no fresh clip of `prompt_welcome-phone`" in done.stderr
    assert b"`water` (slow)" in done.stderr
    assert b"audio build" in done.stderr
    assert not (tmp_path / "lijn").exists()


def test_a_clip_that_breaks_leaves_the_earlier_export_as_it_was(
    voiced: Run, exported: Path, tmp_path: Path
) -> None:
    out = Path(shutil.copytree(exported, tmp_path / "lijn"))
    before = files(out)
    path = next((tmp_path / "audio").glob("water-*.mp3"))
    os.truncate(path, 500)
    done = voiced(*EXPORT, str(out))
    assert done.returncode == 1
    assert b"no fresh clip of `water`" in done.stderr
    assert files(out) == before


def test_without_approval_it_refuses(run: Run, tmp_path: Path) -> None:
    done = run("phone", "export", "asterisk", "--out", str(tmp_path / "lijn"))
    assert done.returncode == 1
    assert b"not approved" in done.stderr
    assert not (tmp_path / "lijn").exists()


def test_a_folder_that_holds_something_else_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "lijn").mkdir()
    (tmp_path / "lijn/brief.txt").write_text("beste")
    for out in (tmp_path / "lijn", tmp_path / "lijn/brief.txt"):
        done = run(*EXPORT, str(out))
        assert done.returncode == 2
        assert b"--out" in done.stderr
    assert (tmp_path / "lijn/brief.txt").read_text() == "beste"
