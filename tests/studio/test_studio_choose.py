"""What is not understood is said otherwise; the take that is understood best is kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from understood_when_full import LEXICON, LINES, TELEPHONE, Ear, voice

from skill.errors import AudioError, EngineError
from skill.leaflet.types import Line
from skill.manifest import read_manifest
from skill.studio import Samples, build, rendition_findings, status
from skill.studio.choose import Chosen, choose
from skill.studio.engines.silent import Silent
from skill.studio.listen import listen
from skill.studio.plan import plan
from skill.studio.read_back import ACCEPTED_FILE, MISHEARD_FILE, read_heard
from skill.studio.renditions import CHOICES_FILE, NONE, read_choices

SCRIPT = Path(__file__).with_name("understood_when_full.py")
RIGHT, LOST = "Neem rust, en bel.", "Neem rust."
ONE = LINES[:1]


def made(folder: Path, lines: list[Line] = LINES) -> list[str]:
    return list(build(lines, LEXICON, folder, engine=voice(), progress=lambda _: None).made)


@pytest.fixture
def heard(folder: Path) -> Path:
    """One line, of which the recogniser loses a word."""
    made(folder, ONE)
    listen(folder, Ear({}, LOST))
    return folder


def chosen(folder: Path, ear: Ear, lines: list[Line] = ONE, **more: Any) -> Chosen:
    return choose(lines, LEXICON, folder, lambda: (voice(), ear), by=ear.name, jobs=1, **more)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_clip_that_is_not_understood_is_said_in_the_way_that_is(heard: Path) -> None:
    before = files(heard)
    done = chosen(heard, Ear({60: "Neem rust, en.", 100: RIGHT}, LOST))

    assert (len(done.tried), done.improved, done.unheard, done.stale) == (2, 2, 0, 0)
    assert done.characters == (pytest.approx(7 / 16), 0)
    entry = read_manifest(heard).clips["regel-0"]
    now = read_heard(heard)
    assert {now[clip.sha256].text for clip in (entry.normal, entry.slow)} == {RIGHT}
    plain = plan(ONE[0], LEXICON, voice().name, {}, {})
    rows = {file: one.rendition for file, one in read_choices(heard).items()}
    assert rows == {plain.normal.file: "wide", plain.slow.file: "wide"}
    assert not {plain.normal.file, plain.slow.file} & files(heard).keys()
    assert len(files(heard)) == len(before) + 1
    assert {one.state for one in status(ONE, LEXICON, heard)} == {"fresh"}
    assert list(rendition_findings(ONE, LEXICON, heard)) == []


def test_trying_ends_at_a_take_that_is_understood(heard: Path) -> None:
    ear = Ear({60: RIGHT}, LOST)
    chosen(heard, ear)

    assert ear.rows == pytest.approx([60, 60], abs=2)


def test_what_is_no_better_stays_and_is_not_tried_again(heard: Path) -> None:
    before = files(heard)
    ear = Ear({}, LOST)
    done = chosen(heard, ear)

    assert (len(done.tried), done.improved) == (2, 0)
    assert done.characters[0] == done.characters[1]
    after = files(heard)
    assert after.pop(CHOICES_FILE)
    assert after == before
    assert {one.rendition for one in read_choices(heard).values()} == {NONE}
    assert list(rendition_findings(ONE, LEXICON, heard)) == []

    count = len(ear.rows)
    assert not chosen(heard, ear).tried
    assert len(ear.rows) == count
    assert not made(heard, ONE)


@pytest.mark.parametrize(("letters", "improved"), [(1, 0), (2, 2)])
def test_a_little_better_is_not_worth_another_sound(
    folder: Path, letters: int, improved: int
) -> None:
    text = " ".join([RIGHT] * 4)  # 67 letters and spaces
    lines = [replace(ONE[0], text=text)]
    made(folder, lines)
    listen(folder, Ear({}, text.replace("bel", "bal", letters)))
    done = chosen(folder, Ear({}, text), lines, worse_than=0.01)
    assert (len(done.tried), done.improved) == (2, improved)


def test_a_fact_weighs_more_than_letters(folder: Path) -> None:
    lines = [replace(ONE[0], text="Neem niet rust, en bel.")]
    made(folder, lines)
    listen(folder, Ear({}, "Neem rust, en bel."))
    done = chosen(folder, Ear({100: "Niem niet ruist en bil."}, "Neem rust, en bel."), lines)

    assert done.facts == (2, 0)
    assert {one.rendition for one in read_choices(folder).values()} == {"wide"}


def test_what_was_kept_is_tried_again_only_by_another_ear(heard: Path) -> None:
    assert chosen(heard, Ear({100: "Neem rust, en."}, LOST)).improved == 2
    assert not chosen(heard, Ear({60: RIGHT}, LOST)).tried

    other = Ear({60: RIGHT}, LOST)
    other.name = "whisper other"
    assert chosen(heard, other).unheard == 2
    listen(heard, other)
    assert chosen(heard, other).improved == 2
    assert {one.rendition for one in read_choices(heard).values()} == {"full"}
    assert {one.state for one in status(ONE, LEXICON, heard)} == {"fresh"}
    assert len(list(heard.glob("*.mp3"))) == 2


def test_only_what_is_heard_worse_is_tried(folder: Path) -> None:
    made(folder)
    listen(folder, Ear({}, "Neem rust, en bal."))  # one letter of sixteen
    assert not chosen(folder, Ear({}, LOST), LINES).tried
    done = chosen(folder, Ear({}, LOST), LINES, worse_than=0.05, only=["regel-3"])
    assert len(done.tried) == 2
    assert all(file.startswith("regel-3-") for file in read_choices(folder))


def test_what_a_person_found_good_stays(heard: Path) -> None:
    entry = read_manifest(heard).clips["regel-0"]
    (heard / ACCEPTED_FILE).write_text(f"{entry.slow.file}\tbeluisterd\n", "utf-8")
    assert chosen(heard, Ear({60: RIGHT}, LOST)).improved == 1
    assert read_manifest(heard).clips["regel-0"].slow == entry.slow


def test_the_list_of_what_is_misheard_follows(heard: Path) -> None:
    entry = read_manifest(heard).clips["regel-0"]
    rows = f"# uitleg\n{entry.normal.file}\tveel\nander.mp3\tiets\n{entry.slow.file}\tveel\n"
    (heard / MISHEARD_FILE).write_text(rows, "utf-8")
    chosen(heard, Ear({60: RIGHT}, LOST))
    assert (heard / MISHEARD_FILE).read_text("utf-8") == "# uitleg\nander.mp3\tiets\n"


def test_a_row_follows_a_clip_that_is_still_misheard(folder: Path) -> None:
    lines = [replace(ONE[0], text="Niet, niet.")]
    made(folder, lines)
    listen(folder, Ear({}, "Ja."))
    old = read_manifest(folder).clips["regel-0"].normal.file
    (folder / MISHEARD_FILE).write_text(f"{old}\tveel\n", "utf-8")
    chosen(folder, Ear({100: "Niet."}, "Ja."), lines)

    new = read_manifest(folder).clips["regel-0"].normal.file
    assert new != old
    assert (folder / MISHEARD_FILE).read_text("utf-8") == f"{new}\tveel\n"


def test_the_list_alone_makes_the_same_files(heard: Path, tmp_path: Path) -> None:
    chosen(heard, Ear({100: RIGHT}, LOST))
    anew = tmp_path / "anew"
    anew.mkdir()
    (anew / CHOICES_FILE).write_bytes((heard / CHOICES_FILE).read_bytes())
    made(anew, ONE)

    clips = {name: data for name, data in files(heard).items() if name.endswith(".mp3")}
    assert len(clips) == 2
    assert clips == {name: data for name, data in files(anew).items() if name.endswith(".mp3")}
    assert read_manifest(anew) == read_manifest(heard)


def test_another_text_drops_its_row(heard: Path) -> None:
    chosen(heard, Ear({100: RIGHT}, LOST))
    changed = [replace(ONE[0], text="Neem rust.")]
    made(heard, changed)

    plain = plan(changed[0], LEXICON, voice().name, {}, {})
    assert read_manifest(heard).clips["regel-0"].normal.file == plain.normal.file
    found = list(rendition_findings(changed, LEXICON, heard))
    assert [(one.where, one.fix) for one in found] == [
        (f"audio/{CHOICES_FILE}", "remove the line")
    ] * 2
    assert "is no clip any more" in found[0].what


def test_a_way_that_does_not_exist_is_told_and_counts_as_none(heard: Path) -> None:
    plain = plan(ONE[0], LEXICON, voice().name, {}, {}).normal.file
    (heard / CHOICES_FILE).write_text(f"{plain}\tgezongen\n", "utf-8")

    (found,) = rendition_findings(ONE, LEXICON, heard)
    assert "does not exist: 'gezongen'" in found.what
    assert "full" in found.fix
    assert {one.state for one in status(ONE, LEXICON, heard)} == {"fresh"}


def test_a_row_that_was_written_and_not_built_makes_its_clip_stale(heard: Path) -> None:
    plain = plan(ONE[0], LEXICON, voice().name, {}, {}).normal.file
    (heard / CHOICES_FILE).write_text(f"{plain}\twide\n", "utf-8")
    assert [one.state for one in status(ONE, LEXICON, heard)] == ["stale", "fresh"]
    assert len(made(heard, ONE)) == 1
    assert {one.state for one in status(ONE, LEXICON, heard)} == {"fresh"}


def test_a_clip_that_must_be_built_first_is_not_tried(heard: Path) -> None:
    done = chosen(heard, Ear({}, LOST), [replace(ONE[0], text="Bel nu.")])
    assert (done.tried, done.stale) == ((), 2)
    assert chosen(heard.parent / "nothing", Ear({}, LOST)).stale == 2


def test_a_recording_is_never_said_otherwise(heard: Path) -> None:
    path = heard / "recordings" / "regel-0.mp3"
    path.parent.mkdir()
    path.write_bytes(next(heard.glob("*-slow.mp3")).read_bytes())
    made(heard, ONE)
    listen(heard, Ear({}, LOST))
    assert read_manifest(heard).clips["regel-0"].normal.source == "recording"
    assert chosen(heard, Ear({}, LOST)) == Chosen((), 0, 0, 0)


def test_what_takes_too_long_is_passed_over_at_normal_speed(heard: Path) -> None:
    seconds = read_manifest(heard).clips["regel-0"].normal.seconds
    ear = Ear({100: RIGHT}, LOST)
    chosen(heard, ear, longest={"regel-0": 0.9 * seconds})

    plain = plan(ONE[0], LEXICON, voice().name, {}, {})
    rows = {file: one.rendition for file, one in read_choices(heard).items()}
    assert rows == {plain.normal.file: NONE, plain.slow.file: "wide"}


def test_a_voice_with_one_way_to_say_a_line_is_told(folder: Path) -> None:
    build(ONE, {}, folder, engine="silent", jobs=1, progress=lambda _: None)
    with pytest.raises(AudioError, match=r"silent nl has one way to say a line.*kokoro"):
        chosen(folder, Ear({}, LOST))
    with pytest.raises(AudioError, match="no line nergens"):
        chosen(folder, Ear({}, LOST), only=["nergens"])


class Plain(Silent):
    """Calls itself kokoro, and has no other way to say a line."""

    kind = "kokoro"

    def __init__(self) -> None:
        super().__init__()
        self.name = voice().name


def test_an_engine_without_renditions_names_the_line(heard: Path) -> None:
    ear = Ear({}, LOST)
    with pytest.raises(EngineError, match=r"line regel-0: kokoro .* not 'full'"):
        choose(ONE, LEXICON, heard, lambda: (Plain(), ear), by=ear.name, jobs=1)
    with pytest.raises(AudioError, match=r"is spoken by kokoro .*: run `audio build`"):
        choose(ONE, LEXICON, heard, lambda: (Silent(), ear), by=ear.name, jobs=1)


def test_how_far_it_is_and_what_is_left_is_told(heard: Path) -> None:
    said: list[str] = []
    chosen(heard, Ear({60: RIGHT}, LOST), progress=said.append)
    assert [one.split()[0] for one in said] == ["1/2", "2/2"]
    assert "44% wrong -> 0% as full (0:00:0" in said[0]
    assert said[1].endswith("(0:00:00 left)")


class Stopped(Ear):
    """Is stopped at the third take that it hears."""

    def hear(self, sound: Samples) -> str:
        if len(self.rows) == 2 and sound.rate != TELEPHONE:
            raise KeyboardInterrupt
        return super().hear(sound)


def test_what_was_kept_before_a_stop_is_kept(heard: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        chosen(heard, Stopped({100: RIGHT}, LOST))
    assert [one.rendition for one in read_choices(heard).values()] == ["wide"]
    assert {one.state for one in status(ONE, LEXICON, heard)} == {"fresh"}

    ear = Ear({100: RIGHT}, LOST)
    assert chosen(heard, ear).improved == 1
    assert len(ear.rows) == 2


def test_a_stop_between_the_list_and_the_manifest_is_mended_by_going_on(heard: Path) -> None:
    before = files(heard)
    chosen(heard, Ear({100: RIGHT}, LOST))
    after = files(heard)
    for name, data in before.items():  # the manifest and the old clips are still there
        (heard / name).write_bytes(data)

    assert chosen(heard, Ear({100: RIGHT}, LOST)).improved == 2
    assert files(heard) == after


def test_a_clip_that_was_made_anew_meanwhile_is_left_alone(heard: Path) -> None:
    class Meddling(Ear):
        def hear(self, sound: Samples) -> str:
            (heard / "manifest.json").write_text(
                (heard / "manifest.json").read_text("utf-8").replace(old, "0" * 64), "utf-8"
            )
            return super().hear(sound)

    old = read_manifest(heard).clips["regel-0"].normal.sha256
    done = chosen(heard, Meddling({100: RIGHT}, LOST))
    assert done.improved == 1
    assert read_manifest(heard).clips["regel-0"].normal.sha256 == "0" * 64


def start(folder: Path, jobs: int) -> subprocess.Popen[str]:
    command = [sys.executable, str(SCRIPT), str(folder), str(jobs)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)


def until(holds: Callable[[], bool], what: str) -> None:
    for _ in range(1200):
        if holds():
            return
        time.sleep(0.05)
    pytest.fail(f"{what} did not happen in a minute")


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_processes_that_are_stopped_lose_at_most_what_they_were_at(
    folder: Path, how: signal.Signals
) -> None:
    made(folder)
    listen(folder, Ear({}, LOST))
    process = start(folder, jobs=2)
    until(lambda: len(read_choices(folder)) >= 3, "three clips")
    os.killpg(process.pid, how)
    _, told = process.communicate(timeout=60)
    assert told.count("Traceback") == (how == signal.SIGINT), told

    kept = {file: one.rendition for file, one in read_choices(folder).items()}
    assert 3 <= len(kept) < 2 * len(LINES)
    done = chosen(folder, Ear({100: RIGHT}, LOST), LINES)
    assert 2 * len(LINES) - len(kept) <= len(done.tried) <= 2 * len(LINES) - len(kept) + 1
    assert {one.rendition for one in read_choices(folder).values()} == {"wide"}
    made(folder)  # sweeps what the moment of a kill left
    assert {one.state for one in status(LINES, LEXICON, folder)} == {"fresh"}
    assert {one.text for one in read_heard(folder).values()} == {RIGHT}
    assert len(read_choices(folder)) == 2 * len(LINES)
