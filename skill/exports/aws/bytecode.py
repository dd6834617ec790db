"""Bytecode for Lambda's Python, made beforehand.

Lambda's code folder cannot be written, so without bytecode in the zip every cold start compiles
each module anew. Bytecode fits one Python version only (its magic number): it is made when this
program runs on that version or a `python3.13` answers, and else left out.

`unchecked-hash` (PEP 552): valid whatever time the unpacked source file gets. A fixed hash seed
and fixed paths make it the same each time (https://docs.python.org/3/library/compileall.html).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

TARGET = (3, 13)
"""Lambda's Python: `Runtime` in lambda/template.yaml, which a test compares."""

LAMBDA_FOLDER = "/var/task"
"""Where Lambda unpacks the zip; tracebacks name it."""

_WHO = "import sys; print('%d.%d' % sys.version_info[:2], sys.executable)"


def target_python() -> str:
    """The path of a Python of the target version; empty when this machine has none."""
    wanted = ".".join(map(str, TARGET))
    for command in (sys.executable, shutil.which(f"python{wanted}")):
        if command:
            asked = subprocess.run([command, "-c", _WHO], capture_output=True, text=True)
            version, _, path = asked.stdout.strip().partition(" ")
            if asked.returncode == 0 and version == wanted:
                return path
    return ""


def compile_folder(folder: Path, python: str) -> None:
    """Writes `__pycache__` beside every module in `folder`, with the Python at path `python`.

    Raises CalledProcessError when a module cannot be compiled.
    """
    how = ["-q", "-f", "--invalidation-mode", "unchecked-hash"]
    paths = ["-s", str(folder), "-p", LAMBDA_FOLDER]
    subprocess.run(
        [python, "-S", "-W", "ignore", "-m", "compileall", *how, *paths, str(folder)],
        check=True,
        capture_output=True,
        env={"PYTHONHASHSEED": "0"},
    )
