"""The model file: whole, of this leaflet, and able to hear its alarms; or refused in so many words.

An ear that catches no sign looks like any other. So whatever reads a model says which file is wrong
and which command mends it, before anybody is answered.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skill.channels import open_runtime
from skill.checks import findings
from skill.errors import ContentError
from skill.leaflet import Leaflet, read_leaflet
from skill.settings import Settings
from skill.training import dump_model
from skill.understanding import MODEL_FILE, checked_ear, read_ear
from skill.understanding.ear import parse_model, sum_of, unheard

Raw = dict[str, Any]
FIX = "(run `python -m skill learn`)"

some = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def refused(folder: Path, leaflet: Leaflet | None = None) -> str:
    """What is told of a folder's model, which is refused."""
    with pytest.raises(ContentError) as caught:
        read_ear(folder, leaflet)
    (found,) = caught.value.findings
    assert found.where == str(folder / MODEL_FILE), "it names the file"
    assert str(found).endswith(FIX), "it names the command"
    return found.what


def written(folder: Path, raw: Raw) -> Path:
    """The folder with another model, as `learn` would have written it."""
    (folder / MODEL_FILE).write_text(dump_model(raw), encoding="utf-8")
    return folder


def summed(body: str) -> bytes:
    """Any text with a right sum before it."""
    return (f'{{"sum":"{sum_of("{" + body)}",' + body).encode()


def test_an_ear_is_read_from_a_folder(learned: Path) -> None:
    leaflet = read_leaflet(learned)

    for hear in (read_ear(learned), read_ear(learned, leaflet), checked_ear(learned, leaflet)):
        assert hear("herhaal").label == "control:repeat"


def test_a_folder_that_has_not_learned(small: Path) -> None:
    assert refused(small) == "does not exist"


DAMAGED = [b"", b"{", b"[]", b"null", b"{}", b"\xff", b'{"sum":"x","classes":[]}']
SHAPES = ['"classes": 1}', '"classes": []}', '"a": 1} {', "[" * 100_000, "", '"sum":"0"}']


@pytest.mark.parametrize("raw", [*DAMAGED, *map(summed, SHAPES)], ids=lambda raw: repr(raw[-30:]))
def test_what_is_no_model_is_damaged(small: Path, raw: bytes) -> None:
    (small / MODEL_FILE).parent.mkdir(exist_ok=True)
    (small / MODEL_FILE).write_bytes(raw)

    assert refused(small).startswith("is damaged: ")


def test_a_folder_instead_of_a_file(small: Path) -> None:
    (small / MODEL_FILE).mkdir(parents=True)

    assert refused(small) == "cannot be read: Is a directory"


PARTS = (
    "classes bias features largest idf_step sharpness exact patterns alarms guards told needs "
    "groups careful doses named small urgency checked"
).split()


@pytest.mark.parametrize("name", PARTS)
def test_a_model_without_a_part(learned: Path, small_model: Raw, name: str) -> None:
    raw = copy.copy(small_model)
    del raw[name]

    assert refused(written(learned, raw)) == f"is damaged: '{name}'"


@some
@given(st.data())
def test_one_character_that_is_another(learned: Path, data: st.DataObject) -> None:
    path = learned / MODEL_FILE
    text = path.read_text(encoding="utf-8")
    at = data.draw(st.integers(0, len(text) - 1))
    new = data.draw(st.sampled_from('0a {}[],:"').filter(lambda char: char != text[at]))
    path.write_text(text[:at] + new + text[at + 1 :], encoding="utf-8")
    try:
        assert "it is not as `learn` wrote it" in refused(learned)
    finally:
        path.write_text(text, encoding="utf-8")


@some
@given(st.integers(1, 2000))
def test_a_file_that_was_cut_off(learned: Path, rest: int) -> None:
    path = learned / MODEL_FILE
    text = path.read_text(encoding="utf-8")
    path.write_text(text[:-rest], encoding="utf-8")
    try:
        assert refused(learned).startswith("is damaged: ")
    finally:
        path.write_text(text, encoding="utf-8")


