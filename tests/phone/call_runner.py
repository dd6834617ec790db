"""Makes calls from outside the namespace in which they are made: for the tests, and for bench."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from call_script import Outcome, Script, Session
from call_session import AT_ONCE
from exchange import version
from loopback import unshare, why_not

PROGRAM = Path(__file__).with_name("call_session.py")
DEFAULT_PREFIX = Path.home() / ".cache" / "rugwijzer" / "asterisk"
PATIENCE = 300
"""Seconds that all calls together may take."""


def asterisk() -> tuple[Path, str]:
    """Where Asterisk was unpacked, and why no call can be made there; empty when one can."""
    found = Path(os.environ.get("RUGWIJZER_ASTERISK") or DEFAULT_PREFIX)
    reason = why_not()
    if not reason and not version(found):
        reason = f"no Asterisk in {found}: run tests/phone/install_asterisk.sh"
    return found, reason


def make_calls(
    prefix: Path,
    exported: Path,
    scripts: Sequence[Script],
    folder: Path,
    *,
    served: Path | None = None,
    listens: bool = False,
    at_once: int = AT_ONCE,
    progress: Callable[[str], None] = lambda _: None,
) -> Session:
    """All calls on one exchange in a namespace of its own; `folder` keeps what came of them.

    `served`: the exchange gets this export, while the caller expects to hear `exported`. `listens`:
    whether a program that understands tones stands beside the exchange. `at_once`: how many calls
    go on at the same time. Raises
    RuntimeError with what the program said when it fails or takes longer than PATIENCE.
    """
    told, outcomes = folder / "scripts.json", folder / "outcomes.json"
    told.write_text(json.dumps([asdict(one) for one in scripts]), "utf-8")
    paths = [prefix, exported, told, outcomes, served or exported]
    paths += ["yes" if listens else "no", at_once]
    command = ["timeout", str(PATIENCE), sys.executable, str(PROGRAM), *map(str, paths)]
    with (folder / "errors.txt").open("w+") as errors:
        with subprocess.Popen(
            [*unshare(), *command], stdout=subprocess.PIPE, stderr=errors, text=True
        ) as program:
            assert program.stdout is not None
            for row in program.stdout:
                progress(row.strip())
        if program.returncode:
            errors.seek(0)
            raise RuntimeError(f"exit {program.returncode}: {errors.read()[-3000:]}")
    return read_session(folder)


def read_session(folder: Path) -> Session:
    """What came of the calls that were made in `folder`."""
    told = json.loads((folder / "outcomes.json").read_text("utf-8"))
    outcomes = {name: Outcome(**one) for name, one in told.pop("outcomes").items()}
    return Session(outcomes, **told)
