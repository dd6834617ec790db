"""What the studio's tests share: a few lines to voice, a small lexicon, an audio folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from skill.leaflet.types import Line, Pronunciation
from skill.studio import build

InVoice = Callable[[str, Path], Path]

TEXTS = {
    "goed-tillen": "Houd de last dicht bij uw lichaam. Buig door uw knieën, en til rustig.",
    "title_goed-tillen": "Goed tillen.",
    "prompt_welcome": "Dag. Ik vertel wat er in de folder staat. Waarover wilt u iets horen?",
    "alarm_112": "Bel nu 112.",
}

LINES = tuple(
    Line(
        line_id,
        text,
        "passage" if line_id == "goed-tillen" else line_id.split("_")[0],
        "goedgekeurd",
    )
    for line_id, text in TEXTS.items()
)


@pytest.fixture
def lines() -> list[Line]:
    """Four lines of four kinds; the shortest is two words, the longest three sentences."""
    return list(LINES)


@pytest.fixture
def lexicon() -> dict[str, Pronunciation]:
    return {
        "paracetamol": Pronunciation(
            say="paara-see-taa-mol", espeak="p%a:ras,e:ta:m'Ol", ipa="paːraseːtaːˈmɔl"
        ),
        "NSAID": Pronunciation(espeak="Ens'Et", ipa="ɛnˈsɛt"),
        "cooling-down": Pronunciation(say="koeling daun"),
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An audio folder that does not exist yet."""
    return tmp_path / "audio"


@pytest.fixture(scope="session")
def in_voice(tmp_path_factory: pytest.TempPathFactory) -> InVoice:
    """`in_voice("silent", folder)`: the folder, with a clip of every line in an engine's voice.

    They are made once: eight clips take half a second.
    """

    @cache
    def made(engine: str) -> Path:
        folder = tmp_path_factory.mktemp(engine)
        build(LINES, {}, folder, engine=engine, jobs=1, progress=lambda _: None)
        return folder

    def copied(engine: str, folder: Path) -> Path:
        return Path(shutil.copytree(made(engine), folder))

    return copied


@pytest.fixture
def voiced(in_voice: InVoice, folder: Path) -> Path:
    """An audio folder with a clip of every line, hummed by the test engine."""
    return in_voice("silent", folder)
