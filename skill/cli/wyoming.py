"""`wyoming`: an agent and a voice for Home Assistant."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from skill.channels import Sounds, Watch, open_runtime
from skill.channels.wyoming import Conversations, LineSound, SpokenText
from skill.cli.listening_at import read_address, serve_at
from skill.ears import Timed, ear, hint_words
from skill.errors import AudioError
from skill.settings import read_settings, read_supervisor

URI = "tcp://127.0.0.1:10500"
_NAMED = 5
"""Lines without a sound that are named."""


def add_commands(commands: Any) -> None:
    """Adds the command of this module."""
    command = commands.add_parser("wyoming", help="an agent and a voice for Home Assistant")
    command.add_argument("--uri", default=URI, help=f"where it listens (default: {URI})")
    command.set_defaults(run=_serve)


def _serve(options: argparse.Namespace) -> int:
    read_address(options.uri, URI)
    # Imported here: the packages of the protocol and of sound are for who serves.
    from skill.channels.wyoming.service import Pcm, Service, answer, pcm

    settings, supervisor = read_settings(), read_supervisor()
    sounds = Sounds(settings.audio_dir)
    runtime = replace(open_runtime(settings), plays=sounds.whole)
    _require_sounds(SpokenText(runtime))

    def sound(line: LineSound) -> Pcm | None:
        data = sounds.read(line.clip) if line.clip else None
        return pcm(data) if data else None

    words = hint_words(runtime.leaflet)
    listener = Timed(ear(settings.ear, words)) if settings.ear else None
    service = Service(runtime, Conversations(runtime, time.monotonic), sound, listener)
    told = partial(_told, listener.name if listener else "")
    watch = Watch(supervisor, listener.works) if listener else Watch(supervisor)
    serve_at(options.uri, URI, partial(answer, service), told, watch, service.room)
    return 0


def _require_sounds(spoken: SpokenText) -> None:
    """Here a line has no other voice: without its sound an alarm would be silence."""
    silent = list(spoken.without_sound())
    if silent:
        more = f" and {len(silent) - _NAMED} more" if len(silent) > _NAMED else ""
        what = f"{', '.join(silent[:_NAMED])}{more}"
        raise AudioError(f"no sound for {what}; make it with `audio build`, or set AUDIO_DIR")


def _told(ear: str, address: str, others: bool) -> Iterator[str]:
    """What is said when it starts, line by line."""
    heard = f"with the ear {ear}" if ear else "without an ear (set EAR to have one)"
    yield f"Rugwijzer: {address}  {heard}  (Ctrl-C stops it)"
    if others:
        yield "Wyoming has no login: whoever reaches this port can talk with Rugwijzer."
