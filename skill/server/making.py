"""One maker of clips at a time: two would each write the manifest without what the other made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from skill.errors import BadRequest

MAKING = Lock()
"""Held by who makes clips in this server, from reading the manifest until it is written."""


@contextmanager
def nobody_making() -> Iterator[None]:
    """Holds it for a moment. Raises BadRequest `busy` (409) while somebody makes clips, which may
    take minutes."""
    if not MAKING.acquire(blocking=False):
        raise BadRequest("busy", "clips are being made; wait until that is done", 409)
    try:
        yield
    finally:
        MAKING.release()
