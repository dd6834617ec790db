"""Real calls that are spoken to: what the program beside an Asterisk understands, and how soon.

    python -m bench.exchange_voices FOLDER
    python bench/exchange.py FOLDER --ear whisper:/srv/whisper-base
    python bench/exchange.py FOLDER --table

Needs what tests/phone needs (tests/phone/install_asterisk.sh), and an ear. Every utterance is a
call of its own over SIP and RTP in A-law, one after another, in a network namespace with nothing
but loopback: welcome, utterance, answer. Each line is played as a tenth of a second of tone, for
only the begin of an answer counts. What came of each call is added to `calls.jsonl` in the folder,
and calls that are there are not made again; `--table` prints them.

Seconds are from the last of the utterance that was sent to the first of the answer that came back,
with the silence that ends an utterance. The ear is given as long as it takes, so that a busy
machine costs seconds here and no answers.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import fmean, median
from typing import cast

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "phone")]

from call_runner import asterisk  # noqa: E402
from exchange import Exchange  # noqa: E402
from loopback import raise_loopback, unshare  # noqa: E402
from rtp_stream import SILENCE, Packet  # noqa: E402
from sip_caller import Call, CallError  # noqa: E402

from bench.kept import Row, keep, kept  # noqa: E402
from skill.channels import Runtime, open_runtime, serve_connections  # noqa: E402
from skill.channels.phone import Listening, answer_call, spoken_call  # noqa: E402
from skill.dialogue import Event, Reply, State  # noqa: E402
from skill.ears import Ear, Endpointer, Heard, ear, hint_words, vad  # noqa: E402
from skill.exports.asterisk import ASTERISK  # noqa: E402
from skill.settings import read_settings  # noqa: E402

SPOKEN = "200"
TONE = array("h", (int(3000 * math.sin(at / 3)) for at in range(800))).tobytes()
QUIET = 0.4
"""Seconds without a tone after which the welcome is over."""
LATE = 12.0
"""Seconds that a caller is waited for in service (EAR_SECONDS)."""
CALLS = "calls.jsonl"
Told = Row
"""A call."""


class Watched:
    """A runtime and an ear that remember the last turn."""

    def __init__(self, runtime: Runtime, listener: Ear) -> None:
        self.runtime, self.listener = runtime, listener
        self.name = listener.name
        self.turn: tuple[Event, Reply] | None = None
        self.heard, self.work = Heard(), 0.0

    def respond(self, state: State, event: Event) -> tuple[State, Reply]:
        """As `Runtime.respond`."""
        state, reply = self.runtime.respond(state, event)
        if event.kind != "launch" and self.turn is None:
            self.turn = event, reply
        return state, reply

    def hear(self, sound: bytes) -> Heard:
        """As `Ear.hear`; `work` is what it cost, in seconds of processor time."""
        begun = time.process_time()
        self.heard = self.listener.hear(sound)
        self.work = time.process_time() - begun
        return self.heard


async def say(sound: bytes, port: int) -> float:
    """Makes one call. Seconds until the answer began; CallError when none came."""
    loud: list[float] = []

    def hears(packet: Packet) -> None:
        if packet.payload != SILENCE[8]:
            loud.append(packet.at)

    async with Call(SPOKEN, port, heard=hears) as call:
        await call.ring()
        await call.until(lambda: bool(loud) and time.monotonic() - loud[-1] > QUIET, 30)
        await call.say(sound)
        end, before = time.monotonic(), len(loud)
        await call.until(lambda: len(loud) > before, 120)
        return loud[before] - end


async def calls(folder: Path, exchange: Exchange, watched: Watched) -> None:
    """Makes all calls that were not made before."""
    rows: list[Told] = json.loads((folder / "utterances.json").read_text("utf-8"))
    done = {row["file"] for row in kept(folder / CALLS)}
    random.Random(1).shuffle(rows)
    listening = Listening(
        cast(Runtime, watched), lambda *_: TONE, watched, lambda: Endpointer(vad())
    )
    answer = partial(answer_call, listening)
    opened: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(
        serve_connections(answer, "127.0.0.1", exchange.ear, opened.set_result)
    )
    await opened
    for at, row in enumerate(rows, start=1):
        if row["file"] in done:
            continue
        if serving.done():
            raise SystemExit("stopped")
        watched.turn, watched.heard, watched.work = None, Heard(), 0.0
        seconds, trouble = 0.0, ""
        try:
            seconds = await say((folder / row["file"]).read_bytes(), exchange.sip)
        except CallError as error:
            trouble = str(error)
        event, reply = watched.turn or (None, None)
        told = row | {
            "heard": watched.heard.text,
            "sure": watched.heard.sure,
            "unsure": bool(event and event.unsure),
            "outcome": reply.outcome if reply else "",
            "reply": reply.label if reply else "",
            "seconds": round(seconds, 2),
            "work": round(watched.work, 2),
            "load": round(os.getloadavg()[0], 1),
            "trouble": trouble,
        }
        keep(folder / CALLS, told)
        print(f"{at}/{len(rows)}", flush=True)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


def made_of(row: Told) -> str:
    """What became of a call: `right`, `other` (an answer, but another), `again` (asked to say it
    again, or nothing heard), `alarm` or `asked back` (whether a sign was heard right)."""
    if row["outcome"] == "alarm":
        return "alarm"
    if row["reply"].startswith("confirm:"):
        return "asked back"
    if row["outcome"] in ("", "fallback", "menu"):
        return "again"
    return "right" if row["reply"] == row["label"] else "other"


def typed(folder: Path) -> list[Told]:
    """The same sentences without a telephone, as if they had been typed."""
    runtime = open_runtime(read_settings())
    found = []
    for row in json.loads((folder / "utterances.json").read_text("utf-8")):
        if row["line"] != "clean":
            continue
        state, _ = runtime.respond(State(), Event("launch", medium="phone", hears=True))
        event = Event("text", text=row["text"], medium="phone", hears=True)
        reply = runtime.respond(state, event)[1]
        found.append(row | {"line": "typed", "outcome": reply.outcome, "reply": reply.label})
    return found


def table(rows: list[Told]) -> Iterator[str]:
    """By kind of line: the signs, and all else. Markdown."""
    yield "| line | signs | alarm | asked back | missed | other | right | wrong alarm | again |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for line in ("typed", "clean", "white", "babble"):
        made = [(row["label"] == "alarm", made_of(row)) for row in rows if row["line"] == line]
        signs = [what for sign, what in made if sign]
        rest = [what for sign, what in made if not sign]
        alarms, asked = signs.count("alarm"), signs.count("asked back")
        wrong = rest.count("alarm") + rest.count("asked back")
        cells = [len(signs), alarms, asked, len(signs) - alarms - asked, len(rest)]
        cells += [rest.count("right"), wrong, rest.count("again")]
        yield f"| {line} | {' | '.join(map(str, cells))} |"


def told(folder: Path) -> Iterator[str]:
    """The table, and how long callers waited."""
    rows = kept(folder / CALLS)
    yield from table([*typed(folder), *rows])
    waited = sorted(row["seconds"] for row in rows if not row["trouble"])
    work = sorted(row["work"] for row in rows)
    loads = [row["load"] for row in rows]
    yield ""
    yield f"{len(rows)} calls, {sum(bool(row['trouble']) for row in rows)} without an answer"
    yield (
        f"answer after {median(waited):.1f} s (nine in ten within {waited[len(waited) * 9 // 10]}),"
        f" {sum(one > LATE for one in waited)} after {LATE:g} s; processor time of the ear"
        f" {median(work):.1f} s; load {fmean(loads):.0f} on {os.cpu_count()} processors"
    )


def main() -> None:
    """Reads the options, calls, prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--ear", default="whisper", metavar="NAME[:MODEL]")
    parser.add_argument("--table", action="store_true", help="print what was called before")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.table:
        print("\n".join(told(options.folder)))
        return
    prefix, reason = asterisk()
    if reason:
        raise SystemExit(reason)
    if not options.inside:
        again = [sys.executable, *sys.argv, "--inside"]
        raise SystemExit(subprocess.run([*unshare(), *again], check=False).returncode)
    raise_loopback()
    spoken_call.EAR_SECONDS = 100.0
    runtime = open_runtime(read_settings())
    watched = Watched(runtime, ear(options.ear, hint_words(runtime.leaflet), attentive=False))
    with tempfile.TemporaryDirectory(prefix="exchange-") as run:
        line = Path(run) / "line"
        (line / "sounds/nl").mkdir(parents=True)
        files = ASTERISK.line(runtime.leaflet, ("alaw",), concept=True, speech=True).files({})
        (line / "extensions.conf").write_bytes(files["extensions.conf"])
        (Path(run) / "run").mkdir()
        with Exchange(prefix, Path(run) / "run", line) as exchange:
            asyncio.run(calls(options.folder, exchange, watched))


if __name__ == "__main__":
    main()
