"""Every command in the README is run as it stands there."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from skill.understanding import MODEL_FILE
from tests.conftest import EXPORT

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line.split("  #")[0].strip()
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]
RUN_ELSEWHERE = {
    "make test": "this is the suite itself",
    "make check": "the line before this suite in .ci/run",
}


STAMPS = ("installed", "workshop")
"""What `make` leaves in an environment: what is younger than its requirements is not installed."""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the commands work on, beside the environment of the one that is tested.

    `make` works in the environment that it makes, and would install one where there is none.
    """
    environment = ROOT / ".venv"
    if not (environment / "workshop").exists():
        message = "there is no .venv: run `make test`"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    folder = tmp_path_factory.mktemp("readme")
    for name in ("skill", "content", "audio", "examples"):
        shutil.copytree(ROOT / name, folder / name)
    for path in ROOT.iterdir():
        if path.is_file() and not path.name.startswith("."):
            shutil.copy2(path, folder)
    ours = folder / ".venv"
    ours.mkdir()
    for path in environment.iterdir():
        if path.name not in STAMPS:
            (ours / path.name).symlink_to(path)
    for name in STAMPS:
        (ours / name).touch()
    return folder


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="module")
def running(checkout: Path) -> Iterator[str]:
    """`make run`, started and stopped as a developer would; gives its address."""
    port = free_port()
    process = subprocess.Popen(
        ["make", "run", f"PORT={port}"],
        cwd=checkout,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/health", process)
        yield address
    finally:
        os.killpg(process.pid, 15)
        process.communicate(timeout=20)


def wait_for(url: str, process: subprocess.Popen[str]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            pytest.fail(f"`make run` ended: {process.communicate()[0]}")
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                assert json.load(answer)["status"] == "ok"
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("`make run` did not answer in 30 seconds")


def test_the_readme_has_commands_for_each_channel() -> None:
    text = "\n".join(COMMANDS)
    for part in ("make run", "make test", "skill ask", "skill chat", "/alexa", "/api/turn"):
        assert part in text


FOR_AN_EXCHANGE = " ".join((".venv/bin/python", *EXPORT))
SERVES = [c for c in COMMANDS if c.startswith(".venv/bin/python -m skill serve")]
"""Commands that go on until they are stopped."""
UNDER_CI = (
    ".venv/bin/python -m skill phone export wav --out dist/wav --concept",
    ".venv/bin/python -m skill alexa package --concept",
)
"""Commands that take half a minute of processor time for the leaflet that is shipped. At a desk the
same is made of the small one: tests/cli/test_cli_phone_export.py, tests/exports/alexa."""


@pytest.mark.parametrize("command", SERVES)
def test_a_command_that_serves_answers_until_it_is_stopped(command: str) -> None:
    port = free_port()
    ours = command.replace(".venv/bin/python", sys.executable, 1).partition("#")[0]
    process = subprocess.Popen(
        [*ours.split(), "--port", str(port)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/health", process)
    finally:
        process.terminate()
        process.communicate(timeout=20)
    assert process.returncode == 0


@pytest.mark.parametrize(
    "command",
    [
        c
        for c in COMMANDS
        if c.startswith(".venv/bin/python") and c != FOR_AN_EXCHANGE and c not in SERVES
    ],
)
def test_a_terminal_command_works(command: str, tmp_path: Path) -> None:
    if command in UNDER_CI and os.environ.get("CI") != "true":
        pytest.skip("with the leaflet that is shipped under CI=true only: it takes long")
    ours = command.replace(".venv/bin/python", sys.executable, 1)
    ours = ours.replace("dist/", f"{tmp_path}/")
    # A package goes into `dist` of where one stands, and no test writes into the checkout.
    packs = "alexa package" in command
    done = subprocess.run(
        ours,
        shell=True,
        cwd=tmp_path if packs else ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        input="hoe til ik goed?\nstop\n",
        text=True,
        capture_output=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    if packs or "--out" in command:
        assert any(tmp_path.iterdir()), "what was asked for is there"
    else:
        assert done.stdout.strip()


def test_the_command_for_an_exchange_gives_a_line(phone_line: Path) -> None:
    assert FOR_AN_EXCHANGE in COMMANDS
    assert {path.name for path in phone_line.iterdir()} == {
        "extensions.conf",
        "INSTALL.md",
        "sounds",
    }


def test_what_is_asked_in_the_terminal_is_understood() -> None:
    ask = next(c for c in COMMANDS if "skill ask" in c)
    ours = ask.replace(".venv/bin/python", sys.executable, 1)
    done = subprocess.run(ours, shell=True, cwd=ROOT, text=True, capture_output=True)
    assert "passage:goed-tillen" in done.stdout
    assert "not_covered" in done.stdout


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("curl")])
def test_an_http_example_is_answered_with_the_clip(command: str, running: str) -> None:
    if not shutil.which("curl"):
        if os.environ.get("CI") == "true":
            pytest.fail("curl is not installed")
        pytest.skip("curl is not installed")
    ours = command.replace("http://127.0.0.1:5000", running)
    done = subprocess.run(ours, shell=True, cwd=ROOT, text=True, capture_output=True)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert "/goed-tillen-" in json.dumps(answer), "the passage's shipped clip is in the answer"


@pytest.mark.parametrize("command", ["make compile", "make audio"])
def test_a_workshop_command_changes_nothing_when_all_is_fresh(command: str, checkout: Path) -> None:
    assert command in COMMANDS
    done = subprocess.run(command.split(), cwd=checkout, text=True, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert files(checkout) == files(ROOT)


def test_learning_gives_the_model_that_is_shipped(checkout: Path) -> None:
    """Under CI; that takes two minutes of processor time, and elsewhere the small leaflet will do
    (test_training_learn.py sees at once that training has changed)."""
    assert "make learn" in COMMANDS
    shipped = os.environ.get("CI") == "true"
    content = checkout / ("content" if shipped else "examples/voeten")
    done = subprocess.run(
        ["make", "learn"],
        cwd=checkout,
        env=os.environ | {"CONTENT_DIR": str(content)},
        text=True,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    assert (content / MODEL_FILE).is_file()
    assert files(checkout) == files(ROOT)


def files(folder: Path) -> dict[str, bytes]:
    """All that the workshop writes."""
    made = [path for name in ("content", "audio") for path in (folder / name).rglob("*")]
    return {str(path.relative_to(folder)): path.read_bytes() for path in made if path.is_file()}


def test_no_command_is_left_out() -> None:
    assert set(UNDER_CI) < set(COMMANDS)
    for command in COMMANDS:
        ran = command.startswith((".venv/bin/python", "curl", "make run", "make compile"))
        ran = ran or command.startswith(("make learn", "make audio")) or command in RUN_ELSEWHERE
        assert ran, f"README command without a test: {command}"
