"""The package as it lies in a project, fresh or not; how it is written; the page beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from skill.atomic_write import write_together
from skill.editorial import read_content
from skill.exports.alexa import interaction_model, privacy_page, style_hash
from skill.exports.alexa.package import (
    MODEL,
    SKILL,
    package_files,
    package_findings,
    package_options,
)
from skill.leaflet import Leaflet
from skill.training import read_questions, samples
from skill.understanding import load_ear
from tests.channels.alexa.conftest import ROOT

SMALL = ROOT / "tests" / "small_content"
ARN = "arn:aws:lambda:eu-west-1:123456789012:function:plant"
URLS = {"privacy": "https://plant.example.nl/privacy", "terms": "https://plant.example.nl/regels"}

Raw = dict[str, Any]


@pytest.fixture(scope="module")
def leaflet() -> Leaflet:
    """The small leaflet about a plant."""
    return read_content(SMALL)[0].leaflet


@pytest.fixture(scope="module")
def model(leaflet: Leaflet, small_model: Raw) -> Raw:
    """Its interaction model."""
    asked = samples(read_questions(SMALL)[0])
    return interaction_model(leaflet, asked, load_ear(small_model))


@pytest.fixture(scope="module")
def trial(leaflet: Leaflet, model: Raw) -> dict[str, bytes]:
    """Its package as a trial."""
    return package_files(leaflet, model, concept=True)


@pytest.fixture
def published(leaflet: Leaflet) -> Leaflet:
    """The leaflet of an owner who has given the addresses."""
    return replace(leaflet, urls=URLS)


def test_a_package_is_fresh_until_the_content_changes(
    tmp_path: Path, leaflet: Leaflet, model: Raw, trial: dict[str, bytes]
) -> None:
    assert package_findings(tmp_path, leaflet, model, approved=False) == []
    write_together(tmp_path, trial)
    assert package_findings(tmp_path, leaflet, model, approved=False) == []
    assert package_findings(tmp_path, leaflet, model, approved=True) == []

    other = replace(leaflet, title="De tuinplant")
    stale = package_findings(tmp_path, other, model, approved=False)
    assert {one.where for one in stale} == {SKILL, "privacy.html"}
    assert "alexa package --concept" in stale[0].fix


def test_a_damaged_or_strange_file_is_told(
    tmp_path: Path, leaflet: Leaflet, model: Raw, trial: dict[str, bytes]
) -> None:
    write_together(tmp_path, trial)
    icon = "skill-package/assets/images/nl-NL_smallIcon.png"
    (tmp_path / icon).write_bytes(trial[icon][:-20])
    (tmp_path / MODEL).unlink()
    (tmp_path / "skill-package" / "notes.txt").write_text("x", encoding="utf-8")

    found = package_findings(tmp_path, leaflet, model, approved=False)

    assert [one.where for one in found] == [MODEL, icon, "skill-package/notes.txt"]


def test_only_a_trial_may_lie_there_while_texts_wait(
    tmp_path: Path, published: Leaflet, model: Raw
) -> None:
    write_together(tmp_path, package_files(published, model, concept=False, endpoint=ARN))

    assert package_options(tmp_path) == (False, ARN)
    assert package_findings(tmp_path, published, model, approved=True) == []
    (found,) = package_findings(tmp_path, published, model, approved=False)
    assert "not marked as a trial" in found.what


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"manifest": []}', "\ufffe"])
def test_a_skill_json_that_cannot_be_read_is_stale(
    tmp_path: Path, leaflet: Leaflet, model: Raw, trial: dict[str, bytes], text: str
) -> None:
    write_together(tmp_path, trial | {SKILL: text.encode()})

    found = package_findings(tmp_path, leaflet, model, approved=False)

    assert [one.where for one in found] == [SKILL]


def test_the_privacy_page_stands_by_itself(leaflet: Leaflet) -> None:
    page = privacy_page(leaflet)

    assert '<html lang="nl">' in page
    assert "Mijn Kamerplant" in page
    assert "Bel 112" in page
    assert "$" not in page
    assert not any(mark in page for mark in ("<script", "src=", "href=", "http"))
    assert style_hash(page).startswith("'sha256-")
    assert page == privacy_page(leaflet)


def test_the_privacy_page_escapes_what_the_leaflet_says(leaflet: Leaflet) -> None:
    assert "<b>" not in privacy_page(replace(leaflet, title="<b>Plant</b>"))
