"""What the telephone's tests share: an Asterisk, an export of the real leaflet, and all calls.

Calls take long, so they are made once, whatever the number of test processes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import pytest
from call_rehearsal import Rehearsal
from call_script import Outcome, Play, Session
from exchange import version
from loopback import unshare, why_not

from tests.conftest import Once

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
def exported(prefix: Path, phone_line: Path) -> Path:
    """The real leaflet as `phone export asterisk` gives it, with clips for every line."""
    return phone_line


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
