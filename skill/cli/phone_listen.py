"""`phone listen`: speech for one's own exchange, beside an Asterisk."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

from skill.channels import Runtime, Watch, open_runtime
from skill.channels.phone import Listening, answer_call
from skill.cli.listening_at import read_address, serve_at
from skill.cli.phone_export import clip_sounds
from skill.cli.progress import working
from skill.ears import DEFAULT_EAR, Endpointer, Timed, ear, hint_words, vad
from skill.settings import read_settings, read_supervisor
from skill.studio.telephone import place, telephone
from skill.studio.wav_file import wav_samples

URI = "tcp://127.0.0.1:9092"
SOUNDS = Path("dist/telephone")
GRAVE = ("alarm", "check", "standing", "prompt")
"""How lines about a sign begin; `prompt` says goodbye after one, and asks again."""
_FORMAT = "pcm.wav"
"""As AudioSocket carries it: 8 kHz, 16 bits, in a file that says so."""


def add_listen(commands: Any) -> None:
    """Adds `listen` to the commands of `phone`."""
    command = commands.add_parser("listen", help="speech for one's own exchange (a trial)")
    command.add_argument("--uri", default=URI, help=f"where it listens (default: {URI})")
    command.add_argument(
        "--sounds", type=Path, default=SOUNDS, metavar="DIR", help=f"default: {SOUNDS}"
    )
    command.add_argument("--ear", metavar="NAME[:MODEL]", help="default: EAR, or whisper")
    command.add_argument("--jobs", type=int, default=None, help="processes (default: all cores)")
    command.set_defaults(run=_listen)


def _listen(options: argparse.Namespace) -> int:
    read_address(options.uri, URI)
    settings, supervisor = read_settings(), read_supervisor()
    runtime = open_runtime(settings)
    setting = options.ear or settings.ear or DEFAULT_EAR
    listener = Timed(ear(setting, hint_words(runtime.leaflet), attentive=False))
    _make_sounds(runtime, options.sounds, options.jobs)

    @cache
    def sound(line: str, slow: bool) -> bytes:
        return wav_samples((options.sounds / place(_name(line, slow), _FORMAT)).read_bytes())

    for one in filter(_is_grave, runtime.lines):
        # What is about a sign does not wait for a disk that may then be gone.
        sound(one, False), sound(one, True)
    line = Listening(runtime, sound, listener, lambda: Endpointer(vad()))
    told = partial(_told, listener.name)
    watch = Watch(supervisor, listener.works)
    serve_at(options.uri, URI, partial(answer_call, line), told, watch, line.room)
    return 0


def _is_grave(line: str) -> bool:
    return line.partition("_")[0] in GRAVE


def _name(line: str, slow: bool) -> str:
    return f"{'slow' if slow else 'normal'}/{line}"


def _make_sounds(runtime: Runtime, folder: Path, jobs: int | None) -> None:
    """Every line in both tempos, made once. ContentError names a line without a clip: here it has
    no other voice, and an alarm would be silence."""
    wanted = {_name(line, slow): (line, slow) for line in runtime.lines for slow in (False, True)}
    audio = runtime.settings.audio_dir
    sounds = clip_sounds(runtime.leaflet, runtime.manifest, audio, wanted)
    with working("making sounds", counted=True) as say:
        telephone(sounds, folder, formats=(_FORMAT,), before=folder, jobs=jobs, progress=say)


def _told(ear: str, address: str, others: bool) -> Iterator[str]:
    """What is said when it starts, line by line."""
    yield f"Rugwijzer: {address}  with the ear {ear}  (Ctrl-C stops it)"
    if others:
        yield "AudioSocket has no login: whoever reaches this port can hold a call with Rugwijzer."
