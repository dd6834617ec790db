"""`wyoming`: an agent and a voice for Home Assistant."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import ipaddress
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from skill.channels import Sounds, open_runtime
from skill.channels.wyoming import Conversations, LineSound, SpokenText
from skill.errors import AudioError, SettingsError
from skill.settings import read_settings

URI = "tcp://127.0.0.1:10500"
_NAMED = 5
"""Lines without a sound that are named."""


def add_commands(commands: Any) -> None:
    """Adds the command of this module."""
    command = commands.add_parser("wyoming", help="an agent and a voice for Home Assistant")
    command.add_argument("--uri", default=URI, help=f"where it listens (default: {URI})")
    command.set_defaults(run=_serve)


def _serve(options: argparse.Namespace) -> int:
    host, port = _address(options.uri)
    # Imported here: the packages of the protocol and of sound are for who serves.
    from skill.channels.wyoming.service import Pcm, Service, listen, pcm

    settings = read_settings()
    sounds = Sounds(settings.audio_dir)
    runtime = replace(open_runtime(settings), plays=sounds.whole)
    _require_sounds(SpokenText(runtime))

    def sound(line: LineSound) -> Pcm | None:
        data = sounds.read(line.clip) if line.clip else None
        return pcm(data) if data else None

    service = Service(runtime, Conversations(runtime, time.monotonic), sound)

    def tell(port: int) -> None:
        # An output that is full or closed keeps nobody from being served.
        with contextlib.suppress(OSError):
            for told in _told(host, port, service):
                print(told, flush=True)

    try:
        asyncio.run(listen(service, host, port, tell))
    except OSError as error:
        raise SettingsError(f"{options.uri} cannot be listened on: {error.strerror}") from error
    return 0


def _address(uri: str) -> tuple[str, int]:
    """Address and port of a URI. Other machines are let in by an address in numbers only."""
    try:
        parts = urlsplit(uri)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if host == "localhost":
        host = "127.0.0.1"
    with contextlib.suppress(ValueError):
        ipaddress.ip_address(host)
        if parts.scheme == "tcp" and port is not None and not parts.path.strip("/"):
            return host, port
    raise SettingsError(
        f"--uri {uri!r} is no address in numbers with a port; the usual one is {URI}, and "
        "tcp://0.0.0.0:10500 lets every other machine in"
    )


def _require_sounds(spoken: SpokenText) -> None:
    """Here a line has no other voice: without its sound an alarm would be silence."""
    silent = list(spoken.without_sound())
    if silent:
        more = f" and {len(silent) - _NAMED} more" if len(silent) > _NAMED else ""
        what = f"{', '.join(silent[:_NAMED])}{more}"
        raise AudioError(f"no sound for {what}; make it with `audio build`, or set AUDIO_DIR")


def _told(host: str, port: int, service: Any) -> Iterator[str]:
    """What is said when it starts, line by line."""
    shown = f"[{host}]" if ":" in host else host
    ear = "" if service.ear else "; no ear is installed"
    yield f"Rugwijzer: tcp://{shown}:{port}  (Ctrl-C stops it){ear}"
    if not ipaddress.ip_address(host).is_loopback:
        yield "Wyoming has no login: whoever reaches this port can talk with Rugwijzer."
