"""One line of figures for each answer, on standard output, when METRICS is 1.

The edge of `skill.metrics`: here are the clock and the names. Only names that the leaflet has are
written: an envelope may hold anything, also in the state that it brings back.
"""

from __future__ import annotations

import contextlib
import time

from skill import labels
from skill.channels.shop import Shop
from skill.dialogue import Reply
from skill.metrics import metric_line


def count(shop: Shop, reply: Reply, started: float) -> None:
    """Writes what was answered and how long it took; `started` is `time.perf_counter()` then."""
    if not shop.settings.metrics:
        return
    kind, name = labels.kind(reply.label), labels.name(reply.label)
    leaflet = shop.leaflet
    line = metric_line(
        reply.outcome,
        (time.perf_counter() - started) * 1000,
        int(time.time() * 1000),
        passage=name if kind == "passage" and name in leaflet.passages else "",
        subject=name if kind == labels.NOT_COVERED and name in leaflet.subjects else "",
    )
    # A log that cannot be written costs the figure, never the answer.
    with contextlib.suppress(OSError, ValueError):
        print(line, flush=True)
