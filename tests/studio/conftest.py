"""What the studio's tests share: a few lines to voice, a small lexicon, an audio folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from skill.leaflet.types import Line, Pronunciation

TEXTS = {
    "goed-tillen": "Houd de last dicht bij uw lichaam. Buig door uw knieën, en til rustig.",
    "title_goed-tillen": "Goed tillen.",
    "prompt_welcome": "Dag. Ik vertel wat er in de folder staat. Waarover wilt u iets horen?",
    "alarm_112": "Bel nu 112.",
}


@pytest.fixture
def lines() -> list[Line]:
    """Four lines of three kinds; the shortest is two words, the longest three sentences."""
    kinds = {"goed-tillen": "passage"}
    return [
        Line(line_id, text, kinds.get(line_id, line_id.split("_")[0]), "goedgekeurd")
        for line_id, text in TEXTS.items()
    ]


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
