"""Running `python -m skill` the way a person does: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

Ran = subprocess.CompletedProcess[bytes]
Run = Callable[..., Ran]


def command(*arguments: str | bytes) -> list[str | bytes]:
    """The command line; warnings are errors there too."""
    return [sys.executable, "-W", "error", "-m", "skill", *arguments]


def environment(**variables: str) -> dict[str, str]:
    """This process's own, without what the program reads, and with what the test names."""
    ours = {"CONTENT_DIR", "AUDIO_DIR", "AUDIO_BASE_URL", "ALEXA_SKILL_ID", "ALEXA_VOICE"}
    ours |= {"TWILIO_AUTH_TOKEN", "PUBLIC_URL", "METRICS", "PORT"}
    return {name: value for name, value in os.environ.items() if name not in ours} | variables
