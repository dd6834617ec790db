"""What the telephone's tests share: an Asterisk, an export of the real leaflet, and all calls.

Export and calls take long, so they are made once, whatever the number of test processes.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import pytest
from call_rehearsal import Rehearsal
from call_script import Once, Outcome, Play, Session
from exchange import version
from loopback import unshare, why_not

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
DEFAULT_PREFIX = Path.home() / ".cache" / "rugwijzer" / "asterisk"


@pytest.fixture(scope="session")
def prefix() -> Path:
    """Where Asterisk was unpacked. Without one the test is skipped by name; under CI it fails."""
    found = Path(os.environ.get("RUGWIJZER_ASTERISK") or DEFAULT_PREFIX)
    reason = why_not()
    if not reason and not version(found):
        reason = f"no Asterisk in {found}: run tests/phone/install_asterisk.sh"
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
    """`play(name, rehearsals)`: makes the calls on one exchange, in a namespace of its own.

    `served`: the exchange gets this export, while the caller expects the right one.
    """

    def calls(name: str, rehearsals: Sequence[Rehearsal], served: Path = exported) -> Session:
        def make(folder: Path) -> None:
            scripts = folder / "scripts.json"
            scripts.write_text(json.dumps([asdict(one.script) for one in rehearsals]), "utf-8")
            program = [sys.executable, str(HERE / "call_session.py")]
            paths = [prefix, exported, scripts, folder / "outcomes.json", served]
            done = subprocess.run(
                [*unshare(), *program, *map(str, paths)],
                capture_output=True,
                text=True,
                check=False,
                timeout=300,
            )
            assert done.returncode == 0, done.stderr[-3000:]

        told = json.loads((once(name, make) / "outcomes.json").read_text("utf-8"))
        outcomes = {name: Outcome(**one) for name, one in told.pop("outcomes").items()}
        return Session(outcomes, **told)

    return calls
