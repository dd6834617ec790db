"""What a caller does and what came of it, as data that goes to another program and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Step = tuple[str, str]
"""`starts CLIP`, `ends CLIP` (listens until then), `presses KEYS` (one straight after the other),
`hangs up`, `is hung up on`."""


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
    """Clip, whether it was heard to its end, and seconds from the answer."""
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
        return [name for name, _, _ in self.heard]

    def whole(self) -> list[str]:
        """What was heard to its end."""
        return [name for name, whole, _ in self.heard if whole]


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
"""`play(name, rehearsals, served)`: makes the calls, and gives what came of them."""