def test_a_model_knows_itself_by_its_sum(small_model: Raw) -> None:
    text = dump_model(small_model)

    assert parse_model(text)["classes"] == small_model["classes"]
    with pytest.raises(ValueError, match="not as `learn` wrote it"):
        parse_model(json.dumps(small_model))


def another_leaflet(leaflet: Leaflet) -> Leaflet:
    return replace(leaflet, passages=dict(list(leaflet.passages.items())[1:]))


def less_urgent(leaflet: Leaflet) -> Leaflet:
    brand = replace(leaflet.alarms["brand"], level="afspraak")
    return replace(leaflet, alarms=leaflet.alarms | {"brand": brand})


@pytest.mark.parametrize("other", [another_leaflet, less_urgent])
def test_another_leaflet_s_model(learned: Path, other: Callable[[Leaflet], Leaflet]) -> None:
    leaflet = other(read_leaflet(learned))

    assert refused(learned, leaflet) == "was made for another leaflet"
    with pytest.raises(ContentError, match=r"model.json: was made for another leaflet .run `pyth"):
        checked_ear(learned, leaflet)


def test_a_text_may_be_rewritten_without_learning_anew(learned: Path) -> None:
    leaflet = read_leaflet(learned)
    water = replace(leaflet.passages["water"], text="Geef water.")
    brand = replace(leaflet.alarms["brand"], say="Bel.")

    rewritten = replace(
        leaflet,
        passages=leaflet.passages | {"water": water},
        alarms=leaflet.alarms | {"brand": brand},
    )

    assert read_ear(learned, rewritten)("herhaal").label == "control:repeat"


def deaf(model: Raw, code: str) -> Raw:
    """The model without the class of an alarm; the rules for it stay."""
    classes = ["out_of_scope" if one == f"alarm:{code}" else one for one in model["classes"]]
    return model | {"classes": classes}


def test_a_model_that_cannot_hear_an_alarm(learned: Path, small_model: Raw) -> None:
    leaflet = read_leaflet(learned)

    written(learned, deaf(small_model, "giftig"))
    assert refused(learned, leaflet) == "cannot hear alarm giftig"
    assert read_ear(learned), "without a leaflet nobody knows what it should hear"

    written(learned, deaf(deaf(small_model, "giftig"), "brand"))
    assert refused(learned, leaflet) == "cannot hear alarm brand, giftig"


def test_a_rule_alone_does_not_hear_an_alarm(learned: Path, small_model: Raw) -> None:
    raw = deaf(small_model, "brand")

    assert [rule["label"] for rule in raw["alarms"]] == ["alarm:brand"]
    assert read_ear(written(learned, raw))("mijn plant staat in brand").alarm is None
    assert unheard(raw, read_leaflet(learned)) == "cannot hear alarm brand"
    assert unheard(small_model, read_leaflet(learned)) == ""


def test_a_channel_does_not_open_with_another_leaflet_s_model(
    learned: Path, small_model: Raw, tmp_path: Path
) -> None:
    here = Settings(content_dir=learned, audio_dir=tmp_path / "audio")
    assert open_runtime(here).hear("herhaal").label == "control:repeat"

    written(learned, small_model | {"leaflet": "0123456789ab"})

    with pytest.raises(ContentError, match=r"was made for another leaflet .run `python -m skill l"):
        open_runtime(here)


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (lambda text: text.replace('"bias":[', '"bias":[0,', 1), "it is not as `learn` wrote it"),
        (
            lambda text: dump_model(deaf(parse_model(text), "giftig")),
            "cannot hear alarm giftig",
        ),
    ],
)
def test_check_tells_it_though_the_questions_are_the_same(
    learned: Path, tmp_path: Path, spoil: Callable[[str], str], what: str
) -> None:
    path = learned / MODEL_FILE
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")

    found = findings(Settings(content_dir=learned, audio_dir=tmp_path / "audio"))

    (told,) = [str(one) for one in found if MODEL_FILE.name in one.where]
    assert what in told
    assert told.endswith(FIX)
