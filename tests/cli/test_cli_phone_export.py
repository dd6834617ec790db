"""`phone export`: the whole folder, or nothing, whatever exchange it is for."""

from __future__ import annotations

import csv
import io
import os
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from command_line import ROOT, Run, run_here

from skill.cli.phone_export import EXPORTS
from skill.exports.asterisk import line as asterisk
from skill.exports.voicexml import line as voicexml
from skill.exports.wav import line as wav
from tests.shipped import unrolled

SMALL = ROOT / "tests" / "small_content"
SOUNDS = {"asterisk": "sounds/nl/rugwijzer", "voicexml": "sounds", "wav": "sounds"}
"""Where the sounds of each stand."""
WATER = {
    "asterisk": {"normal/water.alaw", "normal/water.g722", "slow/water.alaw", "slow/water.g722"},
    "voicexml": {"alaw/water.wav", "alaw/water_slow.wav"},
    "wav": {"pcm/water.wav", "pcm/water_slow.wav", "alaw/water.wav", "alaw/water_slow.wav"},
}
MU_LAW = {"asterisk": "normal/water.ulaw", "voicexml": "ulaw/water.wav", "wav": "ulaw/water.wav"}
TOLD_OTHERWISE = {
    "asterisk": {"INSTALL.md"},
    "voicexml": set(EXPORTS["voicexml"].files),
    "wav": {"KAART.md"},
}
"""What says otherwise when there are sounds in mu-law as well."""


def command(exchange: str) -> tuple[str, ...]:
    """In one process: several make the same bytes (README's commands, in tests/docs), and each of
    them would load all that sound needs."""
    return ("phone", "export", exchange, "--concept", "--jobs", "1", "--out")


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module", autouse=True)
def unrolled_once() -> Iterator[None]:
    """The dialogue is the same each time (tests/exports) and takes seconds to unroll."""
    with (
        mock.patch.object(asterisk, "walk", unrolled),
        mock.patch.object(voicexml, "walk", unrolled),
        mock.patch.object(wav, "walk", unrolled),
    ):
        yield


