"""From a printed sheet to lines in signoff.yaml: codes are of one text, roles have their limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from skill.editorial import Content, read_content
from skill.editorial.signoff.approvals import Signoff, all_items, open_lines, read_signoff
from skill.editorial.signoff.entering import approve, chosen
from skill.editorial.signoff.items import EDITORS, MEDICAL, code, part_code, text_hash
from skill.editorial.signoff.sheet import sheet
from skill.errors import ContentError, RugwijzerError
from tests.editorial.signed import DATE, NO_VOICE, SMALL, approved, lines_of, sections


@pytest.fixture(scope="module")
def plant() -> Content:
    return read_content(SMALL)[0]


def test_a_sheet_shows_what_is_open_with_a_code(plant: Content) -> None:
    water = lines_of(plant)["water"]

    page = sheet(plant.leaflet, sections(plant, Signoff()), Signoff())

    assert water.text in page
    assert code(water) in page
    assert "<script" not in page
    assert page == sheet(plant.leaflet, sections(plant, Signoff()), Signoff())
    assert code(water) not in sheet(plant.leaflet, sections(plant, Signoff()), approved([water]))
    everything = approved(all_items(plant.leaflet, NO_VOICE, Signoff()))
    assert "Alles is goedgekeurd." in sheet(plant.leaflet, sections(plant, Signoff()), everything)


def test_what_was_ticked_is_written_down(small: Path, plant: Content) -> None:
    (small / "signoff.yaml").write_text("# uitleg\napprovals: []\n", encoding="utf-8")
    signoff = read_signoff(small)[0]
    water = lines_of(plant)["water"]
    picked = chosen(sections(plant, signoff), [code(water)], [], [])

    assert approve(small, signoff, picked, MEDICAL, DATE) == ([water], [])

    written = (small / "signoff.yaml").read_text(encoding="utf-8")
    assert written == (
        f"# uitleg\napprovals:\n- {{id: water, hash: {text_hash(water.text)}, "
        f'role: medisch eindverantwoordelijke, date: {DATE}, text: "{water.text}"}}\n'
    )
    again = read_signoff(small)[0]
    assert again.holds(water)
    assert approve(small, again, picked, MEDICAL, DATE) == ([], [])
    assert (small / "signoff.yaml").read_text(encoding="utf-8") == written


def test_a_file_is_made_when_there_is_none(small: Path, plant: Content) -> None:
    lines = list(lines_of(plant).values())

    approve(small, Signoff(), lines, MEDICAL, DATE)

    assert open_lines(plant.leaflet, read_signoff(small)[0]) == []


def test_a_whole_part_without_what_was_crossed_out(plant: Content) -> None:
    table = sections(plant, Signoff())
    whole = part_code("verzorging", table["verzorging"])

    picked = chosen(table, [], [whole], [code(lines_of(plant)["water"])])

    names = [line.id for line in picked]
    assert "water" not in names
    assert {"title_water", "after_water", "licht", "title_licht"} <= set(names)
    assert "geel-blad" not in names


def test_every_text_is_in_one_part(real_content: Content) -> None:
    table = sections(real_content, Signoff())
    names = [line.id for lines in table.values() for line in lines]

    assert sorted(names) == sorted(
        line.id for line in all_items(real_content.leaflet, NO_VOICE, Signoff())
    )
    assert set(real_content.leaflet.chapters) <= set(table)
    assert len({code(line) for lines in table.values() for line in lines}) == len(names)


@pytest.mark.parametrize(
    ("codes", "whole", "without", "what"),
    [
        (["stof:000000"], [], [], "is not a text"),
        (["water"], [], [], "is not the code of that text as it is now"),
        (["water:000000"], [], [], "print a new sheet"),
        ([], ["tuin:000000"], [], "is no part of the sheet"),
        ([], ["verzorging:000000"], [], "has changed; print a new sheet"),
        (["WATER"], [], ["WATER"], "approved and left out at once"),
    ],
)
def test_a_code_that_is_not_of_the_text_is_refused(
    plant: Content, codes: list[str], whole: list[str], without: list[str], what: str
) -> None:
    real = code(lines_of(plant)["water"])

    with pytest.raises(RugwijzerError, match=what):
        chosen(
            sections(plant, Signoff()),
            [one.replace("WATER", real) for one in codes],
            whole,
            [one.replace("WATER", real) for one in without],
        )


def test_editors_cannot_write_down_a_medical_approval(small: Path, plant: Content) -> None:
    lines = lines_of(plant)
    done, refused = approve(small, Signoff(), [lines["water"], lines["title_water"]], EDITORS, DATE)

    assert [line.id for line in done] == ["title_water"]
    assert [line.id for line in refused] == ["water"]


def test_a_layout_to_which_nothing_can_be_added_is_left_alone(small: Path, plant: Content) -> None:
    text = f"approvals: [{{id: licht, hash: {'0' * 12}, role: redactie, date: {DATE}}}]\n"
    (small / "signoff.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(ContentError, match="cannot be added to"):
        approve(small, read_signoff(small)[0], [lines_of(plant)["water"]], MEDICAL, DATE)

    assert (small / "signoff.yaml").read_text(encoding="utf-8") == text
