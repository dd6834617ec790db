"""`audio say`, `words`, `listen`, `page` and `fetch-voice`, as an editor types them."""

from __future__ import annotations

import json
import shutil
import wave
from pathlib import Path

import pytest
from command_line import Run

from skill.editorial import read_content
from skill.leaflet import script
from skill.studio import manifest_writer
from skill.studio.read_back import ReadBack


def test_one_text_is_said_into_a_file(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "zeg.wav"
    ran = run("audio", "say", "Giet 2x per week.", "--engine", "espeak", "--out", str(out))

    assert ran.returncode == 0, ran.stderr.decode()
    assert "Giet twee keer per week." in ran.stdout.decode()
    with wave.open(str(out)) as sound:
        assert 1 < sound.getnframes() / sound.getframerate() < 5


def test_a_word_in_no_lexicon_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "zeg.mp3"
    ran = run("audio", "say", "Een orchidee.", "--engine", "espeak", "--slow", "--out", str(out))

    assert "in no lexicon: een\teːn\tgok" in ran.stdout.decode().replace("ˈ", "")
    assert "orchidee\t" not in ran.stdout.decode()
    assert out.read_bytes()[:1] == b"\xff"


def test_another_kind_of_file_is_wrong_use(run: Run) -> None:
    ran = run("audio", "say", "Ja.", "--out", "zeg.ogg")

    assert ran.returncode == 2
    assert b"it ends in .wav or .mp3" in ran.stderr


def test_missing_words_are_lines_to_paste(run: Run, learned: Path) -> None:
    rows = run("audio", "words").stdout.decode()
    assert "plant\tplˈɑnt\tgok\n" in rows
    (learned / "lexicon.tsv").write_text(rows, "utf-8")

    assert run("audio", "words").stdout == b""
    assert read_content(learned)[1] == []


def test_what_would_be_fetched_is_shown_first(run: Run, tmp_path: Path) -> None:
    ran = run("audio", "fetch-voice", "--list", KOKORO_DIR=str(tmp_path / "stem"))

    assert ran.returncode == 0
    assert f"into {tmp_path / 'stem'}" in ran.stdout.decode()
    assert ran.stdout.count(b"PyPI") == 5
    assert b"Apache-2.0" in ran.stdout
    assert not (tmp_path / "stem").exists()


@pytest.fixture
def voiced(hummed: Path, learned: Path, tmp_path: Path) -> Path:
    """Clips of every line, the first of which was heard wrong."""
    content, _ = read_content(learned)
    folder = Path(shutil.copytree(hummed, tmp_path / "audio"))
    lines = list(script(content.leaflet).values())
    manifest, _ = manifest_writer.read(folder)
    heard = {
        clip.sha256: ReadBack(entry.text, 0.0, 0.0, (), "whisper test", 0.05)
        for entry in manifest.clips.values()
        for clip in (entry.normal, entry.slow)
    }
    first = manifest.clips[lines[0].id].normal.sha256
    heard[first] = ReadBack("iets anders", 1.0, 0.9, (("twee keer", "drie keer"),), "whisper test")
    manifest_writer.write(folder, manifest, {}, heard)
    return folder


def test_status_shows_what_was_heard(run: Run, voiced: Path) -> None:
    ran = run("audio", "status")
    said = ran.stdout.decode()

    assert ran.returncode == 0
    assert "heard by whisper test: " in said
    assert "silent nl (slow): 0.0% of the characters wrong, over a telephone 5.0%" in said
    assert "'drie keer' was heard for 'twee keer'" in said


def test_check_tells_what_was_heard_wrong(run: Run, voiced: Path) -> None:
    ran = run("check")

    assert ran.returncode == 1
    (row,) = ran.stdout.decode().splitlines()
    assert "Heard: 'iets anders'" in row


@pytest.mark.parametrize("words", [("check",), ("audio", "status"), ("audio", "build")])
def test_a_take_in_two_formats_is_told_among_all_else(
    words: tuple[str, ...], run: Run, learned: Path, tmp_path: Path
) -> None:
    takes = tmp_path / "audio" / "recordings"
    takes.mkdir(parents=True)
    (takes / "niets.wav").write_bytes(b"van niemand")
    for name in ("water.mp3", "water.wav"):
        (takes / name).write_bytes(b"een opname")
    only = ("--engine", "espeak", "--only", "prompt_welcome") if words[-1] == "build" else ()
    ran = run(*words, *only)

    told = (ran.stdout + ran.stderr).decode()
    assert ran.returncode == 1
    assert "recordings/water.mp3: is not heard: water.wav is there too, and is used (keep" in told
    assert "recordings/niets.wav: belongs to no line" in told


def test_another_build_remembers_what_was_heard(run: Run, voiced: Path) -> None:
    before = json.loads((voiced / "manifest.json").read_text("utf-8"))
    name = next(iter(before["clips"]))
    assert run("audio", "build", "--engine", "espeak", "--only", name).returncode == 0

    after = json.loads((voiced / "manifest.json").read_text("utf-8"))
    assert set(after["heard"]) <= set(before["heard"])
    assert len(after["heard"]) > 10
    assert after["clips"][name]["normal"]["sha256"] not in after["heard"]


def test_listening_without_a_recogniser_says_what_to_install(run: Run, voiced: Path) -> None:
    ran = run("audio", "listen", "--model", "/nowhere")

    assert ran.returncode == 2
    assert b"requirements-ear.txt" in ran.stderr or b"cannot be loaded" in ran.stderr


def test_a_page_of_pairs(run: Run, voiced: Path, learned: Path, tmp_path: Path) -> None:
    other, out = tmp_path / "andere", tmp_path / "pagina.html"
    name = next(iter(manifest_writer.read(voiced)[0].clips))
    built = run(
        "audio", "build", "--engine", "espeak", "--only", name, AUDIO_DIR=str(other)
    )  # fmt: skip
    assert built.returncode == 0
    ran = run("audio", "page", str(voiced), str(other), "--out", str(out))

    assert ran.returncode == 0
    assert ran.stdout.decode() == f"{out}: 1 pairs; nobody has listened yet\n"
    assert "<audio" in out.read_text("utf-8")


def test_choosing_needs_a_voice_with_more_than_one_way(run: Run, voiced: Path) -> None:
    ran = run("audio", "choose", "--model", "/nowhere", "--jobs", "1")

    assert ran.returncode == 1
    assert b"silent nl has one way to say a line" in ran.stderr


def test_a_share_that_is_none_is_wrong_use(run: Run) -> None:
    ran = run("audio", "choose", "--worse-than", "20")

    assert ran.returncode == 2
    assert b"--worse-than is 20; it is a share, 0 to 1" in ran.stderr


def test_what_was_chosen_is_told_with_its_caution(
    run: Run, voiced: Path, learned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from skill.studio import choose as choosing

    before = ReadBack("iets", 0.5, 0.3, (("niet", ""),), "whisper base", 0.5, False)
    after = ReadBack("niets", 0.1, 0.1, (), "whisper base", 0.1, False)
    done = choosing.Chosen(((before, after), (before, before)), 1, 3, 0)
    monkeypatch.setattr(choosing, "choose", lambda *_, **__: done)
    ran = run("audio", "choose")

    assert ran.returncode == 1
    assert ran.stdout.decode().splitlines() == [
        "2 clips tried, 1 improved; characters wrong, their mean: 40.0% -> 25.0%; "
        "with a fact wrong: 2 -> 1 (each as it is and over a telephone)",
        "whisper base chose and measured, which flatters: let another recogniser judge",
    ]
    assert b"3 clips not heard by whisper base yet: run `audio listen`" in ran.stderr
