"""The compiled model file -> an ear: the function that dialogue hears with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from skill.errors import ContentError, Finding
from skill.understanding.decide import Ear, understand
from skill.understanding.model import model
from skill.understanding.rules import pattern, rules
from skill.understanding.types import Hear

MODEL_FILE = Path("compiled") / "model.json"
"""Where `learn` writes, under the content folder."""


def load_ear(raw: Mapping[str, Any]) -> Hear:
    """An ear from the parsed model file. Raises KeyError, TypeError or ValueError."""
    ear = Ear(
        model=model(raw),
        exact=raw["exact"],
        alarms=rules(raw["alarms"]),
        guards=rules(raw["guards"]),
        groups=tuple((name, pattern(choices)) for name, choices in raw["groups"].items()),
        careful=frozenset(raw["careful"]),
        urgency=raw["urgency"],
    )
    return partial(understand, ear)


def read_ear(content_dir: Path) -> Hear:
    """The ear of a content folder.

    Raises ContentError, naming the command that mends it, when the model is missing or damaged.
    """
    path = content_dir / MODEL_FILE
    fix = "run `python -m skill learn`"
    try:
        return load_ear(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise ContentError([Finding(str(path), 0, "does not exist", fix)]) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ContentError([Finding(str(path), 0, f"is damaged: {error}", fix)]) from error
