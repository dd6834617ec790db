"""`serve --public`, in a process of its own, with a leaflet that nobody had in mind."""

from __future__ import annotations

import json
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from command_line import ROOT, SECONDS, command, environment

Serve = Callable[..., tuple[str, list[str]]]


@pytest.fixture
def serve(learned: Path, tmp_path: Path) -> Iterator[Serve]:
    """`serve("--public", TRUSTED_PROXY="...")`: its address and the lines that it printed."""
    with ExitStack() as running:

        def start(*options: str, lines: int, **variables: str) -> tuple[str, list[str]]:
            folders = {"CONTENT_DIR": str(learned), "AUDIO_DIR": str(tmp_path / "audio")}
            process = running.enter_context(
                subprocess.Popen(
                    command("serve", "--port", "0", *options),
                    cwd=ROOT,
                    env=environment(**(folders | variables)),
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            running.callback(process.wait, SECONDS)
            running.callback(process.terminate)
            assert process.stdout is not None
            told = [process.stdout.readline().strip() for _ in range(lines)]
            return told[0].split()[1], told

        yield start


def status(address: str, body: object = None) -> int:
    data = json.dumps(body).encode() if body else None
    asked = urllib.request.Request(address, data, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(asked, timeout=SECONDS) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_the_option_opens_the_patient_page_and_closes_the_console(serve: Serve) -> None:
    root, told = serve("--public", lines=4)

    assert "patient page is for everybody" in told[1]
    assert "TRUSTED_PROXY" in told[2]
    assert "--public is set" in told[3]
    with urllib.request.urlopen(root, timeout=SECONDS) as page:
        text = page.read().decode()
    assert "Wat wilt u weten over" in text
    assert 'id="without"' in text
    assert status(f"{root}/api/turn", {"text": "hallo"}) == 200
    assert status(f"{root}/review") == 403
    assert status(f"{root}/pages/console.js") == 403


def test_without_the_option_nothing_is_opened(serve: Serve) -> None:
    root, told = serve(lines=2, PUBLIC_URL="https://rug.example", PUBLIC="1")

    assert "PUBLIC_URL is set" in told[1]
    assert status(root) == 403
    assert status(f"{root}/api/turn", {"text": "hallo"}) == 403
