"""Running with `requirements.txt` alone: nothing of the workshop is installed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator

import pytest

import skill
from tests.cli.command_line import environment
from tests.test_pins import pins
from tests.without_workshop import ROOT, absent, program

NOTHING = frozenset(pins("requirements.txt"))


def run(*arguments: str, also: frozenset[str] = frozenset()) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program(*arguments, also=also)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    """The address of `serve` without the workshop's packages."""
    with subprocess.Popen(
        [sys.executable, "-u", "-c", program("serve", "--port", "0")],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        found = re.search(r"http://\S+", told)
        if not found:
            process.terminate()
            pytest.fail(told + process.stdout.read())
        yield found[0]
        process.terminate()


def get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return bytes(answer.read())


def test_the_workshop_is_away() -> None:
    assert {"numpy", "sklearn", "twilio", "pytest", "rich", "rapidfuzz"} <= absent()
    assert {"flask", "waitress", "yaml", "ask_sdk_core"} & absent() == set()


def test_the_server_is_healthy(served: str) -> None:
    health = json.loads(get(f"{served}/health"))

    assert (health["status"], health["version"]) == ("ok", skill.__version__)


@pytest.mark.parametrize("path", ["/", "/review", "/privacy", "/pages/console.js"])
def test_every_page_is_given(served: str, path: str) -> None:
    assert get(served + path)


def test_a_call_and_an_echo_are_answered(served: str) -> None:
    assert b"<Gather" in get_posted(f"{served}/phone/voice", b"CallSid=CA1")
    assert b'"gather"' in get_posted(f"{served}/phone/jambonz", b"{}", "application/json")
    envelope = (ROOT / "docs" / "examples" / "hoe-til-ik-goed.json").read_bytes()
    answer = json.loads(get_posted(f"{served}/alexa", envelope, "application/json"))
    assert answer["response"]["outputSpeech"]


def get_posted(address: str, body: bytes, kind: str = "application/x-www-form-urlencoded") -> bytes:
    request = urllib.request.Request(address, data=body, headers={"Content-Type": kind})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return bytes(answer.read())


def test_help_names_every_command() -> None:
    ran = run("--help")

    assert (ran.returncode, ran.stderr) == (0, "")
    assert all(f"\n    {name} " in ran.stdout for name in ("serve", "ask", "learn", "audio"))


@pytest.mark.parametrize("arguments", [("ask", "hoe til ik goed?"), ("--version",), ("--help",)])
def test_understanding_needs_python_alone(arguments: tuple[str, ...]) -> None:
    ran = run(*arguments, also=NOTHING)

    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "package"),
    [
        (("learn",), "numpy"),
        (("audio", "say", "ja", "--out", "dist/never.wav"), "numpy"),
    ],
)
def test_what_is_not_installed_is_told(arguments: tuple[str, ...], package: str) -> None:
    ran = run(*arguments)

    assert ran.returncode == 1
    assert ran.stderr.splitlines()[-1] == (
        f"error: this command needs {package}, which is not installed; run `make workshop`"
    )
