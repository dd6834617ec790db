"""A desk to review at: a copy of the editors' folder with clips, that may be written to."""

from __future__ import annotations

import io
import json
import wave
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from flask import Flask
from flask.testing import FlaskClient

from skill.channels import Runtime
from skill.editorial import read_content
from skill.editorial.signoff import Signoff, read_signoff
from skill.leaflet import script
from skill.manifest import read_manifest
from skill.server import create_app
from skill.settings import Settings
from tests.conftest import fake_ear

MEDICAL = "medisch eindverantwoordelijke"
EDITORS = "redactie"


@dataclass(frozen=True)
class Desk:
    """A server on folders of its own."""

    app: Flask
    content: Path
    audio: Path

    @property
    def client(self) -> FlaskClient:
        """A page of this server: what it sends says so."""
        client = self.app.test_client()
        client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        return client

    def signoff(self) -> Signoff:
        found, findings = read_signoff(self.content)
        assert findings == []
        return found

    def item(self, item: str) -> dict[str, Any]:
        answer = self.client.get(f"/review/items/{item}")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.get_json()
        return found

    def line(self, item: str, line: str) -> dict[str, Any]:
        found: dict[str, Any] = next(one for one in self.item(item)["lines"] if one["id"] == line)
        return found

    def hashes(self, item: str) -> dict[str, str]:
        return {one["id"]: one["hash"] for one in self.item(item)["lines"]}

    def approve(self, lines: Mapping[str, str], role: str = MEDICAL) -> tuple[int, dict[str, Any]]:
        answer = self.client.post("/review/approve", json={"role": role, "lines": dict(lines)})
        return answer.status_code, answer.get_json()

    def rewrite(self, file: str, before: str, after: str) -> None:
        """Somebody edits a file meanwhile."""
        path = self.content / file
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")


def small_runtime(content: Path, audio: Path) -> Runtime:
    """A runtime with a fake ear, of a folder of content and one of clips."""
    leaflet = read_content(content)[0].leaflet
    settings = replace(Settings(), content_dir=content, audio_dir=audio)
    return Runtime(leaflet, script(leaflet), fake_ear, read_manifest(audio), settings)


def desk(content: Path, audio: Path) -> Desk:
    """A server for a folder of content and one of clips."""
    runtime = small_runtime(content, audio)
    return Desk(create_app(runtime.settings, runtime), content, audio)


def spoken(seconds: float, *, rate: int = 22_050, loud: float = 0.2) -> bytes:
    """A WAV file that is like speech to a meter: syllables of a low voice, quiet at its ends."""
    times = np.arange(round(seconds * rate)) / rate
    voice = sum(np.sin(2 * np.pi * 140 * step * times) / step for step in range(1, 8))
    sound = voice * (0.55 + 0.45 * np.sin(2 * np.pi * 4 * times)) * loud
    quiet = np.zeros(rate // 2)
    samples = (np.concatenate((quiet, sound, quiet)) * 32_000).clip(-32_000, 32_000)
    return as_wav(samples.astype("<i2").tobytes(), rate)


def as_wav(samples: bytes, rate: int = 22_050) -> bytes:
    """16-bit mono samples as a WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples)
    return out.getvalue()


def error_of(answer: Any) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, json.loads(answer.data)["error"]["code"]
