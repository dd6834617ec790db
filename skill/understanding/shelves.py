"""A large table of short strings that costs nothing to open: looked up, never unpacked.

Parsing sixty thousand JSON entries takes a third of a cold start, and one utterance needs two
hundred of them. So they lie in a few hundred strings (shelves), and a lookup searches one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

SHELVES = 512
"""Of a hundred-odd entries each: as quick to search as it is to hash."""


@dataclass(frozen=True, slots=True)
class Shelves:
    """Entries by name. Names hold no tab or line end."""

    shelves: tuple[str, ...]

    def get(self, name: str) -> str | None:
        """The entry of `name`, or None."""
        shelf = self.shelves[crc32(name.encode()) % len(self.shelves)]
        label = f"\n{name}\t"
        found = shelf.find(label)
        if found < 0:
            return None
        begin = found + len(label)
        return shelf[begin : shelf.index("\n", begin)]

    def __contains__(self, name: str) -> bool:
        return self.get(name) is not None


def pack(table: Mapping[str, str], count: int = SHELVES) -> list[str]:
    """The shelves of a table, for the compiled file; the same table gives the same shelves."""
    shelves: list[list[str]] = [[] for _ in range(count)]
    for name in sorted(table):
        shelves[crc32(name.encode()) % count].append(f"{name}\t{table[name]}")
    return ["\n" + "".join(f"{row}\n" for row in rows) for rows in shelves]


def shelves(raw: object) -> Shelves:
    """The table from its compiled form. Raises TypeError when it is not one."""
    if not isinstance(raw, list) or not raw or not all(isinstance(one, str) for one in raw):
        raise TypeError("features must be a list of strings")
    return Shelves(tuple(raw))
