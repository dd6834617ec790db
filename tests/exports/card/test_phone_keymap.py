"""The key map: keys, codes and times, as the clips measure them."""

from __future__ import annotations

from dataclasses import replace
from statistics import fmean

import pytest

from skill.exports.card import key_map
from skill.exports.card.keymap import estimate, said, ways
from skill.leaflet import Leaflet, as_trial, menu, script
from skill.leaflet.script import keys_text
from skill.manifest import Manifest, read_manifest
from skill.settings import ROOT
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
    leaflet = replace(leaflet, trial=False)
    way = next(way for way in ways(leaflet, manifest) if way.passage == "uit-bed-komen")
    parts = []
    for node, key in (("root", 1), ("tillen-en-opstaan", 4)):
        parts.append(said(keys_text(leaflet, node), key, 4))

    assert way.keys == "14"
    assert way.seconds == pytest.approx(0.5 + 4 + sum(part + 0.5 for part in parts))
    assert way.patient == pytest.approx(0.5 + 4 + 2 * 4.5)
    assert (way.known, way.by_code) == (1.5, 3.5)
    assert all(way.seconds <= way.patient for way in ways(leaflet, manifest))


def test_a_choice_ends_before_the_pause_behind_it() -> None:
    """Of two options that are as long, the first ends half a pause before the middle."""
    menu_text = "Voor tillen toets één. Voor bukken toets 2."

    assert said(menu_text, 1, 10) == pytest.approx(5 - 0.53 / 2, abs=0.2)
    assert said(menu_text, 2, 10) == pytest.approx(10 - 0.13)


def test_a_clip_with_no_room_for_pauses_is_divided_all_the_same() -> None:
    ends = [said("Een. Twee. Drie. Vier.", count, 1.0) for count in (1, 2, 3, 4)]

    assert ends == sorted(ends)
    assert 0 < ends[0] < ends[-1] < 1


def test_the_map_has_a_row_for_each_passage_and_the_mean_and_the_worst(
    leaflet: Leaflet, manifest: Manifest
) -> None:
    text = key_map(leaflet, manifest)

    for passage in leaflet.passages.values():
        assert f" {passage.spoken_title} " in text
    for code in leaflet.codes:
        assert f" {code} " in text
    seconds = [way.seconds for way in ways(leaflet, manifest)]
    told = f"mean {fmean(seconds):5.1f}   worst {max(seconds):5.1f} "
    assert f"hearing each menu up to the choice   {told}" in text
    assert "presses: mean 2.0, most 2" in text
    assert "estimated" not in text


def test_a_menu_without_a_clip_is_estimated(leaflet: Leaflet) -> None:
    text = key_map(replace(leaflet, trial=False), Manifest())

    told = "estimated at the pace of the voice (no clip): prompt_welcome-phone, keys_root"
    assert told in text


def test_a_trial_costs_its_sentence(leaflet: Leaflet, manifest: Manifest) -> None:
    plain, trial = (
        ways(one, manifest)[0].seconds for one in (replace(leaflet, trial=False), as_trial(leaflet))
    )

    assert trial - plain == pytest.approx(4)


def test_the_estimate_is_the_voice_of_the_shipped_clips(leaflet: Leaflet) -> None:
    """Whichever clips are fresh: a menu, a welcome and all else, within a fifth of a second."""
    shipped = read_manifest(ROOT / "audio")
    off = [
        estimate(line.text, options=False) - clip.seconds
        for line in script(leaflet).values()
        if line.kind != "keys" and (clip := shipped.clip(line.id, line.text))
    ]

    assert len(off) > 100
    assert abs(fmean(off)) < 0.2
    assert fmean(one * one for one in off) ** 0.5 < 0.5


def test_most_callers_hear_their_passage_within_half_a_minute(leaflet: Leaflet) -> None:
    """At the pace of the neural voice, so that a clip that is not made yet changes nothing."""
    found = ways(as_trial(leaflet), Manifest())
    seconds = [way.seconds for way in found]

    assert fmean(seconds) <= 24
    assert max(seconds) <= 40
    assert sum(one <= 30 for one in seconds) >= 26
    assert max(way.known for way in found) <= 2.2
