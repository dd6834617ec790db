"""What is shipped, read and made once in a process: content, ear, questions, interaction model.

Beside it the calls by keys of the small leaflet, which the tests of every exchange take.

Reading the content takes a third of a second, its questions a second and the model eight: a test
that only looks at them takes them from here. Nobody changes what is given; to change it, copy it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from skill.editorial import Content, read_content
from skill.exports.alexa import interaction_model
from skill.exports.keys import Folded, Machine, fold, merge, walk
from skill.leaflet import Leaflet, fingerprint
from skill.training import Question, read_questions, samples
from skill.understanding import Hear, read_ear

ROOT = Path(__file__).resolve().parents[1]


@cache
def content() -> Content:
    """The content as the editors' files have it now."""
    found, findings = read_content(ROOT / "content")
    assert findings == []
    return found


@cache
def leaflet() -> Leaflet:
    """The leaflet as it is when all its texts were approved, whether they are today or not."""
    approved = replace(content().leaflet, trial=False)
    return replace(approved, fingerprint=fingerprint(approved))


@cache
def ear() -> Hear:
    """The ear; what it heard once it knows, for it takes a millisecond."""
    return cache(read_ear(ROOT / "content"))


@cache
def questions() -> tuple[Question, ...]:
    """Every question that the editors wrote."""
    found, findings = read_questions(ROOT / "content")
    assert findings == []
    return tuple(found)


@cache
def asked() -> dict[str, Sequence[str]]:
    """The same by label, as the interaction model takes them."""
    return samples(questions())


@cache
def interaction() -> dict[str, Any]:
    """The interaction model of the leaflet, with all its questions and its own ear."""
    return interaction_model(leaflet(), asked(), ear())


@cache
def small_leaflet() -> Leaflet:
    """The leaflet on house plants, as its files have it."""
    return read_content(ROOT / "tests" / "small_content")[0].leaflet


_unrolled: dict[str, Machine] = {}


def unrolled(leaflet: Leaflet) -> Machine:
    """Every call by keys alone that a leaflet can have. It takes seconds, so who only needs the
    outcome takes it from here; the same leaflet gives the same one."""
    known = repr(leaflet)
    if known not in _unrolled:
        _unrolled[known] = walk(leaflet)
    return _unrolled[known]


@cache
def small_merged() -> Machine:
    """The calls of the small leaflet without states that nobody could tell apart."""
    return merge(unrolled(small_leaflet()))


@cache
def by_keys() -> Machine:
    """Every call by keys alone that the content can have: fifteen seconds of work."""
    return unrolled(content().leaflet)


@cache
def merged_by_keys() -> Machine:
    """The same without states that nobody could tell apart."""
    return merge(by_keys())


@cache
def folded_by_keys() -> Folded:
    """The same as the exports for telephone exchanges take it."""
    return fold(merged_by_keys())


@cache
def variables() -> frozenset[str]:
    """Names of all environment variables that the program reads (`skill.settings`)."""
    text = (ROOT / "skill" / "settings.py").read_text("utf-8")
    return frozenset(re.findall(r'(?:env\.get|given)\(\s*"(\w+)"', text))
