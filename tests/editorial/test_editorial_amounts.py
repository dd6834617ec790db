"""`amounts` in `words.yaml`: what is counted, and what is wrong with the table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from skill.editorial import read_words
from skill.understanding.amounts import Taken, counter
from skill.understanding.counted import counted
from skill.understanding.features import words_of
from skill.understanding.normalise import plain

AMOUNTS = """amounts:
  source: the label of the pot
  too_many: giftig
  near: brand
  groups: [vuur]
  taken: vuur
  most: 4
  near_from: 3
  milligrams: 200
  strongest: 400
  strengths: [200, 400]
  strip: 6
  names: [groei*korrel*]
  pills: [korrel*]
"""


def read(folder: Path, table: str = AMOUNTS) -> tuple[dict[str, Any], list[str]]:
    path = folder / "words.yaml"
    path.write_text(path.read_text() + table)
    words, found = read_words(
        folder,
        alarms=["brand", "giftig"],
        subjects=["katten"],
        passages=["water", "licht", "geel-blad"],
    )
    return words, [one.what for one in found]


def test_a_folder_without_the_table_counts_nothing(small: Path) -> None:
    words, found = read(small, "")

    assert (words["amounts"], found) == (None, [])
    assert counted(words["amounts"]) is None


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("ik heb twee groeikorrels genomen", Taken(2)),
        ("ik heb drie groeikorrels genomen", Taken(3, "near")),
        ("ik heb vijf groene groeikorrels ingenomen", Taken(0)),
        ("ik heb vijf groeikorrels ingenomen", Taken(5, "too_many")),
        ("ik heb drie groeikorrels van 400 genomen", Taken(6, "too_many")),
        ("ik heb een strip groeikorrels geslikt", Taken(6, "too_many")),
        ("mag ik vijf groeikorrels", Taken()),
        ("ik heb tien paracetamol gezien", Taken()),
    ],
)
def test_what_is_counted_is_what_the_table_names(small: Path, said: str, amount: Taken) -> None:
    words, found = read(small)
    table = counted(words["amounts"])

    assert found == []
    assert table is not None
    assert counter(table).count(words_of(plain(said)), medicine=False, taken=False) == amount


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("too_many: giftig", "too_many: storm", "`too_many` 'storm' is no alarm"),
        ("near: brand", "near: storm", "`near` 'storm' is no alarm"),
        ("groups: [vuur]", "groups: [water]", "group `water` does not exist"),
        ("taken: vuur", "taken: water", "group `water` does not exist"),
        ("most: 4", "most: vier", "`most` is 'vier'"),
        ("most: 4", "most: 0", "`most` is '0'"),
        ("near_from: 3", "near_from: 5", "`near_from` is above `most`"),
        ("strongest: 400", "strongest: 100", "`strongest` is below `milligrams`"),
        ("strengths: [200,", "strengths: [2.5,", "`strengths` is '2.5'"),
        ("pills: [korrel*]", "pills: [Korrel]", "`Korrel` can never match"),
        ("pills: [korrel*]", "pills: [korrel2]", "`korrel2` can never match"),
        ("pills: [korrel*]", 'pills: ["*"]', "`*` would always match"),
        ("  pills: [korrel*]\n", "", "field `pills` is missing"),
        ("  source: the label of the pot\n", "", "field `source` is missing"),
        ("strip: 6", "strook: 6", "field `strip` is missing"),
    ],
)
def test_what_is_wrong_with_the_table(small: Path, before: str, after: str, told: str) -> None:
    assert AMOUNTS.count(before) == 1

    assert told in read(small, AMOUNTS.replace(before, after))[1]
