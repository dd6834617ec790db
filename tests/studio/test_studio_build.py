"""The build makes what is missing, keeps what is right, and survives being stopped."""

from __future__ import annotations

import json
import math
import os
import re
import runpy
import signal
import subprocess
import sys
import time
import wave
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from skill.errors import AudioError, EngineError
from skill.leaflet.types import Line, Pronunciation
from skill.manifest import read_manifest
from skill.studio import Samples, build, status
from skill.studio.build import Built
from skill.studio.clip import measure
from skill.studio.engines.silent import Silent

Lexicon = dict[str, Pronunciation]
ROOT = Path(__file__).parents[2]
LONG_BUILD = Path(__file__).with_name("long_build.py")
LINES: list[Line] = runpy.run_path(str(LONG_BUILD))["LINES"]


def quiet(_message: str) -> None:
    pass


def built(lines: list[Line], folder: Path, *only: str, lexicon: Lexicon | None = None) -> Built:
    return build(lines, lexicon or {}, folder, engine="silent", only=only, jobs=1, progress=quiet)


def files(folder: Path) -> dict[str, int]:
    """Name -> time of last change, of all files; to see what was touched."""
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir() if path.is_file()}


def recorded(folder: Path, name: str, seconds: float = 4, hz: int = 150) -> Path:
    """A person's recording: a hum in a WAV file of 44,100 Hz, stereo."""
    path = folder / "recordings" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    time_axis = np.arange(int(44_100 * seconds)) / 44_100
    hum = (8000 * np.sin(2 * np.pi * hz * time_axis) * np.sin(9 * time_axis)).astype("<i2")
    with wave.open(str(path), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(44_100)
        out.writeframes(np.repeat(hum, 2).tobytes())
    return path


def test_every_line_gets_a_normal_and_a_slow_clip(lines: list[Line], folder: Path) -> None:
    result = built(lines, folder)
    assert len(result.made) == 2 * len(lines)
    assert not result.kept
    assert not result.removed
    manifest = read_manifest(folder)
    assert manifest.engine == "silent nl"
    for line in lines:
        normal, slow = (manifest.clip(line.id, line.text, slow=slow) for slow in (False, True))
        assert normal
        assert slow
        assert slow.seconds > normal.seconds
        assert normal.file.startswith(f"{line.id}-")
        assert slow.file.endswith("-slow.mp3")
        assert measure((folder / normal.file).read_bytes()).problems() == []
        assert math.isclose(
            measure((folder / normal.file).read_bytes()).lufs, normal.lufs, abs_tol=0.01
        )
    assert set(files(folder)) == {*(clip.file for clip in manifest.every_clip()), "manifest.json"}


def test_a_second_build_does_nothing(lines: list[Line], voiced: Path) -> None:
    before = files(voiced)
    result = built(lines, voiced)
    assert len(result.kept) == 2 * len(lines)
    assert not result.made
    assert files(voiced) == before


def test_a_second_build_loads_no_engine_and_no_numpy(lines: list[Line], voiced: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from skill.leaflet.types import Line;"
        "from skill.studio import build, status;"
        f"lines = {lines!r}; voiced = Path({str(voiced)!r});"
        "assert not build(lines, {}, voiced, engine='silent', progress=print).made;"
        "assert all(one.state == 'fresh' for one in status(lines, {}, voiced));"
        "heavy = {'numpy', 'pydub', 'lameenc', 'espeakng_loader', 'gtts', 'multiprocessing.pool'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert run.stdout.strip() == "[]"


def test_only_the_line_that_changed_is_made_again(lines: list[Line], folder: Path) -> None:
    old = built(lines, folder).made
    changed = [replace(lines[0], text="Til niet te zwaar, en vraag om hulp."), *lines[1:]]
    result = built(changed, folder)
    assert len(result.made) == 2
    assert len(result.kept) == 6
    assert len(result.removed) == 2
    assert set(result.removed) <= set(old)


def test_a_new_pronunciation_makes_its_lines_stale(folder: Path, lexicon: Lexicon) -> None:
    lines = [
        Line("paracetamol", "Begin met paracetamol.", "passage", "concept"),
        Line("rust", "Neem rust.", "passage", "concept"),
    ]
    for words, made in ((lexicon, 4), (lexicon | {"rust": Pronunciation(espeak="r'Yst")}, 2)):
        result = build(lines, words, folder, engine="espeak", jobs=1, progress=quiet)
        assert len(result.made) == made
    entry = read_manifest(folder).clips["paracetamol"]
    assert entry.spoken == "Begin met [[p%a:ras,e:ta:m'Ol]]."
    assert entry.normal.source == "espeak 1.52 nl"


def test_only_leaves_all_else_as_it_is(lines: list[Line], voiced: Path) -> None:
    changed = [replace(line, text=line.text + " Rustig aan.") for line in lines]
    result = built(changed, voiced, "alarm_112")
    assert len(result.made) == 2
    assert not result.removed
    states = {(one.line_id, one.state) for one in status(changed, {}, voiced)}
    assert ("alarm_112", "fresh") in states
    assert ("goed-tillen", "stale") in states


def test_only_names_a_line_that_exists(lines: list[Line], folder: Path) -> None:
    with pytest.raises(AudioError, match="no line goed-tilen"):
        built(lines, folder, "goed-tilen")


def test_another_engine_for_one_line_is_not_the_voice_of_all(
    lines: list[Line], voiced: Path
) -> None:
    build(lines, {}, voiced, engine="espeak", only=["alarm_112"], jobs=1, progress=quiet)
    assert read_manifest(voiced).engine == "silent nl"
    stale = [one for one in status(lines, {}, voiced) if one.state != "fresh"]
    assert {one.line_id for one in stale} == {"alarm_112"}
    assert "espeak 1.52 nl, should be silent nl" in stale[0].reason


def test_a_removed_line_leaves_nothing_behind(lines: list[Line], voiced: Path) -> None:
    (voiced / ".half.mp3.1.part").write_bytes(b"killed")
    (voiced / "LEESMIJ.md").write_text("stays")
    result = built(lines[1:], voiced)
    assert len(result.removed) == 3
    assert lines[0].id not in read_manifest(voiced).clips
    assert (voiced / "LEESMIJ.md").exists()


def test_several_processes_make_the_same_bytes_as_one(lines: list[Line], tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    build(lines, {}, one, engine="espeak", jobs=1, progress=quiet)
    build(lines, {}, two, engine="espeak", jobs=2, progress=quiet)
    assert (one / "manifest.json").read_bytes() == (two / "manifest.json").read_bytes()


def test_a_manifest_is_sorted_and_rounded(lines: list[Line], voiced: Path) -> None:
    text = (voiced / "manifest.json").read_text(encoding="utf-8")
    raw = json.loads(text)
    assert json.dumps(raw, ensure_ascii=False, indent=1, sort_keys=True) + "\n" == text
    clip = raw["clips"]["alarm_112"]["normal"]
    assert clip["lufs"] == round(clip["lufs"], 2)
    assert clip["seconds"] == round(clip["seconds"], 3)


class Failing(Silent):
    """Gives up at the word `kapot`."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error

    def speak(self, sentence: str, *, slow: bool) -> Samples:
        if "kapot" in sentence:
            raise self.error
        return super().speak(sentence, slow=slow)


@pytest.mark.parametrize("error", [EngineError("geen stem"), KeyboardInterrupt()])
def test_what_was_finished_before_an_error_is_kept(
    lines: list[Line], folder: Path, error: BaseException
) -> None:
    bad = [*lines, Line("laatste", "Dit is kapot.", "passage", "concept")]
    with pytest.raises(type(error)):
        build(bad, {}, folder, engine=Failing(error), progress=quiet)
    assert set(read_manifest(folder).clips) == {line.id for line in lines}
    assert len(built(lines, folder).kept) == 2 * len(lines)


def test_an_error_names_its_line(folder: Path) -> None:
    lines = [Line("laatste", "Dit is kapot.", "passage", "concept")]
    with pytest.raises(EngineError, match="line laatste: geen stem"):
        build(lines, {}, folder, engine=Failing(EngineError("geen stem")), progress=quiet)


@pytest.mark.parametrize(
    ("line_id", "text", "problem"),
    [
        ("leeg", "...", "nothing to say"),
        ("../uit", "Ja.", "file name"),
        ("a b", "Ja.", "file name"),
    ],
)
def test_a_line_that_cannot_be_a_clip_is_refused(
    folder: Path, line_id: str, text: str, problem: str
) -> None:
    with pytest.raises(AudioError, match=problem):
        built([Line(line_id, text, "passage", "concept")], folder)


def test_two_lines_with_one_id_are_refused(lines: list[Line], folder: Path) -> None:
    with pytest.raises(AudioError, match="two lines"):
        built([*lines, lines[0]], folder)


def start(folder: Path, jobs: int) -> subprocess.Popen[str]:
    """A build of forty lines in a process group of its own, by the script beside this test."""
    return subprocess.Popen(
        [sys.executable, str(LONG_BUILD), str(folder), str(jobs)],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def until(holds: Callable[[], bool], what: str) -> None:
    for _ in range(2400):
        if holds():
            return
        time.sleep(0.05)
    pytest.fail(f"{what} did not happen in two minutes")


def clips(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*.mp3")}


def members(group: int) -> list[int]:
    """Processes that still run in a process group (Linux)."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            state, _, its_group = (entry / "stat").read_text().rsplit(")", 1)[1].split()[:3]
        except OSError:
            continue
        if int(its_group) == group and state != "Z":
            found.append(int(entry.name))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks for left-over processes in /proc")
def test_a_killed_build_leaves_whole_files_and_is_taken_up_again(folder: Path) -> None:
    process = start(folder, jobs=2)
    until(lambda: len(clips(folder)) >= 6, "six clips")
    process.kill()  # the parent only: its workers must notice
    process.wait()
    assert process.stderr is not None
    until(lambda: not members(process.pid), "the end of the workers")
    process.stderr.close()

    left = clips(folder)
    assert 6 <= len(left) < 2 * len(LINES)
    assert not (folder / "manifest.json").exists()
    for name in left:
        assert measure((folder / name).read_bytes()).problems() == []
    before = files(folder)

    # Three lines of those that were not begun will do: all forty take seconds.
    begun = {re.sub(r"-[0-9a-f]+(-slow)?\.mp3$", "", name) for name in left}
    some = [line for line in LINES if line.id in begun]
    some += [line for line in LINES if line.id not in begun][:3]
    result = built(some, folder)
    assert set(result.kept) == left
    assert len(result.made) == 2 * len(some) - len(left) >= 6
    after = files(folder)
    assert {name: after[name] for name in left} == {name: before[name] for name in left}
    assert all(one.state == "fresh" for one in status(some, {}, folder))


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_writes_a_manifest_of_what_is_finished(folder: Path, jobs: int) -> None:
    process = start(folder, jobs)
    until(lambda: len(clips(folder)) >= 6, "six clips")
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to parent and workers
    _, progress = process.communicate(timeout=30)
    assert process.returncode != 0
    assert "KeyboardInterrupt" in progress
    assert progress.count("Traceback") == 1, progress
    manifest = read_manifest(folder)
    assert 2 <= len(manifest.clips) < len(LINES)
    assert {clip.file for clip in manifest.every_clip()} <= clips(folder)
    assert not list(folder.glob(".*"))


def test_a_file_with_the_right_name_and_the_wrong_bytes_is_made_again(
    lines: list[Line], folder: Path
) -> None:
    good = built(lines, folder).made[0]
    bytes_before = (folder / good).read_bytes()
    other = built(lines, folder).kept[-1]
    (folder / good).write_bytes((folder / other).read_bytes())  # a valid clip of another line
    result = built(lines, folder)
    assert result.made == (good,)
    assert (folder / good).read_bytes() == bytes_before


def test_a_damaged_file_without_a_manifest_is_made_again(lines: list[Line], folder: Path) -> None:
    good = built(lines, folder).made[0]
    (folder / "manifest.json").unlink()
    (folder / good).write_bytes((folder / good).read_bytes()[:-10])
    result = built(lines, folder)
    assert result.made == (good,)
    assert len(result.kept) == 2 * len(lines) - 1


def test_a_damaged_manifest_is_written_anew(lines: list[Line], voiced: Path) -> None:
    (voiced / "manifest.json").write_text("{")
    assert len(built(lines, voiced).kept) == 2 * len(lines)
    assert set(read_manifest(voiced).clips) == {line.id for line in lines}


def test_a_recording_replaces_the_engine(lines: list[Line], folder: Path) -> None:
    recorded(folder, "goed-tillen.wav", 5)
    built(lines, folder)
    entry = read_manifest(folder).clips["goed-tillen"]
    assert entry.normal.source == "recording"
    assert entry.slow == entry.normal  # no slow recording: the normal one serves both
    assert measure((folder / entry.normal.file).read_bytes()).problems() == []
    assert all(one.state == "fresh" for one in status(lines, {}, folder))


def test_a_slow_take_is_used_where_there_is_one(lines: list[Line], folder: Path) -> None:
    recorded(folder, "goed-tillen.wav", 5)
    built(lines, folder)
    recorded(folder, "goed-tillen-slow.wav", 7)
    assert len(built(lines, folder).made) == 1
    entry = read_manifest(folder).clips["goed-tillen"]
    assert entry.slow.seconds - entry.normal.seconds == pytest.approx(2, abs=0.2)


def test_a_better_recording_makes_its_clip_again(lines: list[Line], folder: Path) -> None:
    recorded(folder, "goed-tillen.wav", 5)
    built(lines, folder)
    recorded(folder, "goed-tillen.wav", 6)
    assert [one.state for one in status(lines, {}, folder)][:2] == ["stale", "stale"]
    assert len(built(lines, folder).made) == 1


def test_a_recording_of_an_older_text_is_not_used(lines: list[Line], folder: Path) -> None:
    """A voice that says what the leaflet no longer says would be worse than a machine's."""
    recorded(folder, "goed-tillen.wav", 5)
    built(lines, folder)
    changed = [replace(lines[0], text="Til nooit alleen, vraag altijd om hulp."), *lines[1:]]
    said: list[str] = []
    build(changed, {}, folder, engine="silent", jobs=1, progress=said.append)
    assert read_manifest(folder).clips["goed-tillen"].normal.source == "silent nl"
    assert any("goed-tillen.wav says an older text" in one for one in said)
    assert "older text" in status(changed, {}, folder)[0].reason
    assert not built(changed, folder).made  # and it stays so
    recorded(folder, "goed-tillen.wav", 4)
    built(changed, folder)
    assert read_manifest(folder).clips["goed-tillen"].normal.source == "recording"


def test_a_recording_that_is_no_sound_names_its_line(lines: list[Line], folder: Path) -> None:
    (folder / "recordings").mkdir(parents=True)
    (folder / "recordings" / "goed-tillen.wav").write_bytes(b"tekst")
    with pytest.raises(AudioError, match="line goed-tillen: this is no WAV"):
        built(lines, folder)


def test_a_build_shows_how_far_it_is(
    lines: list[Line], folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    build(lines[:1], {}, folder, engine="silent", jobs=1)
    shown = capfd.readouterr()
    assert "100%" in shown.err
    assert shown.out == ""
