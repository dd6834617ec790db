"""`check`: the findings of every room in one list."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from skill.checks import (
    alexa_findings,
    audio_findings,
    example_findings,
    findings,
    listening_findings,
)
from skill.editorial import Content, read_content
from skill.errors import ContentError
from skill.leaflet import Leaflet, Opening, script
from skill.manifest import Clip, Entry, Manifest, read_manifest
from skill.settings import Settings
from skill.studio.answer_length import longest_clips
from skill.training import Question, model_findings, question_findings, read_questions
from skill.training.fit import FEWEST_QUESTIONS
from skill.understanding import MODEL_FILE
from skill.understanding.ear import load_ear

SMALL = Path(__file__).with_name("small_content")


@pytest.fixture(scope="session")
def plant() -> Content:
    """The small folder."""
    return read_content(SMALL)[0]


def told(found: object) -> list[str]:
    return [str(one) for one in found]  # type: ignore[attr-defined]


def test_a_folder_that_is_right_lacks_only_clips(learned: Path, tmp_path: Path) -> None:
    found = findings(Settings(content_dir=learned, audio_dir=tmp_path / "audio"))

    assert {one.where.partition("/")[0] for one in found} == {"audio"}
    assert len(found) == 2 * len(script(read_content(learned)[0].leaflet))


def test_everything_is_told_at_once(learned: Path, tmp_path: Path) -> None:
    passage = learned / "passages" / "water.md"
    passage.write_text(passage.read_text().replace("vaste dagen", "vijf dagen"))
    (learned / "questions" / "control" / "stop.txt").write_text("stop (\n")
    words = learned / "words.yaml"
    words.write_text(words.read_text().replace("code: brand", "code: storm"))

    found = findings(Settings(content_dir=learned, audio_dir=tmp_path / "audio"))

    places = [f"{one.where}:{one.line}" for one in found if not one.where.startswith("audio/")]
    assert places == [
        "plant/passages/water.md:12",
        "plant/compiled/leaflet.json:0",
        "plant/words.yaml:6",
        "plant/questions/control/stop.txt:1",
        "plant/questions/control/stop.txt:0",
    ]


def test_every_label_has_questions(plant: Content) -> None:
    questions, _ = read_questions(SMALL)

    assert told(question_findings(SMALL, plant.leaflet, questions)) == []


def test_a_label_with_few_questions(plant: Content) -> None:
    questions = [row for row in read_questions(SMALL)[0] if row.label != "alarm:brand"]
    questions += [Question(f"brand {n}", "alarm:brand", "") for n in range(FEWEST_QUESTIONS - 1)]

    assert told(question_findings(SMALL, plant.leaflet, questions)) == [
        "small_content/questions/alarm/brand.txt: holds 9 questions (write at least 10)"
    ]


def test_a_label_without_questions(plant: Content) -> None:
    questions = [row for row in read_questions(SMALL)[0] if row.label != "out_of_scope"]

    assert told(question_findings(SMALL, plant.leaflet, questions)) == [
        "small_content/questions/out_of_scope: holds 0 questions (write at least 10)"
    ]


@pytest.mark.parametrize(
    ("label", "file"),
    [
        ("control:dans", "control/dans"),
        ("opening:groet", "opening/groet"),
        ("answer:maybe", "answer/maybe"),
        ("confirm:storm", "confirm/storm"),
        ("confirm:giftig", "confirm/giftig"),
        ("clarify:water|mest", "clarify/water+mest"),
    ],
)
def test_questions_for_nothing(plant: Content, label: str, file: str) -> None:
    """A bare sign is nothing where the alarm has no check."""
    questions = [*read_questions(SMALL)[0], Question("dans", label, "")]

    assert told(question_findings(SMALL, plant.leaflet, questions)) == [
        f"small_content/questions/{file}.txt: label {label} does not exist"
    ]


def test_what_is_only_matched_exactly_may_have_questions(plant: Content) -> None:
    alarms = plant.leaflet.alarms
    checked = {"giftig": replace(alarms["giftig"], check="Zei u dat?")}
    leaflet = replace(plant.leaflet, alarms=alarms | checked)
    questions = [
        *read_questions(SMALL)[0],
        Question("gegeten", "confirm:giftig", ""),
        Question("de plek of het water", "clarify:licht|water", ""),
    ]

    assert told(question_findings(SMALL, leaflet, questions)) == []


def test_an_opening_and_an_answer_need_questions(plant: Content) -> None:
    opening = Opening("groet", "greeting", "Een groet", "Dag.", "", "", "", (), (), (), "concept")
    leaflet = replace(plant.leaflet, openings={"groet": opening})
    questions = [row for row in read_questions(SMALL)[0] if row.label != "answer:denies"]

    assert told(question_findings(SMALL, leaflet, questions)) == [
        "small_content/questions/answer/denies.txt: holds 0 questions (write at least 10)",
        "small_content/questions/opening/groet.txt: holds 0 questions (write at least 10)",
    ]


def test_a_fresh_model(learned: Path, small_model: dict[str, Any]) -> None:
    assert told(model_findings(learned, small_model["inputs"])) == []


def test_a_stale_model(learned: Path) -> None:
    assert told(model_findings(learned, "iets anders")) == [
        "plant/compiled/model.json: is not made of the questions as they are now "
        "(run `python -m skill learn`)"
    ]


@pytest.mark.parametrize("raw", [None, b"", b"[]", b"{}", b"null", b"\xff", b"[" * 100_000])
def test_a_model_that_cannot_be_read(small: Path, raw: bytes | None) -> None:
    if raw is not None:
        (small / MODEL_FILE).parent.mkdir(exist_ok=True)
        (small / MODEL_FILE).write_bytes(raw)

    assert told(model_findings(small, "x")) == [
        "plant/compiled/model.json: cannot be read (run `python -m skill learn`)"
    ]


def test_alexa_takes_the_small_leaflet(plant: Content, small_model: dict[str, Any]) -> None:
    hear = load_ear(small_model)

    assert told(alexa_findings(plant.leaflet, read_questions(SMALL)[0], hear)) == []


def test_an_example_is_a_question_that_the_leaflet_answers(
    plant: Content, small_model: dict[str, Any]
) -> None:
    hear = load_ear(small_model)
    right = replace(plant.leaflet, examples=("Hoeveel water geef ik?",))
    wrong = replace(plant.leaflet, examples=("Hoeveel water geef ik?", "Hallo"))

    assert told(example_findings(SMALL, right, hear)) == []
    (found,) = told(example_findings(SMALL, wrong, hear))
    assert found.startswith("small_content/leaflet.yaml: example 'Hallo' is heard as ")


def clips(leaflet: Leaflet, **seconds: float) -> Manifest:
    """A manifest in which the named lines last so long and all others a second."""

    def clip(line_id: str) -> Clip:
        return Clip("x.mp3", "0", seconds.get(line_id.replace("-", "_"), 1.0), -16.0, -3.0, "test")

    return Manifest(
        "test",
        {
            line.id: Entry(line.text, line.text, clip(line.id), clip(line.id))
            for line in script(leaflet).values()
        },
    )


def heard(plant: Content, **seconds: float) -> list[str]:
    lines = script(plant.leaflet)
    found = listening_findings(plant, lines, clips(plant.leaflet, **seconds))
    return [f"{one.where.removeprefix('small_content/')}:{one.line}: {one.what}" for one in found]


FINE = {"water": 10.0, "licht": 10.0, "geel_blad": 10.0}


def test_answers_of_the_right_length(plant: Content) -> None:
    assert heard(plant, **FINE) == []


def test_an_answer_that_is_too_long(plant: Content) -> None:
    assert heard(plant, **(FINE | {"water": 34.0})) == [
        "passages/water.md:12: the whole answer takes 37.0 s, 35 s is the longest"
    ]


def test_an_answer_that_is_too_short(plant: Content) -> None:
    assert heard(plant, **(FINE | {"licht": 2.0})) == [
        "passages/licht.md:12: the whole answer takes 4.0 s"
    ]


def test_a_title_that_is_too_long(plant: Content) -> None:
    assert heard(plant, **(FINE | {"title_water": 2.5})) == [
        "passages/water.md:3: the title takes 2.5 s"
    ]


def test_a_welcome_that_is_too_long(plant: Content) -> None:
    (found,) = heard(plant, **(FINE | {"prompt_welcome": 6.5}))

    assert found.endswith(": the welcome takes 6.5 s")
    assert found.startswith("prompts.yaml:")


def test_clips_may_all_become_as_long_as_they_may(plant: Content) -> None:
    now = clips(plant.leaflet, **(FINE | {"water": 30.0, "title_licht": 1.5}))
    longest = longest_clips(plant.leaflet, now)
    assert longest["prompt_welcome"] == 6.0
    assert longest["title_licht"] == 2.0
    assert 30.0 < longest["water"] < 32.0

    grown = {name.replace("-", "_"): seconds - 1e-9 for name, seconds in longest.items()}
    assert heard(plant, **(FINE | grown)) == []


def test_a_clip_that_is_too_long_may_not_become_longer(plant: Content) -> None:
    now = clips(plant.leaflet, **(FINE | {"water": 34.0, "prompt_welcome": 6.5}))
    longest = longest_clips(plant.leaflet, now)
    assert (longest["water"], longest["prompt_welcome"]) == (34.0, 6.5)
    assert longest_clips(plant.leaflet, Manifest()) == {}


def test_clips_that_are_not_there_have_no_length(plant: Content) -> None:
    assert told(listening_findings(plant, script(plant.leaflet), Manifest())) == []


def test_a_manifest_that_cannot_be_read(plant: Content, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{")

    found = told(audio_findings(plant, Settings(audio_dir=tmp_path)))
    assert [row for row in found if "is not a manifest" in row]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"{}",
        b"null",
        b"\xff",
        b"[" * 100_000,
        b'{"engine": "x", "clips": []}',
        b'{"engine": "x", "clips": {"a": {"text": "b"}}}',
    ],
)
def test_a_manifest_that_is_none(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(raw)

    with pytest.raises(ContentError, match=r"is not a manifest.*run `audio build`"):
        read_manifest(tmp_path)


def test_no_manifest_is_an_empty_one(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) == Manifest()
    assert list(Manifest().every_clip()) == []


def test_a_manifest_there_and_back(plant: Content, tmp_path: Path) -> None:
    made = clips(plant.leaflet, water=3.0)
    raw = {
        "engine": made.engine,
        "clips": {
            line_id: {
                "text": entry.text,
                "spoken": entry.spoken,
                "normal": {name: getattr(entry.normal, name) for name in Clip.__slots__},
                "slow": {name: getattr(entry.slow, name) for name in Clip.__slots__},
            }
            for line_id, entry in made.clips.items()
        },
    }
    (tmp_path / "manifest.json").write_text(json.dumps(raw), encoding="utf-8")

    assert read_manifest(tmp_path) == made
    assert len(list(made.every_clip())) == 2 * len(made.clips)
