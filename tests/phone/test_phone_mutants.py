"""Three exports with one mistake each: the calls must find it, or they prove nothing."""

from __future__ import annotations

import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from call_rehearsal import Rehearsal
from call_script import Play, Session

from skill.editorial import read_content
from skill.leaflet import menu
from skill.settings import ROOT
from tests.conftest import Once

LEAFLET = read_content(ROOT / "content")[0].leaflet
KEYS = menu.key_paths(LEAFLET)
NODE = next(name for name, node in LEAFLET.nodes.items() if set(node.children[:3]) <= set(KEYS))
ONE, OTHER, THIRD = LEAFLET.nodes[NODE].children[:3]
"""Three passages that stand beside each other in a menu."""
PATIENCE = 10.0
"""Seconds; longer than any title, and than what comes before a passage."""


def call(passage: str) -> Rehearsal:
    """Hears the title to its end, and that the passage begins."""
    made = Rehearsal(passage, LEAFLET, patience=PATIENCE)
    for key in KEYS[passage]:
        made.press(key)
    made.listen(to=passage)
    made.hang_up()
    return made


def swapped_sounds(export: Path) -> None:
    folder = export / "sounds/nl/rugwijzer/normal"
    one, other = folder / f"{ONE}.alaw", folder / f"{OTHER}.alaw"
    one.rename(folder / "kept")
    other.rename(one)
    (folder / "kept").rename(other)


def flipped_bit(export: Path) -> None:
    path = export / f"sounds/nl/rugwijzer/normal/title_{ONE}.alaw"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.unlink()  # it is a link to the right one
    path.write_bytes(data)


def wrong_mapping(export: Path) -> None:
    path = export / "extensions.conf"
    text = path.read_text("utf-8")
    menus = re.split(r"\n(?=\[)", text)
    place = next(n for n, part in enumerate(menus) if part.startswith(f"[rugwijzer-{NODE}]"))
    target = re.search(r"^exten => 2,1,(.*)$", menus[place], re.MULTILINE)
    assert target
    menus[place] = re.sub(
        r"^exten => 1,1,.*$", f"exten => 1,1,{target[1]}", menus[place], flags=re.MULTILINE
    )
    path.unlink()
    path.write_text("\n".join(menus), "utf-8")


MISTAKES = (swapped_sounds, flipped_bit, wrong_mapping)


def calls() -> list[Rehearsal]:
    return [call(ONE), call(THIRD)]


@pytest.fixture(scope="module")
def sessions(play: Play, exported: Path, once: Once) -> dict[str, Session]:
    """The same two calls on three exchanges, each with its mistake."""

    def spoil(folder: Path) -> None:
        for mistake in MISTAKES:
            served = folder / mistake.__name__
            shutil.copytree(exported, served, copy_function=os.link)
            mistake(served)

    spoiled = once("spoiled", spoil)
    with ThreadPoolExecutor() as pool:
        names = [mistake.__name__ for mistake in MISTAKES]
        return dict(
            zip(names, pool.map(lambda n: play(n, calls(), spoiled / n), names), strict=True)
        )


@pytest.mark.parametrize("mistake", [mistake.__name__ for mistake in MISTAKES])
def test_a_mistake_is_found_and_the_rest_is_not_blamed(
    sessions: dict[str, Session], mistake: str
) -> None:
    session = sessions[mistake]
    wrong, right = calls()
    assert wrong.problems(session.outcomes[ONE]) != []
    assert right.problems(session.outcomes[THIRD]) == []
    assert session.complaints == []
