"""What an application leaves to the one that takes over from it: limits, takes, an ear, keys.

Each room makes its own, and asks for it by name: so it does not matter which application a request
came to.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


class Kept:
    """The things of one process, by name; any thread may ask."""

    def __init__(self) -> None:
        self._things: dict[str, Any] = {}
        self._lock = Lock()

    def get(self, name: str, make: Callable[[], T]) -> T:
        """What is kept under a name; it is made by who asks first."""
        with self._lock:
            if name not in self._things:
                self._things[name] = make()
            found: T = self._things[name]
            return found
