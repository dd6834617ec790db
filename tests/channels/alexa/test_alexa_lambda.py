"""Lambda: runs from a checkout and from a flat folder, and brings along no more than it needs."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from skill.leaflet import LEAFLET_FILE
from skill.understanding import MODEL_FILE
from tests.channels.alexa.conftest import ROOT
from tests.channels.alexa.envelopes import SKILL_ID, on_screen, one_shot

FORBIDDEN = {"yaml", "flask", "numpy", "sklearn", "pydub", "gtts", "requests", "tests", "pytest"}

CHILD = """
import json, sys
sys.path.insert(0, sys.argv[1])
import lambda_function
response = lambda_function.handler(json.loads(sys.argv[2]), None)
print(json.dumps({"response": response, "modules": sorted(sys.modules)}))
"""

pytestmark = pytest.mark.skipif(
    not all((ROOT / "content" / name).is_file() for name in (LEAFLET_FILE, MODEL_FILE)),
    reason="the compiled content is missing: run `python -m skill compile` and `learn`",
)


def answer(folder: Path, request: object, **environment: str) -> dict[str, object]:
    """What a fresh process answers that has `lambda_function` in `folder`."""
    child = subprocess.run(
        [sys.executable, "-c", CHILD, str(folder), json.dumps(request)],
        capture_output=True,
        text=True,
        cwd=folder.anchor,
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **environment},
        check=False,
        timeout=60,
    )
    assert child.returncode == 0, child.stderr
    assert child.stderr == ""
    found: dict[str, object] = json.loads(child.stdout)
    return found


def test_it_answers_from_a_checkout_with_nothing_of_the_workshop() -> None:
    found = answer(ROOT / "lambda", one_shot("GoedTillenIntent"))
    assert "Buig door uw knieën" in str(found["response"])
    modules = found["modules"]
    assert isinstance(modules, list)
    assert FORBIDDEN & {name.partition(".")[0] for name in modules} == set()
    rooms = {name.split(".")[1] for name in modules if name.startswith("skill.")}
    assert not rooms & {"editorial", "training", "studio", "server", "cli", "checks"}


def test_it_fills_a_screen_without_amazons_classes_for_one() -> None:
    """Those take a third as long to import as all the rest of the SDK that is used."""
    found = answer(ROOT / "lambda", on_screen(one_shot("AlarmDoofKruisIntent")))
    assert "Alexa.Presentation.APL.RenderDocument" in str(found["response"])
    modules = found["modules"]
    assert isinstance(modules, list)
    assert "ask_sdk_model.interfaces.alexa.presentation.apl" not in modules


def test_it_answers_from_a_flat_folder(tmp_path: Path) -> None:
    shutil.copy(ROOT / "lambda" / "lambda_function.py", tmp_path)
    shutil.copytree(ROOT / "skill", tmp_path / "skill", ignore=shutil.ignore_patterns("*.pyc"))
    (tmp_path / "content" / "compiled").mkdir(parents=True)
    for name in (LEAFLET_FILE, MODEL_FILE):
        shutil.copy(ROOT / "content" / name, tmp_path / "content" / "compiled")
    found = answer(tmp_path, one_shot("AlarmDoofKruisIntent"), ALEXA_SKILL_ID=SKILL_ID)
    assert "Bel dan de huisartsenpost" in str(found["response"])


def test_an_envelope_for_another_skill_fails_the_call() -> None:
    with pytest.raises(AssertionError, match="another skill"):
        answer(ROOT / "lambda", one_shot("GoedTillenIntent"), ALEXA_SKILL_ID="amzn1.other")


def test_the_requirements_are_the_sdk_and_its_own_closure() -> None:
    text = (ROOT / "lambda" / "requirements.txt").read_text(encoding="utf-8")
    pinned = set(re.findall(r"^([a-z0-9-]+)==\S+$", text, re.MULTILINE))
    assert pinned == closure("ask-sdk-core")


def closure(package: str) -> set[str]:
    """A package with everything that it needs on this Python, by normalised name."""
    found: set[str] = set()
    waiting = [package]
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name not in found:
            found.add(name)
            for needed in importlib.metadata.requires(name) or ():
                if "extra ==" not in needed and "python_version" not in needed:
                    waiting.append(re.split(r"[^\w.-]", needed)[0])
    return found
