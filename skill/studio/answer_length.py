"""How long a whole answer may take to listen to, and so each clip of it.

House rule, for somebody who listens in a kitchen: seconds at normal speed.
"""

from __future__ import annotations

from collections.abc import Callable

from skill.leaflet import Leaflet, Passage
from skill.manifest import Manifest

LONGEST_ANSWER = 35.0
"""Seconds of title, passage, closing line and offer at normal speed."""
SHORTEST_ANSWER = 8.0
LONGEST_TITLE = 2.0
"""Seconds before the first fact is heard."""
LONGEST_WELCOME = 6.0


def parts(passage: Passage) -> list[str]:
    """The lines that are always part of its answer; one of its offers may follow."""
    return [
        f"title_{passage.id}",
        passage.id,
        *(f"closing_{name}" for name in passage.closing[:1]),
    ]


def whole_seconds(passage: Passage, seconds: Callable[[str], float]) -> float:
    """How long an answer takes with the longest of its offers; `seconds` gives that of a line."""
    offers = (seconds(f"offer_{name}") for name in passage.follow_ups)
    return sum(map(seconds, parts(passage))) + max(offers, default=0.0)


def longest_clips(leaflet: Leaflet, manifest: Manifest) -> dict[str, float]:
    """Line id -> seconds that its clip may take, of every line that has a limit.

    What is left of an answer is shared among its clips, so that all of them may change at once. A
    clip that is too long already may stay as long as it is.
    """
    now = {line_id: entry.normal.seconds for line_id, entry in manifest.clips.items()}
    longest: dict[str, float] = {}

    def limit(line_id: str, seconds: float) -> None:
        if line_id in now:
            seconds = max(now[line_id], seconds)
            longest[line_id] = min(longest.get(line_id, seconds), seconds)

    limit("prompt_welcome", LONGEST_WELCOME)
    for passage in leaflet.passages.values():
        limit(f"title_{passage.id}", LONGEST_TITLE)
        offers = [f"offer_{name}" for name in passage.follow_ups]
        offer = max((now.get(one, 0.0) for one in offers), default=0.0)
        said = parts(passage)
        whole = sum(now.get(one, 0.0) for one in said) + offer
        share = (LONGEST_ANSWER - whole) / (len(said) + 1)
        for one in said:
            limit(one, now.get(one, 0.0) + share)
        for one in offers:
            limit(one, offer + share)
    return longest
