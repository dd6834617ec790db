"""Lines -> SSML: clips where there are, the device's own Dutch voice for the rest.

One bad character or one file too many and an Echo says nothing at all, without telling anyone; so
everything is escaped here, and Amazon's limits hold by construction
(https://developer.amazon.com/en-US/docs/alexa/custom-skills/speech-synthesis-markup-language-ssml-reference.html).
The SDK escapes nothing and knows no limit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from skill.leaflet import Line
from skill.manifest import Clip

MOST_CLIPS = 5
"""Audio tags in one response: the limit in Amazon's older pages; the newer do not lift it."""

SPEECH_SECONDS = 240.0
"""Seconds of audio in one outputSpeech."""

REPROMPT_SECONDS = 90.0
"""Seconds of audio in one reprompt."""

MOST_TEXT = 8000
"""Characters of one outputSpeech. Bytes as JSON are counted here, of which there are never fewer:
so the limit on the whole response (24 kB) follows."""

MOST_TAG = 500
"""Bytes of one audio tag, so that five and a line of text always fit."""

MOST_WRITTEN = 4096
"""Lines and clips whose SSML is kept: all of a leaflet, which has a thousand lines."""

_NOT_XML = dict.fromkeys(
    (*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), ""
)
"""What XML 1.0 cannot hold, for `str.translate`: as a regular expression it takes 7 ms to start."""
_AROUND = len("<speak></speak>")


@dataclass(frozen=True, slots=True)
class Piece:
    """One line as it will be spoken."""

    line: Line
    clip: Clip | None = None
    """The clip that speaks it; None: the device does."""


def clean(text: str) -> str:
    """Text without characters that XML cannot hold, on one line."""
    fit = text if text.isprintable() else text.translate(_NOT_XML)
    return " ".join(fit.split())


def escape(text: str) -> str:
    """Text as it stands between two tags, or inside the quotes of an attribute."""
    safe = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return safe.replace('"', "&quot;")


def speech(
    pieces: Sequence[Piece],
    base: str,
    *,
    slow: bool = False,
    seconds: float = SPEECH_SECONDS,
    room: int = MOST_TEXT,
) -> str:
    """`<speak>...</speak>` for `pieces`; `base` is the URL of the clips, empty for none.

    A clip that does not fit the limits any more is spoken by the device. Only when the whole does
    not fit `room` (bytes as JSON), each line gets an equal share and ends with a whole sentence.
    """
    whole = _joined(pieces, base, slow, seconds, room)
    if weight(whole) <= room:
        return whole
    share = (room - _AROUND) // len(pieces) - 1
    return _joined(pieces, base, slow, seconds, share)


def _joined(pieces: Sequence[Piece], base: str, slow: bool, seconds: float, room_each: int) -> str:
    parts = []
    clips = 0
    for piece in pieces:
        tag = _audio(piece.clip, base) if piece.clip and base else ""
        if piece.clip and tag and clips < MOST_CLIPS and piece.clip.seconds <= seconds:
            parts.append(tag)
            clips += 1
            seconds -= piece.clip.seconds
        else:
            parts.append(_said(piece.line.text, slow, room_each))
    return f"<speak>{' '.join(part for part in parts if part)}</speak>"


@lru_cache(maxsize=MOST_WRITTEN)
def _audio(clip: Clip, base: str) -> str:
    """The tag that plays a clip; empty when its URL is longer than any that a studio gives."""
    tag = f'<audio src="{escape(f"{base}/{quote(clip.file)}")}"/>'
    return tag if weight(tag) <= MOST_TAG else ""


@lru_cache(maxsize=MOST_WRITTEN)
def _said(text: str, slow: bool, room: int) -> str:
    """Text for the device's voice; slowly by `prosody`, the only tag used beside `audio`."""
    before, after = ('<prosody rate="slow">', "</prosody>") if slow else ("", "")
    whole = cut(clean(text), room - weight(before + after))
    return f"{before}{escape(whole)}{after}" if whole else ""


def weight(text: str) -> int:
    """Bytes that a text takes as a JSON string without its quotes, everything escaped."""
    return len(json.dumps(text)) - 2


def cut(text: str, room: int) -> str:
    """As many whole sentences (else words) of `text` as fit `room` bytes, escaped and as JSON."""
    if weight(escape(text)) <= room:
        return text
    for boundary in (r"(?<=[.?!])\s", r"\s"):
        kept = ""
        for end in re.finditer(boundary, text):
            if weight(escape(text[: end.start()])) > room:
                break
            kept = text[: end.start()]
        if kept:
            return kept
    return ""
