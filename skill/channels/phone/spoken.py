"""How a reply sounds on a telephone: what is played, what is said, and how long we wait after it.

The same for every provider; the module of its language (`twiml`, `jambonz`) writes it down.
"""

from __future__ import annotations

from dataclasses import dataclass

from skill.channels.runtime import Runtime
from skill.dialogue import CODE_LENGTH, MOMENT_SECONDS, Reply

LANGUAGE = "nl-NL"
PATIENCE = 6
"""Seconds of silence before the question is asked again."""
PATIENCE_GRAVE = 8
"""The same after an alarm, a call for help, or the question whether a sign was heard right."""
RINGING = 25
"""Seconds that a person's telephone rings."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the provider finds what."""

    action: str
    """Where it posts the caller's answer; holds the sealed state."""
    audio: str
    """Root of the clips, an absolute address without a slash at the end."""


@dataclass(frozen=True, slots=True)
class Sound:
    """One line as it is heard."""

    text: str
    file: str = ""
    """The clip to play; empty where the provider's own voice says the text."""


def sounds(runtime: Runtime, reply: Reply) -> list[Sound]:
    """The lines of a reply in order: clips, and the provider's own voice for a line without one.

    A grave turn is the provider's own voice altogether, and then once more in clips: neither a clip
    that cannot be fetched nor a voice that the provider no longer has may silence it.
    """
    if reply.grave:
        return _said_and_played(runtime, reply.say, slow=reply.slow)
    return [_played(runtime, line, slow=reply.slow) for line in reply.say]


def apology(runtime: Runtime) -> list[Sound]:
    """What is heard when something goes wrong here: whom to ask instead."""
    return _said_and_played(runtime, ("prompt_withdrawn",), slow=False)


def _said_and_played(runtime: Runtime, lines: tuple[str, ...], *, slow: bool) -> list[Sound]:
    said = [Sound(runtime.lines[line].text) for line in lines]
    played = [_played(runtime, line, slow=slow) for line in lines]
    return said + [sound for sound in played if sound.file]


def _played(runtime: Runtime, line: str, *, slow: bool) -> Sound:
    clip = runtime.clip(line, slow=slow)
    return Sound(runtime.lines[line].text, "" if clip is None else clip.file)


def patience(reply: Reply) -> int:
    """Seconds of silence that are waited for after a reply."""
    if reply.grave:
        return PATIENCE_GRAVE
    return MOMENT_SECONDS if reply.asks == "moment" else PATIENCE


def keys_at_once(reply: Reply) -> int:
    """How many keys are gathered together: those of a code, else every key counts at once."""
    return CODE_LENGTH if reply.asks == "code" else 1


def may_be_interrupted(reply: Reply) -> bool:
    """Whether speech cuts a reply off. Noise does not cut off a grave turn; a key always does."""
    return not reply.grave
