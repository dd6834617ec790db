"""What the telephone's tests share: an Asterisk, an export of the real leaflet, and all calls.

Calls take long, so they are made once, whatever the number of test processes.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from call_rehearsal import Rehearsal
from call_runner import asterisk, make_calls, read_session
from call_script import Play, Script, Session

from tests.conftest import Once


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
def exported(prefix: Path, phone_line: Path) -> Path:
    """The real leaflet as `phone export asterisk` gives it, with clips for every line."""
    return phone_line


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
