"""What a model must have been made of to belong to a leaflet: its labels, and not its words."""

from __future__ import annotations

import hashlib
import json

from skill.leaflet.types import Leaflet


def identity(leaflet: Leaflet) -> str:
    """Twelve hex digits over everything a model may answer with, and how careful it must be there.

    A sentence may be rewritten without training anew; another leaflet has another identity.
    """
    told = {
        "passages": [(one.id, one.risk) for one in leaflet.passages.values()],
        "alarms": [(one.code, one.level, bool(one.check)) for one in leaflet.alarms.values()],
        "openings": [(one.id, one.kind) for one in leaflet.openings.values()],
        "subjects": list(leaflet.subjects),
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]
