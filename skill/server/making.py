"""One maker of clips at a time: two would each write the manifest without what the other made."""

from __future__ import annotations

from threading import Lock

MAKING = Lock()
"""Held by who makes clips in this server, from reading the manifest until it is written."""
