"""However Python was started, and wherever the clips stand: it serves, and says nothing else."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from server_stand_in import make_runtime

from skill.server import create_app

PROGRAM = Path(__file__).with_name("server_stand_in.py")
ASCII = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def asked(address: str) -> dict[str, object]:
    question = urllib.request.Request(
        f"{address}/api/turn", b'{"text": "hoe til ik goed"}', {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(question, timeout=20) as answer:
        read: dict[str, object] = json.loads(answer.read())
    return read


@pytest.mark.parametrize(
    ("options", "environment"),
    [
        (["-O"], {}),
        (["-OO"], {}),
        (["-bb", "-W", "error"], {}),
        ([], ASCII),
        ([], {"PYTHONWARNINGS": "error", "PYTHONIOENCODING": "ascii"}),
        ([], {"TZ": "Nergens/Nooit"}),
    ],
    ids=str,
)
def test_it_serves(tmp_path: Path, options: list[str], environment: dict[str, str]) -> None:
    with subprocess.Popen(
        [sys.executable, *options, str(PROGRAM), str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[1]
        assert asked(address)["passage"] == "goed-tillen"
        process.send_signal(signal.SIGTERM)

        assert process.communicate(timeout=20)[1] == ""
    assert process.returncode == 0


def test_a_folder_of_clips_may_be_a_link(tmp_path: Path) -> None:
    folder, link = tmp_path / "clips", tmp_path / "link"
    folder.mkdir()
    link.symlink_to(folder)
    runtime = make_runtime(link)
    client = create_app(runtime.settings, runtime).test_client()
    clip = runtime.clip("goed-tillen")

    assert clip is not None
    assert client.get(f"/audio/{clip.file}").status_code == 200
