"""A zip as `lambda build` makes it, and the folder that Lambda unpacks it to."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from skill.exports.aws import build_zip
from skill.exports.aws.build import Shipped
from skill.leaflet import LEAFLET_FILE
from skill.settings import read_settings
from skill.understanding import MODEL_FILE

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Shipped:
    """The zip of this repository, without bytecode."""
    if not all((ROOT / "content" / name).is_file() for name in (LEAFLET_FILE, MODEL_FILE)):
        pytest.skip("the compiled content is missing: run `python -m skill compile` and `learn`")
    return build_zip(read_settings({}), tmp_path_factory.mktemp("zip") / "lambda.zip", python="")


@pytest.fixture(scope="session")
def task(shipped: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip, unpacked in an empty folder."""
    folder = tmp_path_factory.mktemp("task")
    with zipfile.ZipFile(shipped.path) as archive:
        archive.extractall(folder)
    return folder
