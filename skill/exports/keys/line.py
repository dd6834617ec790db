"""What every export of a telephone line is made of, so that one command can make any of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

TEMPOS = {False: "normal", True: "slow"}
"""Name of a tempo, where sounds stand in a folder for each; by `slow`."""
WAIT_SECONDS = 6
"""How long a caller may think: the phone comes off the ear before a key can be found."""
RINGING_SECONDS = 25
"""How long the telephone of a person rings."""


@dataclass(frozen=True, slots=True)
class PhoneLine:
    """A telephone line by keys, as an exchange is given it."""

    sounds: Mapping[str, tuple[str, bool]]
    """Path of a sound without an ending -> id of the line, and whether it is slow."""
    files: Callable[[Mapping[str, float]], Mapping[str, bytes]]
    """Given how many seconds each sound lasts, by its path: all else in the export, by name."""
    told: str
    """What was made, in one line."""
    joined: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Path of a sound that is made of others, one behind the other -> the paths of those."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One kind of exchange, and what it is given."""

    help: str
    """What is made for it, for the help of the command."""
    line: Callable[..., PhoneLine]
    """Given a leaflet, the formats of the sounds, `concept` (whether it is a trial), and `speech`
    where that is asked for."""
    formats: tuple[str, ...]
    """What its sounds are made in; the first is what is played, where only one is."""
    ulaw: str
    """The format with mu-law, for who asks for it."""
    files: tuple[str, ...]
    """Names of what stands in the export beside its sounds."""
    folder: str
    """Where its sounds stand in the export; empty for the export itself."""
    speech: bool = False
    """Whether its line can also have an entry for calls that `phone listen` answers."""
