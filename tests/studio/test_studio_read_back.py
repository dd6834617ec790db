"""What a recogniser heard, in the manifest: kept by hash, judged without a recogniser."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from skill.ears import Heard, seconds
from skill.errors import AudioError, EarError
from skill.leaflet.types import Line
from skill.manifest import MANIFEST_NAME, read_manifest
from skill.studio import Samples, build
from skill.studio.listen import listen
from skill.studio.read_back import (
    ACCEPTED_FILE,
    Misheard,
    averages,
    misheard,
    read_accepted,
    read_heard,
    told,
)
from skill.studio.recogniser import ClipEar, recogniser, recogniser_name


@dataclass
class FakeRecogniser:
    """Hears what the test says, in the order of the clips, each as it is and then over a telephone;
    then `rest`."""

    texts: list[str] = field(default_factory=list)
    rest: str = ""
    name: str = "whisper test"
    heard: int = 0

    def hear(self, sound: Samples) -> str:
        assert sound.seconds > 0.2
        self.heard += 1
        return self.texts.pop(0) if self.texts else self.rest


@pytest.fixture
def folder(in_voice: Callable[[str, Path], Path], tmp_path: Path) -> Path:
    """An audio folder in which nothing was heard yet."""
    return in_voice("silent", tmp_path / "audio")


def by_text(folder: Path, change: Callable[[str], str] = str) -> FakeRecogniser:
    """An ear that hears every clip as its line reads, changed."""
    clips = read_manifest(folder).clips.values()
    return FakeRecogniser([change(entry.text) for entry in clips for _ in range(4)])


def judged(folder: Path) -> list[Misheard]:
    return misheard(read_manifest(folder), read_heard(folder), read_accepted(folder))


def test_every_clip_is_heard_once(lines: list[Line], folder: Path) -> None:
    ear = by_text(folder)
    done = listen(folder, ear)

    assert (done.heard, done.kept) == (2 * len(lines), 0)
    assert {one.characters for one in read_heard(folder).values()} == {0}
    assert judged(folder) == []
    again = listen(folder, FakeRecogniser())
    assert (again.heard, again.kept) == (0, 2 * len(lines))


def test_every_clip_is_heard_over_a_telephone_too(folder: Path) -> None:
    ear = by_text(folder)
    ear.texts[1] = ""
    listen(folder, ear)
    clip = next(iter(read_manifest(folder).clips.values())).normal
    one = read_heard(folder)[clip.sha256]

    assert (one.characters, one.telephone, one.mean) == (0, 1, 0.5)
    assert (
        averages(read_manifest(folder), read_heard(folder), telephone=True)[("silent nl", False)]
        > averages(read_manifest(folder), read_heard(folder))[("silent nl", False)]
    )


def test_what_was_heard_before_telephones_were_is_heard_again(folder: Path) -> None:
    listen(folder, by_text(folder))
    raw = json.loads((folder / MANIFEST_NAME).read_text("utf-8"))
    first = next(iter(raw["heard"].values()))
    del first["telephone"], first["telephone_wrong"]
    (folder / MANIFEST_NAME).write_text(json.dumps(raw))

    assert [one.telephone for one in read_heard(folder).values()].count(None) == 1
    assert listen(folder, by_text(folder)).heard == 1


def test_another_ear_hears_for_itself(lines: list[Line], folder: Path) -> None:
    listen(folder, by_text(folder))
    other = by_text(folder)
    other.name = "whisper other"

    assert listen(folder, other).heard == 2 * len(lines)
    assert {one.by for one in read_heard(folder).values()} == {"whisper other"}


def test_a_clip_that_is_made_again_has_not_been_heard(lines: list[Line], folder: Path) -> None:
    listen(folder, by_text(folder))
    changed = [Line("goed-tillen", "Til met een rechte rug.", "passage", "concept"), *lines[1:]]
    build(changed, {}, folder, engine="silent", jobs=1, progress=lambda _: None)

    assert len(read_heard(folder)) == 2 * len(lines) - 2
    assert listen(folder, by_text(folder)).heard == 2


def test_a_negation_that_was_not_heard_is_a_finding(folder: Path) -> None:
    raw = json.loads((folder / MANIFEST_NAME).read_text("utf-8"))
    raw["clips"]["alarm_112"]["text"] = "Wacht niet, bel nu 112."
    (folder / MANIFEST_NAME).write_text(json.dumps(raw))
    listen(folder, by_text(folder, lambda text: text.replace("niet, ", "")))

    (normal, slow) = judged(folder)
    assert (normal.line_id, normal.slow, slow.slow) == ("alarm_112", False, True)
    assert told(normal) == (
        "'nothing' was heard for 'niet'; 17% of its characters were heard wrong (its voice: 4%). "
        "Said: 'Wacht niet, bel nu 112.'. Heard: 'Wacht bel nu 112.'"
    )


def test_a_clip_that_says_another_text_is_out_of_its_voices_range(folder: Path) -> None:
    ear = by_text(folder)
    ear.texts[4] = "iets heel anders dan wat er hoort te staan"
    listen(folder, ear)

    found = {(one.line_id, one.slow): one.far for one in judged(folder)}
    assert list(found.values()) == [True]


def test_a_person_may_accept_a_clip(folder: Path) -> None:
    ear = by_text(folder)
    ear.texts[4] = "heel iets anders"
    listen(folder, ear)
    (before,) = judged(folder)
    (folder / ACCEPTED_FILE).write_text(
        f"# file<TAB>why\n{before.file}\tbeluisterd, is goed\nleeg.mp3\t\n", encoding="utf-8"
    )

    assert [one.accepted for one in judged(folder)] == ["beluisterd, is goed"]
    assert read_accepted(folder) == {before.file: "beluisterd, is goed"}


def test_a_voice_is_held_to_its_own_average(folder: Path) -> None:
    listen(folder, FakeRecogniser(rest="niets van te verstaan"))
    manifest, heard = read_manifest(folder), read_heard(folder)

    assert averages(manifest, heard)[("silent nl", False)] > 0.5
    assert not any(one.far for one in judged(folder))


def test_only_and_again(lines: list[Line], folder: Path) -> None:
    assert listen(folder, by_text(folder), only=["alarm_112"]).heard == 2
    assert listen(folder, by_text(folder), only=["alarm_112"]).heard == 0
    assert listen(folder, by_text(folder), only=["alarm_112"], again=True).heard == 2
    with pytest.raises(AudioError, match="no clip of nergens"):
        listen(folder, FakeRecogniser(), only=["nergens"])


class Stopped(FakeRecogniser):
    """Is stopped at the third clip."""

    def hear(self, sound: Samples) -> str:
        if self.heard == 4:
            raise KeyboardInterrupt
        return super().hear(sound)


def test_what_was_heard_before_a_stop_is_kept(folder: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        listen(folder, Stopped())

    assert len(read_heard(folder)) == 2


def test_a_clip_that_is_gone_is_told(folder: Path) -> None:
    clip = read_manifest(folder).clips["alarm_112"].normal
    (folder / clip.file).unlink()
    with pytest.raises(AudioError, match=f"{clip.file}: .*audio build"):
        listen(folder, FakeRecogniser(), only=["alarm_112"])


@pytest.mark.parametrize(
    "heard", ["[]", '{"x": 1}', '{"x": {"text": "a"}}', '{"x": {"wrong": [1]}}', '"x"']
)
def test_a_damaged_memory_counts_as_none(folder: Path, heard: str) -> None:
    raw = json.loads((folder / MANIFEST_NAME).read_text("utf-8"))
    raw["heard"] = json.loads(heard)
    (folder / MANIFEST_NAME).write_text(json.dumps(raw))

    assert read_heard(folder) == {}
    assert read_heard(folder / "nowhere") == {}


def test_the_ear_that_hears_people_reads_clips_back() -> None:
    import numpy as np

    given: list[bytes] = []

    class Listener:
        name = "whisper test"

        def hear(self, sound: bytes) -> Heard:
            given.append(sound)
            return Heard("Ja. Ja.", 0.5)

    ear = ClipEar(Listener())
    sound = Samples(np.full(24_000, 0.5, dtype=np.float32), 24_000)

    assert (ear.name, ear.hear(sound)) == ("whisper test", "Ja. Ja.")
    assert [seconds(one) for one in given] == [1.0]


def test_without_a_recogniser_it_says_what_to_install() -> None:
    try:
        __import__("faster_whisper")
    except ImportError:
        with pytest.raises(EarError, match=r"pip install -r requirements-ear\.txt"):
            recogniser("base")
    else:
        with pytest.raises(EarError, match="cannot be loaded"):
            recogniser("/nowhere/whisper")


def test_a_reading_is_kept_by_the_name_of_the_model() -> None:
    assert recogniser_name("Systran/faster-whisper-small") == "whisper small"
