"""The compiled model file -> an ear: the function that dialogue hears with.

Only an ear needs the model and its rules. They are imported when the first one is made, so that a
process that may never hear free text (`checked_ear`) starts without them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from skill import labels
from skill.errors import ContentError, Finding, reading
from skill.leaflet import Leaflet, identity
from skill.understanding.types import Hear, Understanding

MODEL_FILE = Path("compiled") / "model.json"
"""Where `learn` writes, under the content folder."""

_SUM = re.compile(r'\{"sum":"([0-9a-f]{64})",')
"""How a model file begins; the hash is over the rest of it."""
_FIX = "run `python -m skill learn`"


def load_ear(raw: Mapping[str, Any]) -> Hear:
    """An ear from the parsed model file. Raises KeyError, TypeError or ValueError."""
    from skill.understanding.counted import counted
    from skill.understanding.decide import understand
    from skill.understanding.heard import Ear
    from skill.understanding.model import model
    from skill.understanding.rules import group_bits, pattern_index, rules

    classifier = model(raw)
    ear = Ear(
        model=classifier,
        kinds=_kinds(classifier.classes),
        exact=raw["exact"],
        index=pattern_index(raw["patterns"]),
        alarms=rules(raw["alarms"]),
        guards=rules(raw["guards"]),
        needs={one.label: one for one in rules(raw["needs"])},
        told=rules(raw["told"]),
        taken_back=rules(raw["taken_back"]),
        groups=group_bits(raw["groups"]),
        careful=frozenset(raw["careful"]),
        doses=frozenset(raw["doses"]),
        named=frozenset(raw["named"]),
        small=frozenset(raw["small"]),
        naming=frozenset(raw["naming"]),
        about=frozenset(raw["about"]),
        urgency=raw["urgency"],
        checked=frozenset(raw["checked"]),
        counted=counted(raw["amounts"]),
    )
    return partial(understand, ear)


def _kinds(classes: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    kinds: dict[str, tuple[int, ...]] = {}
    for index, label in enumerate(classes):
        kinds[labels.kind(label)] = (*kinds.get(labels.kind(label), ()), index)
    return kinds


def read_ear(content_dir: Path, leaflet: Leaflet | None = None) -> Hear:
    """The ear of a content folder.

    Raises ContentError, naming the command that mends it, when the model is missing or damaged, or,
    with a `leaflet`, when it was made for another one or cannot hear one of its alarms: signs would
    then be missed without any message.
    """
    path = content_dir / MODEL_FILE
    return _loaded(path, _checked(path, leaflet))


def checked_ear(content_dir: Path, leaflet: Leaflet) -> Hear:
    """An ear that is made when the first text is heard, of a model that is right now.

    For Lambda: with another leaflet's model it would answer intents and miss every sign in what is
    said freely. So whose model it is, is checked before anything is answered.

    Raises ContentError like `read_ear`.
    """
    path = content_dir / MODEL_FILE
    ear = cache(partial(_loaded, path, _checked(path, leaflet)))

    def hear(text: str) -> Understanding:
        return ear()(text)

    return hear


def _checked(path: Path, leaflet: Leaflet | None) -> dict[str, Any]:
    with reading(path, _FIX):
        raw = parse_model(path.read_text(encoding="utf-8"))
        wrong = unheard(raw, leaflet) if leaflet else ""
    if wrong:
        raise ContentError([Finding(str(path), 0, wrong, _FIX)])
    return raw


def _loaded(path: Path, raw: dict[str, Any]) -> Hear:
    with reading(path, _FIX):
        return load_ear(raw)


def parse_model(text: str) -> dict[str, Any]:
    """The model file as JSON values. Raises ValueError when it is not as `learn` wrote it."""
    found = _SUM.match(text)
    if found is None or sum_of("{" + text[found.end() :]) != found[1]:
        raise ValueError("it is not as `learn` wrote it")
    raw = json.loads(text)
    if not isinstance(raw, dict):
        raise ValueError("it is no object")
    return raw


def sum_of(body: str) -> str:
    """The hash that a model file carries over the rest of its text."""
    return hashlib.sha256(body.encode()).hexdigest()


def unheard(raw: Mapping[str, Any], leaflet: Leaflet) -> str:
    """Why a model does not belong to a leaflet; empty when it does.

    A rule alone hears no alarm: it is denied where the model has nothing of a sign (signs.py).
    """
    if raw["leaflet"] != identity(leaflet):
        return "was made for another leaflet"
    deaf = [code for code in leaflet.alarms if labels.alarm(code) not in raw["classes"]]
    return f"cannot hear alarm {', '.join(deaf)}" if deaf else ""
