"""A private Asterisk on loopback, from a folder into which its packages were unpacked."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import time
from pathlib import Path
from typing import Self

from manager import Manager

CONF = Path(__file__).with_name("conf")
EMPTY = (
    "acl ccss cdr cel codecs dnsmgr dsp enum extconfig features pjproject sorcery stasis udptl"
).split()
"""Files that Asterisk complains about when they are not there; a test wants a log without that."""
LIBRARIES = ("usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu", "usr/lib")
LOADER = "lib64/ld-linux-x86-64.so.2"


def command(prefix: Path) -> tuple[list[str], dict[str, str]]:
    """How to start Asterisk in `prefix`, and in which environment.

    With a C library of its own it is started by that library's loader; else the host's will do.
    """
    path = ":".join(str(prefix / folder) for folder in LIBRARIES)
    program = str(prefix / "usr/sbin/asterisk")
    if (prefix / LOADER).exists():
        loader = [str(prefix / LOADER), "--inhibit-cache", "--library-path", path]
        return [*loader, program], dict(os.environ)
    return [program], dict(os.environ) | {"LD_LIBRARY_PATH": path}


def version(prefix: Path) -> str:
    """What the Asterisk in `prefix` calls itself; empty when there is none that runs."""
    if not (prefix / "usr/sbin/asterisk").exists():
        return ""
    argv, env = command(prefix)
    done = subprocess.run([*argv, "-V"], env=env, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


class Exchange:
    """`with Exchange(prefix, run, exported) as exchange:` a line that can be called."""

    def __init__(self, prefix: Path, run: Path, exported: Path) -> None:
        self._prefix, self._run, self._exported = prefix, run, exported
        self.sip, self._ami = _free(socket.SOCK_DGRAM), _free(socket.SOCK_STREAM)
        self.ear, self._nobody = _free(socket.SOCK_STREAM), _free(socket.SOCK_STREAM)

    def __enter__(self) -> Self:
        self._write()
        argv, env = command(self._prefix)
        # Asterisk sets itself back to plain scheduling, unless it is told that it is urgent.
        urgent = [] if os.sched_getscheduler(0) == os.SCHED_OTHER else ["-p"]
        begun = time.monotonic()
        with (self._run / "console.log").open("wb") as console:
            self._process = subprocess.Popen(
                [*argv, *urgent, "-f", "-C", str(self._run / "etc/asterisk.conf")],
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
            )
        try:
            self._wait_until_ready(patience=60)
        except BaseException:
            self._process.kill()
            self._process.wait()
            raise
        self.boot_seconds = time.monotonic() - begun
        return self

    def __exit__(self, *_: object) -> None:
        # The answer to `stop` is often never sent.
        with contextlib.suppress(OSError), Manager(self._ami) as manager:
            manager.ask("Command", Command="core stop now")
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def channels(self) -> int:
        """Calls that the exchange still has."""
        with Manager(self._ami) as manager:
            return len(manager.command("core show channels concise").splitlines())

    def complaints(self) -> list[str]:
        """Errors and warnings in its log."""
        rows = (self._run / "log/full").read_text("utf-8", "replace").splitlines()
        return [row for row in rows if " ERROR[" in row or " WARNING[" in row]

    def load(self) -> tuple[float, int]:
        """Seconds of processor time so far, and megabytes of memory."""
        stat = Path(f"/proc/{self._process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        pages = int(Path(f"/proc/{self._process.pid}/statm").read_text().split()[1])
        seconds = (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
        return seconds, pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000

    def _write(self) -> None:
        for folder in "etc lib data/sounds spool run log agi cache sbin".split():
            (self._run / folder).mkdir(parents=True)
        modules = self._prefix / "usr/lib/x86_64-linux-gnu/asterisk/modules"
        if not modules.exists():
            modules = self._prefix / "usr/lib/asterisk/modules"
        known = {"RUN": self._run, "MODULES": modules, "SIP": self.sip, "AMI": self._ami}
        known |= {"EAR": self.ear, "NOBODY": self._nobody}
        etc = self._run / "etc"
        for name in EMPTY:
            (etc / f"{name}.conf").write_text("; nothing to set\n")
        for path in CONF.glob("*.conf"):
            text = path.read_text()
            for word, value in known.items():
                text = text.replace(f"@{word}@", str(value))
            (etc / path.name).write_text(text)
        exported = (self._exported / "extensions.conf").read_text("utf-8")
        (etc / "extensions.conf").write_text(exported + (etc / "line.conf").read_text(), "utf-8")
        (self._run / "data/sounds/nl").symlink_to((self._exported / "sounds/nl").absolute())
        documentation = self._prefix / "usr/share/asterisk/documentation"
        (self._run / "data/documentation").symlink_to(documentation)

    def _wait_until_ready(self, patience: float) -> None:
        """Until calls are taken: the console may be there before the line is."""
        end, told = time.monotonic() + patience, ""
        while time.monotonic() < end and self._process.poll() is None:
            with contextlib.suppress(OSError), Manager(self._ami) as manager:
                told = manager.command("module show like chan_pjsip")
                line = manager.command("dialplan show line")
                if "Running" in told and "Not Running" not in told and "'line'" in line:
                    return
            time.sleep(0.05)
        console = (self._run / "console.log").read_text("utf-8", "replace")[-2000:]
        raise RuntimeError(f"Asterisk is not ready\n{told}\n{console}")


def _free(kind: int) -> int:
    with socket.socket(socket.AF_INET, kind) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
