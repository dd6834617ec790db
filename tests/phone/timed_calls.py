"""Calls with the clock: how long a caller waits for the first word of a passage.

Half a second passes between what decides a caller (the choice was said, the menu was over) and the
key that is let go, of which a tenth is the press. What was heard is counted in pieces of 20 ms as
they come in, so that a busy machine keys no sooner.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from call_script import Outcome, Script, Step
from choice_ends import choice_ends, pieces_of

from skill.leaflet import Leaflet, menu
from skill.leaflet.script import keys_text

PIECE = 0.02
REACTION, PRESS, REST = 0.5, 0.1, 0.04
"""Seconds from what decides a caller until the key is let go; how long it is pressed; and how long
the caller of these tests then takes until it goes on."""
ANSWER = 0.5
"""Seconds after which the line begins to speak."""
TO_THE_CHOICE, TO_THE_END, KNOWN, BY_CODE = "to the choice", "to the end", "keys known", "by code"
_WAIT = REACTION - PRESS


class Clock:
    """Timed calls on the line that was exported to a folder."""

    def __init__(self, leaflet: Leaflet, exported: Path) -> None:
        self._leaflet, self._keys = leaflet, menu.key_paths(leaflet)
        self._codes = {passage: code for code, passage in leaflet.codes.items()}
        folder = exported / "sounds/nl/rugwijzer/normal"
        self._sound: Mapping[str, bytes] = {
            node: (folder / f"keys_{node}.alaw").read_bytes()
            for node in (menu.ROOT, *leaflet.nodes)
        }

    def call(self, how: str, passage: str) -> Script:
        """One call that ends when the passage has begun; `how` is one of the four above."""
        steps = list(self._steps(how, passage))
        title = title_of(passage)
        return Script(f"{how}: {passage}", (*steps, ("starts", title), ("hangs up", "")))

    def _steps(self, how: str, passage: str) -> Iterator[Step]:
        if how in (KNOWN, BY_CODE):
            wait = ANSWER + _WAIT
            for key in self._keys[passage] if how == KNOWN else f"8{self._codes[passage]}":
                yield "waits", f"{wait:.2f}"
                yield "presses", key
                wait = _WAIT - REST
            return
        node = menu.ROOT
        for key in self._keys[passage]:
            choice = int(key) if how == TO_THE_CHOICE else 0
            yield from self._listen(node, choice)
            yield "presses", key
            node = menu.children(self._leaflet, node)[int(key) - 1]

    def _listen(self, node: str, choice: int) -> Iterator[Step]:
        """To a menu up to a choice, or all of it, and the time to find a key."""
        sound, clip = self._sound[node], f"normal/keys_{node}"
        whole = pieces_of(sound)
        sentences = keys_text(self._leaflet, node).count(".")
        said = choice_ends(sound, sentences)[choice - 1] if choice else whole
        key_at = said + round(_WAIT / PIECE)
        if key_at < whole:
            yield "reaches", f"{clip}@{key_at}"
            return
        yield "ends", clip
        yield "waits", f"{(key_at - whole) * PIECE:.2f}"


def late(script: Script, outcome: Outcome) -> list[int]:
    """Pieces of 20 ms that came in after each key should have been let go: none on an idle machine,
    but for one or two until it is seen and sent.
    """
    found = []
    for what, where in script.steps:
        if what == "reaches":
            clip, _, pieces = where.partition("@")
            found.append(outcome.heard_of(clip) - int(pieces) - round(PRESS / PIECE))
    return found


def title_of(passage: str) -> str:
    """The clip with which a passage begins."""
    return f"normal/title_{passage}"
