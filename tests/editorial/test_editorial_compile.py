"""`compile`: the same bytes every time, and a file that is whole or as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from signed import DATE

from skill.editorial import compile_content, freshness, read_content
from skill.editorial.signoff.approvals import Signoff
from skill.editorial.signoff.entering import approve
from skill.editorial.signoff.items import MEDICAL, to_approve
from skill.errors import ContentError
from skill.leaflet import LEAFLET_FILE, dump_leaflet, read_leaflet


def test_what_is_compiled_is_what_was_read(small: Path) -> None:
    compiled = compile_content(small)

    assert read_leaflet(small) == compiled == read_content(small)[0].leaflet


def test_compiling_twice_gives_the_same_bytes(small: Path) -> None:
    compile_content(small)
    first = (small / LEAFLET_FILE).read_bytes()
    compile_content(small)

    assert (small / LEAFLET_FILE).read_bytes() == first


def test_the_shipped_leaflet_is_compiled_anew_to_the_same_bytes(leaflet: object) -> None:
    root = Path(__file__).resolve().parents[2] / "content"

    assert dump_leaflet(read_content(root)[0].leaflet) == (root / LEAFLET_FILE).read_text("utf-8")


def test_a_folder_with_a_mistake_leaves_the_compiled_file_alone(small: Path) -> None:
    compile_content(small)
    before = (small / LEAFLET_FILE).read_bytes()
    (small / "codes.txt").write_text("een twee\n")

    with pytest.raises(ContentError) as caught:
        compile_content(small)

    assert [str(one) for one in caught.value.findings] == [
        "plant/codes.txt:1: is not a code and a passage "
        "(write `123 <passage id>`, or `123 -` for a code that is retired)"
    ]
    assert (small / LEAFLET_FILE).read_bytes() == before


def test_a_mistake_at_the_first_time_leaves_nothing(small: Path) -> None:
    (small / "leaflet.yaml").write_text("title: [")

    with pytest.raises(ContentError):
        compile_content(small)

    assert not (small / LEAFLET_FILE).exists()


def test_it_is_a_trial_until_everything_was_approved(small: Path) -> None:
    leaflet = compile_content(small)
    assert leaflet.trial

    approve(small, Signoff(), to_approve(leaflet), MEDICAL, DATE)
    assert not compile_content(small).trial
    assert not read_leaflet(small).trial

    path = small / "passages" / "water.md"
    path.write_text(path.read_text("utf-8").replace("geen water", "nooit water"), "utf-8")
    assert read_content(small)[0].leaflet.trial


def test_a_fresh_file_is_fresh(small: Path) -> None:
    leaflet = compile_content(small)

    assert freshness(small, leaflet) == []


@pytest.mark.parametrize("written", [None, b"", b"{}", b"\xff"])
def test_anything_else_is_stale(small: Path, written: bytes | None) -> None:
    leaflet = compile_content(small)
    (small / LEAFLET_FILE).unlink()
    if written is not None:
        (small / LEAFLET_FILE).write_bytes(written)

    (found,) = freshness(small, leaflet)
    assert str(found) == (
        "plant/compiled/leaflet.json: is not what the content says now "
        "(run `python -m skill compile`)"
    )


def test_a_changed_letter_is_stale(small: Path) -> None:
    leaflet = compile_content(small)

    assert len(freshness(small, replace(leaflet, title="De kamerplanT"))) == 1
