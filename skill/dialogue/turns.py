"""What comes into a turn and what goes out of it, the same for every channel."""

from __future__ import annotations

from dataclasses import dataclass, field

from skill.understanding import Understanding

EVENTS = ("launch", "text", "label", "key", "silence", "finished", "unanswered", "hangup")
MEDIA = ("speaker", "phone", "screen")
KEYS = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened on a channel."""

    kind: str
    """launch, text, label, key, silence, finished (a clip ended by itself), unanswered (the person
    with whom a caller was to be connected did not answer) or hangup."""
    text: str = field(default="", repr=False)
    """What was said or typed, for `text`; never stored, never in a repr."""
    label: str = ""
    """For `label`: what the channel understood by itself (an Alexa intent)."""
    key: str = ""
    """For `key`: one of 0-9, * and #."""
    medium: str = "speaker"
    """speaker, phone or screen."""
    today: str = ""
    """ISO date of the turn, for texts that are due for review; empty when unknown."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said, by line id, and what is expected next."""

    outcome: str
    """One of `labels.OUTCOMES`."""
    label: str
    """Precise label of what is answered."""
    say: tuple[str, ...]
    """One to five line ids, in order."""
    reprompt: str = ""
    """Line id to say when nothing is heard; empty when the conversation ends."""
    asks: str = ""
    """Kind of answer awaited: open, offer, clarify, menu, verder, herhalen or code; or empty."""
    goes_on: bool = False
    """Whether the channel goes on by itself (event `finished`) when the lines have been heard."""
    hands_over: bool = False
    """Whether the channel connects the caller with `person_number` when the lines were heard."""
    slow: bool = False
    control: str = ""
    """Name of the control that was heard, if the turn began with one."""
    heard: Understanding | None = None
    """What was understood; None for keys, silence and launch."""

    @property
    def ends(self) -> bool:
        """Whether the conversation is over after this reply."""
        return not (self.asks or self.goes_on)
