"""What a caller does and what came of it, as data that goes to another program and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Step = tuple[str, str]
"""`starts CLIP`, `ends CLIP` (listens until then), `reaches CLIP@PIECES` (until so many pieces of
it came, of 20 ms each), `waits SECONDS`, `presses KEYS` (one straight after the other), `says TEXT`
(as a tone), `signals SIGKILL` (to the program that listens), `hangs up`, `is hung up on`."""


@dataclass(frozen=True, slots=True)
class Script:
    """One call, told beforehand."""

    name: str
    steps: Sequence[Step]
    codec: str = "alaw"
    info: bool = False
    """Whether keys go as SIP INFO instead of RFC 4733."""
    number: str = "100"
    patience: float = 60
    """Seconds after which what should be heard is not coming any more."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One call, told afterwards."""

    name: str
    heard: Sequence[Sequence[Any]]
    """Clip, whether it was heard to its end, seconds from the answer to its first byte, pieces of
    20 ms that had come before that, and how many of its own were heard."""
    unknown: int
    """Pieces of 20 ms that are in no file."""
    lost: int
    """Packets that never came."""
    ended_by: str
    up: Sequence[float]
    """When the call was answered and when it was over, in seconds of one clock."""
    setup_seconds: float
    worst_gap: float
    """Longest time between two packets of one clip, in seconds (0.02 is right)."""
    trouble: str
    """What went wrong in the call itself; empty when nothing did."""
    same: dict[str, str] = field(default_factory=dict)
    """Clips that are another one byte for byte -> the name by which that one was heard."""

    def clips(self) -> list[str]:
        """What was heard, in order."""
        return [name for name, *_ in self.heard]

    def whole(self) -> list[str]:
        """What was heard to its end."""
        return [name for name, whole, *_ in self.heard if whole]

    def begin(self, clip: str) -> tuple[float, int]:
        """When a clip began for the first time: seconds from the answer, and pieces before it.
        KeyError when it was not heard.
        """
        row = self._row(clip)
        return float(row[2]), int(row[3])

    def heard_of(self, clip: str) -> int:
        """How many pieces of a clip were heard. KeyError when it was not heard."""
        return int(self._row(clip)[4])

    def _row(self, clip: str) -> Sequence[Any]:
        wanted = self.same.get(clip, clip)
        for row in self.heard:
            if row[0] == wanted:
                return row
        raise KeyError(f"{self.name}: {clip} was not heard, but {self.clips()}: {self.trouble}")


@dataclass(frozen=True, slots=True)
class Session:
    """All calls on one exchange."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    complaints: Sequence[str] = ()
    """Errors and warnings in the exchange's log."""
    left: int = 0
    """Calls that it still had when all callers had gone."""
    load: dict[str, float] = field(default_factory=dict)


Play = Callable[..., Session]
"""`play(name, calls, served)`: makes the calls, and gives what came of them."""
