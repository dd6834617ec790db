"""The wheel: what is in it, and what it does where there is no checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import skill
from tests.cli.command_line import environment

ROOT = Path(__file__).resolve().parents[1]
MOST_BYTES = 5_000_000


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    how = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--wheel-dir"]
    made = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", *how, str(folder), str(ROOT)],
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what a site-packages would."""
    folder = tmp_path_factory.mktemp("site")
    how = ["--no-deps", "--no-index", "--quiet", "--no-compile", "--target"]
    subprocess.run([sys.executable, "-m", "pip", "install", *how, folder, wheel], check=True)
    return folder


def run(installed: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """The installed program, in a folder without anything."""
    (installed.parent / "elsewhere").mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-m", "skill", *arguments],
        cwd=installed.parent / "elsewhere",
        env=environment(PYTHONPATH=str(installed), **variables),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_holds_what_runs_and_answers(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    ours = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "skill").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert ours <= names
    assert "skill/pages/console.html" in ours
    assert {"skill/content/compiled/leaflet.json", "skill/content/compiled/model.json"} <= names
    outside = {name.partition("/")[0] for name in names} - {"skill"}
    assert outside == {f"rugwijzer-{skill.__version__}.dist-info"}


def test_it_is_small(wheel: Path) -> None:
    assert wheel.stat().st_size < MOST_BYTES


def test_it_answers_outside_the_checkout(installed: Path) -> None:
    ran = run(installed, "ask", "hoe til ik goed")

    assert (ran.returncode, ran.stderr) == (0, "")
    assert "passage:goed-tillen" in ran.stdout
    assert "  antwoord: Goed tillen." in ran.stdout


def test_its_command_is_called_by_its_name(installed: Path) -> None:
    script = installed / "bin" / "rugwijzer"
    folder = {"PYTHONPATH": str(installed)}
    ran = [
        subprocess.run([script, option], env=environment(**folder), capture_output=True, text=True)
        for option in ("--version", "--help")
    ]

    assert ran[0].stdout == f"Rugwijzer {skill.__version__}\n"
    assert ran[1].stdout.startswith("usage: rugwijzer ")


def test_an_editor_is_told_where_the_content_should_be(installed: Path) -> None:
    ran = run(installed, "compile")

    assert (ran.returncode, ran.stdout) == (1, "")
    assert "CONTENT_DIR" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_folder_without_a_leaflet_is_told(installed: Path, tmp_path: Path) -> None:
    ran = run(installed, "ask", "hoe til ik goed", CONTENT_DIR=str(tmp_path))

    assert (ran.returncode, ran.stdout) == (1, "")
    assert "CONTENT_DIR" in ran.stderr


def test_another_leaflet_is_answered_from(installed: Path, learned: Path) -> None:
    ran = run(installed, "ask", "hoeveel water moet de plant", CONTENT_DIR=str(learned))

    assert "passage:water" in ran.stdout


def test_every_page_is_served_without_the_editors_files(installed: Path) -> None:
    program = (
        "from skill.server import create_app; from skill.settings import read_settings\n"
        "client = create_app(read_settings()).test_client()\n"
        "for path in ('/', '/review', '/privacy', '/health', '/pages/console.js'):\n"
        "    assert client.get(path).status_code == 200, path\n"
        "print(client.get('/health').json['clips']['fresh'])\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=installed.parent,
        env=environment(PYTHONPATH=str(installed)),
        capture_output=True,
        text=True,
    )

    assert (ran.returncode, ran.stderr, ran.stdout) == (0, "", "0\n")
