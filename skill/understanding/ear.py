"""The compiled model file -> an ear: the function that dialogue hears with.

Only an ear needs the model and its rules. They are imported when the first one is made, so that a
process that may never hear free text (`later_ear`) starts without them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from skill import labels
from skill.errors import ContentError, Finding
from skill.understanding.types import Hear, Understanding

MODEL_FILE = Path("compiled") / "model.json"
"""Where `learn` writes, under the content folder."""

_FIX = "run `python -m skill learn`"


def load_ear(raw: Mapping[str, Any]) -> Hear:
    """An ear from the parsed model file. Raises KeyError, TypeError or ValueError."""
    from skill.understanding.decide import Ear, understand
    from skill.understanding.model import model
    from skill.understanding.spotter import sieves, spotter

    classifier = model(raw)
    ear = Ear(
        model=classifier,
        kinds=_kinds(classifier.classes),
        exact=raw["exact"],
        spotter=spotter(raw["patterns"]),
        alarms=sieves(raw["alarms"]),
        guards=sieves(raw["guards"]),
        groups={name: 1 << number for name, number in raw["groups"].items()},
        careful=frozenset(raw["careful"]),
        doses=frozenset(raw["doses"]),
        named=frozenset(raw["named"]),
        urgency=raw["urgency"],
    )
    return partial(understand, ear)


def _kinds(classes: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    kinds: dict[str, tuple[int, ...]] = {}
    for index, label in enumerate(classes):
        kinds[labels.kind(label)] = (*kinds.get(labels.kind(label), ()), index)
    return kinds


def read_ear(content_dir: Path) -> Hear:
    """The ear of a content folder.

    Raises ContentError, naming the command that mends it, when the model is missing or damaged.
    """
    path = content_dir / MODEL_FILE
    try:
        return load_ear(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise _missing(path) from error
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        raise ContentError([Finding(str(path), 0, what, _FIX)]) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ContentError([Finding(str(path), 0, f"is damaged: {error}", _FIX)]) from error


def later_ear(content_dir: Path) -> Hear:
    """An ear that is read when the first text is heard, and once.

    For Lambda: most first requests are a launch or an intent, which need no model. Raises
    ContentError at once when there is no model; a damaged one is told at the first text, so
    whoever ships a model reads it first (`lambda build` does).
    """
    path = content_dir / MODEL_FILE
    if not path.is_file():
        raise _missing(path)
    ear = cache(partial(read_ear, content_dir))

    def hear(text: str) -> Understanding:
        return ear()(text)

    return hear


def _missing(path: Path) -> ContentError:
    return ContentError([Finding(str(path), 0, "does not exist", _FIX)])
