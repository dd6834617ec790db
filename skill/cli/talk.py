"""`ask`, `chat`, `serve`: the commands that talk."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from skill import labels
from skill.channels import Runtime, open_runtime
from skill.channels.turn import label_json, turn
from skill.errors import SettingsError
from skill.leaflet import Leaflet
from skill.settings import LAST_PORT, read_port, read_settings
from skill.understanding import LONGEST, Understanding

_OUTCOMES = {
    "passage": "answer",
    "clarify": "clarify",
    "alarm": "alarm",
    "confirm": "clarify",
    "opening": "opening",
    "not_covered": "not_covered",
    "out_of_scope": "not_covered",
    "unclear": "fallback",
    "answer": "fallback",
}
_WORTH_TELLING = 0.01
"""Of a label that was not chosen; below it is noise."""
_CONTROL_OUTCOMES = {"stop": "goodbye", "cancel": "goodbye", "menu": "menu", "read_all": "answer"}


def add_commands(commands: Any) -> None:
    """Adds the commands of this module."""
    command = commands.add_parser("serve", help="console, Alexa endpoint and clips on loopback")
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=int, default=None, help="default: PORT, or 5000")
    command.add_argument(
        "--edit", action="store_true", help="let texts be changed in the browser, at /review"
    )
    command.add_argument("--public", action="store_true", help="the patient page, for others")
    command.set_defaults(run=_serve)
    command = commands.add_parser("ask", help="what is understood of each text, and the answer")
    command.add_argument("--json", action="store_true", help="one JSON object a line")
    command.add_argument("texts", nargs="*", metavar="TEXT", help="- reads a text from each line")
    command.set_defaults(run=_ask, refuse=command.error, program=command.prog)
    command = commands.add_parser("chat", help="a conversation in the terminal")
    command.set_defaults(run=_chat)


def _serve(options: argparse.Namespace) -> int:
    from skill.server import serve

    port = read_port() if options.port is None else options.port
    if not 0 <= port <= LAST_PORT:
        raise SettingsError(f"port {port} does not exist; choose 1 to {LAST_PORT}")
    settings = replace(read_settings(), public=options.public, edit=options.edit)
    serve(settings, host=options.host, port=port)
    return 0


def _ask(options: argparse.Namespace) -> int:
    if not options.texts:
        example = f'{options.program} "wat moet ik doen?"'
        options.refuse(f"give a text: {example} (with - each line of standard input is one)")
    runtime = open_runtime(read_settings())
    for text in _texts(options.texts):
        answer = understood(runtime, text)
        if options.json:
            print(json.dumps(answer, ensure_ascii=False), flush=True)
        else:
            print(f"{text}\n  {answer['label']}  ({answer['score']:.2f})")
            print(f"  antwoord: {answer['says']}")
            for reason in answer["why"].split(" | "):
                print(f"  {reason}")
            for label, score in runtime.hear(text[:LONGEST]).runners_up:
                if score >= _WORTH_TELLING:
                    print(f"  anders: {_named(runtime.leaflet, label)}  ({score:.2f})")
    return 0


def _texts(arguments: list[str]) -> Iterable[str]:
    if arguments == ["-"]:
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        return (line.rstrip("\r\n") for line in sys.stdin)
    # Bytes that are no UTF-8 reach us as half characters, which nothing can print.
    return [
        text.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for text in arguments
    ]


def understood(runtime: Runtime, text: str, sure: float | None = None) -> dict[str, Any]:
    """One line of `ask --json` (shape: docs/commands.md); `sure`: how sure an ear is of it."""
    heard = runtime.hear(text[:LONGEST])
    said = {"channel": "speaker", "text": text[:LONGEST], "sure": sure}
    says = turn(runtime, said)["text"]
    parts = label_json(runtime.leaflet, heard.label)
    name = labels.name(heard.label)
    kind = labels.kind(heard.label)
    outcome = _OUTCOMES.get(kind) or _CONTROL_OUTCOMES.get(name, "control")
    return {
        "text": text,
        "label": parts["label"],
        "outcome": outcome,
        "passage": parts["passage"],
        "alarm": parts["alarm"],
        "level": parts["level"],
        "control": name if kind == "control" else None,
        "subject": parts["subject"],
        "score": heard.score,
        "runners_up": [
            [label_json(runtime.leaflet, label)["label"], score]
            for label, score in heard.runners_up
        ],
        "why": " | ".join(_why(heard)),
        "says": says,
    }


def _named(leaflet: Leaflet, label: str) -> str:
    """A label with its own name, which the outside does not always see, and a passage's title."""
    passage = leaflet.passages.get(labels.name(label)) if labels.kind(label) == "passage" else None
    return f"{label} - {passage.title}" if passage else label


def _why(heard: Understanding) -> Iterator[str]:
    yield from heard.evidence
    if heard.threshold:
        yield f"zekerheid {heard.score:.2f}, nodig {heard.threshold:.2f}"
    if heard.also:
        yield "ook gehoord: " + ", ".join(heard.also)
    if heard.doubtful:
        yield "er klinkt iets van een alarm in door"


def _chat(_: argparse.Namespace) -> int:
    runtime = open_runtime(read_settings())
    sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
    state: object = None
    payload: dict[str, Any] = {"event": "launch"}
    while True:
        reply = turn(runtime, payload | {"state": state, "channel": "speaker"})
        state = reply["state"]
        for clip in reply["clips"]:
            print(f"  {clip['text']}")
        if reply["ends"]:
            return 0
        try:
            text = input("> ")
        except EOFError:
            print()
            return 0
        payload = {"text": text[:LONGEST]} if text.strip() else {"event": "silence"}
