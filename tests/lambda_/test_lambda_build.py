"""`lambda build` on the command line: what it refuses, and what it says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from skill.editorial import compile_content, read_content
from skill.editorial.signoff.approvals import Signoff
from skill.editorial.signoff.entering import approve
from skill.editorial.signoff.items import MEDICAL, to_approve
from skill.understanding import MODEL_FILE

ROOT = Path(__file__).resolve().parents[2]
Build = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def build(learned: Path, tmp_path: Path) -> Build:
    """`build("--concept")`: the command with the small folder, which nobody has approved."""

    def started(*options: str) -> subprocess.CompletedProcess[str]:
        out = str(tmp_path / "dist" / "small.zip")
        folders = {"CONTENT_DIR": str(learned), "AUDIO_DIR": str(tmp_path / "audio")}
        return subprocess.run(
            [sys.executable, "-m", "skill", "lambda", "build", "--out", out, *options],
            cwd=ROOT,
            env={**os.environ, **folders},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return started


def test_a_trial_is_made_and_says_so(build: Build, tmp_path: Path) -> None:
    ran = build("--concept")

    assert ran.returncode == 0, ran.stderr
    assert "content version" in ran.stdout
    assert "sha256" in ran.stdout
    assert "not for patients" in ran.stderr
    with zipfile.ZipFile(tmp_path / "dist" / "small.zip") as archive:
        assert "niet voor patiënten" in archive.read("CONCEPT.txt").decode()


def test_the_welcome_of_a_trial_says_it_also_when_only_the_voice_was_not_approved(
    build: Build, learned: Path, tmp_path: Path
) -> None:
    content, _ = read_content(learned)
    approve(learned, Signoff(), to_approve(content.leaflet), MEDICAL, "2027-01-31")
    assert not compile_content(learned).trial

    assert build().returncode == 1
    assert build("--concept").returncode == 0
    with zipfile.ZipFile(tmp_path / "dist" / "small.zip") as archive:
        assert json.loads(archive.read("content/compiled/leaflet.json"))["trial"] is True


def test_without_approval_nothing_is_made(build: Build, tmp_path: Path) -> None:
    ran = build()

    assert ran.returncode == 1
    assert "--concept" in ran.stderr
    assert not (tmp_path / "dist").exists()


def test_stale_content_is_refused_also_for_a_trial(
    build: Build, learned: Path, tmp_path: Path
) -> None:
    prompts = learned / "prompts.yaml"
    prompts.write_text(prompts.read_text("utf-8").replace("Tot ziens", "Tot straks"), "utf-8")
    (learned / "questions" / "out_of_scope").mkdir(exist_ok=True)
    (learned / "questions" / "out_of_scope" / "extra.txt").write_text("wie wint er\n", "utf-8")
    ran = build("--concept")

    assert ran.returncode == 1
    assert "run `python -m skill learn`" in ran.stderr
    assert not (tmp_path / "dist").exists()


def test_a_damaged_model_is_refused(build: Build, learned: Path) -> None:
    (learned / MODEL_FILE).write_text("{", "utf-8")
    ran = build("--concept")

    assert ran.returncode == 1
    assert "model.json" in ran.stderr
