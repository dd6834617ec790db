"""A reply as text, and that text as lines again: so that the words find the clips made of them.

A voice of Home Assistant is given a text and nothing else, over a connection of its own, perhaps
after a restart. No table of replies is kept: a text is taken apart into the lines of the script.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from skill.channels.runtime import Runtime
from skill.dialogue import Reply
from skill.manifest import Clip

LONGEST_TEXT = 4000
"""Characters of a text that are read; the longest reply has about a thousand."""
SLOW = "\u00a0"
"""A no-break space in the place of the first space, or behind the only word: say this slowly. It
looks like any space, and other voices read it as one. Home Assistant keeps the sound of a text that
it was given before, so the two tempos need two texts."""


@dataclass(frozen=True, slots=True)
class LineSound:
    """One line of a text."""

    line: str
    """Its id."""
    text: str
    clip: Clip | None
    """None where it has no sound that can be played, in neither tempo."""


def reply_text(runtime: Runtime, reply: Reply) -> str:
    """All lines of a reply as one text, from which `SpokenText` reads them back with the tempo."""
    text = " ".join(runtime.lines[line].text for line in reply.say)
    if not reply.slow:
        return text
    return text.replace(" ", SLOW, 1) if " " in text else text + SLOW


class SpokenText:
    """Texts taken apart into lines. A class because all lines are looked up by their first word."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._by_word: dict[str, list[tuple[list[str], str]]] = {}
        for line_id, line in runtime.lines.items():
            words = line.text.split()
            if words:
                self._by_word.setdefault(words[0], []).append((words, line_id))
        for lines in self._by_word.values():
            # The longest first: a title may begin a passage.
            lines.sort(key=lambda entry: -len(entry[0]))

    def sounds(self, text: str) -> list[LineSound] | None:
        """The lines that make up the whole text, in order; None when it is not made of lines.

        White space may differ, as texts are cut and joined on their way. A line that has no clip in
        the tempo that was asked for is given in the other.
        """
        text = text[:LONGEST_TEXT]
        lines = self._apart(text.split())
        slow = SLOW in text
        return None if lines is None else [self._sound(line, slow) for line in lines]

    def without_sound(self) -> Iterator[str]:
        """Ids of the lines that cannot be played, in neither tempo."""
        for line_id in self._runtime.lines:
            if self._sound(line_id, slow=False).clip is None:
                yield line_id

    def _sound(self, line_id: str, slow: bool) -> LineSound:
        clip = self._runtime.clip(line_id, slow=slow) or self._runtime.clip(line_id, slow=not slow)
        return LineSound(line_id, self._runtime.lines[line_id].text, clip)

    def _apart(self, words: list[str]) -> list[str] | None:
        """Ids of lines whose words one after another are exactly these; None when none are."""
        # After how many words -> the line that ends there, from behind, so that no way is tried
        # twice however a text is made.
        ends: dict[int, tuple[str, int] | None] = {len(words): None}
        for start in range(len(words) - 1, -1, -1):
            for line, line_id in self._by_word.get(words[start], ()):
                after = start + len(line)
                if after in ends and words[start:after] == line:
                    ends[start] = (line_id, after)
                    break
        if not words or 0 not in ends:
            return None
        found = []
        at = ends[0]
        while at is not None:
            found.append(at[0])
            at = ends[at[1]]
        return found
