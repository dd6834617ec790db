"""What the patient page is made of: every medical word on it is a line of the script.

When there is no answer (asked too much, no server, no JavaScript) the page says what a call for
help is answered with: who to call when. That text goes through the sign-off like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Response

from skill import labels
from skill.channels import Runtime
from skill.leaflet import Leaflet, menu, opening_line
from skill.server.headers import HEADERS

MOST_EXAMPLES = 6
"""Questions to tap: one of each chapter, in the order of the menu."""

_SPEECH = "microphone=(self)"


def patient_page(runtime: Runtime, questions: tuple[str, ...]) -> dict[str, Any]:
    """Everything that the template needs; `questions` are the examples to tap."""
    line = help_line(runtime.leaflet)
    return {
        "leaflet": runtime.leaflet,
        "welcome": runtime.lines["prompt_welcome"].text,
        "examples": questions,
        "help": runtime.lines[line].text,
        "help_clip": runtime.clip(line),
    }


def examples(runtime: Runtime) -> Iterator[str]:
    """For each chapter the first title that is a question and that the ear takes for its passage.

    What was withdrawn is in no menu, and so not among them.
    """
    leaflet = runtime.leaflet
    for chapter in leaflet.chapters[:MOST_EXAMPLES]:
        for name in menu.offered(leaflet, chapter):
            passage = leaflet.passages.get(name)
            asks = passage is not None and passage.title.endswith("?")
            if passage and asks and runtime.hear(passage.title).label == labels.passage(name):
                yield passage.title
                break


def help_line(leaflet: Leaflet) -> str:
    """The line that says who to call: what answers a call for help, else the signs to call for."""
    for one in leaflet.openings.values():
        if one.kind == labels.EMERGENCY and one.status != menu.WITHDRAWN:
            return opening_line(leaflet, one.id, "screen")
    return "prompt_help-alarm"


def patient_headers(response: Response) -> Response:
    """The page with what a browser must know of it: no microphone, and no place in a search."""
    policy = HEADERS["Permissions-Policy"].replace(_SPEECH, "microphone=()")
    response.headers["Permissions-Policy"] = policy
    response.headers["X-Robots-Tag"] = "noindex"
    return response