@pytest.fixture(params=EXPORTS)
def exchange(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def voiced(run: Run, hummed: Path, tmp_path: Path) -> Run:
    """The program, with a clip for every line."""
    shutil.copytree(hummed, tmp_path / "audio")
    return run


@pytest.fixture(scope="module")
def exported(hummed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is exported with those clips, a folder for each exchange; to be copied."""
    folder = tmp_path_factory.mktemp("exported")
    content = shutil.copytree(SMALL, folder / "plant")
    settings = {"CONTENT_DIR": str(content), "AUDIO_DIR": str(hummed)}
    assert run_here("compile", **settings).returncode == 0
    for name in EXPORTS:
        done = run_here(*command(name), str(folder / name), **settings)
        assert done.returncode == 0, done.stderr.decode()
    return folder


def test_the_folder_is_whole_and_is_the_same_each_time(
    exchange: str, voiced: Run, exported: Path, tmp_path: Path
) -> None:
    out = Path(shutil.copytree(exported / exchange, tmp_path / "lijn"))
    first, sounds = files(out), SOUNDS[exchange]
    assert {name for name in first if not name.startswith(f"{sounds}/")} == set(
        EXPORTS[exchange].files
    )
    assert {f"{sounds}/{name}" for name in (*WATER[exchange], "sounds.json")} < set(first)
    assert not [name for name in first if "ulaw" in name]

    again = voiced(*command(exchange), str(out))
    assert b"0 sounds made" in again.stdout
    assert files(out) == first
    assert [path.name for path in tmp_path.iterdir() if "lijn" in path.name] == ["lijn"]

    fresh = voiced(*command(exchange), str(tmp_path / "vers"), "--ulaw")
    assert b"0 kept" in fresh.stdout
    more = files(tmp_path / "vers")
    assert f"{sounds}/{MU_LAW[exchange]}" in more
    told = {*TOLD_OTHERWISE[exchange], f"{sounds}/sounds.json"}
    assert {name: more[name] for name in first if name not in told} == {
        name: data for name, data in first.items() if name not in told
    }


def test_a_trial_says_so_in_what_is_read_and_in_what_is_heard(exported: Path) -> None:
    dialplan = (exported / "asterisk/extensions.conf").read_text()
    assert "CONCEPT" in dialplan
    assert "said prompt_trial prompt_welcome-phone keys_root" in dialplan
    document = (exported / "voicexml/normal.vxml").read_text()
    assert "CONCEPT" in document
    assert '<audio src="sounds/alaw/prompt_trial.wav">' in document
    for name in EXPORTS["wav"].files:
        assert "CONCEPT" in (exported / "wav" / name).read_text()


def test_every_wav_file_has_the_header_of_its_folder_and_lasts_as_the_map_says(
    exported: Path,
) -> None:
    text = (exported / "wav/kaart.csv").read_text(encoding="utf-8-sig")
    rows = {row["bestand"]: row for row in csv.DictReader(io.StringIO(text), delimiter=";")}
    for codec, number, width in (("pcm", 1, 2), ("alaw", 6, 1)):
        found = {path.name: path for path in (exported / "wav/sounds" / codec).iterdir()}
        assert set(found) == set(rows)
        for name, path in found.items():
            data = path.read_bytes()
            assert data[:4] + data[8:16] == b"RIFFWAVEfmt "
            assert struct.unpack_from("<I", data, 4)[0] == len(data) - 8
            header = struct.unpack_from("<HHIIHH", data, 20)
            assert header == (number, 1, 8000, 8000 * width, width, 8 * width)
            length = struct.unpack_from("<I", data, data.index(b"data") + 4)[0]
            told = float(rows[name]["seconden"].replace(",", "."))
            assert told == pytest.approx(length / (8000 * width), abs=0.051)


def test_a_joined_file_is_its_parts_behind_one_another(exported: Path) -> None:
    for codec in ("pcm", "alaw"):
        folder = exported / "wav/sounds" / codec
        parts = [folder / f"{name}.wav" for name in ("title_water", "water")]
        whole = [sound(path.read_bytes()) for path in parts]
        assert sound((folder / "water_all.wav").read_bytes()).startswith(b"".join(whole))


def sound(file: bytes) -> bytes:
    """What is in the data chunk, which is the last one."""
    begin = file.index(b"data") + 8
    return file[begin : begin + struct.unpack_from("<I", file, begin - 4)[0]]


def test_no_text_has_two_files_in_a_tempo(exported: Path) -> None:
    text = (exported / "wav/kaart.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    files = {row["bestand"]: (row["tempo"], row["tekst"]) for row in rows}
    assert len(set(files.values())) == len(files) > 50


def test_every_sound_of_a_document_is_there(exported: Path) -> None:
    for path in (exported / "voicexml").glob("*.vxml"):
        for part in path.read_text().split('<audio src="')[1:]:
            assert (exported / "voicexml" / part.partition('"')[0]).is_file()


def test_with_mu_law_the_documents_play_that(voiced: Run, tmp_path: Path) -> None:
    done = voiced(*command("voicexml"), str(tmp_path / "lijn"), "--ulaw")
    assert done.returncode == 0
    document = (tmp_path / "lijn/normal.vxml").read_text()
    assert 'src="sounds/ulaw/water.wav"' in document
    assert "sounds/alaw/" not in document


def test_lines_without_a_clip_are_named_and_nothing_is_written(
    exchange: str, run: Run, tmp_path: Path
) -> None:
    done = run(*command(exchange), str(tmp_path / "lijn"))
    assert done.returncode == 1
    assert b"no fresh clip of `prompt_welcome-phone`" in done.stderr
    assert b"`water` (slow)" in done.stderr
    assert b"audio build" in done.stderr
    assert not (tmp_path / "lijn").exists()


def test_a_clip_that_breaks_leaves_the_earlier_export_as_it_was(
    exchange: str, voiced: Run, exported: Path, tmp_path: Path
) -> None:
    out = Path(shutil.copytree(exported / exchange, tmp_path / "lijn"))
    before = files(out)
    path = next((tmp_path / "audio").glob("water-*.mp3"))
    os.truncate(path, 500)
    done = voiced(*command(exchange), str(out))
    assert done.returncode == 1
    assert b"no fresh clip of `water`" in done.stderr
    assert files(out) == before


def test_without_approval_it_refuses(exchange: str, run: Run, tmp_path: Path) -> None:
    done = run("phone", "export", exchange, "--out", str(tmp_path / "lijn"))
    assert done.returncode == 1
    assert b"not approved" in done.stderr
    assert not (tmp_path / "lijn").exists()


def test_a_folder_that_holds_something_else_is_left_alone(
    exchange: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "lijn").mkdir()
    (tmp_path / "lijn/brief.txt").write_text("beste")
    for out in (tmp_path / "lijn", tmp_path / "lijn/brief.txt"):
        done = run(*command(exchange), str(out))
        assert done.returncode == 2
        assert b"--out" in done.stderr
    assert (tmp_path / "lijn/brief.txt").read_text() == "beste"


@pytest.mark.parametrize("other", EXPORTS)
def test_an_export_for_another_exchange_is_left_alone(
    exchange: str, other: str, run: Run, exported: Path, tmp_path: Path
) -> None:
    """`INSTALL.md` and `sounds/` are names that several have."""
    if other == exchange:
        return
    out = Path(shutil.copytree(exported / other, tmp_path / "lijn"))
    before = files(out)
    done = run(*command(exchange), str(out))
    assert done.returncode == 2
    assert b"no earlier export" in done.stderr
    assert files(out) == before
