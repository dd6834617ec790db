"""Runs scripted calls on an exchange and tells what was heard. A program of its own, because it
must live in a network namespace with nothing but loopback:

    call_session.py PREFIX EXPORTED SCRIPTS.json OUTCOMES.json SERVED LISTENS AT_ONCE

With LISTENS `yes` a program that understands tones listens beside the exchange.

Tells on standard output how many calls are over: `12/34`.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from functools import partial
from itertools import pairwise
from pathlib import Path

from call_script import Outcome, Script, Session
from exchange import Exchange
from heard_clips import Ear, Heard, read_clips
from loopback import raise_loopback
from rtp_stream import FRAME, lost
from sip_caller import Call, CallError, all_at_once
from tones import tone
from watcher import WATCHDOG, Watcher

AT_ONCE = 100
"""Calls at a time at most: half of what two processors can carry."""
LISTENER: list[int] = []
"""The process that listens beside the exchange."""
_BEGUN = 8
"""Pieces of a clip after which it is sure to have begun."""


async def play(script: Script, port: int, clips: dict[str, dict[str, bytes]]) -> Outcome:
    """Makes one call."""
    ear = Ear(clips[script.codec])
    trouble = ""
    async with Call(
        script.number,
        port,
        codec=script.codec,
        info=script.info,
        heard=lambda packet: ear.hear(packet.payload),
    ) as call:
        try:
            await call.ring()
            await _follow(script, call, ear)
        except CallError as error:
            trouble = str(error)
    packets = call.packets
    at = [packets[one.begin].at - call.answered_at for one in ear.heard]
    gaps = [
        later.at - sooner.at
        for sooner, later in pairwise(packets)
        if later.stamp - sooner.stamp == FRAME
    ]
    return Outcome(
        script.name,
        [
            (one.name, one.whole, round(begin, 3), one.begin, one.pieces)
            for one, begin in zip(ear.heard, at, strict=True)
        ],
        ear.unknown,
        lost(packets),
        call.ended_by,
        (round(call.answered_at, 2), round(call.ended_at, 2)),
        call.setup_seconds,
        round(max(gaps, default=0.0), 3),
        trouble,
        ear.same,
    )


async def _follow(script: Script, call: Call, ear: Ear) -> None:
    """Does what the script says; what was heard before a key does not count after it."""
    done = 0
    for what, name in script.steps:
        if what == "presses":
            done = len(ear.heard)
            for key in name:
                await call.key(key)
        elif what == "waits":
            await asyncio.sleep(float(name))
        elif what == "says":
            done = len(ear.heard)
            await call.say(tone(name))
        elif what == "signals":
            done = len(ear.heard)
            os.kill(LISTENER[0], signal.Signals[name])
        elif what == "hangs up":
            await call.hang_up()
        elif what == "is hung up on":
            await asyncio.wait_for(call.ended.wait(), script.patience)
        else:
            named, _, pieces = name.partition("@")
            least = int(pieces or (_BEGUN if what == "starts" else sys.maxsize))
            clip = ear.same.get(named, named)

            def place(since: int = done, clip: str = clip, least: int = least) -> int | None:
                return _place(ear.heard, since, clip, least)

            try:
                await call.until(lambda: place() is not None, script.patience)
            except CallError as error:
                raise CallError(f"{what} {name}: {error}") from error
            if what == "ends":
                done = (place() or 0) + 1


def _place(heard: list[Heard], since: int, name: str, least: int) -> int | None:
    """Where in all that was heard a clip is of which at least so much came, or all."""
    for number in range(since, len(heard)):
        one = heard[number]
        if one.name == name and (one.whole or one.pieces >= least):
            return number
    return None


async def calls(
    scripts: list[Script], exchange: Exchange, exported: Path, at_once: int
) -> dict[str, Outcome]:
    """Makes all calls, so many at a time."""
    folder = exported / "sounds/nl/rugwijzer"
    clips = {codec: read_clips(folder, codec) for codec in {one.codec for one in scripts}}
    found: dict[str, Outcome] = {}

    async def one(script: Script) -> None:
        found[script.name] = await play(script, exchange.sip, clips)
        print(f"{len(found)}/{len(scripts)}", flush=True)

    await all_at_once([partial(one, script) for script in scripts], at_once)
    return found


@contextmanager
def listening(exported: Path, port: int) -> Iterator[None]:
    """With a program beside the exchange that understands tones, watched over."""
    program = [sys.executable, str(Path(__file__).with_name("tone_ear.py"))]
    command = [*program, str(exported / "sounds/nl/rugwijzer"), str(port)]
    with ExitStack() as stack:
        watcher = stack.enter_context(Watcher(f"@tone-ear-{os.getpid()}", WATCHDOG))
        environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
        environment |= watcher.environment
        process = stack.enter_context(
            subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
        )
        assert process.stdout is not None
        if process.stdout.readline() != b"ready\n":
            raise RuntimeError("the program that listens did not start")
        LISTENER.append(process.pid)
        watcher.guard(process)
        try:
            yield
        finally:
            process.kill()


def main(
    prefix: Path,
    exported: Path,
    scripts: Path,
    outcomes: Path,
    served: Path,
    listens: bool,
    at_once: int,
) -> None:
    """Starts the exchange with what is `served`, and expects to hear what was `exported`."""
    raise_loopback()
    told = [Script(**one) for one in json.loads(scripts.read_text("utf-8"))]
    with tempfile.TemporaryDirectory(prefix="exchange-") as run:
        with ExitStack() as stack:
            exchange = stack.enter_context(Exchange(prefix, Path(run), served))
            if listens:
                stack.enter_context(listening(exported, exchange.ear))
            before, begun = exchange.load()[0], time.monotonic()
            found = asyncio.run(calls(told, exchange, exported, at_once))
            seconds, (after, memory) = time.monotonic() - begun, exchange.load()
            load = {
                "boot_seconds": exchange.boot_seconds,
                "seconds": seconds,
                "exchange_share": (after - before) / seconds,
                "caller_share": time.process_time() / seconds,
                "exchange_megabytes": float(memory),
            }
            left = exchange.channels()
        session = Session(found, exchange.complaints(), left, load)
    outcomes.write_text(json.dumps(asdict(session)), "utf-8")


if __name__ == "__main__":
    main(
        *(Path(argument) for argument in sys.argv[1:-2]),
        listens=sys.argv[-2] == "yes",
        at_once=int(sys.argv[-1]),
    )
