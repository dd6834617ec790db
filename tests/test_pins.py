"""The requirements files: made of one list of extras, one version of each package, with hashes."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
FILES = {
    "requirements.txt": ["server"],
    "requirements-dev.txt": ["server", "train", "studio", "dev"],
    "requirements-kokoro.txt": ["kokoro"],
    "requirements-ear.txt": ["ear"],
    "requirements-wyoming.txt": ["wyoming"],
    "requirements-bench.txt": ["bench"],
    "requirements-aws.txt": ["aws"],
}
"""File -> the extras that it holds; `make pins` writes them so."""

LAMBDA = "lambda/requirements.txt"
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def plain(name: str) -> str:
    """A package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def rows(file: str) -> list[str]:
    """The lines of a requirements file, each with what belongs to it."""
    text = (ROOT / file).read_text(encoding="utf-8").replace("\\\n", " ")
    return [row for row in text.splitlines() if row.strip() and not row.startswith("#")]


def pins(file: str) -> dict[str, str]:
    """Name -> version; one version after another where it differs by Python's."""
    found: dict[str, str] = {}
    for row in rows(file):
        name, _, version = row.split()[0].partition("==")
        bare = plain(name.partition("[")[0])
        found[bare] = " ".join(filter(None, (found.get(bare), version)))
    return found


def wanted(extras: list[str]) -> set[str]:
    """Names that these extras, and the project itself, ask for."""
    asked = [*PROJECT["dependencies"], *(row for extra in extras for row in EXTRAS[extra])]
    return {plain(match[0]) for row in asked if (match := _NAME.match(row))}


def test_every_extra_is_in_a_file() -> None:
    assert {extra for extras in FILES.values() for extra in extras} == set(EXTRAS)
    assert {path.name for path in ROOT.glob("requirements*.txt")} == set(FILES)


@pytest.mark.parametrize("file", FILES)
def test_a_file_pins_what_its_extras_ask_for(file: str) -> None:
    assert wanted(FILES[file]) - set(pins(file)) == set()


@pytest.mark.parametrize("file", FILES)
def test_every_pin_has_its_hashes(file: str) -> None:
    assert all(pins(file).values())
    assert [row for row in rows(file) if "--hash=sha256:" not in row] == []


def test_all_files_fit_in_one_environment() -> None:
    """One version of each package, whichever files are installed together, Lambda's among them."""
    versions: dict[str, set[str]] = {}
    for file in (*FILES, LAMBDA):
        for name, version in pins(file).items():
            versions.setdefault(name, set()).add(version)

    assert {name: found for name, found in versions.items() if len(found) > 1} == {}
    assert set(pins("requirements.txt")) <= set(pins("requirements-dev.txt"))
    assert set(pins(LAMBDA)) <= set(pins("requirements.txt"))


def test_running_needs_nothing_of_the_workshop() -> None:
    heavy = {"numpy", "scipy", "scikit-learn", "twilio", "pytest", "mypy", "ruff", "rapidfuzz"}

    assert heavy & set(pins("requirements.txt")) == set()
    assert heavy <= set(pins("requirements-dev.txt"))


def test_make_pins_writes_these_files() -> None:
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\npins:")[2]
    for extra in EXTRAS:
        assert re.search(rf"--extra {extra}\b|for extra in [\w ]*\b{extra}\b", recipe), extra
    assert f"--output-file {LAMBDA}" in recipe
