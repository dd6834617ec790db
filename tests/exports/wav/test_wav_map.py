"""The map of the WAV files: every sound once, with what it says, when it is heard and how long."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from unittest import mock

import pytest

from skill.exports.keys import Machine, after_inputs, heard, sound_files
from skill.exports.wav import WAV
from skill.exports.wav import line as wav_line
from skill.exports.wav.page import page
from skill.exports.wav.rows import KINDS, Row, joined_rows, joined_sounds, sound_rows
from skill.exports.wav.table import COLUMNS, table
from skill.leaflet import Leaflet, menu, script
from tests import shipped

LEAFLET = shipped.content().leaflet
SMALL = shipped.small_leaflet()
CODECS = ("pcm", "alaw")


def small_machine() -> Machine:
    return shipped.unrolled(SMALL)


def real_machine() -> Machine:
    return shipped.by_keys()


def named(leaflet: Leaflet, machine: Machine) -> dict[tuple[str, bool], str]:
    return sound_files(leaflet, machine.all_spoken())


def rows_of(leaflet: Leaflet, machine: Machine) -> list[Row]:
    names = named(leaflet, machine)
    return sound_rows(leaflet, machine, names, lasting(names))


def lasting(names: Mapping[tuple[str, bool], str]) -> dict[str, float]:
    """As many seconds as the name has letters, and a quarter."""
    return {name: len(name) + 0.25 for name in names.values()}


def small_page(**changes: object) -> str:
    leaflet = replace(SMALL, **changes)
    names = named(leaflet, small_machine())
    rows = sound_rows(leaflet, small_machine(), names, lasting(names))
    return page(leaflet, small_machine(), names, rows, CODECS)


def read(data: bytes) -> list[dict[str, str]]:
    """As a Dutch spreadsheet reads it."""
    text = data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


@pytest.mark.parametrize(
    ("leaflet", "machine"), [(SMALL, small_machine), (LEAFLET, real_machine)], ids=["small", "real"]
)
def test_every_line_that_can_be_heard_has_a_row_and_no_file_is_there_twice(
    leaflet: Leaflet, machine: Callable[[], Machine]
) -> None:
    rows = rows_of(leaflet, machine())
    spoken = set(heard(machine().all_spoken()))
    assert {(row.line, row.slow) for row in rows} == spoken
    texts = {(script(leaflet)[line].text, slow) for line, slow in spoken}
    assert len({row.file for row in rows}) == len(texts)
    for row in rows:
        assert row.text == script(leaflet)[row.line].text
        assert row.seconds == len(row.file) - len(".wav") + 0.25
        assert row.kind in KINDS.values()


def test_lines_with_the_same_text_have_one_file() -> None:
    same = {
        name: replace(SMALL.prompts[name], text="Eén.")
        for name in ("prompt_code", "prompt_bad-key")
    }
    names = named(replace(SMALL, prompts=SMALL.prompts | same), small_machine())
    assert names["prompt_code", False] == names["prompt_bad-key", False]
    assert names["prompt_code", False] != names["prompt_code", True]


@pytest.mark.parametrize("machine", [small_machine, real_machine], ids=["small", "real"])
def test_what_a_row_says_to_key_leads_to_its_sound(machine: Callable[[], Machine]) -> None:
    leaflet = LEAFLET if machine is real_machine else SMALL
    for row in rows_of(leaflet, machine()):
        if row.keys == "na de datum van herziening":
            assert row.line == "prompt_review-due"
            continue
        names = {"stilte": "silence", "–": ""}
        inputs = [names.get(one, one) for one in row.keys.split()]
        spoken = after_inputs(machine(), [one for one in inputs if one])
        assert row.line in spoken.say
        assert spoken.slow == row.slow


def test_a_passage_and_its_title_have_the_keys_and_the_code_of_the_card() -> None:
    codes = {passage: code for code, passage in LEAFLET.codes.items()}
    rows = {row.line: row for row in rows_of(LEAFLET, real_machine()) if not row.slow}
    for passage, keys in menu.key_paths(LEAFLET).items():
        for line in (passage, f"title_{passage}"):
            assert rows[line].keys == " ".join(keys)
            assert rows[line].code == codes[passage]
    assert not [row for row in rows.values() if row.code and row.line.startswith("prompt_")]


def test_for_who_plays_one_file_at_a_place_a_passage_is_there_with_all_of_its_own() -> None:
    """Without the sentence that names keys: not every exchange has those."""
    names = named(LEAFLET, real_machine())
    joined = joined_sounds(LEAFLET, real_machine(), names)
    assert len(joined) == len(LEAFLET.passages) + 1
    said = [line for line, _ in joined["paracetamol_all"]]
    assert said == ["title_paracetamol", "paracetamol", "closing_dosis"]
    start = [line for line, _ in joined["keys_root_all"]]
    assert start[-2:] == ["prompt_welcome-phone", "keys_root"]
    rows = rows_of(LEAFLET, real_machine())
    found = {row.line: row for row in joined_rows(rows, joined, dict.fromkeys(joined, 9.0))}
    one = found["paracetamol"]
    assert (one.file, one.kind, one.keys, one.code) == (
        "paracetamol_all.wav",
        "samen",
        "2 1",
        "126",
    )
    assert one.text == " ".join(script(LEAFLET)[line].text for line in said)
    assert not {row.file for row in found.values()} & {row.file for row in rows}
    assert all(len(row.file) <= 32 for row in found.values())


def test_a_spreadsheet_with_dutch_settings_reads_the_table() -> None:
    data = table(rows_of(SMALL, small_machine()), concept=False)
    assert data.startswith(b"\xef\xbb\xbfbestand;code;")
    assert data.count(b"\r\n") == data.count(b"\n")
    rows = read(data)
    assert tuple(rows[0]) == COLUMNS
    water = next(row for row in rows if row["bestand"] == "water.wav")
    assert water["toetsen"] == "1 1"
    assert water["seconden"] == "5,2"
    assert water["tekst"] == script(SMALL)["water"].text
    assert water["tempo"] == "gewoon"
    assert {row["status"] for row in rows} == {"goedgekeurd"}


def test_a_text_with_quotes_semicolons_and_line_ends_stays_one_cell() -> None:
    odd = 'Geef "water";\nelke dag.'
    row = replace(rows_of(SMALL, small_machine())[0], text=odd)
    (found,) = read(table([row], concept=False))
    assert found["tekst"] == odd


@pytest.mark.parametrize("begin", ["=", "+", "-", "@"])
def test_a_text_is_no_formula(begin: str) -> None:
    row = replace(rows_of(SMALL, small_machine())[0], text=f"{begin}1+1")
    (found,) = read(table([row], concept=False))
    assert found["tekst"] == f"'{begin}1+1"


def test_a_trial_says_so_in_the_map_and_in_every_row_of_the_table() -> None:
    names = named(SMALL, small_machine())
    rows = rows_of(SMALL, small_machine())
    assert "CONCEPT" in page(SMALL, small_machine(), names, rows, CODECS, concept=True)
    assert "CONCEPT" not in page(SMALL, small_machine(), names, rows, CODECS)
    assert {row["status"] for row in read(table(rows, concept=True))} == {
        "CONCEPT, niet voor patiënten"
    }


def test_the_map_names_every_file_and_where_each_key_of_a_menu_leads() -> None:
    text = small_page()
    for row in rows_of(SMALL, small_machine()):
        assert f"`{row.file}`" in text
    assert "### Verzorging (toetsen: 1)" in text
    assert "### Standplaats (toetsen: 1 2)" in text
    titles = {one: SMALL.passages[one].title for one in ("water", "licht")}
    played = "`title_{0}.wav`, `{0}.wav`"
    assert re.search(rf"\| 1 \| {re.escape(titles['water'])} \| {played.format('water')}", text)
    assert "| 2 | het menu Standplaats | `keys_standplaats.wav` |" in text
    assert "| 1 2 1 |" in text


def test_the_map_begins_with_what_may_never_be_left_out() -> None:
    text = small_page()
    assert text.index("Laat twee dingen nooit weg") < text.index("## De menu's")
    assert "(`prompt_welcome_phone.wav`)" in text
    assert "(`prompt_help_alarm.wav`)" in text


def test_the_map_says_what_to_do_when_the_text_is_overdue() -> None:
    assert "te herzien vóór 2031-01-31" in small_page()
    assert "`prompt_review_due.wav`" in small_page()
    assert "te herzien" not in page(
        LEAFLET,
        real_machine(),
        named(LEAFLET, real_machine()),
        rows_of(LEAFLET, real_machine()),
        CODECS,
    )


def test_a_title_with_a_bar_stays_in_its_cell() -> None:
    passages = SMALL.passages | {"water": replace(SMALL.passages["water"], title="Nat | droog")}
    assert "| Nat \\| droog |" in small_page(passages=passages)


def test_only_the_formats_that_are_there_are_told() -> None:
    names, rows = named(SMALL, small_machine()), rows_of(SMALL, small_machine())
    assert "sounds/ulaw/" not in page(SMALL, small_machine(), names, rows, CODECS)
    assert "sounds/ulaw/" in page(SMALL, small_machine(), names, rows, (*CODECS, "ulaw"))


def test_the_line_gives_its_files_once_the_sounds_are_there() -> None:
    with mock.patch.object(wav_line, "walk", shipped.unrolled):
        made = WAV.line(SMALL, WAV.formats, concept=True)
    files = made.files(dict.fromkeys((*made.sounds, *made.joined), 1.5))
    assert set(files) == set(WAV.files)
    assert {row["seconden"] for row in read(files["kaart.csv"])} == {"1,5"}
