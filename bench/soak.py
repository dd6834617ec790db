"""A standing proof: many tries of what must never fail, and one table of tries and failures.

    python bench/soak.py [--share 1.0] [--minutes 10]

With --share 1: 10,000 fuzzed Alexa envelopes, 10,000 turns with a mutated state, 3,000 webhooks,
20 kills of a writer at full speed and 20 of every command that writes, and then --minutes of mixed
load over real connections. CI takes `--share 0.05 --minutes 0.2`. The seed is fixed, so that a
failure comes back. Exit 1 when anything failed.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.kills import kills_of_commands  # noqa: E402
from bench.server import requests, server  # noqa: E402
from skill.channels import open_runtime  # noqa: E402
from skill.server import create_app  # noqa: E402
from skill.settings import read_settings  # noqa: E402

ODD: list[Any] = [
    None,
    True,
    -1,
    10**400,
    1e300,
    "",
    "x" * 3000,
    "é\u0301",
    [],
    {},
    [[[]]],
    "112",
    "\u202e",
]
SAID = [
    "hoe til ik goed",
    "mijn kruis is doof",
    "ja",
    "stop",
    "10000 mg paracetamol",
    "0",
    "??",
    "twee",
]
INTENTS = ["VraagIntent", "AMAZON.YesIntent", "AMAZON.HelpIntent", "GoedTillenIntent", "Niets", ""]
KINDS = ["LaunchRequest", "IntentRequest", "SessionEndedRequest", "Foo.Bar", ""]

WRITER = """
import pathlib, sys
from skill.atomic_write import whole_folder, write_together
place = pathlib.Path(sys.argv[1])
print("begun", flush=True)
while True:
    for letter in b"ab":
        data = bytes([letter]) * 300_000
        write_together(place / "files", {"one": data, "two": data})
        with whole_folder(place / "folder") as begun:
            for name in ("one", "two"):
                (begun / name).write_bytes(data)
"""


def mutated(chance: random.Random, value: Any) -> Any:
    """The value with some of its parts replaced by something odd."""
    if chance.random() < 0.08:
        return chance.choice(ODD)
    if isinstance(value, dict):
        kept = {key: mutated(chance, one) for key, one in value.items() if chance.random() > 0.04}
        return kept | ({"odd": chance.choice(ODD)} if chance.random() < 0.1 else {})
    if isinstance(value, list):
        return [mutated(chance, one) for one in value]
    return value


def envelope(chance: random.Random) -> Any:
    """An Alexa envelope that is not quite one."""
    slots = {"vraag": {"name": "vraag", "value": chance.choice(SAID)}}
    intent = {"name": chance.choice(INTENTS), "slots": slots}
    request = {"type": chance.choice(KINDS), "timestamp": "2026-01-05T10:00:00Z", "intent": intent}
    session = {"new": False, "attributes": {"topic": "passage:goed-tillen", "offer": ["schoenen"]}}
    return mutated(chance, {"version": "1.0", "session": session, "request": request})


def tried(count: int, one: Callable[[], bool]) -> tuple[int, int]:
    """How often it was tried, and how often it failed (an exception is a failure)."""
    failed = 0
    for _ in range(count):
        try:
            failed += not one()
        except Exception as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            failed += 1
    return count, failed


def fuzz(share: float) -> dict[str, tuple[int, int]]:
    """Envelopes, turns and webhooks against the application; 500 and worse is a failure."""
    chance = random.Random(1)
    runtime = open_runtime(read_settings({}))
    client = create_app(runtime.settings, runtime).test_client()
    states: list[Any] = [None]

    def alexa() -> bool:
        return client.post("/alexa", json=envelope(chance)).status_code < 500

    def turn() -> bool:
        state = mutated(chance, chance.choice(states))
        channel = chance.choice(["web", "speaker", "phone"])
        body = {"state": state, "channel": channel, "text": chance.choice(SAID)}
        answer = client.post("/api/turn", json=body)
        if answer.status_code == 200:
            states[:] = [*states[-20:], answer.get_json()["state"]]
        return answer.status_code < 500

    def webhook() -> bool:
        form = {"CallSid": "CA1", "Digits": chance.choice(["", "1", "0", "*#", "999", "x" * 99])}
        if chance.random() < 0.5:
            form["SpeechResult"] = chance.choice(SAID)
        sealed = "".join(chance.choices("abcXYZ-_.=%", k=chance.randrange(60)))
        answer = client.post("/phone/turn", query_string={"state": sealed}, data=form)
        return answer.status_code == 200 and answer.text.startswith("<?xml")

    return {
        "fuzzed envelopes": tried(round(10_000 * share), alexa),
        "turns with a mutated state": tried(round(10_000 * share), turn),
        "webhooks": tried(round(3_000 * share), webhook),
    }


def kills(share: float) -> tuple[int, int]:
    """Kills a writer at any moment; what stands there is of one time, whole."""
    chance = random.Random(2)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)

        def one() -> bool:
            with subprocess.Popen(
                [sys.executable, "-c", WRITER, name], cwd=ROOT, stdout=subprocess.PIPE
            ) as child:
                assert child.stdout is not None
                child.stdout.readline()
                time.sleep(chance.uniform(0.01, 0.3))
                child.send_signal(signal.SIGKILL)
            found = list((place / "folder").glob("*"))
            files = [*found, *(place / "files").glob("[!.]*")]
            whole = all(
                len(set(one)) == 1 and len(one) == 300_000 for one in map(Path.read_bytes, files)
            )
            return whole and len({path.read_bytes() for path in found}) <= 1

        return tried(max(1, round(20 * share)), one)


def load(minutes: float) -> tuple[int, int]:
    """Turns, Alexa, webhooks and clips over 16 connections, for so long."""
    import http.client

    with server("-m", "skill", "serve", "--port", "0") as address:
        asked = list(requests(address).values())
        until = time.monotonic() + 60 * minutes

        def client(seed: int) -> tuple[int, int]:
            chance, count, failed = random.Random(seed), 0, 0
            while time.monotonic() < until:
                connection = http.client.HTTPConnection(address, timeout=30)
                for _ in range(20):
                    connection.request(*chance.choice(asked))
                    answer = connection.getresponse()
                    answer.read()
                    count, failed = count + 1, failed + (answer.status != 200)
                connection.close()
            return count, failed

        with ThreadPoolExecutor(16) as pool:
            done = list(pool.map(client, range(16)))
    return sum(count for count, _ in done), sum(failed for _, failed in done)


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--share", type=float, default=1.0, help="of the tries (default all)")
    parser.add_argument("--minutes", type=float, default=10.0, help="of mixed load (default 10)")
    options = parser.parse_args()
    rows = fuzz(options.share)
    rows["kills of a writer"] = kills(options.share)
    with tempfile.TemporaryDirectory() as name:
        rows |= kills_of_commands(Path(name), max(1, round(20 * options.share)))
    rows["requests under load"] = load(options.minutes)
    print(f"{'':32}{'tries':>8}{'failures':>10}")
    for name, (count, failed) in rows.items():
        print(f"{name:32}{count:8}{failed:10}")
    return 1 if any(failed for _, failed in rows.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
