"""How fast the Alexa handler is, next to the smallest skill that ask-sdk-core can make.

    python bench/handler.py [--rounds 7] [--turns 2000]

Cold: a fresh process that imports its handler and gives a first answer, from its start (what
Lambda does after a pause, without Lambda's own start). Warm: one answer in a process that runs.
Both programs run in turns in the same minute on the same machine, and both with their bytecode (as
the zip of `lambda build` brings it), so that the ratios mean something where the milliseconds
differ. Amazon gives a skill eight seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

OURS = """
import sys
sys.path.insert(0, {folder!r})
from lambda_function import handler
"""

HELLO_WORLD = """
from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.skill_builder import SkillBuilder

class Hello(AbstractRequestHandler):
    def can_handle(self, handler_input):
        return True

    def handle(self, handler_input):
        builder = handler_input.response_builder
        return builder.speak("Hallo").ask("Hallo?").response

builder = SkillBuilder()
builder.add_request_handler(Hello())
handler = builder.lambda_handler()
"""

ONE_ANSWER = """
import json, os
assert handler(json.loads({envelope!r}), None)["response"]["outputSpeech"]
os._exit(0)
"""
"""Left at once: Lambda does not take its process down after an answer, so that is not counted."""

MANY_ANSWERS = """
import json, time
envelope = json.loads({envelope!r})
times = []
for number in range({turns} + 50):
    start = time.perf_counter()
    handler(envelope, None)
    times.append((time.perf_counter() - start) * 1000)
print(json.dumps(times[50:]))
"""
"""The first fifty turns warm up and are not counted."""


def envelope(name: str, text: str = "") -> str:
    """An envelope in a running session; with `text` in the slot of VraagIntent."""
    application = {"applicationId": "amzn1.ask.skill.bench"}
    slots = {"vraag": {"name": "vraag", "value": text}} if text else {}
    request = {
        "type": "IntentRequest",
        "requestId": "bench",
        "timestamp": "2026-11-22T10:15:00Z",
        "locale": "nl-NL",
        "intent": {"name": name, "confirmationStatus": "NONE", "slots": slots},
    }
    session = {"new": False, "sessionId": "bench", "application": application, "attributes": {}}
    system = {"application": application, "device": {"deviceId": "b", "supportedInterfaces": {}}}
    return json.dumps(
        {
            "version": "1.0",
            "session": session | {"user": {"userId": "bench"}},
            "context": {"System": system | {"user": {"userId": "bench"}}},
            "request": request,
        }
    )


INTENT = envelope("GoedTillenIntent")
QUESTION = envelope("VraagIntent", "hoe kan ik een zware doos het beste optillen")

PROGRAMS = {
    "hello world": (HELLO_WORLD, INTENT),
    "rugwijzer, intent": (OURS.format(folder=str(ROOT / "lambda")), INTENT),
    "rugwijzer, free text": (OURS.format(folder=str(ROOT / "lambda")), QUESTION),
}
"""Row of the table -> the code that makes `handler`, and what it is asked."""


def run(code: str, cache: str) -> str:
    """Standard output of a fresh Python that runs `code`, with its bytecode in folder `cache`.

    Raises CalledProcessError.
    """
    command = [sys.executable, "-c", code]
    env = os.environ | {"PYTHONPYCACHEPREFIX": cache}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=env).stdout


def cold_ms(make: str, asked: str, cache: str) -> float:
    """Milliseconds from the start of a process to its first answer."""
    start = time.perf_counter()
    run(make + ONE_ANSWER.format(envelope=asked), cache)
    return (time.perf_counter() - start) * 1000


def warm_ms(make: str, asked: str, turns: int, cache: str) -> list[float]:
    """Milliseconds of each of `turns` answers in one process."""
    code = make + MANY_ANSWERS.format(envelope=asked, turns=turns)
    times: list[float] = json.loads(run(code, cache))
    return times


def measure(rounds: int, turns: int, cache: str) -> dict[str, tuple[float, float, float]]:
    """Row -> median cold start, warm median and warm 99th percentile, in ms, interleaved.

    A first start of each program fills `cache` and is not counted.
    """
    cold: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    warm: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for make, asked in PROGRAMS.values():
        cold_ms(make, asked, cache)
    for _ in range(rounds):
        for name, (make, asked) in PROGRAMS.items():
            cold[name].append(cold_ms(make, asked, cache))
            warm[name] += warm_ms(make, asked, turns, cache)
    return {
        name: (
            statistics.median(cold[name]),
            statistics.median(warm[name]),
            statistics.quantiles(warm[name], n=100)[98],
        )
        for name in PROGRAMS
    }


def table(rows: dict[str, tuple[float, float, float]]) -> str:
    """The rows as text, each number with its ratio to the first row."""
    first = next(iter(rows.values()))
    lines = [f"{'':22}{'cold start ms':>20}{'warm p50 ms':>20}{'warm p99 ms':>20}"]
    for name, numbers in rows.items():
        cells = [
            f"{number:11.2f} ({number / base:4.2f}x)"
            for number, base in zip(numbers, first, strict=True)
        ]
        lines.append(f"{name:22}" + "".join(f"{cell:>20}" for cell in cells))
    return "\n".join(lines)


def main() -> None:
    """Reads the options, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=7, help="repetitions, interleaved")
    parser.add_argument("--turns", type=int, default=2000, help="warm answers per repetition")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as cache:
        print(table(measure(options.rounds, options.turns, cache)))


if __name__ == "__main__":
    main()
