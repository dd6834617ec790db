"""Somebody who calls, whichever provider the number is at: what they do and what they hear.

A subclass is a provider: it signs and posts as that provider does, checks every document, carries
it out, and fetches every clip.
"""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from server_stand_in import hear, leaflet, silence
from werkzeug.test import TestResponse

from skill.channels import Runtime
from skill.dialogue import MOMENT_SECONDS
from skill.leaflet import Leaflet, script
from skill.manifest import MANIFEST_NAME, Clip, read_manifest
from skill.settings import Settings
from skill.understanding import Hear

CALLER = "+31600000000"
SOUND = silence(0.48)


def voiced_runtime(
    folder: Path, ear: Hear = hear, text: Leaflet | None = None, **settings: str
) -> Runtime:
    """A runtime in which every line has its two clips (silence of one length, a name each)."""
    lines = script(text or leaflet())
    digest = hashlib.sha256(SOUND).hexdigest()
    clips = {}
    for line in lines.values():
        entry: dict[str, object] = {"text": line.text, "spoken": line.text}
        for tempo, ending in (("normal", ""), ("slow", "-slow")):
            name = f"{line.id}-0a1b{ending}.mp3"
            (folder / name).write_bytes(SOUND)
            entry[tempo] = asdict(Clip(name, digest, 0.48, -16.0, -3.0, "silence"))
        clips[line.id] = entry
    manifest = json.dumps({"engine": "silence", "clips": clips})
    (folder / MANIFEST_NAME).write_text(manifest, encoding="utf-8")
    ours = Settings(audio_dir=folder, **settings)  # type: ignore[arg-type]
    return Runtime(text or leaflet(), lines, ear, read_manifest(folder), ours)


def refused(response: TestResponse) -> tuple[int, str]:
    """Status and error code of a refusal."""
    return response.status_code, response.get_json()["error"]["code"]


@dataclass
class Heard:
    """What the caller hears until it is their turn, or the call is over."""

    clips: list[str] = field(default_factory=list)
    """Line ids of the clips that were played."""
    said: list[str] = field(default_factory=list)
    """Texts that were spoken."""
    action: str = ""
    """Where the caller's answer goes; empty when the call is over."""
    keys_at_once: int = 0
    """How many keys are gathered together; 0 where none is."""
    speech_cuts_off: bool = False
    patience: float = 0
    """Seconds that the caller may be silent."""
    number: str = ""
    """Number with which the caller is connected."""
    hung_up: bool = False
    verb: dict[str, Any] = field(default_factory=dict)
    """What waits for the caller's answer, in the provider's own words."""
    rest: list[dict[str, Any]] = field(default_factory=list)
    """What the provider would do if no answer came back."""


class Caller(ABC):
    """One call. `public` is the address that was entered at the provider, `secret` what it signs
    with, if it does."""

    def __init__(
        self,
        client: FlaskClient,
        public: str = "http://localhost",
        secret: str = "",
        call: str = "CA1",
    ) -> None:
        self.client, self.public, self.secret, self.call = client, public, secret, call
        self.fetched: set[str] = set()
        self.heard = Heard()

    @abstractmethod
    def calls(self, **headers: str) -> Heard:
        """Rings, and hears the welcome."""

    @abstractmethod
    def press(self, keys: str, **headers: str) -> Heard:
        """Presses keys that are gathered together, or stops before that many."""

    @abstractmethod
    def says(self, text: str, confidence: float = 0.9) -> Heard:
        """Says something."""

    @abstractmethod
    def is_silent(self) -> Heard:
        """Waits until the provider has waited long enough."""

    @abstractmethod
    def connection_ends(self, how: str) -> Heard:
        """What follows when a connection with a person is over; `how` is the provider's word."""

    def keys(self, pressed: str) -> Heard:
        """Presses keys one by one, or as many as are gathered; after a code a moment passes."""
        while pressed:
            count = self.heard.keys_at_once
            self.press(pressed[:count])
            pressed = pressed[count:]
        return self.is_silent() if self.heard.patience == MOMENT_SECONDS else self.heard

    def send(self, address: str, headers: Mapping[str, str], **body: Any) -> TestResponse:
        """Posts to one of our addresses, as the provider knows it."""
        assert address.startswith(self.public + "/"), address
        return self.client.post(address.removeprefix(self.public), headers=headers, **body)

    def fetch(self, address: str) -> list[str]:
        """Fetches a sound once, and gives the line ids of the clips in it."""
        files = address.removeprefix(f"{self.public}/audio/").split("/")
        if address not in self.fetched:
            assert address.startswith(self.public), address
            response = self.client.get(address.removeprefix(self.public))
            assert (response.status_code, response.mimetype) == (200, "audio/mpeg"), address
            assert response.data == SOUND * len(files)
            assert response.content_length == len(response.data)
            self.fetched.add(address)
        return [file.rpartition("-0a1b")[0] for file in files]
