"""What `check` asks of pronunciations and of what a recogniser heard."""

from __future__ import annotations

from pathlib import Path

from skill.checks import heard_findings, pronunciation_findings
from skill.editorial import read_content
from skill.leaflet import script
from skill.manifest import Clip, Entry, Manifest
from skill.settings import Settings
from skill.studio import manifest_writer, missing_words
from skill.studio.read_back import ACCEPTED_FILE, MISHEARD_FILE, ReadBack


def test_a_word_without_sounds_is_told_with_the_line_to_paste(small: Path) -> None:
    content, _ = read_content(small)
    rows = missing_words(script(content.leaflet).values(), content.lexicon)
    without = {word: row for word, (_, row) in rows.items() if word != "water"}
    (small / "lexicon.tsv").write_text("".join(f"{row}\n" for row in without.values()), "utf-8")

    (found,) = pronunciation_findings(read_content(small)[0])
    assert found.where == "plant/lexicon.tsv"
    assert found.what.startswith("`water` is in no lexicon, in '")
    assert "`water\tʋˈaːtər\tgok`" in found.fix


def test_a_folder_without_the_table_is_not_asked_for_sounds(small: Path) -> None:
    assert list(pronunciation_findings(read_content(small)[0])) == []


def test_sounds_that_no_voice_knows_are_told_in_their_line(small: Path) -> None:
    content, _ = read_content(small)
    rows = missing_words(script(content.leaflet).values(), content.lexicon)
    text = "".join(f"{row}\n" for _, row in rows.values()) + "vaas\tv4ːs\n"
    (small / "lexicon.tsv").write_text(text, "utf-8")

    (found,) = pronunciation_findings(read_content(small)[0])
    assert (found.where, found.line) == ("plant/lexicon.tsv", len(rows) + 1)
    assert found.what == "`vaas` has sounds that no voice knows: 4"


def heard_in(folder: Path) -> None:
    """Twelve lines that were heard well, but for the last, which lost its `niet`."""
    clips, heard = {}, {}
    for number in range(12):
        clip = Clip(f"l{number}-0.mp3", f"{number:064}", 4.0, -16.0, -3.0, "silent nl")
        clips[f"l{number}"] = Entry("Giet niet.", "Giet niet.", clip, clip)
        heard[clip.sha256] = ReadBack("Giet niet.", 0.0, 0.02, (), "whisper test")
    heard[clip.sha256] = ReadBack("Giet.", 0.5, 0.5, (("niet", ""),), "whisper test")
    manifest_writer.write(folder, Manifest("silent nl", clips), {}, heard)


def test_a_clip_that_was_heard_wrong_is_told_until_a_person_accepts_it(tmp_path: Path) -> None:
    settings = Settings(audio_dir=tmp_path)
    assert list(heard_findings(settings)) == []
    heard_in(tmp_path)

    (found,) = heard_findings(settings)
    assert found.where == f"{tmp_path.name}/l11"
    assert "'nothing' was heard for 'niet'" in found.what
    assert "Said: 'Giet niet.'. Heard: 'Giet.'" in found.what
    assert "l11-0.mp3" in found.fix

    (tmp_path / ACCEPTED_FILE).write_text("l11-0.mp3\tbeluisterd\n", "utf-8")
    assert list(heard_findings(settings)) == []


def test_a_clip_that_is_known_to_be_misheard_is_told_when_it_no_longer_is(tmp_path: Path) -> None:
    heard_in(tmp_path)
    settings = Settings(audio_dir=tmp_path)
    (tmp_path / MISHEARD_FILE).write_text("l11-0.mp3\ttwee uitspraken\n", "utf-8")
    assert list(heard_findings(settings)) == []

    (tmp_path / MISHEARD_FILE).write_text("l11-0.mp3\tja\nl10-0.mp3\tja\n", "utf-8")
    (found,) = heard_findings(settings)
    assert found.where == f"{tmp_path.name}/{MISHEARD_FILE}"
    assert "l10-0.mp3" in found.what
    assert found.fix == "remove the line"


def test_a_manifest_that_is_none_is_told_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{")
    assert list(heard_findings(Settings(audio_dir=tmp_path))) == []
