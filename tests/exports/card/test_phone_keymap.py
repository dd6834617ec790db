"""The key map: keys, codes and times, as the clips measure them."""

from __future__ import annotations

from statistics import fmean

import pytest

from skill.exports.card import key_map
from skill.exports.card.keymap import ways
from skill.leaflet import Leaflet, key_sentences, menu
from skill.manifest import Manifest
from tests.conftest import paper_manifest


@pytest.fixture
def manifest(leaflet: Leaflet) -> Manifest:
    """Every clip takes four seconds."""
    return paper_manifest(leaflet)


def test_every_passage_has_its_keys_and_its_code(leaflet: Leaflet, manifest: Manifest) -> None:
    found = {way.passage: way for way in ways(leaflet, manifest)}

    assert set(found) == set(leaflet.passages)
    assert {name: way.keys for name, way in found.items()} == menu.key_paths(leaflet)
    assert {way.code: name for name, way in found.items()} == leaflet.codes


def test_time_is_the_welcome_each_menu_up_to_the_choice_and_the_keys(
    leaflet: Leaflet, manifest: Manifest
) -> None:
    way = next(way for way in ways(leaflet, manifest) if way.passage == "goed-tillen")
    parts = []
    for node, key in (("root", 3), ("houding", 1), ("tillen-en-bukken", 1)):
        sentences = key_sentences(leaflet, node)
        parts.append(len(" ".join(sentences[:key])) / len(" ".join(sentences)))

    assert way.keys == "311"
    assert way.seconds == pytest.approx(4 + sum(4 * part + 0.5 for part in parts))
    assert way.patient == pytest.approx(4 + 3 * 4.5)
    assert way.by_code == 2.0
    assert all(way.seconds <= way.patient for way in ways(leaflet, manifest))


def test_the_map_has_a_row_for_each_passage_and_the_mean_and_the_worst(
    leaflet: Leaflet, manifest: Manifest
) -> None:
    text = key_map(leaflet, manifest)

    for passage in leaflet.passages.values():
        assert f" {passage.spoken_title} " in text
    for code in leaflet.codes:
        assert f" {code} " in text
    seconds = [way.seconds for way in ways(leaflet, manifest)]
    told = f"mean {fmean(seconds):5.1f}   worst {max(seconds):5.1f}"
    assert f"hearing each menu up to the choice   {told}" in text
    assert "presses: mean 2.6, most 3" in text
    assert "estimated" not in text


def test_a_menu_without_a_clip_is_estimated(leaflet: Leaflet) -> None:
    text = key_map(leaflet, Manifest())

    assert "estimated at 14 characters a second (no clip): prompt_welcome-phone, keys_root" in text
