"""The units for systemd that the guides show: the program understands what they start, and systemd
what they say."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docs_pages import names, page

from skill.cli import parser
from tests.browser import needed
from tests.phone.watcher import WATCHDOG

_UNIT = re.compile(r"^( *)```ini\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
UNITS = {
    f"{name} {number}": re.sub(rf"^{re.escape(match[1])}", "", match[2], flags=re.MULTILINE)
    for name in names()
    for number, match in enumerate(_UNIT.finditer(page(name)))
    if "ExecStart=" in match[2]
}
LISTENS = next(text for text in UNITS.values() if "phone listen" in text)


def settings(unit: str) -> dict[str, str]:
    """What a unit says, by name."""
    rows = (row.partition("=") for row in unit.splitlines() if row[:1] not in ("", "#", "["))
    return {name: value for name, _, value in rows}


def started(unit: str) -> list[str]:
    """The words of the command."""
    python, *words = settings(unit)["ExecStart"].split()
    assert python.startswith("/")
    assert words[:2] == ["-m", "skill"]
    return words[2:]


@pytest.mark.parametrize("name", UNITS)
def test_what_a_unit_starts_is_a_command(name: str) -> None:
    assert parser().parse_args(started(UNITS[name])).run


@pytest.mark.parametrize("name", UNITS)
def test_systemd_understands_the_unit(name: str, tmp_path: Path) -> None:
    command = shutil.which("systemd-analyze") or needed("no systemd-analyze: no unit is verified")
    unit = tmp_path / "rugwijzer.service"
    unit.write_text(re.sub(r"(?<=ExecStart=)\S+", sys.executable, UNITS[name]), "utf-8")
    done = subprocess.run(
        [command, "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr, done.stdout) == (0, "", "")


def test_the_program_that_listens_is_watched_over() -> None:
    unit = settings(LISTENS)

    assert (unit["Type"], unit["Restart"]) == ("notify", "always")
    assert int(unit["WatchdogSec"]) == WATCHDOG, "as in the calls of tests/phone"
    assert unit["WatchdogSignal"] == "SIGKILL", "a process that stands still handles no other"
    assert unit["LimitCORE"] == "0", "a picture of its memory would hold what was said"
    assert "AF_UNIX" in unit["RestrictAddressFamilies"], "the way of the signs of life"


def test_it_may_write_where_its_sounds_are() -> None:
    folder = parser().parse_args(started(LISTENS)).sounds

    assert folder.parent == Path("/var/lib") / settings(LISTENS)["StateDirectory"]
