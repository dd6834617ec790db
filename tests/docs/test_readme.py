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


def needs_the_environment() -> None:
    """`make` works in the environment that it makes; elsewhere it would install one first."""
    if not (ROOT / ".venv" / "workshop").exists():
        message = "there is no .venv: run `make test`"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="module")
def running() -> Iterator[str]:
    """`make run`, started and stopped as a developer would; gives its address."""
    needs_the_environment()
    port = free_port()
    process = subprocess.Popen(
        ["make", "run", f"PORT={port}"],
        cwd=ROOT,
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


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith(".venv/bin/python")])
def test_a_terminal_command_works(command: str, tmp_path: Path) -> None:
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
    )
    assert done.returncode == 0, done.stderr
    if packs or "--out" in command:
        assert any(tmp_path.iterdir()), "what was asked for is there"
    else:
        assert done.stdout.strip()


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


@pytest.mark.parametrize("command", ["make compile", "make learn", "make audio"])
def test_a_workshop_command_changes_nothing_when_all_is_fresh(command: str) -> None:
    assert command in COMMANDS
    needs_the_environment()
    watched = [*(ROOT / "content" / "compiled").iterdir(), ROOT / "audio" / "manifest.json"]
    before = [path.read_bytes() for path in watched]
    done = subprocess.run(command.split(), cwd=ROOT, text=True, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert [path.read_bytes() for path in watched] == before


def test_no_command_is_left_out() -> None:
    for command in COMMANDS:
        ran = command.startswith((".venv/bin/python", "curl", "make run", "make compile"))
        ran = ran or command.startswith(("make learn", "make audio")) or command in RUN_ELSEWHERE
        assert ran, f"README command without a test: {command}"
