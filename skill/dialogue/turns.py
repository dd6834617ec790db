"""What comes into a turn and what goes out of it, the same for every channel."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from skill.labels import Outcome
from skill.understanding import Understanding

EventKind = Literal["launch", "text", "label", "key", "silence", "unanswered", "hangup"]
Medium = Literal["speaker", "phone", "screen"]
Asks = Literal[
    "", "open", "offer", "clarify", "check", "menu", "verder", "herhalen", "code", "moment"
]

EVENTS: tuple[EventKind, ...] = get_args(EventKind)
MEDIA: tuple[Medium, ...] = get_args(Medium)
MOMENT_SECONDS = 1
"""Seconds that a line waits where a reply asks `moment`, before it tells the dialogue of silence: a
mistaken digit comes sooner, and who keyed a code waits no longer for its topic than needed."""
SURE = 0.4
"""How sure a recogniser must be of words (0..1) for them to count: below it an `Event` is `unsure`.
The same for ours (docs/listening.md) and for a telephone provider's."""
KEYS = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened on a channel. Raises ValueError for a kind or medium that is none."""

    kind: EventKind
    """launch, text, label, key, silence, unanswered (the person with whom a caller was to be
    connected did not answer) or hangup."""
    text: str = field(default="", repr=False)
    """What was said or typed, for `text`; never stored, never in a repr."""
    label: str = ""
    """For `label`: what the channel understood by itself (an Alexa intent)."""
    key: str = ""
    """For `key`: one of 0-9, * and #."""
    medium: Medium = "speaker"
    hears: bool = False
    """Whether a telephone also understands speech: an exchange of one's own knows keys only."""
    unsure: bool = False
    """For `text`: whether the recogniser doubts that it heard this."""
    today: str = ""
    """ISO date of the turn, for texts that are due for review; empty when unknown."""

    def __post_init__(self) -> None:
        if self.kind not in EVENTS:
            raise ValueError(f"an event is one of {', '.join(EVENTS)}; got {self.kind!r}")
        if self.medium not in MEDIA:
            raise ValueError(f"a medium is one of {', '.join(MEDIA)}; got {self.medium!r}")


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said, by line id, and what is expected next."""

    outcome: Outcome
    label: str
    """Precise label of what is answered."""
    say: tuple[str, ...]
    """Up to five line ids, in order, six where a code is said back; none between the digits of a
    code, and none while a moment passes."""
    reprompt: str = ""
    """Line id to say when nothing is heard; empty when the conversation ends."""
    asks: Asks = ""
    """Kind of answer awaited; empty when the conversation ends. For `moment`, silence comes
    after MOMENT_SECONDS."""
    grave: bool = False
    """Whether it is about a sign, or may be: then it may not depend on a clip that has to be
    fetched, and on a screen it is an alarm."""
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
        return not self.asks
