"""The zip in an empty folder, with Python's own library and nothing else: does it answer?"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.channels.alexa.envelopes import asked, ended, in_session, launch, one_shot

CHILD = """
import json, sys
sys.path.insert(0, sys.argv[1])
import lambda_function
answers = [lambda_function.handler(one, None) for one in json.loads(sys.argv[2])]
files = {name: getattr(module, "__file__", None) for name, module in sys.modules.items()}
print(json.dumps({"answers": answers, "files": files, "path": sys.path}))
"""

FORBIDDEN = {"yaml", "flask", "numpy", "sklearn", "pydub", "cryptography", "tests", "pytest"}
UNUSED_OF_THE_SDK = {"requests", "urllib3", "certifi", "dateutil", "ask_sdk_model.services"}
"""What ask-sdk-core brings for calls to Amazon's services; no answer needs one."""

STRICT = ("-W", "error", "-W", "ignore::SyntaxWarning", "-W", "ignore:invalid escape sequence")
"""Warnings are errors, but for the SDK's own `\\&` in docstrings, told when it is compiled."""

TURNS = [
    launch(),
    one_shot("GoedTillenIntent"),
    asked("mijn kruis voelt helemaal doof"),
    asked("hoe kan ik een zware doos het beste optillen"),
    in_session("AMAZON.RepeatIntent", {"topic": "passage:goed-tillen", "said": ["goed-tillen"]}),
    in_session("OnderwerpenIntent"),
    ended(),
]


def run(task: Path, envelopes: list[Any]) -> dict[str, Any]:
    """What a process answers that has the folder and Python's own library on its path."""
    child = subprocess.run(
        [sys.executable, "-I", "-S", "-B", *STRICT, "-c", CHILD, str(task), json.dumps(envelopes)],
        capture_output=True,
        text=True,
        cwd=task.anchor,
        env={"AUDIO_BASE_URL": "https://klanken.example.nl"},
        check=False,
        timeout=60,
    )
    assert child.returncode == 0, child.stderr
    assert child.stderr == ""
    found: dict[str, Any] = json.loads(child.stdout)
    return found


@pytest.fixture(scope="module")
def ran(task: Path) -> dict[str, Any]:
    """One process that answered a turn of every kind."""
    return run(task, TURNS)


def test_nothing_else_is_on_the_path(ran: dict[str, Any], task: Path) -> None:
    assert ran["path"][0] == str(task)
    assert not [one for one in ran["path"] if "site-packages" in one]


def test_it_answers_a_launch_an_intent_and_free_text(ran: dict[str, Any]) -> None:
    welcome, tillen, alarm, doos, *_ = (one["sessionAttributes"] for one in ran["answers"][:-1])

    assert welcome["said"][-1] == "prompt_welcome"
    assert tillen["topic"] == doos["topic"] == "passage:goed-tillen"
    assert alarm["alarm"] == "doof-kruis"


def test_clips_are_named_in_an_answer_and_not_in_an_alarm(ran: dict[str, Any]) -> None:
    answered = [one["response"] for one in ran["answers"][:-1]]
    _, tillen, alarm, *_ = (one["outputSpeech"]["ssml"] for one in answered)

    assert 'src="https://klanken.example.nl/' in tillen
    assert "<audio" not in alarm
    assert "huisarts" in alarm


def test_the_end_of_a_session_is_not_answered(ran: dict[str, Any]) -> None:
    assert ran["answers"][-1] == {"version": "1.0", "response": {}}


def test_everything_that_is_loaded_is_ours_pinned_or_pythons(
    ran: dict[str, Any], task: Path
) -> None:
    loaded = set(ran["files"])

    assert {name.partition(".")[0] for name in loaded} & FORBIDDEN == set()
    assert loaded & UNUSED_OF_THE_SDK == set()
    library = str(Path(json.__file__).parents[1])
    strange = [
        name
        for name, file in ran["files"].items()
        if file and not file.startswith((str(task), library, "<"))
    ]
    assert strange == []


def test_no_module_of_ours_ships_for_nothing(ran: dict[str, Any], task: Path) -> None:
    shipped = {str(path) for path in (task / "skill").rglob("*.py")}
    loaded = {file for name, file in ran["files"].items() if name.partition(".")[0] == "skill"}

    assert loaded == shipped


def test_an_intent_needs_no_model(task: Path) -> None:
    found = run(task, [launch(), one_shot("GoedTillenIntent")])

    assert "skill.understanding.model" not in found["files"]
    assert "skill.exports.alexa.model" not in found["files"]
