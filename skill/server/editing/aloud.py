"""How a changed line will sound, before there is a clip of it: its words, its length, what warns.

Nothing here refuses a change; `check` says the same once the clips are made, with their measures.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skill.channels import Runtime
from skill.editorial import Content
from skill.errors import Finding
from skill.leaflet import Line, script
from skill.studio import missing_words, sentences, spoken
from skill.studio.answer_length import (
    LONGEST_ANSWER,
    LONGEST_TITLE,
    LONGEST_WELCOME,
    SHORTEST_ANSWER,
    whole_seconds,
)
from skill.studio.lexicon import known_words

USUAL_PACE = 14.0
"""Characters a second where no clip tells: what the shipped voice does."""


def aloud(
    runtime: Runtime, content: Content, line: Line | None, before: Mapping[str, Line]
) -> dict[str, Any]:
    """`spoken`, `seconds` (about) and `warnings` (findings) of a line of a folder that is right.

    `before` are the lines as they were: a word that was in one is no news. Without a line, which is
    a field that is not heard by itself, there is nothing to tell.
    """
    if line is None:
        return {}
    pace = _pace(runtime)
    warnings: list[Finding] = []
    if "lexicon" in content.places:
        missing = missing_words([line], content.lexicon)
        known = missing_words(before.values(), content.lexicon) if missing else {}
        for word, (sentence, _) in missing.items():
            if word not in known:
                what = f"`{word}` is in no lexicon, in {sentence!r}"
                warnings.append(Finding(content.places["lexicon"][0], 0, what))
    warnings += _lengths(runtime, content, line, pace)
    said = " ".join(
        spoken(sentence, known_words(content.lexicon, "kokoro"))
        for sentence in sentences(line.text)
    )
    return {
        "spoken": said if said != line.text else "",
        "seconds": round(_seconds(runtime, line, pace), 1),
        "warnings": warnings,
    }


def _pace(runtime: Runtime) -> float:
    """Characters a second of the clips that there are."""
    entries = runtime.manifest.clips.values()
    seconds = sum(entry.normal.seconds for entry in entries)
    return sum(len(entry.text) for entry in entries) / seconds if seconds else USUAL_PACE


def _seconds(runtime: Runtime, line: Line, pace: float) -> float:
    """Of its clip where that says this text, else what it would take at that pace."""
    clip = runtime.manifest.clip(line.id, line.text)
    return clip.seconds if clip else len(line.text) / pace


def _lengths(runtime: Runtime, content: Content, line: Line, pace: float) -> list[Finding]:
    """What would take too long to listen to, or is over before it helps."""
    lines = script(content.leaflet)

    def seconds(name: str) -> float:
        return _seconds(runtime, lines[name], pace) if name in lines else 0.0

    found: list[str] = []
    passage = content.leaflet.passages.get(line.id)
    if passage is not None:
        whole = whole_seconds(passage, seconds)
        if whole > LONGEST_ANSWER:
            found.append(
                f"the whole answer takes {whole:.0f} s, {LONGEST_ANSWER:.0f} s is the longest"
            )
        elif whole < SHORTEST_ANSWER:
            found.append(f"the whole answer takes {whole:.0f} s")
    if line.kind == "title" and seconds(line.id) > LONGEST_TITLE:
        found.append(f"the title takes {seconds(line.id):.1f} s")
    if line.id == "prompt_welcome" and seconds(line.id) > LONGEST_WELCOME:
        found.append(f"the welcome takes {seconds(line.id):.1f} s")
    where = content.places.get(line.id, ("", 0))
    return [Finding(*where, what) for what in found]
