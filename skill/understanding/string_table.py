"""A large table of short strings that costs nothing to open: looked up, never unpacked.

Parsing sixty thousand JSON entries takes a third of a cold start, and one utterance needs two
hundred of them. So the entries stand in a few hundred long strings (buckets), by a hash of their
name, and a lookup searches one of those.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

BUCKETS = 512
"""With a hundred-odd entries each, a bucket is as quick to search as it is to hash."""


@dataclass(frozen=True, slots=True)
class StringTable:
    """Entries by name. Names hold no tab or line end."""

    buckets: tuple[str, ...]

    def get(self, name: str) -> str | None:
        """The entry of `name`, or None."""
        bucket = self.buckets[crc32(name.encode()) % len(self.buckets)]
        label = f"\n{name}\t"
        found = bucket.find(label)
        if found < 0:
            return None
        begin = found + len(label)
        return bucket[begin : bucket.index("\n", begin)]

    def __contains__(self, name: str) -> bool:
        return self.get(name) is not None


def pack(table: Mapping[str, str], count: int = BUCKETS) -> list[str]:
    """The buckets of a table, for the compiled file; the same table gives the same buckets."""
    buckets: list[list[str]] = [[] for _ in range(count)]
    for name in sorted(table):
        buckets[crc32(name.encode()) % count].append(f"{name}\t{table[name]}")
    return ["\n" + "".join(f"{row}\n" for row in rows) for rows in buckets]


def string_table(raw: object) -> StringTable:
    """The table from its compiled form. Raises TypeError when it is not one."""
    if not isinstance(raw, list) or not raw or not all(isinstance(one, str) for one in raw):
        raise TypeError("features must be a list of strings")
    return StringTable(tuple(raw))
