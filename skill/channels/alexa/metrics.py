"""Counts of turns as one JSON line each, for Amazon CloudWatch to make figures of.

The embedded metric format: a line on standard output that CloudWatch reads by itself, without a
network call and without rights
(https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).

What is counted: outcomes, passages, subjects that the leaflet does not answer, milliseconds. What
is not, on purpose: which alarm sign was named, anything of the request, anything about who asked.
Only names that the leaflet has are written: an envelope may hold anything, also in the state that
it brings back.
"""

from __future__ import annotations

import contextlib
import json
import time

from skill import labels
from skill.channels.runtime import Runtime
from skill.dialogue import Reply

NAMESPACE = "Rugwijzer"

_TURNS = {"Name": "Turns", "Unit": "Count"}
_LATENCY = {"Name": "Latency", "Unit": "Milliseconds"}


def count(runtime: Runtime, reply: Reply, started: float) -> None:
    """Writes what was answered and how long it took, on standard output, when METRICS is 1.

    `started` is `time.perf_counter()` then.
    """
    if not runtime.settings.metrics:
        return
    kind, name = labels.kind(reply.label), labels.name(reply.label)
    leaflet = runtime.leaflet
    line = metric_line(
        reply.outcome,
        (time.perf_counter() - started) * 1000,
        int(time.time() * 1000),
        passage=name if kind == "passage" and name in leaflet.passages else "",
        subject=name if kind == labels.NOT_COVERED and name in leaflet.subjects else "",
    )
    # When the log cannot be written, the figure is missing and the answer is still given.
    with contextlib.suppress(OSError, ValueError):
        print(line, flush=True)


def metric_line(
    outcome: str, milliseconds: float, at: int, *, passage: str = "", subject: str = ""
) -> str:
    """One turn as a JSON line, without the line end.

    `outcome` is one of `labels.OUTCOMES`; `passage` and `subject` are ids of the content, empty
    where the turn has none; `at` is milliseconds since 1970. Latency is kept by outcome only:
    each combination of a name and a figure is a metric that Amazon charges for.
    """
    names = {"Passage": passage, "Subject": subject}
    spoken_of = {name: value for name, value in names.items() if value}
    sets = [
        {"Namespace": NAMESPACE, "Dimensions": [[], ["Outcome"]], "Metrics": [_TURNS, _LATENCY]},
        {"Namespace": NAMESPACE, "Dimensions": [[one] for one in spoken_of], "Metrics": [_TURNS]},
    ]
    line = {
        "_aws": {"Timestamp": at, "CloudWatchMetrics": sets if spoken_of else sets[:1]},
        "Outcome": outcome,
        **spoken_of,
        "Turns": 1,
        "Latency": round(milliseconds, 3),
    }
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))
