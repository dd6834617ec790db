"""How fast the server answers, beside a bare Flask that says hello on the same server.

    python bench/server.py [--seconds 2]
    python bench/server.py --cpu [--rounds 20]

Two servers in processes of their own, the same waitress with the same threads and deadlines: ours
with the shipped content and clips, and a Flask with one route of one line. The clients are threads
of this process, so both share the machine with them; compare the two, not with another machine. No
answer is cached. Prints a table: requests a second at 1, 8 and 32 connections, and the share of
hello's.

With `--cpu` (Linux) it prints the processor time that the server itself spends on one request, the
least and the middle of all rounds, and hello's share of it. The rows take turns within a round: so
it can be told on a machine that others use as well.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

CONNECTIONS = (1, 8, 32)
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
QUESTION = "hoe til ik goed"

HELLO = """
import sys
from flask import Flask
from skill.server.listen import bind, listener
app = Flask("hello")
app.add_url_rule("/", view_func=lambda: {"hello": "world"}, endpoint="hello")
listening = bind("127.0.0.1", 0)
print("hello:", f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
listener(app, listening).run()
"""


@contextlib.contextmanager
def process(*command: str) -> Iterator[tuple[str, int]]:
    """Host and port of a server in a process of its own, and the number of that process."""
    with subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as started:
        assert started.stdout is not None
        try:
            yield started.stdout.readline().split()[1].removeprefix("http://"), started.pid
        finally:
            started.terminate()


@contextlib.contextmanager
def server(*command: str) -> Iterator[str]:
    """Host and port of a server in a process of its own."""
    with process(*command) as (address, _):
        yield address


def requests(address: str) -> dict[str, tuple[str, str, bytes, dict[str, str]]]:
    """Name -> method, path, body and headers of what is asked of ours."""
    turn = json.dumps({"text": QUESTION}).encode()
    connection = http.client.HTTPConnection(address)
    connection.request("POST", "/api/turn", turn, JSON)
    clip = json.loads(connection.getresponse().read())["clips"][0]["url"]
    connection.close()
    intent = {"name": "VraagIntent", "slots": {"vraag": {"name": "vraag", "value": QUESTION}}}
    envelope = {"request": {"type": "IntentRequest", "intent": intent}, "session": {"new": True}}
    return {
        "turn": ("POST", "/api/turn", turn, JSON),
        "alexa": ("POST", "/alexa", json.dumps(envelope).encode(), JSON),
        "phone": ("POST", "/phone/turn", f"SpeechResult={QUESTION}".encode(), FORM),
        "clip": ("GET", clip or "/health", b"", {}),
    }


def a_second(
    address: str, asked: tuple[str, str, bytes, dict[str, str]], count: int, seconds: float
) -> float:
    """Answers a second over `count` connections that are kept open. AssertionError unless 200."""
    until = time.perf_counter() + seconds

    def client(_: int) -> int:
        connection, done = http.client.HTTPConnection(address, timeout=30), 0
        while time.perf_counter() < until:
            connection.request(asked[0], asked[1], asked[2], asked[3])
            response = connection.getresponse()
            response.read()
            assert response.status == 200, (asked[1], response.status)
            done += 1
        connection.close()
        return done

    begun = time.perf_counter()
    with ThreadPoolExecutor(count) as pool:
        total = sum(pool.map(client, range(count)))
    return total / (time.perf_counter() - begun)


def cpu_seconds(pid: int) -> float:
    """Processor time of another process; on Linux its clock has this number."""
    return time.clock_gettime((~pid << 3) | 2)


def cpu_table(rounds: int, requests_each: int = 100) -> None:
    """Prints microseconds of processor time a request, and hello's share."""
    with (
        process("-c", HELLO) as (hello, of_hello),
        process("-m", "skill", "serve", "--port", "0") as (ours, of_ours),
    ):
        rows = {"hello": ("GET", "/", b"", {}), **requests(ours)}
        spent: dict[str, list[float]] = {name: [] for name in rows}
        open_to = {one: http.client.HTTPConnection(one, timeout=30) for one in (hello, ours)}
        for _ in range(rounds):
            for name, asked in rows.items():
                address, pid = (hello, of_hello) if name == "hello" else (ours, of_ours)
                before = cpu_seconds(pid)
                for _ in range(requests_each):
                    open_to[address].request(asked[0], asked[1], asked[2], asked[3])
                    response = open_to[address].getresponse()
                    response.read()
                    assert response.status == 200, (asked[1], response.status)
                spent[name].append((cpu_seconds(pid) - before) / requests_each * 1e6)
        for connection in open_to.values():
            connection.close()
    print(f"{'':8}{'least':>8}{'share':>7}{'middle':>9}{'share':>7}")
    for name, each in spent.items():
        cells = [f"{of(each):8.0f} us {of(spent['hello']) / of(each):4.0%}" for of in (min, median)]
        print(f"{name:8}" + " ".join(cells))


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=2.0, help="for each figure (default 2)")
    parser.add_argument("--cpu", action="store_true", help="processor time and not the clock")
    parser.add_argument("--rounds", type=int, default=20, help="with --cpu (default 20)")
    options = parser.parse_args()
    if options.cpu:
        cpu_table(options.rounds)
    else:
        clock_table(options.seconds)


def clock_table(seconds: float) -> None:
    """Prints requests a second, and the share of hello's."""
    with server("-c", HELLO) as hello, server("-m", "skill", "serve", "--port", "0") as ours:
        rows = {"hello": ("GET", "/", b"", {}), **requests(ours)}
        bare: dict[int, float] = {}
        print(f"{'':8}" + "".join(f"{count:>8} conn." for count in CONNECTIONS))
        for name, asked in rows.items():
            cells = []
            for count in CONNECTIONS:
                rate = a_second(hello if name == "hello" else ours, asked, count, seconds)
                share = bare.setdefault(count, rate)
                cells.append(f"{rate:8.0f} {rate / share:4.0%}")
            print(f"{name:8}" + " ".join(cells), flush=True)


if __name__ == "__main__":
    main()
