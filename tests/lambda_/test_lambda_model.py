"""With a model that is not its leaflet's nothing starts: not the function, and not the server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from skill.channels.runtime import open_runtime
from skill.errors import ContentError
from skill.leaflet import read_leaflet
from skill.settings import Settings
from skill.training import dump_model
from skill.understanding import MODEL_FILE, checked_ear

ROOT = Path(__file__).resolve().parents[2]
FIX = "(run `python -m skill learn`)"


def foreign(model: dict[str, Any]) -> str:
    """A model file that is whole, but another leaflet's."""
    return dump_model(model | {"leaflet": "0123456789ab"})


def deaf(model: dict[str, Any]) -> str:
    """A model file that is whole, but cannot hear one of the alarms."""
    rules = [rule for rule in model["alarms"] if rule["label"] != "alarm:brand"]
    classes = ["alarm:storm" if name == "alarm:brand" else name for name in model["classes"]]
    return dump_model(model | {"alarms": rules, "classes": classes})


def damaged(model: dict[str, Any]) -> str:
    """A model file of which one letter was changed."""
    return dump_model(model).replace("herhaal", "herhaak", 1)


def cut_off(model: dict[str, Any]) -> str:
    """Half a model file."""
    whole = dump_model(model)
    return whole[: len(whole) // 2]


WRONG = {
    foreign: "was made for another leaflet",
    deaf: "cannot hear alarm brand",
    damaged: "is damaged: it is not as `learn` wrote it",
    cut_off: "is damaged: it is not as `learn` wrote it",
}


def spoil(folder: Path, model: dict[str, Any], how: Any) -> None:
    (folder / MODEL_FILE).write_text(how(model), encoding="utf-8")


def start_lambda(folder: Path) -> subprocess.CompletedProcess[str]:
    """Starts the function as Lambda does, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", "import lambda_function; print('started')"],
        cwd=ROOT / "lambda",
        env={"CONTENT_DIR": str(folder), "AUDIO_DIR": str(folder / "audio")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_with_its_own_model_the_function_starts(learned: Path) -> None:
    ran = start_lambda(learned)

    assert (ran.returncode, ran.stdout) == (0, "started\n"), ran.stderr


@pytest.mark.parametrize("how", WRONG, ids=lambda how: how.__name__)
def test_with_another_model_it_does_not_start_and_says_why(
    learned: Path, small_model: dict[str, Any], how: Any
) -> None:
    spoil(learned, small_model, how)
    ran = start_lambda(learned)

    assert (ran.returncode, ran.stdout) == (1, "")
    assert f"model.json: {WRONG[how]} {FIX}" in ran.stderr


@pytest.mark.parametrize("how", WRONG, ids=lambda how: how.__name__)
def test_nor_does_the_server(learned: Path, small_model: dict[str, Any], how: Any) -> None:
    spoil(learned, small_model, how)
    ran = subprocess.run(
        [sys.executable, "-m", "skill", "serve", "--port", "0"],
        cwd=ROOT,
        env={"CONTENT_DIR": str(learned), "AUDIO_DIR": str(learned / "audio")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert (ran.returncode, ran.stdout) == (1, "")
    assert f"model.json: {WRONG[how]} {FIX}" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_leaflet_that_got_an_alarm_needs_a_new_model(
    learned: Path, small_model: dict[str, Any]
) -> None:
    """The leaflet was compiled anew and the model was not: the usual way to come by a wrong one."""
    from skill.editorial import compile_content

    alarm = learned / "alarms" / "brand.md"
    (alarm.with_name("rook.md")).write_text(alarm.read_text("utf-8"), "utf-8")
    compile_content(learned)

    with pytest.raises(ContentError, match="was made for another leaflet"):
        open_runtime(Settings(content_dir=learned, audio_dir=learned), checked_ear)


def test_a_sentence_that_was_rewritten_needs_none(learned: Path) -> None:
    from skill.editorial import compile_content

    prompts = learned / "prompts.yaml"
    prompts.write_text(prompts.read_text("utf-8").replace("Zin welcome.", "Welkom."), "utf-8")
    compile_content(learned)
    runtime = open_runtime(Settings(content_dir=learned, audio_dir=learned), checked_ear)

    assert runtime.hear("herhaal").label == "control:repeat"


def test_a_checked_ear_reads_its_model_when_it_hears(learned: Path) -> None:
    hear = checked_ear(learned, read_leaflet(learned))

    assert hear("herhaal").label == "control:repeat"
    (learned / MODEL_FILE).unlink()
    assert hear("ja").label == "control:yes"


def test_without_a_model_it_is_refused_too(small: Path, learned: Path) -> None:
    leaflet = read_leaflet(learned)
    (learned / MODEL_FILE).unlink()

    with pytest.raises(ContentError, match=r"does not exist"):
        checked_ear(learned, leaflet)
