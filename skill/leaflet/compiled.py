"""The compiled leaflet: plain JSON in, plain JSON out, so that run time never reads YAML."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from skill.errors import reading
from skill.leaflet.types import (
    Alarm,
    Leaflet,
    Node,
    Opening,
    Passage,
    Prompt,
    SlotQuestion,
    SlotType,
    Subject,
)

LEAFLET_FILE = Path("compiled") / "leaflet.json"
"""Where `compile` writes, under the content folder."""

_TABLES = {
    "nodes": Node,
    "passages": Passage,
    "alarms": Alarm,
    "openings": Opening,
    "subjects": Subject,
    "prompts": Prompt,
    "slot_types": SlotType,
    "slots": SlotQuestion,
}


def dump_leaflet(leaflet: Leaflet) -> str:
    """The leaflet as JSON text; the same leaflet always gives the same bytes."""
    return json.dumps(asdict(leaflet), ensure_ascii=False, indent=1) + "\n"


def _leaflet(raw: dict[str, Any]) -> Leaflet:
    tables = {
        table: {key: kind(**_tuples(value)) for key, value in raw[table].items()}
        for table, kind in _TABLES.items()
    }
    lists = {name: tuple(raw[name]) for name in ("chapters", "examples")}
    return Leaflet(**raw | tables | lists)


def _tuples(value: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(v) if isinstance(v, list) else v for key, v in value.items()}


def fingerprint(leaflet: Leaflet) -> str:
    """The content version: twelve hex digits over everything but the fingerprint itself."""
    return _fingerprint(asdict(leaflet))


def identity(leaflet: Leaflet) -> str:
    """Twelve hex digits over what a model may answer with, and how careful it must be there.

    A sentence may be rewritten without training anew; another leaflet has another identity.
    """
    told = {
        "passages": [(one.id, one.risk) for one in leaflet.passages.values()],
        "alarms": [(one.code, one.level, bool(one.check)) for one in leaflet.alarms.values()],
        "openings": [(one.id, one.kind) for one in leaflet.openings.values()],
        "subjects": list(leaflet.subjects),
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]


def as_trial(leaflet: Leaflet) -> Leaflet:
    """The leaflet as one that says at the welcome that it is a trial."""
    trial = replace(leaflet, trial=True)
    return replace(trial, fingerprint=fingerprint(trial))


def _fingerprint(raw: dict[str, Any]) -> str:
    text = json.dumps(raw | {"fingerprint": ""}, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def read_leaflet(content_dir: Path) -> Leaflet:
    """The compiled leaflet of a content folder.

    Raises ContentError, naming the command that mends it, when the file is missing or damaged.
    """
    path = content_dir / LEAFLET_FILE
    with reading(path, "run `python -m skill compile`"):
        raw = json.loads(path.read_text(encoding="utf-8"))
        leaflet = _leaflet(raw)
        if leaflet.fingerprint != _fingerprint(raw):
            raise ValueError("it is not as `compile` wrote it")
    return leaflet
