"""Somebody else's Alexa simulator walks through every intent of the shipped interaction model: by
three sentences of each, at a desk by one.

Our own tests build requests the way we read them; this one has them built, and sentences resolved
to intents, by `virtual-alexa` (README.md). Without it the test is skipped by name; under CI it
fails.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests import shipped

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
SECONDS_TO_START = 30
SECONDS_TO_WALK = 300
ONE_OF_EACH = (
    "GoedTillenIntent NietInFolderSportIntent AlarmDoofKruisIntent NoodhulpIntent ComplaintIntent "
    "VraagIntent AMAZON.StopIntent AMAZON.HelpIntent"
).split()
WRONG = {
    "version": "1.0",
    "response": {"outputSpeech": {"type": "SSML", "ssml": '<speak><audio src="x"/></speak>'}},
}


@pytest.fixture(scope="module")
def node() -> str:
    """The node program, when the simulator is installed as well."""
    found = shutil.which("node")
    reason = "" if found else "no node: install nodejs and npm"
    if found and not (HERE / "node_modules" / "virtual-alexa").is_dir():
        reason = "no virtual-alexa: run npm ci --prefix tests/simulator"
    if reason and os.environ.get("CI") == "true":
        pytest.fail(reason)
    if found is None or reason:
        pytest.skip(reason)
    return found


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server of ours, with the settings that a fresh checkout has."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {name: value for name, value in os.environ.items() if name not in shipped.variables()}
    command = [sys.executable, "-m", "skill", "serve", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait_for(process, f"http://127.0.0.1:{port}/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def wait_for(process: subprocess.Popen[bytes], url: str) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        assert process.poll() is None, "the server stopped by itself"
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                assert answer.status == 200
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"no answer from {url} within {SECONDS_TO_START} seconds")


class WrongAnswers(BaseHTTPRequestHandler):
    """A skill that says one clip to everything, and breaks when a session ends."""

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        body = json.dumps(WRONG).encode()
        self.send_response(500 if request["request"]["type"] == "SessionEndedRequest" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def wrong_server() -> Iterator[str]:
    """The address of a skill that does nearly everything wrong."""
    with ThreadingHTTPServer(("127.0.0.1", 0), WrongAnswers) as stub:
        thread = threading.Thread(target=stub.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{stub.server_port}"
        finally:
            stub.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interaction model as it would be given to Amazon now."""
    path = tmp_path_factory.mktemp("model") / "nl-NL.json"
    path.write_text(json.dumps(shipped.interaction()), encoding="utf-8")
    return path


@pytest.fixture
def few(model: Path, tmp_path: Path) -> Path:
    """The same with one intent of each kind: a walk of all takes nine seconds."""
    raw = json.loads(model.read_text("utf-8"))
    language = raw["interactionModel"]["languageModel"]
    language["intents"] = [one for one in language["intents"] if one["name"] in ONE_OF_EACH]
    path = tmp_path / "few.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    return path


def walk(node: str, server: str, model: Path) -> tuple[int, dict[str, Any]]:
    """Exit status and counts of one walk."""
    done = subprocess.run(
        [node, str(HERE / "walk.mjs"), f"{server}/alexa", str(model)],
        capture_output=True,
        text=True,
        timeout=SECONDS_TO_WALK,
        check=False,
    )
    assert done.stdout, done.stderr
    counts: dict[str, Any] = json.loads(done.stdout)
    return done.returncode, counts


def wanted(model: Path) -> tuple[int, int]:
    """How many intents the model has, and how many sentences of them a walk says."""
    intents = json.loads(model.read_text("utf-8"))["interactionModel"]["languageModel"]["intents"]
    return len(intents), sum(min(3, len(intent.get("samples", []))) for intent in intents)


@pytest.fixture
def brief(model: Path, tmp_path: Path) -> Path:
    """The same with one sentence of each intent."""
    raw = json.loads(model.read_text("utf-8"))
    for intent in raw["interactionModel"]["languageModel"]["intents"]:
        if "samples" in intent:
            intent["samples"] = intent["samples"][:1]
    path = tmp_path / "brief.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    return path


def test_every_intent_is_answered_as_it_should(
    node: str, server: str, model: Path, brief: Path
) -> None:
    walked = model if os.environ.get("CI") == "true" else brief
    status, counts = walk(node, server, walked)

    assert counts["faults"] == []
    assert (counts["intents"], counts["utterances"]) == wanted(walked)
    assert counts["taps"] == len(shipped.leaflet().chapters) + 2
    assert status == 0


def test_the_walk_sees_wrong_answers(node: str, wrong_server: str, few: Path) -> None:
    status, counts = walk(node, wrong_server, few)
    faults = counts["faults"]

    assert status == 1
    assert "GoedTillenIntent: does not say passage goed-tillen" in faults
    assert "NietInFolderSportIntent: does not say subject sport" in faults
    assert "AlarmDoofKruisIntent: an alarm holds an <audio> tag" in faults
    assert "NoodhulpIntent: a call for help holds an <audio> tag" in faults
    assert "ComplaintIntent: does not say opening complaint" in faults
    assert "AMAZON.StopIntent: the session stays open" in faults
    assert "AMAZON.HelpIntent: shouldEndSession is no boolean" in faults
    assert "tap on medicijnen: there is no such button" in faults
    assert "tap on goed-tillen while an alarm stands: the alarm does not stand" in faults
    assert any("(end of session): transport: Invalid response: 500" in fault for fault in faults)
