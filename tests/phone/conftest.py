"""What the telephone's tests share: an Asterisk, an export of the real leaflet, and all calls.

Export and calls take long, so they are made once, whatever the number of test processes.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from call_rehearsal import Rehearsal
from call_runner import asterisk, make_calls, read_session
from call_script import Once, Play, Script, Session

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def prefix() -> Path:
    """Where Asterisk was unpacked. Without one the test is skipped by name; under CI it fails."""
    found, reason = asterisk()
    if reason and os.environ.get("CI") == "true":
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """`once(name, make)`: a folder that the first test process which needs it has made."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent

    def folder(name: str, make: Callable[[Path], None]) -> Path:
        wanted = shared / name
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not wanted.exists():
                begun = shared / f"{name}.begun"
                shutil.rmtree(begun, ignore_errors=True)
                begun.mkdir()
                make(begun)
                begun.rename(wanted)
        return wanted

    return folder


@pytest.fixture(scope="session")
def exported(prefix: Path, once: Once) -> Path:
    """The real leaflet as `phone export asterisk` gives it, with clips for every line."""

    def make(folder: Path) -> None:
        audio = folder / "audio"
        shutil.copytree(ROOT / "audio", audio)
        env = os.environ | {"AUDIO_DIR": str(audio)}
        skill(["audio", "build"], env)
        skill(["phone", "export", "asterisk", "--concept", "--out", str(folder / "line")], env)

    return once("export", make) / "line"


def skill(arguments: Sequence[str], env: dict[str, str]) -> None:
    """Runs a command of the program, and fails with what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "skill", *arguments],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(arguments)}: {done.stdout[-500:]}{done.stderr[-2000:]}"


@pytest.fixture(scope="session")
def play(prefix: Path, exported: Path, once: Once) -> Play:
    """`play(name, calls)`: makes the calls on one exchange, in a namespace of its own.

    `served`: the exchange gets this export, while the caller expects the right one.
    """

    def calls(name: str, calls: Sequence[Rehearsal | Script], served: Path = exported) -> Session:
        scripts = [one.script if isinstance(one, Rehearsal) else one for one in calls]

        def make(folder: Path) -> None:
            make_calls(prefix, exported, scripts, folder, served=served)

        return read_session(once(name, make))

    return calls
