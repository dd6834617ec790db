"""docs/understanding.md and docs/house.md name what they describe."""

from __future__ import annotations

import dataclasses
import re
import tomllib

import pytest
from docs_pages import ROOT, page

from skill.channels import Runtime
from skill.dialogue import Event, Reply, State
from skill.leaflet import Leaflet, Line
from skill.manifest import Clip
from skill.understanding import Understanding, decide, signs


def test_every_threshold_is_named() -> None:
    found = {**vars(decide), **vars(signs)}
    names = [name for name, value in found.items() if name.isupper() and isinstance(value, float)]
    assert len(names) >= 20
    assert not [name for name in names if f"`{name}`" not in page("understanding.md")]


def test_the_figures_are_there() -> None:
    figures = page("understanding.md").partition("\n## Figures\n")[2]
    for kind in ("passage", "alarm", "not covered", "out of scope", "control", "look-alike"):
        assert re.search(rf"^\| {kind}.*\d %", figures, re.MULTILINE), kind


def test_every_room_is_named() -> None:
    rooms = {path.stem for path in (ROOT / "skill").iterdir() if path.suffix in ("", ".py")}
    rooms -= {"__init__", "__main__", "__pycache__"}
    assert not [room for room in sorted(rooms) if f"`{room}`" not in page("house.md")]


def test_the_layers_are_those_that_are_enforced() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = contracts["tool"]["importlinter"]["contracts"][0]["layers"]
    assert "\n".join(layers) in page("house.md")


@pytest.mark.parametrize("kind", [Leaflet, Line, Understanding, Event, State, Reply, Clip, Runtime])
def test_the_fields_of_the_central_types_are_named(kind: type) -> None:
    row = re.search(rf"^\| `{kind.__name__}` \| (.*) \|$", page("house.md"), re.MULTILINE)
    assert row is not None
    named = set(re.findall(r"\w+", re.sub(r"\(.*?\)", "", row[1].partition(";")[0])))
    assert named == {field.name for field in dataclasses.fields(kind)}
