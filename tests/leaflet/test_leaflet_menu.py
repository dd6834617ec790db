"""The menu: one way to every passage, within two keys."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from skill.leaflet import Leaflet, menu


def test_every_passage_has_a_way_of_its_own(leaflet: Leaflet) -> None:
    paths = menu.key_paths(leaflet)

    assert set(paths) == set(leaflet.passages)
    assert len(set(paths.values())) == len(paths)
    assert all(re.fullmatch(r"[1-6][1-6]", keys) for keys in paths.values())


def test_no_way_runs_through_a_passage(leaflet: Leaflet) -> None:
    """A passage's keys never begin another passage's, so that no key has to wait."""
    ways = sorted(menu.key_paths(leaflet).values())

    assert [a for a, b in pairwise(ways) if b.startswith(a)] == []


def test_the_keys_of_goed_tillen(leaflet: Leaflet) -> None:
    assert menu.key_paths(leaflet)["goed-tillen"] == "11"


def test_there_are_at_most_six_choices(leaflet: Leaflet) -> None:
    assert len(leaflet.chapters) <= 6
    assert all(1 <= len(node.children) <= menu.MOST_CHOICES for node in leaflet.nodes.values())


def test_the_way_back_leads_to_the_root(leaflet: Leaflet) -> None:
    for passage in leaflet.passages.values():
        steps = [passage.id]
        while steps[-1] != menu.ROOT:
            steps.append(menu.parent(leaflet, steps[-1]))
        assert len(steps) == 3
        assert steps[-2] == passage.chapter


def test_what_is_nowhere_stands_at_the_root(leaflet: Leaflet) -> None:
    assert menu.parent(leaflet, "bestaat-niet") == menu.ROOT


def test_choices_have_names(leaflet: Leaflet) -> None:
    assert menu.about(leaflet, "goed-tillen") == "goed tillen en dragen"
    assert menu.about(leaflet, "zitten-en-slapen") == "zitten en slapen"


def test_every_passage_has_one_code(leaflet: Leaflet) -> None:
    assert sorted(leaflet.codes.values()) == sorted(leaflet.passages)
    assert all(re.fullmatch(r"[0-9]{3}", code) for code in leaflet.codes)


@pytest.mark.parametrize(
    ("items", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a of b"), (["a", "b", "c"], "a, b of c")],
)
def test_a_list_is_said(items: list[str], said: str) -> None:
    assert menu.spoken_list(items) == said
