"""`alexa package` and `signoff` from the command line, with the small leaflet about a plant."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.cli.command_line import ROOT, Ran, command, environment, run_here

Run = Callable[..., Ran]


@pytest.fixture
def run(learned: Path, tmp_path: Path) -> Run:
    """`run("signoff", "status")`: the program with the small folder and no clips."""

    return partial(run_here, CONTENT_DIR=str(learned), AUDIO_DIR=str(tmp_path / "audio"))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_without_approval_nothing_is_written(run: Run, tmp_path: Path) -> None:
    ran = run("alexa", "package", "--out", str(tmp_path / "out"))

    assert ran.returncode == 1
    told = ran.stderr.decode().splitlines()
    assert re.match(r"plant/signoff.yaml: not approved: 18 passages, \d+ alarm lines,", told[0])
    assert len(told) == 22
    assert "--concept" in told[0]
    assert not (tmp_path / "out").exists()


def test_a_trial_is_written_twice_alike(run: Run, tmp_path: Path) -> None:
    for _ in range(2):
        ran = run("alexa", "package", "--concept", "--out", str(tmp_path / "out"))
        assert ran.returncode == 0, ran.stderr
        assert b"not for patients" in ran.stderr
        first = tree(tmp_path / "out")
    assert tree(tmp_path / "out") == first
    assert "Mijn Kamerplant (concept)" in first["skill-package/skill.json"].decode()


def test_it_lands_where_the_project_says_to_the_ask_cli(learned: Path, tmp_path: Path) -> None:
    """`ask deploy` in the project reads ask-resources.json, and finds what was made by default."""
    made = subprocess.run(
        command("alexa", "package", "--concept"),
        cwd=tmp_path,
        env=environment(CONTENT_DIR=str(learned), PYTHONPATH=str(ROOT)),
        capture_output=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr

    resources = json.loads((ROOT / "ask-resources.json").read_text(encoding="utf-8"))
    source = tmp_path / resources["profiles"]["default"]["skillMetadata"]["src"]
    assert (source / "skill.json").is_file()
    assert (source / "interactionModels" / "custom" / "nl-NL.json").is_file()
    assert (tmp_path / "dist" / "privacy.html").is_file()


def test_a_wrong_endpoint_is_wrong_use(run: Run, tmp_path: Path) -> None:
    ran = run("alexa", "package", "--concept", "--endpoint", "hier", "--out", str(tmp_path / "out"))

    assert ran.returncode == 2
    assert not (tmp_path / "out").exists()


def test_from_a_signed_sheet_to_a_package(run: Run, learned: Path, tmp_path: Path) -> None:
    """The whole way of a clinician's office: print, sign, enter, build; then a text changes."""
    leaflet = learned / "leaflet.yaml"
    text = leaflet.read_text(encoding="utf-8")
    text = text.replace("privacy: onbekend", "privacy: https://plant.example.nl/privacy")
    text = text.replace("terms: onbekend", "terms: https://plant.example.nl/voorwaarden")
    leaflet.write_text(text, encoding="utf-8")
    assert run("signoff").returncode == 1
    assert run("signoff", "sheet", "--out", str(tmp_path / "blad.html")).returncode == 0
    page = (tmp_path / "blad.html").read_text(encoding="utf-8")
    whole = re.findall(r"--all-in ([a-z-]+:[0-9a-f]+)", page)
    role = ("--role", "medisch eindverantwoordelijke", "--date", "2026-01-31")

    done = run("signoff", "approve", *role, "--all-in", *whole)

    assert done.returncode == 0, done.stderr
    assert b" 0 open" in done.stdout
    assert run("signoff", "status").stdout.strip() == b"everything is approved"
    out = tmp_path / "out"
    ran = run("alexa", "package", "--out", str(out))
    assert ran.returncode == 0, ran.stderr
    skill = json.loads((out / "skill-package" / "skill.json").read_text(encoding="utf-8"))
    assert "concept" not in json.dumps(skill).lower()

    passage = learned / "passages" / "water.md"
    passage.write_text(passage.read_text(encoding="utf-8").replace("fris", "mooi"), "utf-8")
    before = tree(out)
    again = run("alexa", "package", "--out", str(out))
    assert again.returncode == 1
    assert b"not approved: 1 passages" in again.stderr
    assert tree(out) == before


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--role", "redactie"), 2, b"nothing is named"),
        (("--role", "redactie", "--date", "morgen", "water:000000"), 2, b"write a day"),
        (("--role", "redactie", "--date", "9999-01-01", "water:000000"), 2, b"write a day"),
        (("--role", "dokter", "water:000000"), 2, b"invalid choice"),
        (("--role", "redactie", "water:000000"), 1, b"print a new sheet"),
    ],
)
def test_what_cannot_be_entered_is_told(
    run: Run, learned: Path, arguments: tuple[str, ...], code: int, told: bytes
) -> None:
    ran = run("signoff", "approve", *arguments)

    assert ran.returncode == code
    assert told in ran.stderr
    assert not (learned / "signoff.yaml").exists()


def test_editors_are_told_what_is_not_theirs(run: Run) -> None:
    listed = run("signoff", "status").stdout.decode()
    codes = re.findall(r"^  ((?:title_)?water:[0-9a-f]{6})", listed, re.MULTILINE)

    ran = run("signoff", "approve", "--role", "redactie", *codes)

    assert ran.returncode == 1
    assert b"1 approved by redactie" in ran.stdout
    assert b"not for redactie: water:" in ran.stdout


def test_a_broken_file_stops_a_package_and_not_a_trial(
    run: Run, learned: Path, tmp_path: Path
) -> None:
    (learned / "signoff.yaml").write_text("approvals: ja\n", encoding="utf-8")

    assert b"`approvals` must be a list" in run("alexa", "package").stderr
    assert run("alexa", "package", "--concept", "--out", str(tmp_path / "out")).returncode == 0
