"""What is in the zip, and that it is the same each time."""

from __future__ import annotations

import importlib.util
import sys
import zipfile
from pathlib import Path

import pytest

from skill.errors import ContentError
from skill.exports.aws import build_zip
from skill.exports.aws.build import CONCEPT_FILE, MOST_BYTES, Shipped, zipped
from skill.exports.aws.bytecode import LAMBDA_FOLDER, compile_folder, target_python
from skill.exports.aws.packages import Pin, package_files, read_pins
from skill.settings import read_settings

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "lambda" / "requirements.txt"


def names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def test_it_is_small(shipped: Shipped) -> None:
    assert shipped.size == shipped.path.stat().st_size < MOST_BYTES


def test_it_holds_what_runs(shipped: Shipped) -> None:
    inside = names(shipped.path)

    assert inside == sorted(inside)
    assert {
        "lambda_function.py",
        "skill/channels/alexa/handler.py",
        "skill/understanding/decide.py",
        "content/compiled/leaflet.json",
        "content/compiled/model.json",
        "audio/manifest.json",
        "ask_sdk_core/response_helper.py",
    } <= set(inside)


def test_it_holds_nothing_of_the_workshop_and_no_sound(shipped: Shipped) -> None:
    inside = names(shipped.path)

    rooms = {name.split("/")[1] for name in inside if name.startswith("skill/")}
    assert not rooms & {"editorial", "training", "studio", "exports", "server", "cli", "pages"}
    assert not rooms & {"checks.py", "__main__.py"}
    assert not [name for name in inside if name.endswith((".mp3", ".so", ".pyd", ".yaml", ".pyc"))]
    assert {name for name in inside if name.startswith("content/")} == {
        "content/compiled/leaflet.json",
        "content/compiled/model.json",
    }


def test_licences_travel_with_what_they_are_for(shipped: Shipped) -> None:
    inside = names(shipped.path)

    assert any(name.startswith("requests-") and "LICENSE" in name for name in inside)
    assert not [
        name for name in inside if name.endswith(("RECORD", "INSTALLER", "direct_url.json"))
    ]


def test_the_same_checkout_gives_the_same_bytes(tmp_path: Path) -> None:
    first = build_zip(read_settings({}), tmp_path / "first.zip", python="")
    again = build_zip(read_settings({}), tmp_path / "again.zip", python="")

    assert again.path.read_bytes() == first.path.read_bytes()
    assert again.sha256 == first.sha256


def test_order_and_time_of_writing_do_not_count() -> None:
    one, other = {"b": b"2", "a": b"1"}, {"a": b"1", "b": b"2"}

    assert zipped(one) == zipped(other)


def test_bytecode_is_the_same_each_time_and_valid_at_any_time(tmp_path: Path) -> None:
    made = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        folder.mkdir()
        (folder / "hello.py").write_text("WORDS = {'a', 'b', 'c'}\nprint(sorted({'x', 'y'}))\n")
        compile_folder(folder, sys.executable)
        (found,) = folder.rglob("*.pyc")
        made.append(found.read_bytes())

    assert made[0] == made[1]
    assert made[0][:4] == importlib.util.MAGIC_NUMBER
    assert int.from_bytes(made[0][4:8], "little") == 1, "hash-based and not checked (PEP 552)"
    assert f"{LAMBDA_FOLDER}/hello.py".encode() in made[0]


def test_bytecode_for_lambda_makes_a_zip_that_is_still_small(tmp_path: Path) -> None:
    python = target_python()
    if not python:
        pytest.skip("no python3.13 here: the zip has no bytecode")
    made = build_zip(read_settings({}), tmp_path / "one.zip", python=python)
    again = build_zip(read_settings({}), tmp_path / "two.zip", python=python)

    assert made.bytecode
    assert made.sha256 == again.sha256
    assert made.size < MOST_BYTES
    assert "skill/channels/alexa/__pycache__/handler.cpython-313.pyc" in names(made.path)


def test_a_trial_says_that_it_is_one(tmp_path: Path) -> None:
    made = build_zip(read_settings({}), tmp_path / "trial.zip", "Alleen om te proberen", python="")

    with zipfile.ZipFile(made.path) as archive:
        assert archive.read(CONCEPT_FILE) == b"Alleen om te proberen"


@pytest.mark.parametrize("pin", read_pins(REQUIREMENTS), ids=lambda pin: pin.name)
def test_what_ships_is_what_the_tests_run_with(pin: Pin) -> None:
    assert [name for name, _ in package_files(pin) if name.endswith(".py")]


@pytest.mark.parametrize(
    ("pin", "told"),
    [
        (Pin("six", "0.1", "lambda/requirements.txt", 9), "lambda/requirements.txt:9: six 0.1 is"),
        (Pin("bestaat-niet", "1", "r.txt", 1), "bestaat-niet is not installed"),
        (Pin("numpy", "", "r.txt", 1), "numpy "),
    ],
)
def test_another_version_is_refused(pin: Pin, told: str) -> None:
    with pytest.raises(ContentError, match="pip install") as caught:
        list(package_files(pin))

    assert told in str(caught.value)


def test_a_line_that_pins_nothing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "requirements.txt"
    path.write_text("six==1.17.0  # ok\n\nrequests>=2\n")

    with pytest.raises(ContentError, match=r"requirements.txt:3: 'requests>=2' is not name"):
        read_pins(path)


def test_the_same_versions_are_pinned_for_the_tests() -> None:
    wanted = {(pin.name.lower(), pin.version) for pin in read_pins(REQUIREMENTS)}
    text = (ROOT / "requirements.txt").read_text("utf-8").lower()

    assert {f"{name}=={version}" for name, version in wanted} <= set(text.split())


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("a file")

    with pytest.raises(ContentError, match="cannot be written"):
        build_zip(read_settings({}), tmp_path / "dist" / "lambda.zip", python="")
